import { square } from '../portable-math/square';

/** Ranges of up to so many units in the last place are what rounding leaves. */
const LAST_PLACES = 10;

/**
 * Whether a variance is no more than rounding makes of values that are all the same, as scikit-learn's
 * StandardScaler decides (`_is_constant_feature`): variance <= n eps variance + (n mean eps)².
 * @param variance of the values, divided by their count
 * @param mean of the values
 * @param count n
 */
export function isRoundingVariance(variance: number, mean: number, count: number): boolean {
  return variance <= count * Number.EPSILON * variance + square(count * mean * Number.EPSILON);
}

/** Whether a range from `low` to `high` is no wider than ten units in the last place of its ends. */
export function isRoundingRange(low: number, high: number): boolean {
  return high - low <= LAST_PLACES * Number.EPSILON * Math.max(Math.abs(low), Math.abs(high));
}
