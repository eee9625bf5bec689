import { computeDot } from './column-block';

/** A pivot below this share of its diagonal entry is rounding. */
const MIN_PIVOT = 1e-14;

/**
 * Upper triangle R with R'R = A of a symmetric positive definite matrix (Golub and Van Loan, Matrix
 * Computations, 4.2); null where A is not, to rounding.
 * @param matrix [n][n], column by column; only the upper triangle is read
 */
export function choleskyUpper(matrix: Float64Array, n: number): Float64Array | null {
  const triangle = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const column = j * n;
    for (let i = 0; i < j; i++) {
      const sum = matrix[column + i] - computeDot(triangle, i * n, triangle, column, i);
      triangle[column + i] = sum / triangle[i * n + i];
    }
    const diagonal = matrix[column + j];
    const left = diagonal - computeDot(triangle, column, triangle, column, j);
    if (!(left > MIN_PIVOT * diagonal)) return null;
    triangle[column + j] = Math.sqrt(left);
  }
  return triangle;
}
