import { AXIS_BOTTOM, AXIS_TOP, createPlane, drawAxes, leftRoom } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { tokenColour } from '../stage/theme';
import type { RateOptions } from './rate-config';

/** Curves between rates as chart.js draws them on the screen; colours may be tokens. */
export type RatePicture = Omit<RateOptions, 'tokens'>;

/** The same with axis titles, for files. */
export function drawRates(stage: Stage, { lines, reference, mark, titles }: RatePicture): void {
  const { context, tokens } = stage;
  const height = Math.max(20, stage.height - AXIS_TOP - AXIS_BOTTOM);
  const left = leftRoom(stage, [0, 1], height);
  const box = { left, top: AXIS_TOP, width: Math.max(20, stage.width - left - 16), height };
  const plane = createPlane(box, [0, 1], [0, 1]);
  drawAxes(stage, plane, titles);
  const line = (
    points: RateOptions['reference'],
    colour: string,
    width: number,
    dash: readonly number[],
  ): void => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash([...dash]);
    context.beginPath();
    points.forEach(({ x, y }, i) => {
      if (i === 0) context.moveTo(plane.toX(x), plane.toY(y));
      else context.lineTo(plane.toX(x), plane.toY(y));
    });
    context.stroke();
  };
  context.save();
  context.lineJoin = 'round';
  line(reference, tokens.text3, 1, [3, 4]);
  for (const { points, colour, dash } of lines) line(points, tokenColour(tokens, colour), 1.75, dash);
  context.setLineDash([]);
  if (mark !== null) {
    context.beginPath();
    context.arc(plane.toX(mark.x), plane.toY(mark.y), 5.5, 0, 2 * Math.PI);
    context.fillStyle = tokens.surface;
    context.fill();
    context.strokeStyle = tokens.text;
    context.lineWidth = 2;
    context.stroke();
  }
  context.restore();
}
