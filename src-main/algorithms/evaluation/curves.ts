import { slices, type Work } from '../explore/slices';
import { descendingOrder } from './argsort';

/**
 * One class against all others at every score as the threshold: a row is taken for the class where
 * its score is at least the threshold. Weights of rows; without sample weights their numbers.
 */
export interface ThresholdCounts {
  /** [points] the distinct scores of rows that count, descending. */
  readonly thresholds: Float64Array;
  /** [points] rows of the class among those taken for it. */
  readonly truePositives: Float64Array;
  /** [points] rows of other classes among those taken for it. */
  readonly falsePositives: Float64Array;
  /** All rows of the class, and all others. */
  readonly positives: number;
  readonly negatives: number;
}

/**
 * ROC curve of one class against all others, as scikit-learn's `roc_curve` returns it; arrays of one
 * length, from (0, 0) to (1, 1).
 */
export interface RocCurve {
  /** FP / N at each threshold, ascending. */
  readonly falsePositiveRate: Float64Array;
  /** TP / P (recall) at each threshold, ascending. */
  readonly truePositiveRate: Float64Array;
  /** Descending; the first is infinite: nothing is taken for the class. */
  readonly thresholds: Float64Array;
}

/**
 * Precision-recall curve of one class against all others, as scikit-learn's `precision_recall_curve`
 * returns it.
 */
export interface PrecisionRecallCurve {
  /** The last is 1, at recall 0, where no threshold is. */
  readonly precision: Float64Array;
  /** Descending. */
  readonly recall: Float64Array;
  /** Ascending, one fewer. */
  readonly thresholds: Float64Array;
}

/**
 * Counts at every distinct score: ties move together, rows of weight 0 are left out, as in
 * scikit-learn's `confusion_matrix_at_thresholds`.
 * @param scores [rows] finite; the higher, the more likely the class
 * @param isPositive whether a row is of the class
 * @param weights [rows]; null: 1 each
 */
export function* thresholdCounts(
  scores: Float64Array,
  isPositive: (row: number) => boolean,
  weights: Float64Array | null = null,
): Work<ThresholdCounts> {
  const order = yield* descendingOrder(scores);
  const thresholds = new Float64Array(scores.length);
  const truePositives = new Float64Array(scores.length);
  const falsePositives = new Float64Array(scores.length);
  let points = 0;
  let right = 0;
  let wrong = 0;
  yield* slices(order.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const row = order[i];
      const weight = weights === null ? 1 : weights[row];
      if (weight === 0) continue;
      if (isPositive(row)) right += weight;
      else wrong += weight;
      if (points === 0 || thresholds[points - 1] !== scores[row]) thresholds[points++] = scores[row];
      truePositives[points - 1] = right;
      falsePositives[points - 1] = wrong;
    }
  });
  return {
    thresholds: thresholds.slice(0, points),
    truePositives: truePositives.slice(0, points),
    falsePositives: falsePositives.slice(0, points),
    positives: right,
    negatives: wrong,
  };
}

/** `roc_curve` with all points kept. Rates are NaN where a class or all others have no rows. */
export function rocCurve(counts: ThresholdCounts): RocCurve {
  const { thresholds, truePositives, falsePositives, positives, negatives } = counts;
  return {
    falsePositiveRate: withFirst(
      0,
      falsePositives.map((count) => count / negatives),
    ),
    truePositiveRate: withFirst(
      0,
      truePositives.map((count) => count / positives),
    ),
    thresholds: withFirst(Infinity, thresholds),
  };
}

/**
 * `roc_auc_score`: the area under the ROC curve by the trapezoidal rule, which is the chance that a
 * row of the class has a higher score than another row, ties counting one half.
 * @returns null where the class or all others have no rows
 */
export function rocAuc({
  truePositives,
  falsePositives,
  positives,
  negatives,
}: ThresholdCounts): number | null {
  if (!(positives > 0 && negatives > 0)) return null;
  let area = 0;
  let right = 0;
  let wrong = 0;
  for (let i = 0; i < truePositives.length; i++) {
    area += ((falsePositives[i] - wrong) * (truePositives[i] + right)) / 2;
    right = truePositives[i];
    wrong = falsePositives[i];
  }
  return area / positives / negatives;
}

