import type { Curve, PointSample } from '../../../src-shared/run/live/frames';
import { isTrainingRow, type RowPart } from '../shell/row-parts';
import { drawStamp } from '../stage/marks';
import { AXIS_BOTTOM, AXIS_TOP, createPlane, drawAxes, leftRoom, type Plane } from '../stage/plane';
import { drawQueryPoint } from '../stage/query-point';
import type { Stage } from '../stage/stage';
import { targetNumber } from './marked-points';
import { pointStamps } from '../scales/point-stamps';
import { padRange, type Range } from '../../values/range';

export interface CurveInput {
  readonly curve: Curve;
  /** Names of the feature and of what the output stands for. */
  readonly titles: { readonly x: string; readonly y: string };
  /** The points that the curve is fitted to; null where they cannot be had. */
  readonly sample: PointSample | null;
  /** Rows of the run that it was trained on, which the sample begins with; null: all. */
  readonly trainRows: number | null;
  /** Query points with their outputs. */
  readonly queryPoints: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  /** Small, without titles. */
  readonly compact: boolean;
}

/**
 * Position [feature, target] of a row; the target is the number that the output is compared with, NaN where
 * there is none.
 */
export function rowOnCurve(sample: PointSample, row: number): readonly [number, number] {
  return [sample.values[row] ?? NaN, targetNumber(sample, row) ?? NaN];
}

/** Part of each row. */
export function curveParts(sample: PointSample, trainRows: number | null): readonly RowPart[] {
  return Array.from({ length: sample.count }, (_, row) => ({
    isTraining: isTrainingRow(sample, trainRows, row),
    isWrong: false,
  }));
}

/** The output at a value of the feature, linear between the curve's points; NaN outside. */
export function curveAt({ x, values }: Curve, at: number): number {
  const last = x.length - 1;
  const [low, high] = [x[0] ?? NaN, x[last] ?? NaN];
  if (!(at >= low && at <= high)) return NaN;
  if (high === low) return values[0] ?? NaN;
  const position = ((at - low) / (high - low)) * last;
  const index = Math.min(last - 1, Math.floor(position));
  const [from, to] = [values[index] ?? NaN, values[index + 1] ?? NaN];
  return from + (to - from) * (position - index);
}

/**
 * Both axes' ranges: all points, and the curve as far as it is not more than the points' own span away
 * from them, for the first steps may be far off.
 */
export function curveRanges({ curve, sample, queryPoints }: CurveInput): {
  readonly x: Range;
  readonly y: Range;
} {
  const xs = [curve.x[0] ?? 0, curve.x[curve.x.length - 1] ?? 1, ...queryPoints.map(({ x }) => x)];
  const points = sample === null ? NONE : sample.targets.map((_, row) => rowOnCurve(sample, row)[1]);
  const own = extent(points);
  const drawn = extent(curve.values) ?? own ?? [0, 1];
  const span = own === null ? 0 : own[1] - own[0] || 1;
  const y: Range =
    own === null
      ? drawn
      : [
          Math.min(own[0], Math.max(drawn[0], own[0] - span)),
          Math.max(own[1], Math.min(drawn[1], own[1] + span)),
        ];
  return { x: padRange(extent(xs) ?? [0, 1], 0.03), y: padRange(y, 0.06) };
}

const NONE = new Float64Array(0);

function extent(values: ArrayLike<number>): Range | null {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

export function curvePlane(stage: Stage, input: CurveInput): Plane {
  const ranges = curveRanges(input);
  const top = input.compact ? 10 : AXIS_TOP + 4;
  const height = Math.max(20, stage.height - top - (input.compact ? 24 : AXIS_BOTTOM));
  const left = leftRoom(stage, ranges.y, height);
  return createPlane({ left, top, width: Math.max(20, stage.width - left - 14), height }, ranges.x, ranges.y);
}

/** Points, the curve over them, and the query points with their outputs. */
export function drawCurve(stage: Stage, plane: Plane, input: CurveInput): void {
  const { context, tokens, ratio } = stage;
  const { sample, curve, compact } = input;
  const { box } = plane;
  drawAxes(stage, plane, compact ? { x: '', y: '' } : input.titles);
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  if (sample !== null) {
    const [hollow, filled] = [true, false].map((isHollow) =>
      pointStamps(sample.count, NONE, { colour: null, tokens, ratio, highlight: null, isHollow }),
    );
    curveParts(sample, input.trainRows).forEach(({ isTraining }, row) => {
      const [x, y] = rowOnCurve(sample, row);
      const stamp = (isTraining ? filled : hollow)?.(row);
      if (stamp !== undefined) drawStamp(context, stamp, plane.toX(x), plane.toY(y));
    });
  }
  context.lineJoin = context.lineCap = 'round';
  context.beginPath();
  curve.x.forEach((x, i) => {
    context.lineTo(plane.toX(x), plane.toY(curve.values[i] ?? NaN));
  });
  context.lineWidth = 2.25;
  context.strokeStyle = tokens.text;
  context.stroke();
  context.restore();
  for (const { x, y, text } of input.queryPoints) {
    drawQueryPoint(stage, box, plane.toX(x), plane.toY(y), text);
  }
}
