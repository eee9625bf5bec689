import { studentTQuantile } from '../distributions/student-t';
import { at } from '../present';

/**
 * What several runs of the same settings say together. Plain functions over plain numbers; of no
 * values every one of them is NaN.
 */

/** Arithmetic mean. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) return NaN;
  // Around the first value, so that large offsets cost no digits.
  const first = at(values, 0);
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** Standard deviation of a sample (n - 1 below); NaN for fewer than two values. */
export function std(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const center = mean(values);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - center) * (value - center), 0) / (values.length - 1),
  );
}

/** Standard error of the mean, std / sqrt(n); NaN for fewer than two values. */
export function stderr(values: readonly number[]): number {
  return std(values) / Math.sqrt(values.length);
}

/** Two ends of an interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Student's t interval of the mean; NaN at both ends for fewer than two values.
 * @param testTrainRatio of folds: the variance of their mean is (1 / n + ratio) sd², for their training
 *   rows overlap (Nadeau and Bengio 2003); 0: sd² / n, of values that are each for itself
 */
export function tInterval(values: readonly number[], level = 0.95, testTrainRatio = 0): Interval {
  const center = mean(values);
  const error =
    testTrainRatio === 0 ? stderr(values) : std(values) * Math.sqrt(1 / values.length + testTrainRatio);
  const half = studentTQuantile((1 + level) / 2, values.length - 1) * error;
  return { low: center - half, high: center + half };
}

/** Two-sided 95 % of the normal distribution. */
const Z95 = 1.959963984540054;

/**
 * Wilson's score interval of a share (Wilson 1927), 95 %: stays within 0 and 1, also where nothing
 * or everything succeeded. NaN at both ends of no trials.
 */
export function wilsonInterval(successes: number, trials: number, z = Z95): Interval {
  if (trials === 0) return { low: NaN, high: NaN };
  const share = successes / trials;
  const square = (z * z) / trials;
  const center = (share + square / 2) / (1 + square);
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials));
  // Exactly, where rounding would stop short of the end.
  return {
    low: successes === 0 ? 0 : Math.max(0, center - half),
    high: successes === trials ? 1 : Math.min(1, center + half),
  };
}

/** What a band around a mean may show. */
export const BANDS = ['std', 'stderr', 'interval', 'range'] as const;
export type Band = (typeof BANDS)[number];

/** The ends of a band around the mean; both the mean where there is one value only. */
export function computeBand(values: readonly number[], band: Band): Interval {
  if (band === 'range') {
    if (values.length === 0) return { low: NaN, high: NaN };
    return {
      low: values.reduce((least, value) => Math.min(least, value), Infinity),
      high: values.reduce((most, value) => Math.max(most, value), -Infinity),
    };
  }
  const center = mean(values);
  if (values.length < 2) return { low: center, high: center };
  if (band === 'interval') return tInterval(values);
  const half = band === 'std' ? std(values) : stderr(values);
  return { low: center - half, high: center + half };
}
