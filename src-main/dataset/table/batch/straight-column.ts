import type { NumberTarget } from '../../scan/straight/number-target';

/** A column of numbers that takes values read in either way: by batches, or past them. */
export interface StraightColumn extends NumberTarget {
  /** Adds values that were read elsewhere, so many of them missing. */
  append(values: Float64Array, gaps: number): void;
}
