import { say } from '../../../src-shared/language/say';
import type { Calibration } from '../../../src-shared/run/explanation/faults';
import type { FigureHeading } from '../../text/figure-heading';
import type { Figure } from '../figure/figure';
import { AXIS_BOTTOM, AXIS_TOP, createPlane, drawAxes, leftRoom, type Plane } from '../stage/plane';
import type { Stage } from '../stage/stage';

/** How often answers of about one probability came true, with the rows of each bin below. */
export function drawReliability(stage: Stage, { bins }: Calibration): Plane {
  const { context, tokens, width, height } = stage;
  const tall = Math.max(30, height - AXIS_TOP - AXIS_BOTTOM);
  const left = leftRoom(stage, [0, 1], tall);
  const box = { left, top: AXIS_TOP, width: Math.max(30, width - left - 16), height: tall };
  const plane = createPlane(box, [0, 1], [0, 1]);
  drawAxes(stage, plane, { x: say('predicted probability'), y: say('share that came true') });
  const most = Math.max(1, ...bins.map(({ rows }) => rows));
  context.save();
  context.fillStyle = tokens.text3;
  context.globalAlpha = 0.25;
  for (const { from, to, rows } of bins) {
    const tallBar = (0.22 * box.height * rows) / most;
    const x = plane.toX(from) + 1;
    context.fillRect(x, box.top + box.height - tallBar, plane.toX(to) - x - 1, tallBar);
  }
  context.globalAlpha = 1;
  context.strokeStyle = tokens.text3;
  context.setLineDash([3, 4]);
  context.beginPath();
  context.moveTo(plane.toX(0), plane.toY(0));
  context.lineTo(plane.toX(1), plane.toY(1));
  context.stroke();
  context.setLineDash([]);
  const points = bins.flatMap(({ predicted, observed }) =>
    predicted === null || observed === null ? [] : [{ x: plane.toX(predicted), y: plane.toY(observed) }],
  );
  context.strokeStyle = context.fillStyle = tokens.palette[0] ?? tokens.accent;
  context.lineWidth = 2;
  context.beginPath();
  points.forEach(({ x, y }, i) => {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.stroke();
  for (const { x, y } of points) {
    context.beginPath();
    context.arc(x, y, 4, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
  return plane;
}

/** The curve as a figure; its table has the bins with their rows. */
export function reliabilityFigure(heading: FigureHeading, calibration: Calibration): Figure {
  return {
    ...heading,
    legend: [
      { label: say('share that came true'), colour: 'var(--run-1)' },
      { label: say('as predicted'), colour: 'var(--text-3)', dashed: true },
    ],
    draw: (stage) => {
      drawReliability(stage, calibration);
    },
    table: () => ({
      columns: [say('from'), say('to'), say('rows'), say('mean predicted'), say('share that came true')],
      rows: calibration.bins.map(({ from, to, rows, predicted, observed }) => [
        from,
        to,
        rows,
        predicted,
        observed,
      ]),
    }),
  };
}
