import { at } from '../../../src-shared/present';
import type { ClassCurve } from '../../../src-shared/run/evaluation/evaluation';

/** A point of a line between two rates. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
}

/** The two pictures of a class against all others. */
export type CurveKind = 'roc' | 'precisionRecall';

/**
 * Point [x, y] of a curve at its `index`-th threshold: ROC has the false against the true positive rate, PR
 * recall against precision.
 */
export function pointAt(kind: CurveKind, curve: ClassCurve, index: number): LinePoint {
  const right = curve.truePositives[index] ?? 0;
  const wrong = curve.falsePositives[index] ?? 0;
  const recall = right / curve.positives;
  if (kind === 'roc') return { x: wrong / curve.negatives, y: recall };
  // Of nothing taken for the class nothing is wrong.
  return { x: recall, y: right + wrong > 0 ? right / (right + wrong) : 1 };
}

/** A point of a curve's line; the threshold is null where no score is so high that it gives it. */
export interface RatePoint extends LinePoint {
  readonly threshold: number | null;
}

/**
 * A curve as the line that its area is of: ROC from the corner where nothing is taken for the class,
 * straight from point to point; precision in steps, each over the recall that was gained there, which
 * is what average precision adds up. Empty where there is no such curve.
 */
export function computeLinePoints(kind: CurveKind, curve: ClassCurve): RatePoint[] {
  if (!(curve.positives > 0) || (kind === 'roc' && !(curve.negatives > 0))) return [];
  const points: RatePoint[] = kind === 'roc' ? [{ x: 0, y: 0, threshold: null }] : [];
  let before = 0;
  curve.thresholds.forEach((threshold, i) => {
    const { x, y } = pointAt(kind, curve, i);
    if (kind === 'precisionRecall') points.push({ x: before, y, threshold });
    points.push({ x, y, threshold });
    before = x;
  });
  return points;
}

/** Index of the lowest of the descending thresholds that is at least `threshold`; -1: none is. */
export function indexAt({ thresholds }: Pick<ClassCurve, 'thresholds'>, threshold: number): number {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(thresholds, middle) >= threshold) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The confusion matrix of two classes, [first, second] flattened, where the second is taken from `threshold` on. */
export function confusionAt(curve: ClassCurve, threshold: number): Float64Array {
  const index = indexAt(curve, threshold);
  const right = curve.truePositives[index] ?? 0;
  const wrong = curve.falsePositives[index] ?? 0;
  return Float64Array.of(curve.negatives - wrong, wrong, curve.positives - right, right);
}

/** Thresholds that can be chosen: whole steps, for then the model's own can be met again by hand. */
export interface ThresholdRange {
  readonly step: number;
  /** Numbers of the lowest and the highest step. */
  readonly low: number;
  readonly high: number;
}

/** From 0 to 1 for probabilities, otherwise over all scores. */
export function thresholdRange(
  curves: readonly ClassCurve[],
  scores: 'probability' | 'decision',
  own: number,
): ThresholdRange {
  if (scores === 'probability') return { step: 0.005, low: 0, high: 200 };
  const ends = curves.flatMap(({ thresholds }) => [
    thresholds[0] ?? own,
    thresholds[thresholds.length - 1] ?? own,
  ]);
  const min = Math.min(own, ...ends);
  const max = Math.max(own, ...ends);
  const step = 10 ** Math.floor(Math.log10((max - min || 1) / 100));
  // One beyond the highest score: there nothing is taken for the class.
  return { step, low: Math.floor(min / step), high: Math.floor(max / step) + 1 };
}

/** The threshold at a step, without the last digits of a multiplication. */
export function thresholdAt({ step }: ThresholdRange, position: number): number {
  return Number((position * step).toPrecision(12));
}

/** Point of some curves nearest to one of the picture; null where none is within the radius. */
export function nearestPoint(
  kind: CurveKind,
  curves: readonly ClassCurve[],
  at: LinePoint,
  /** Pixels of the whole axis. */
  size: { readonly width: number; readonly height: number },
  radius = 14,
): { readonly curve: ClassCurve; readonly index: number } | null {
  let best: { curve: ClassCurve; index: number } | null = null;
  let closest = radius * radius;
  for (const curve of curves) {
    for (let index = 0; index < curve.thresholds.length; index++) {
      const { x, y } = pointAt(kind, curve, index);
      const distance = ((x - at.x) * size.width) ** 2 + ((y - at.y) * size.height) ** 2;
      if (distance < closest) {
        closest = distance;
        best = { curve, index };
      }
    }
  }
  return best;
}

/** Colour and dashes of a class's curve: eight colours, then the same ones dashed. */
export function curveStyle(index: number): { readonly colour: string; readonly dash: readonly number[] } {
  const dashes = [[], [7, 4], [2, 3]];
  return {
    colour: `var(--run-${(index % 8) + 1})`,
    dash: dashes[Math.floor(index / 8) % dashes.length] ?? [],
  };
}
