import type { Scaling } from '../../../src-shared/experiment/schema';
import { isRoundingRange, isRoundingVariance } from '../../../src-shared/numbers/rounding';
import { square } from '../../../src-shared/portable-math/square';
import { selectFrom } from './selection';

/** Smallest and largest value; NaN is passed over. [Infinity, -Infinity] where there is none. */
export function computeRange(values: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Arithmetic mean of values without gaps: their sum divided by their number; NaN where there is none. */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** The middle one of the sorted values; of two in the middle their mean. */
export function median(values: Float64Array): number {
  return quantile(values, 0.5);
}

/** Most frequent value; of equally frequent ones the smallest. NaN where there is none. */
export function mode(values: Float64Array): number {
  const sorted = values.slice().sort();
  let best = NaN;
  let most = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    if (to - from > most) [best, most] = [sorted[from], to - from];
    from = to;
  }
  return best;
}

/**
 * A quantile, between two values by straight line, as numpy's default is.
 * @param share from 0 to 1
 * @param range smallest and largest value, where they are known
 */
export function quantile(
  values: Float64Array,
  share: number,
  range: readonly [number, number] = computeRange(values),
): number {
  const position = share * (values.length - 1);
  const below = Math.floor(position);
  const { value, next } = selectFrom(values, below, range);
  if (below + 1 >= values.length || position === below) return value;
  return value + (position - below) * (next - value);
}

/**
 * The scaler of a column's training values: standard is (x - mean) / population standard deviation,
 * minmax maps to [0, 1], robust is (x - median) / interquartile range. A column that does not change,
 * but for what rounding leaves of it, has scale 1; where all its values are equal, the offset of each is
 * that value itself.
 * @param range smallest and largest value, where they are known
 */
export function fitScaling(
  kind: Scaling,
  train: Float64Array,
  range?: readonly [number, number],
): { offset: number; scale: number } {
  switch (kind) {
    case 'none':
      return { offset: 0, scale: 1 };
    case 'standard': {
      if (train.length > 0 && train.every((value) => value === train[0]))
        return { offset: train[0], scale: 1 };
      const unit = unitScale(range ?? computeRange(train));
      const values = unit === 1 ? train : train.map((value) => value / unit);
      const center = mean(values);
      let squares = 0;
      for (let i = 0; i < values.length; i++) squares += square(values[i] - center);
      const variance = squares / values.length;
      const isConstant = isRoundingVariance(variance, center, values.length);
      return { offset: center * unit, scale: isConstant ? 1 : Math.sqrt(variance) * unit || 1 };
    }
    case 'robust': {
      const ends = range ?? computeRange(train);
      const at = (share: number): number => quantile(train, share, ends);
      return { offset: at(0.5), scale: rangeScale(at(0.25), at(0.75)) };
    }
    case 'minmax': {
      const [low, high] = range ?? computeRange(train);
      return { offset: low, scale: rangeScale(low, high) };
    }
  }
}

function rangeScale(low: number, high: number): number {
  return isRoundingRange(low, high) ? 1 : high - low;
}

/** Squares of numbers up to this, and their sums, stay finite. */
const LARGE = 2 ** 480;
/** Squares of numbers from this on keep all their digits. */
const SMALL = 2 ** -480;

/**
 * A power of two that brings values whose squares would overflow, or vanish, to about 1; 1 for all others,
 * so that what is measured of them keeps its every bit.
 */
function unitScale([low, high]: readonly [number, number]): number {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (largest > LARGE) return 2 ** 752;
  return largest > 0 && largest < SMALL ? 2 ** -768 : 1;
}
