import { OTHER_CLASS, type DrawnBins } from '../../src-shared/dataset/explore';

/** Eleven points in four cells, of three classes, with the mean of a number in each. */
export const BINS: DrawnBins = {
  how: 'binned',
  columns: 2,
  rows: 2,
  // Two at the lower left, none beside it, above them one and eight.
  counts: Uint32Array.of(2, 0, 1, 8),
  most: 8,
  majority: Uint8Array.of(1, 0, 0, OTHER_CLASS),
  majorityCounts: Uint32Array.of(2, 0, 1, 5),
  means: Float32Array.of(0, NaN, NaN, 10),
};
