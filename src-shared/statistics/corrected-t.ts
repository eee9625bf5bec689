import { studentTQuantile, studentTTwoSided } from '../distributions/student-t';

/** What a t test of the mean of differences says. Of fewer than two differences all but n and the mean is NaN. */
export interface PairedT {
  /** How many differences, and the degrees of freedom n - 1. */
  readonly n: number;
  readonly df: number;
  /** Mean of the differences. */
  readonly mean: number;
  /** Their standard deviation (n - 1 below). */
  readonly sd: number;
  /** Standard error of the mean, corrected where a ratio was given. */
  readonly error: number;
  /** mean / error; infinite where there is no spread and the mean is not 0, NaN where it is. */
  readonly t: number;
  /** Two-sided; 1 where all differences are 0. */
  readonly pValue: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Corrected resampled t test of paired differences (Nadeau and Bengio, "Inference for the generalization
 * error", Machine Learning 52, 2003; for repeated folds Bouckaert and Frank 2004):
 * t = mean / sqrt((1 / n + ratio) sd²) with n - 1 degrees of freedom. The training rows of resamples
 * overlap, so that sd² / n is too small by far. With a ratio of 0 it is the plain paired t test, right for
 * pairs that are each for themselves.
 * @param differences one a pair, e.g. the accuracy of B less that of A on one fold; all finite
 * @param testTrainRatio validation rows for each training row: 1 / (k - 1) of k folds
 * @param level of the interval
 */
export function correctedResampledT(
  differences: readonly number[],
  testTrainRatio: number,
  level = 0.95,
): PairedT {
  const n = differences.length;
  const df = n - 1;
  const mean = computeMean(differences);
  if (n < 2) return { n, df, mean, sd: NaN, error: NaN, t: NaN, pValue: NaN, low: NaN, high: NaN };
  const sd = computeSd(differences, mean);
  const error = sd * Math.sqrt(1 / n + testTrainRatio);
  // No spread: the mean is certain as far as these pairs tell.
  if (error === 0) {
    const isNone = mean === 0;
    const t = isNone ? NaN : mean > 0 ? Infinity : -Infinity;
    return { n, df, mean, sd, error, t, pValue: isNone ? 1 : 0, low: mean, high: mean };
  }
  const t = mean / error;
  const half = studentTQuantile((1 + level) / 2, df) * error;
  return { n, df, mean, sd, error, t, pValue: studentTTwoSided(t, df), low: mean - half, high: mean + half };
}

function computeMean(values: readonly number[]): number {
  const [first = NaN] = values;
  // Around the first value, so that large offsets cost no digits, and equal values have no spread.
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

function computeSd(values: readonly number[], mean: number): number {
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return Math.sqrt(squares / (values.length - 1));
}
