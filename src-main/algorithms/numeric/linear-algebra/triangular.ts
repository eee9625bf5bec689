/** Solution of R x = b in place of b, R upper triangular [n][n], column by column. */
export function solveUpper(triangle: Float64Array, n: number, right: Float64Array): void {
  for (let j = n - 1; j >= 0; j--) {
    const value = right[j] / triangle[j * n + j];
    right[j] = value;
    for (let i = 0; i < j; i++) right[i] -= value * triangle[j * n + i];
  }
}

/** Solution of R' x = b in place of b, R upper triangular [n][n], column by column. */
export function solveUpperTransposed(triangle: Float64Array, n: number, right: Float64Array): void {
  for (let j = 0; j < n; j++) {
    let sum = right[j];
    for (let i = 0; i < j; i++) sum -= triangle[j * n + i] * right[i];
    right[j] = sum / triangle[j * n + j];
  }
}

/**
 * Inverse of an upper triangular matrix by back substitution for each unit vector (Golub and Van Loan,
 * Matrix Computations, 3.1).
 * @param triangle [n][n], column by column; only the upper triangle is read
 * @returns [n][n], column by column
 */
export function invertUpper(triangle: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const column = inverse.subarray(j * n, (j + 1) * n);
    column[j] = 1;
    solveUpper(triangle, n, column);
  }
  return inverse;
}
