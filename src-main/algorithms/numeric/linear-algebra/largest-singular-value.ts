import { addScaled, computeDot } from './column-block';

const MAX_ROUNDS = 2000;
const PRECISION = 1e-14;
/** Golden section: its multiples modulo 1 are evenly spread. */
const GOLDEN = 0.6180339887498949;

/**
 * Largest singular value of a matrix [n][n], column by column, by power iteration on A'A (Golub and
 * Van Loan, Matrix Computations, 8.2.1), from a fixed start; 0 for a matrix of zeros.
 */
export function largestSingularValue(matrix: Float64Array, n: number): number {
  let vector = Float64Array.from({ length: n }, (_, i) => 0.5 + (((i + 1) * GOLDEN) % 1));
  let value = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const length = Math.sqrt(computeDot(vector, 0, vector, 0, n));
    if (!(length > 0)) return 0;
    for (let i = 0; i < n; i++) vector[i] /= length;
    const image = new Float64Array(n);
    for (let j = 0; j < n; j++) addScaled(image, 0, vector[j], matrix, j * n, n);
    const next = Math.sqrt(computeDot(image, 0, image, 0, n));
    const isSettled = Math.abs(next - value) <= PRECISION * next;
    value = next;
    if (isSettled) break;
    const before = image;
    vector = Float64Array.from({ length: n }, (_, j) => computeDot(matrix, j * n, before, 0, n));
  }
  return value;
}
