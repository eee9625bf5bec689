import { type AxesChart, type LineAxis, type LinesPlane } from '../lines/axes-chart';
import { formatLinearTick, linearTicks } from '../stage/ticks';
import type { Stage } from '../stage/stage';
import { tokenColour } from '../stage/theme';
import type { LinePoint } from './curve-points';

interface RateLine {
  readonly id: string;
  readonly label: string;
  /** May be a token. */
  readonly colour: string;
  readonly dash: readonly number[];
  readonly points: readonly LinePoint[];
}

/** Curves between rates. */
export interface RatePicture {
  readonly lines: readonly RateLine[];
  /** Curve that chance alone would give. */
  readonly reference: readonly LinePoint[];
  /** Point of the chosen threshold; null: not marked. */
  readonly mark: LinePoint | null;
  readonly titles: { readonly x: string; readonly y: string };
}

/** Lines along the edges, and the mark on them, are not cut in half. */
const BLEED = 8;

/**
 * Both axes from 0 to 1, the curves, and where the threshold is: in the window as in a file.
 * @param axes kept from the last drawing on the same stage
 */
export function drawRates(
  stage: Stage,
  { lines, reference, mark, titles }: RatePicture,
  axes: AxesChart,
): LinesPlane {
  const { context, tokens } = stage;
  const plane = axes.draw(stage, { x: rateAxis(titles.x), y: rateAxis(titles.y) });
  const { box } = plane;
  context.save();
  context.beginPath();
  context.rect(box.left - BLEED, box.top - BLEED, box.width + 2 * BLEED, box.height + 2 * BLEED);
  context.clip();
  context.lineJoin = 'round';
  strokeLine(stage, plane, reference, { colour: tokens.text3, width: 1, dash: [3, 4] });
  for (const { points, colour, dash } of lines)
    strokeLine(stage, plane, points, { colour: tokenColour(tokens, colour), width: 1.75, dash });
  if (mark !== null) drawMark(stage, plane, mark);
  context.restore();
  return plane;
}

function rateAxis(title: string): LineAxis {
  const ticks = linearTicks([0, 1], 5).map((value) => ({ value, label: formatLinearTick(value, 0.2) }));
  return { range: [0, 1], isLog: false, title, ticks };
}

function strokeLine(
  { context }: Stage,
  { x, y }: LinesPlane,
  points: readonly LinePoint[],
  pen: { readonly colour: string; readonly width: number; readonly dash: readonly number[] },
): void {
  context.strokeStyle = pen.colour;
  context.lineWidth = pen.width;
  context.setLineDash([...pen.dash]);
  context.beginPath();
  points.forEach((point, i) => {
    if (i === 0) context.moveTo(x.to(point.x), y.to(point.y));
    else context.lineTo(x.to(point.x), y.to(point.y));
  });
  context.stroke();
  context.setLineDash([]);
}

function drawMark({ context, tokens }: Stage, { x, y }: LinesPlane, mark: LinePoint): void {
  context.beginPath();
  context.arc(x.to(mark.x), y.to(mark.y), 5.5, 0, 2 * Math.PI);
  context.fillStyle = tokens.surface;
  context.fill();
  context.strokeStyle = tokens.text;
  context.lineWidth = 2;
  context.stroke();
}
