import { square } from '../../../src-shared/portable-math/square';
import { Rng } from './rng';

/** First two principal components of a table, and what projects a row on them: (x - mean) . component. */
export interface Pca {
  /** [width]: mean of each column. */
  readonly mean: Float64Array;
  /** [width] each, of length 1; the largest entry by size is positive. */
  readonly components: readonly [Float64Array, Float64Array];
  /** Share of the whole variance that lies along each component. */
  readonly explainedVarianceRatio: readonly [number, number];
}

/** Directions that are iterated together: the more, the sooner the first two are there. */
const BLOCK = 8;
const MAX_ROUNDS = 300;
const PRECISION = 1e-13;

/**
 * The first two principal components (Pearson 1901; Hotelling 1933), by subspace iteration with
 * Rayleigh-Ritz steps (Golub and Van Loan, Matrix Computations, 8.2.4): no matrix of the features'
 * size squared is made. Their signs are fixed, so that the same data gives the same picture.
 *
 * A generator, for it takes seconds on wide data: it yields after every pass over the rows.
 * @param values [rows][width], two rows and two columns at least
 */
export function* principalComponents(
  values: Float64Array,
  rows: number,
  width: number,
): Generator<undefined, Pca, void> {
  const mean = new Float64Array(width);
  for (let i = 0; i < rows * width; i++) mean[i % width] += values[i] / rows;
  keepConstants(values, width, mean);
  let whole = 0;
  for (let i = 0; i < rows * width; i++) whole += square(values[i] - mean[i % width]);
  yield;
  const size = Math.min(BLOCK, width);
  const rng = new Rng(1);
  let basis: Float64Array[] = Array.from({ length: size }, () =>
    Float64Array.from({ length: width }, () => rng.normal()),
  );
  orthonormalize(basis);
  let variances = new Float64Array(size);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const moved = scatterTimes(values, mean, rows, width, basis);
    const small = basis.map((a) => Float64Array.from(moved, (b) => dot(a, b)));
    const { values: found, vectors } = symmetricEigen(small);
    const change = Math.max(
      Math.abs(found[0] - variances[0]),
      Math.abs((found[1] ?? 0) - (variances[1] ?? 0)),
    );
    variances = Float64Array.from(found);
    basis = vectors.map((vector) => combine(moved, vector));
    orthonormalize(basis);
    yield;
    if (size === width || change <= PRECISION * (whole || 1)) {
      // Where the block is the whole space the step above was exact; take its own directions.
      if (size === width) basis = exactBasis(values, mean, rows, width);
      break;
    }
  }
  const share = (i: number): number => (whole > 0 ? (variances[i] ?? 0) / whole : 0);
  const zero = new Float64Array(width);
  return {
    mean,
    components: [withSign(basis[0] ?? zero), withSign(basis[1] ?? zero)],
    explainedVarianceRatio: [share(0), share(1)],
  };
}

/** The rounded mean of a column of equal values is not the value: takes it instead. */
function keepConstants(values: Float64Array, width: number, mean: Float64Array): void {
  for (let j = 0; j < width; j++) {
    let at = j;
    while (at < values.length && values[at] === values[j]) at += width;
    if (at >= values.length) mean[j] = values[j];
  }
}

/** For few columns: the eigenvectors of the scatter matrix itself. */
function exactBasis(values: Float64Array, mean: Float64Array, rows: number, width: number): Float64Array[] {
  const units = Array.from({ length: width }, (_, i) => {
    const unit = new Float64Array(width);
    unit[i] = 1;
    return unit;
  });
  return symmetricEigen(scatterTimes(values, mean, rows, width, units)).vectors;
}

/** (X - mean)' (X - mean) v for each v. */
function scatterTimes(
  values: Float64Array,
  mean: Float64Array,
  rows: number,
  width: number,
  vectors: readonly Float64Array[],
): Float64Array[] {
  const sums = vectors.map(() => new Float64Array(width));
  const row = new Float64Array(width);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j++) row[j] = values[i * width + j] - mean[j];
    vectors.forEach((vector, v) => {
      const along = dot(row, vector);
      const sum = sums[v];
      for (let j = 0; j < width; j++) sum[j] += along * row[j];
    });
  }
  return sums;
}

/** Gram-Schmidt, twice for the sake of rounding; a direction that vanishes becomes 0. */
function orthonormalize(vectors: Float64Array[]): void {
  vectors.forEach((vector, i) => {
    const before = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < i; other++) {
        const along = dot(vector, vectors[other]);
        for (let j = 0; j < vector.length; j++) vector[j] -= along * vectors[other][j];
      }
    }
    const length = Math.sqrt(dot(vector, vector));
    for (let j = 0; j < vector.length; j++) {
      vector[j] = length > 1e-12 * before ? vector[j] / length : 0;
    }
  });
}

/** Eigenvalues, largest first, and their vectors by cyclic Jacobi rotations (1846). */
function symmetricEigen(matrix: readonly Float64Array[]): { values: number[]; vectors: Float64Array[] } {
  const n = matrix.length;
  const a = matrix.map((row) => row.slice());
  const v = a.map((_, i) => Float64Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let all = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        all += square(a[i][j]);
        if (i !== j) off += square(a[i][j]);
      }
    }
    if (off <= 1e-30 * all) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  }
  const order = a.map((_, i) => i).sort((i, j) => a[j][j] - a[i][i]);
  return {
    values: order.map((i) => a[i][i]),
    vectors: order.map((i) => Float64Array.from(v, (row) => row[i])),
  };
}

function rotate(a: Float64Array[], v: Float64Array[], p: number, q: number): void {
  const at = a[p][q];
  if (at === 0) return;
  const theta = (a[q][q] - a[p][p]) / (2 * at);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cos = 1 / Math.sqrt(t * t + 1);
  const sin = t * cos;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i][p], a[i][q]];
    a[i][p] = cos * x - sin * y;
    a[i][q] = sin * x + cos * y;
  }
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[p][i], a[q][i]];
    a[p][i] = cos * x - sin * y;
    a[q][i] = sin * x + cos * y;
    const [left, right] = [v[i][p], v[i][q]];
    v[i][p] = cos * left - sin * right;
    v[i][q] = sin * left + cos * right;
  }
}

function combine(vectors: readonly Float64Array[], shares: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  vectors.forEach((vector, i) => {
    for (let j = 0; j < sum.length; j++) sum[j] += shares[i] * vector[j];
  });
  return sum;
}

function withSign(vector: Float64Array): Float64Array {
  let largest = 0;
  for (let j = 1; j < vector.length; j++) {
    // A tie that rounding made must not turn the picture over.
    if (Math.abs(vector[j]) > Math.abs(vector[largest]) * (1 + 1e-9)) largest = j;
  }
  return (vector[largest] ?? 0) < 0 ? vector.map((value) => -value) : vector;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}
