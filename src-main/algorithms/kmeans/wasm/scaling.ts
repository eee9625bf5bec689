import { exponentAbove, powerOfTwo } from '../../../../src-shared/portable-math/powers-of-two';
import type { Points } from '../math';

/** What rounding to float32 may change, of the number. */
const ROUNDING = 2 ** -24;
/** Centres are not farther than this in float32, where rows are about 1: its squares must be numbers. */
export const FAR = 1e15;
/** Features may be scaled by two to this power and still be squared in float64. */
const MAX_SCALING = 300;

/** How rows and centres are put into float32, so that it keeps what tells them apart. */
export interface Scaling {
  /** [width]: taken from each feature, the middle of its range. */
  readonly shift: Float64Array;
  /** A power of two, by which the largest of what is left becomes about 1. */
  readonly scale: number;
}

/** The least and the largest of each feature, [width] each. */
export interface Ranges {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Ranges of these points, in plain loops; what is no number is passed over. */
export function plainRanges({ values, rows, width }: Points): Ranges {
  const low = new Float64Array(width).fill(Infinity);
  const high = new Float64Array(width).fill(-Infinity);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let j = 0; j < width; j++, at++) {
      const value = values[at];
      if (value < low[j]) low[j] = value;
      if (value > high[j]) high[j] = value;
    }
  }
  return { low, high };
}

/**
 * Scaling of points in these ranges. Null where the rows are all alike or so large or small that float32
 * cannot tell them apart.
 */
export function chooseScaling({ low, high }: Ranges): Scaling | null {
  const shift = low.map((value, j) => value + (high[j] - value) / 2);
  const largest = shift.reduce((most, at, j) => Math.max(most, high[j] - at, at - low[j]), 0);
  const power = -exponentAbove(largest);
  // All rows alike, or sizes whose squares are no numbers.
  if (Math.abs(power) > MAX_SCALING) return null;
  return { shift, scale: powerOfTwo(power) };
}

/**
 * What a squared distance in float32 may be wrong by, of (|x| + |c|)^2: sums of products of numbers that
 * were rounded to it (Higham 2002, section 3.1).
 */
export function computeFloatError(width: number): number {
  return 1.01 * (width + 16) * ROUNDING;
}
