import { selectFinite, quantiles } from './quantiles';
import { slices, type Work } from './slices';

/** What is known of a column of numbers. NaN where there is nothing to know it from. */
export interface Moments {
  /** Finite values. */
  readonly count: number;
  /** NaN in the column. */
  readonly missing: number;
  /** Infinite in the column: cells that are no numbers. */
  readonly bad: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Standard deviation of a sample, divided by count − 1. */
  readonly std: number;
  /** All are whole numbers. */
  readonly isWhole: boolean;
}

/**
 * Count, range, mean and standard deviation in one pass that does not lose digits far from zero
 * (Welford, "Note on a method for calculating corrected sums of squares and products", 1962).
 * @param values NaN where missing, infinite where bad
 */
export function* computeMoments(values: Float64Array): Work<Moments> {
  let count = 0;
  let missing = 0;
  let min = Infinity;
  let max = -Infinity;
  let mean = 0;
  let squares = 0;
  let isWhole = true;
  yield* slices(values.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const value = values[i];
      if (value - value !== 0) {
        if (Number.isNaN(value)) missing++;
        continue;
      }
      count++;
      const gap = value - mean;
      mean += gap / count;
      squares += gap * (value - mean);
      if (value < min) min = value;
      if (value > max) max = value;
      if (isWhole && Math.floor(value) !== value) isWhole = false;
    }
  });
  const isEmpty = count === 0;
  return {
    count,
    missing,
    bad: values.length - count - missing,
    min: isEmpty ? NaN : min,
    max: isEmpty ? NaN : max,
    // The rounded mean of equal values is not the value.
    mean: isEmpty ? NaN : min === max ? min : mean,
    std: count < 2 ? NaN : min === max ? 0 : Math.sqrt(squares / (count - 1)),
    isWhole: isWhole && !isEmpty,
  };
}

/**
 * Quartiles of a column, and the 1st and 99th percentile, between which a colour scale runs; NaN
 * without finite values.
 */
export interface Quartiles {
  readonly p1: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly p99: number;
}

/**
 * Quartiles and outer percentiles of the finite values, interpolated linearly (NumPy's default, see
 * {@link quantiles}).
 * @param values NaN where missing, infinite where invalid: neither counts
 */
export function* computeQuartiles(values: Float64Array): Work<Quartiles> {
  const finite = yield* selectFinite(values);
  const [p1 = NaN, q1 = NaN, median = NaN, q3 = NaN, p99 = NaN] = yield* quantiles(
    finite,
    [0.01, 0.25, 0.5, 0.75, 0.99],
  );
  return { p1, q1, median, q3, p99 };
}

/** Number of different values of a column, and its mode. */
export interface Distinct {
  /** Different finite values; where counting stopped when `isAtLeast`. */
  readonly distinct: number;
  readonly isAtLeast: boolean;
  /** The most frequent value (the first to come of several); null where counting stopped. */
  readonly mode: { readonly value: number; readonly count: number } | null;
}

/**
 * Counts the different finite values of a column and finds the most frequent one.
 * @param most count at which it stops, since each value takes memory; 100,000 by default
 */
export function* countDistinct(values: Float64Array, most = 100_000): Work<Distinct> {
  const counts = new Map<number, number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value === 0) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
      if (counts.size > most) return { distinct: most, isAtLeast: true, mode: null };
    }
    if (i % 16384 === 16383) yield;
  }
  let mode: Distinct['mode'] = null;
  for (const [value, count] of counts) if (mode === null || count > mode.count) mode = { value, count };
  return { distinct: counts.size, isAtLeast: false, mode };
}

/**
 * Frequency of each category code 0 to `codes` − 1; NaN and infinite values are not counted.
 * @param values [rows] codes, all below `codes`
 * @returns [codes]
 */
export function* countCodes(values: Float64Array, codes: number): Work<Uint32Array> {
  const counts = new Uint32Array(codes);
  yield* slices(values.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const value = values[i];
      if (value - value === 0) counts[value]++;
    }
  });
  return counts;
}
