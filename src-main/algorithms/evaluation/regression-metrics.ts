import { square } from '../../../src-shared/portable-math/square';
import { slices, type Work } from '../explore/slices';
import { descendingOrder } from './argsort';

/**
 * Errors of predicted numbers, as scikit-learn's `r2_score`, `explained_variance_score`,
 * `mean_absolute_error`, `root_mean_squared_error` and `median_absolute_error` compute them.
 */
export interface RegressionMetrics {
  /** 1 - sum of squared errors / sum of squared distances from the mean; 1 for a constant that is met, else 0. */
  readonly r2: number;
  /** R² with the mean error taken off the errors. */
  readonly explainedVariance: number;
  /** Mean of |error|, in units of the target, as the two below. */
  readonly meanAbsoluteError: number;
  readonly rootMeanSquaredError: number;
  readonly medianAbsoluteError: number;
}

/**
 * All metrics at once, in two passes and a sort.
 * @param truth [rows]
 * @param predicted [rows]
 * @param weights [rows], not all 0; null: 1 each
 */
export function* computeRegressionMetrics(
  truth: Float64Array,
  predicted: Float64Array,
  weights: Float64Array | null = null,
): Work<RegressionMetrics> {
  const absolute = new Float64Array(truth.length);
  let total = 0;
  let sum = 0;
  let errors = 0;
  let sumAbsolute = 0;
  let squared = 0;
  let isConstant = true;
  let isShifted = true;
  const firstError = truth[0] - predicted[0];
  yield* slices(truth.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const weight = weights === null ? 1 : weights[row];
      const error = truth[row] - predicted[row];
      absolute[row] = Math.abs(error);
      if (truth[row] !== truth[0]) isConstant = false;
      if (error !== firstError) isShifted = false;
      total += weight;
      sum += weight * truth[row];
      errors += weight * error;
      sumAbsolute += weight * absolute[row];
      squared += weight * error * error;
    }
  });
  const mean = sum / total;
  const meanError = errors / total;
  let spread = 0;
  let unexplained = 0;
  yield* slices(truth.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const weight = weights === null ? 1 : weights[row];
      spread += weight * square(truth[row] - mean);
      unexplained += weight * square(truth[row] - predicted[row] - meanError);
    }
  });
  return {
    // The rounded mean of equal values is not the value.
    r2: explained(squared, isConstant ? 0 : spread),
    explainedVariance: explained(isShifted ? 0 : unexplained, isConstant ? 0 : spread),
    meanAbsoluteError: sumAbsolute / total,
    rootMeanSquaredError: Math.sqrt(squared / total),
    medianAbsoluteError: yield* weightedMedian(absolute, weights),
  };
}

function explained(left: number, spread: number): number {
  if (spread > 0) return 1 - left / spread;
  return left === 0 ? 1 : 0;
}

/**
 * The value that half of the weight lies at or below; the mean of it and the next one up where that
 * is exactly half (Hyndman and Fan 1996, type 2: the plain median where all weights are alike).
 * Values of weight 0 do not count.
 * @param values [rows] finite
 * @param weights [rows] from 0 on; null: 1 each
 * @returns NaN where nothing counts
 */
export function* weightedMedian(values: Float64Array, weights: Float64Array | null = null): Work<number> {
  const order = yield* descendingOrder(values);
  const last = order.length - 1;
  const weightAt = (row: number): number => (weights === null ? 1 : weights[row]);
  // Added up in the order of the second pass, so that no rounding misses the half.
  let total = 0;
  yield* slices(order.length, (from, to) => {
    for (let i = from; i < to; i++) total += weightAt(order[last - i]);
  });
  let below = 0;
  let lower = NaN;
  let median = NaN;
  yield* slices(order.length, (from, to) => {
    for (let i = from; i < to && Number.isNaN(median); i++) {
      const row = order[last - i];
      const weight = weightAt(row);
      if (weight === 0) continue;
      below += weight;
      if (!Number.isNaN(lower)) median = (lower + values[row]) / 2;
      else if (below - total / 2 > Number.EPSILON) median = values[row];
      else if (below >= total / 2) lower = values[row];
    }
  });
  return Number.isNaN(median) ? lower : median;
}
