import { exponentAbove, powerOfTwo } from '../../../../src-shared/portable-math/powers-of-two';
import { square } from '../../../../src-shared/portable-math/square';
import type { Points } from '../math';
import { NOWHERE, SCALARS } from './block';

/** What rounding to float32 may change, of the number. */
const ROUNDING = 2 ** -24;
/** Centres are not farther than this in float32, where rows are about 1: its squares must be numbers. */
const FAR = 1e15;
/** Features may be scaled by two to this power and still be squared in float64. */
const MAX_SCALING = 300;

/**
 * Layout of the centres for the kernel by groups: shifted and scaled into float32, `size` of them side
 * by side.
 */
export interface Grouping {
  /** Centres of a group. */
  readonly size: number;
  readonly groups: number;
  /** [width]: taken from each feature, so that float32 keeps what tells rows apart. */
  readonly shift: Float64Array;
  /** A power of two, by which the largest of what is left becomes about 1. */
  readonly scale: number;
}

/**
 * Layout for k centres of these points: groups of 4, 8 or 16, each feature shifted by the middle of its
 * range, all scaled by one power of two. Null where the rows are all alike or so large or small that
 * float32 cannot tell them apart.
 */
export function chooseGrouping({ values, rows, width }: Points, k: number): Grouping | null {
  const low = new Float64Array(width).fill(Infinity);
  const high = new Float64Array(width).fill(-Infinity);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let j = 0; j < width; j++, at++) {
      const value = values[at];
      if (value < low[j]) low[j] = value;
      if (value > high[j]) high[j] = value;
    }
  }
  const shift = low.map((value, j) => value + (high[j] - value) / 2);
  const largest = shift.reduce((most, at, j) => Math.max(most, high[j] - at, at - low[j]), 0);
  const power = -exponentAbove(largest);
  // All rows alike, or sizes whose squares are no numbers.
  if (Math.abs(power) > MAX_SCALING) return null;
  const size = k <= 4 ? 4 : k <= 8 ? 8 : 16;
  return { size, groups: Math.ceil(k / size), shift, scale: powerOfTwo(power) };
}

/** Fills the arrays of the kernel by groups, and keeps them in step with the centres. */
export function groupedCenters(
  { values, rows, width }: Pick<Points, 'values' | 'rows' | 'width'>,
  k: number,
  { size, groups, shift, scale }: Grouping,
  arrays: Readonly<Record<'floats' | 'norms' | 'floatCenters' | 'bounds', Float32Array>> &
    Readonly<Record<'drifts' | 'scalars', Float64Array>>,
): {
  setCenters(before: Float64Array, centers: Float64Array): void;
  relabelled(row: number): void;
  forget(): void;
  renew(): void;
} {
  const { floats, norms, floatCenters, bounds, drifts, scalars } = arrays;
  const renew = (): void => {
    for (let row = 0, at = 0; row < rows; row++) {
      let norm = 0;
      for (let j = 0; j < width; j++, at++) {
        const value = (values[at] - shift[j]) * scale;
        floats[at] = value;
        norm += value * value;
      }
      norms[row] = norm;
    }
  };
  renew();
  scalars[SCALARS.squaredScale / 8] = scale * scale;
  // Sums of products in float32, of numbers that were rounded to it (Higham 2002, section 3.1).
  scalars[SCALARS.error / 8] = 1.01 * (width + 16) * ROUNDING;
  return {
    renew,
    setCenters(before, centers) {
      let largest = 0;
      drifts.fill(0);
      // Positions of a group without a centre are farther than any.
      floatCenters.fill(0);
      for (let c = 0; c < groups * size; c++) {
        const group = Math.floor(c / size);
        const at = group * (1 + width) * size + (c % size);
        if (c >= k) {
          floatCenters[at] = NOWHERE;
          continue;
        }
        let norm = 0;
        let move = 0;
        for (let j = 0; j < width; j++) {
          const value = (centers[c * width + j] - shift[j]) * scale;
          norm += value * value;
          move += square((centers[c * width + j] - before[c * width + j]) * scale);
          floatCenters[at + (1 + j) * size] = -2 * Math.max(-FAR, Math.min(FAR, value));
        }
        floatCenters[at] = Math.min(norm, FAR * FAR);
        largest = Math.max(largest, norm);
        drifts[group] = Math.max(drifts[group], Math.sqrt(move) * (1 + 1e-6));
      }
      scalars[SCALARS.largestNorm / 8] = Math.sqrt(largest);
    },
    relabelled(row) {
      bounds.fill(0, row * groups, (row + 1) * groups);
    },
    forget() {
      bounds.fill(0);
    },
  };
}