/**
 * Precision TP / (TP + FP) against recall TP / P at every threshold (scikit-learn's
 * `precision_recall_curve`), from the lowest threshold to the highest, then the end point (recall 0,
 * precision 1). Recall is NaN where the class has no rows.
 */
export function precisionRecallCurve(counts: ThresholdCounts): PrecisionRecallCurve {
  const { thresholds, truePositives, falsePositives, positives } = counts;
  const points = thresholds.length;
  const precision = new Float64Array(points + 1);
  const recall = new Float64Array(points + 1);
  for (let i = 0; i < points; i++) {
    const index = points - 1 - i;
    precision[index] = truePositives[i] / (truePositives[i] + falsePositives[i]);
    recall[index] = truePositives[i] / positives;
  }
  precision[points] = 1;
  return { precision, recall, thresholds: thresholds.slice().reverse() };
}

/**
 * `average_precision_score`: the mean of the precisions, each by how much the recall grows there.
 * Nothing is drawn between the points, unlike in {@link precisionRecallAuc}, which is too favourable.
 * @returns null where the class has no rows
 */
export function averagePrecision(counts: ThresholdCounts): number | null {
  const { truePositives, falsePositives, positives } = counts;
  if (!(positives > 0)) return null;
  let sum = 0;
  let before = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const right = truePositives[i];
    sum += ((right - before) * right) / (right + falsePositives[i]);
    before = right;
  }
  return sum / positives;
}

/** The area under the precision-recall curve by the trapezoidal rule, `auc(recall, precision)`; null as above. */
export function precisionRecallAuc(counts: ThresholdCounts): number | null {
  if (!(counts.positives > 0)) return null;
  const { truePositives, falsePositives, positives } = counts;
  let area = 0;
  let right = 0;
  let precision = 1;
  for (let i = 0; i < truePositives.length; i++) {
    const here = truePositives[i] / (truePositives[i] + falsePositives[i]);
    area += ((truePositives[i] - right) * (here + precision)) / 2;
    right = truePositives[i];
    precision = here;
  }
  return area / positives;
}

/**
 * Unweighted mean of a metric over the classes that have it (scikit-learn's `average="macro"`); null
 * where none has.
 */
export function macroAverage(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/**
 * Fewer points of the same curves: what is kept is exact, and no point that is left out lies further
 * from the last kept one than a small step along ROC or in precision. The last is kept, and `always`.
 * @param most points to keep, about
 * @param always index of a point to keep, e.g. of the threshold in use; -1: none
 */
export function* thinned(counts: ThresholdCounts, most: number, always = -1): Work<ThresholdCounts> {
  const points = counts.thresholds.length;
  if (points <= most) return counts;
  let step = 2 / most;
  let kept = yield* keptAt(counts, step, always);
  while (kept.length > most) {
    step *= 1.5;
    kept = yield* keptAt(counts, step, always);
  }
  const take = (values: Float64Array): Float64Array => Float64Array.from(kept, (index) => values[index]);
  return {
    ...counts,
    thresholds: take(counts.thresholds),
    truePositives: take(counts.truePositives),
    falsePositives: take(counts.falsePositives),
  };
}

function* keptAt(
  { thresholds, truePositives, falsePositives, positives, negatives }: ThresholdCounts,
  step: number,
  always: number,
): Work<number[]> {
  const kept: number[] = [];
  let way = -Infinity;
  let precision = Infinity;
  yield* slices(thresholds.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const here = truePositives[i] / (positives || 1) + falsePositives[i] / (negatives || 1);
      const precisionHere = truePositives[i] / (truePositives[i] + falsePositives[i]);
      const isFar = here - way >= step || Math.abs(precisionHere - precision) >= step;
      if (!isFar && i !== always && i < thresholds.length - 1) continue;
      kept.push(i);
      way = here;
      precision = precisionHere;
    }
  });
  return kept;
}

function withFirst(first: number, rest: Float64Array): Float64Array {
  const all = new Float64Array(rest.length + 1);
  all[0] = first;
  all.set(rest, 1);
  return all;
}
