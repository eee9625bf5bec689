import type { ColumnMoments } from './column-moments';
import type { WeightedRows } from './weighted-rows';

/** Rows of a block: with a few dozen columns it stays in the processor's second cache. */
export const BLOCK_ROWS = 256;

/**
 * Block of rows, column by column, as a fit works on them: a column of ones, then each feature
 * centered and scaled, (x - mean) / scale. Column j begins at j * BLOCK_ROWS.
 */
export class ColumnBlock {
  /** [columns][BLOCK_ROWS]: the constant, the features, and `spare` columns of the caller's. */
  readonly values: Float64Array;
  readonly #data: WeightedRows;
  readonly #mean: Float64Array;
  readonly #scale: Float64Array;

  /** @param spare columns behind the features, which `read` leaves alone */
  constructor(data: WeightedRows, { mean, scale }: ColumnMoments, spare = 0) {
    this.#data = data;
    this.#mean = mean;
    this.#scale = scale;
    this.values = new Float64Array((1 + data.width + spare) * BLOCK_ROWS);
  }

  /** Fills the block with the rows `from` to `to - 1`, unweighted; at most {@link BLOCK_ROWS}. */
  read(from: number, to: number): void {
    const { features, width } = this.#data;
    const values = this.values;
    const count = to - from;
    values.fill(1, 0, count);
    for (let j = 0; j < width; j++) {
      const mean = this.#mean[j];
      const scale = this.#scale[j];
      const column = (1 + j) * BLOCK_ROWS;
      let at = from * width + j;
      for (let i = 0; i < count; i++) {
        values[column + i] = (features[at] - mean) / scale;
        at += width;
      }
    }
  }

  /** Multiplies each of the rows `from` to `to - 1`, spare columns too, by the root of its weight. */
  weigh(weights: Float64Array, from: number, to: number): void {
    const values = this.values;
    for (let i = from; i < to; i++) {
      const root = Math.sqrt(weights[i]);
      for (let at = i - from; at < values.length; at += BLOCK_ROWS) values[at] *= root;
    }
  }
}

/** Dot product of `count` values of `a` from `i` on and as many of `b` from `j` on, in four sums. */
export function computeDot(a: Float64Array, i: number, b: Float64Array, j: number, count: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < count; k += 4) {
    s0 += a[i + k] * b[j + k];
    s1 += a[i + k + 1] * b[j + k + 1];
    s2 += a[i + k + 2] * b[j + k + 2];
    s3 += a[i + k + 3] * b[j + k + 3];
  }
  for (; k < count; k++) s0 += a[i + k] * b[j + k];
  return s0 + s1 + (s2 + s3);
}

/** Adds `factor` times `count` values of `b` from `j` on to those of `a` from `i` on. */
export function addScaled(
  a: Float64Array,
  i: number,
  factor: number,
  b: Float64Array,
  j: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) a[i + k] += factor * b[j + k];
}
