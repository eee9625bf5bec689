import type { PointSample, SvmFrame } from '../../../src-shared/run/live/frames';
import { formatSetting } from '../../text/format';
import { levelLine } from './margin-math';
import { drawMargin } from './margin-picture';
import { haloText, type Plane } from '../stage/plane';
import type { Stage } from '../stage/stage';

/** A point of the lab, in raw units. */
interface LabPoint {
  readonly x: number;
  readonly y: number;
  /** 0 or 1. */
  readonly target: number;
}

/** The line of an earlier C. */
interface GhostLine {
  readonly C: number;
  readonly coef: Float64Array;
  readonly intercept: number;
}

export interface LabPicture {
  readonly sample: PointSample;
  readonly frame: SvmFrame | null;
  readonly points: readonly LabPoint[];
  readonly ghosts: readonly GhostLine[];
  /** Index of the point that is held or chosen; null: none. */
  readonly chosen: number | null;
}

/** The lab's points as a sample that the margin picture can draw. */
export function labSample(original: PointSample, points: readonly LabPoint[]): PointSample {
  return {
    ...original,
    totalRows: points.length,
    count: points.length,
    values: Float64Array.from(points.flatMap(({ x, y }) => [x, y])),
    targets: Float64Array.from(points, ({ target }) => target),
  };
}

/** The margin as it stands, the lines of earlier Cs thin behind it, and a ring around the chosen point. */
export function drawLab(
  stage: Stage,
  plane: Plane,
  { sample, frame, points, ghosts, chosen }: LabPicture,
): void {
  const { context, tokens } = stage;
  const { box, xRange, yRange } = plane;
  drawMargin(stage, plane, { sample, frame, queryPoints: [], feature: 0, machine: 0, compact: false });
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  const center = [(xRange[0] + xRange[1]) / 2, (yRange[0] + yRange[1]) / 2] as const;
  const length = xRange[1] - xRange[0] + yRange[1] - yRange[0];
  context.font = `11px ${tokens.fontUi}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  ghosts.forEach(({ C, coef, intercept }, i) => {
    const line = levelLine(coef, intercept, 0, center, length);
    if (line === null) return;
    context.globalAlpha = 0.35 + (0.4 * (i + 1)) / ghosts.length;
    context.strokeStyle = tokens.accent;
    context.lineWidth = 1.2;
    context.beginPath();
    context.moveTo(plane.toX(line[0]), plane.toY(line[1]));
    context.lineTo(plane.toX(line[2]), plane.toY(line[3]));
    context.stroke();
    const anchor = findLabelAnchor(plane, line, i);
    if (anchor !== null) haloText(stage, `C ${formatSetting(C)}`, anchor.x, anchor.y, tokens.accent);
    context.globalAlpha = 1;
  });
  const point = chosen === null ? undefined : points[chosen];
  if (point !== undefined) {
    context.strokeStyle = tokens.accent;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(plane.toX(point.x), plane.toY(point.y), 9, 0, 2 * Math.PI);
    context.stroke();
  }
  context.restore();
}

/** Point on the line inside the box for a label, another one for each ghost. */
function findLabelAnchor(
  plane: Plane,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  i: number,
): { x: number; y: number } | null {
  const { left, top, width, height } = plane.box;
  const inside: { x: number; y: number }[] = [];
  for (let step = 0; step <= 200; step++) {
    const x = plane.toX(x0 + ((x1 - x0) * step) / 200);
    const y = plane.toY(y0 + ((y1 - y0) * step) / 200);
    if (x > left + 4 && x < left + width - 50 && y > top + 10 && y < top + height - 10) inside.push({ x, y });
  }
  return inside[Math.floor(((i + 1) * inside.length) / 7)] ?? null;
}
