import { addScaled, computeDot } from './column-block';

/**
 * Upper triangle R of the QR factorization of rows that arrive in blocks: R'R = A'A without forming
 * A'A, so that a condition number is not squared.
 *
 * Each block is annihilated beneath the triangle by Householder reflections, whose vectors have one
 * entry in the triangle and the rest in the block (sequential TSQR: Demmel, Grigori, Hoemmen and
 * Langou 2012; Golub and Van Loan, Matrix Computations, 5.1 and 5.2).
 */
export class BlockQr {
  readonly columns: number;
  /** [columns][columns], column by column: entry (i, j) is at j * columns + i, 0 below the diagonal. */
  readonly triangle: Float64Array;

  constructor(columns: number, triangle: Float64Array = new Float64Array(columns * columns)) {
    this.columns = columns;
    this.triangle = triangle;
  }

  /**
   * Takes rows in; the block's values are overwritten.
   * @param block column by column, column j from j * stride on
   */
  add(block: Float64Array, stride: number, count: number): void {
    const n = this.columns;
    const triangle = this.triangle;
    for (let j = 0; j < n; j++) {
      const self = j * stride;
      const below = computeDot(block, self, block, self, count);
      if (below === 0) continue;
      const diagonal = triangle[j * n + j];
      const norm = Math.sqrt(diagonal * diagonal + below);
      const pivot = diagonal > 0 ? -norm : norm;
      // H = I - v v' / (pivot (pivot - diagonal)), v = (diagonal - pivot, block column).
      const head = diagonal - pivot;
      const divisor = pivot * (pivot - diagonal);
      triangle[j * n + j] = pivot;
      for (let k = j + 1; k < n; k++) {
        const other = k * stride;
        const top = triangle[k * n + j];
        const factor = -(head * top + computeDot(block, self, block, other, count)) / divisor;
        triangle[k * n + j] = top + factor * head;
        addScaled(block, other, factor, block, self, count);
      }
    }
  }
}

/** Result of {@link reduceTriangle}: the independent columns, and the triangle of those alone. */
export interface ReducedTriangle {
  /** Kept columns, ascending. */
  readonly kept: Int32Array;
  /** Columns that the ones before them determine. */
  readonly aliased: Int32Array;
  /** [rank][rank], column by column: entry (i, j) is at j * rank + i. */
  readonly triangle: Float64Array;
  /** [rank]: the last column in the coordinates of the triangle. */
  readonly right: Float64Array;
  /** Sum of squares of the last column that the kept ones leave. */
  readonly rest: number;
}

/**
 * Triangle without the columns that are combinations of columns before them, as R's `lm` chooses them:
 * a column is left out where what is left of it is at most `noise` times its norm.
 * @param triangle [n][n], column by column; the last column is the right-hand side
 * @param noise [n - 1]
 */
export function reduceTriangle(triangle: Float64Array, n: number, noise: ArrayLike<number>): ReducedTriangle {
  const work = triangle.slice();
  const kept: number[] = [];
  const aliased: number[] = [];
  for (let j = 0; j < n - 1; j++) {
    const rank = kept.length;
    const column = j * n;
    const whole = Math.sqrt(computeDot(triangle, column, triangle, column, n));
    const left = Math.sqrt(computeDot(work, column + rank, work, column + rank, n - rank));
    if (!(left > noise[j] * whole)) {
      aliased.push(j);
      continue;
    }
    reflectBelow(work, n, rank, j, left);
    kept.push(j);
  }
  const rank = kept.length;
  const reduced = new Float64Array(rank * rank);
  kept.forEach((j, k) => {
    for (let i = 0; i <= k; i++) reduced[k * rank + i] = work[j * n + i];
  });
  const last = (n - 1) * n;
  return {
    kept: Int32Array.from(kept),
    aliased: Int32Array.from(aliased),
    triangle: reduced,
    right: work.slice(last, last + rank),
    rest: computeDot(work, last + rank, work, last + rank, n - rank),
  };
}

/** Householder reflection that leaves column j nothing below row `top`. */
function reflectBelow(work: Float64Array, n: number, top: number, j: number, norm: number): void {
  const column = j * n;
  const pivot = work[column + top] > 0 ? -norm : norm;
  const divisor = pivot * (pivot - work[column + top]);
  if (divisor === 0) return;
  const vector = work.slice(column + top, column + n);
  vector[0] -= pivot;
  for (let k = j; k < n; k++) {
    const factor = -computeDot(vector, 0, work, k * n + top, n - top) / divisor;
    addScaled(work, k * n + top, factor, vector, 0, n - top);
  }
}
