import type { Work } from './slices';

/** A block of all columns stays in the processor's cache. */
const BLOCK = 4096;

/** Correlation matrix of some columns, with the rows that each coefficient is of. */
export interface Correlations {
  /** [columns][columns] flattened; NaN where one of the pair does not vary over their rows. */
  readonly values: Float64Array;
  /** Rows that have both. */
  readonly pairs: Float64Array;
}

/**
 * Pearson's r of every pair of columns, over the rows that have both of its values ("pairwise
 * complete", as pandas does). Sums are of standardized values, so that columns far from zero lose
 * no digits.
 * @param columns NaN or infinite where there is no value; all equally long
 * @param moments mean and standard deviation of each
 */
export function* pearson(
  columns: readonly Float64Array[],
  moments: readonly { readonly mean: number; readonly std: number }[],
): Work<Correlations> {
  const k = columns.length;
  const rows = columns[0]?.length ?? 0;
  // Six sums a pair: n, x, y, xx, yy, xy over the rows that have both.
  const sums = new Float64Array(6 * k * k);
  const block = columns.map(() => new Float64Array(BLOCK));
  const whole = new Uint8Array(k);
  for (let from = 0; from < rows; from += BLOCK) {
    const length = Math.min(BLOCK, rows - from);
    const columnSums = columns.map((column, c) => {
      const { mean, std } = moments[c] ?? { mean: 0, std: 1 };
      const gaps = standardize(column, from, length, mean, std > 0 ? std : 1, block[c]);
      whole[c] = gaps ? 0 : 1;
      return computeSums(block[c], length);
    });
    for (let a = 0; a < k; a++) {
      for (let b = a; b < k; b++) {
        const at = 6 * (a * k + b);
        if (whole[a] === 1 && whole[b] === 1) {
          sums[at] += length;
          sums[at + 1] += columnSums[a][0];
          sums[at + 2] += columnSums[b][0];
          sums[at + 3] += columnSums[a][1];
          sums[at + 4] += columnSums[b][1];
          sums[at + 5] += dot(block[a], block[b], length);
        } else addComplete(block[a], block[b], length, sums, at);
      }
    }
    yield;
  }
  return computeMatrix(sums, k);
}

/** Standardizes a part of a column into `into`; whether it has gaps, which become NaN. */
function standardize(
  column: Float64Array,
  from: number,
  length: number,
  mean: number,
  std: number,
  into: Float64Array,
): boolean {
  let total = 0;
  for (let i = 0; i < length; i++) {
    const value = (column[from + i] - mean) / std;
    into[i] = value;
    // Zero, or NaN from the first gap on.
    total += value - value;
  }
  return total !== 0;
}

function computeSums(values: Float64Array, length: number): readonly [number, number] {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < length; i++) {
    const value = values[i];
    sum += value;
    squares += value * value;
  }
  return [sum, squares];
}

/** Four sums side by side: a single one would wait for each addition. */
function dot(a: Float64Array, b: Float64Array, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (; i < length; i++) s0 += a[i] * b[i];
  return s0 + s1 + (s2 + s3);
}

function addComplete(a: Float64Array, b: Float64Array, length: number, sums: Float64Array, at: number): void {
  let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < length; i++) {
    const u = a[i];
    const v = b[i];
    if (u - u + (v - v) !== 0) continue;
    n++;
    x += u;
    y += v;
    xx += u * u;
    yy += v * v;
    xy += u * v;
  }
  [n, x, y, xx, yy, xy].forEach((sum, i) => {
    sums[at + i] += sum;
  });
}

function computeMatrix(sums: Float64Array, k: number): Correlations {
  const values = new Float64Array(k * k);
  const pairs = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = a; b < k; b++) {
      const [n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0] = sums.subarray(6 * (a * k + b));
      const r = computeCorrelation(n, x, y, xx, yy, xy);
      values[a * k + b] = values[b * k + a] = a === b && !Number.isNaN(r) ? 1 : r;
      pairs[a * k + b] = pairs[b * k + a] = n;
    }
  }
  return { values, pairs };
}

/** Below this share of the squares, what is left of a variance is rounding. */
const ROUNDING = 1e-13;

function computeCorrelation(n: number, x: number, y: number, xx: number, yy: number, xy: number): number {
  const varX = xx - (x * x) / n;
  const varY = yy - (y * y) / n;
  if (n < 2 || !(varX > ROUNDING * xx) || !(varY > ROUNDING * yy)) return NaN;
  return Math.min(1, Math.max(-1, (xy - (x * y) / n) / Math.sqrt(varX * varY)));
}

/**
 * Spearman's rho of every pair: Pearson's r of the ranks, which are taken among the rows that have
 * both values; equal values share the mean of their ranks.
 * @param columns NaN or infinite where there is no value; all equally long
 */
export function* spearman(columns: readonly Float64Array[]): Work<Correlations> {
  const k = columns.length;
  const values = new Float64Array(k * k).fill(NaN);
  const pairs = new Float64Array(k * k);
  const whole: (Float64Array | null)[] = [];
  for (const column of columns) {
    whole.push(column.every((value) => value - value === 0) ? computeRanks(column) : null);
    yield;
  }
  for (let a = 0; a < k; a++) {
    for (let b = a; b < k; b++) {
      const [x, y] = [whole[a] ?? null, whole[b] ?? null];
      const ranks = x !== null && y !== null ? [x, y] : completeRanks(columns[a], columns[b]);
      const one = yield* pearson(ranks, ranks.map(rankMoments));
      values[a * k + b] = values[b * k + a] = one.values[1];
      pairs[a * k + b] = pairs[b * k + a] = one.pairs[1];
      yield;
    }
  }
  return { values, pairs };
}

function completeRanks(a: Float64Array, b: Float64Array): Float64Array[] {
  const complete = a.map((value, i) => value - value + (b[i] - b[i]));
  return [a, b].map((column) => computeRanks(column.filter((_, i) => complete[i] === 0)));
}

/** Ranks of 1 to n have the same mean whatever ties there are; their spread need only be near. */
function rankMoments(ranks: Float64Array): { mean: number; std: number } {
  return { mean: (ranks.length + 1) / 2, std: ranks.length / Math.sqrt(12) };
}

/** Rank of each value, 1 for the smallest; equal values share the mean of their ranks. */
export function computeRanks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  const ranks = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const first = lowerBound(sorted, values[i]);
    ranks[i] = (first + 1 + findLastEqual(sorted, first)) / 2;
  }
  return ranks;
}

/** Index of the first value that is not below `requested`. */
function lowerBound(sorted: Float64Array, requested: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < requested) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many values there are up to the last that equals the one at `first`. */
function findLastEqual(sorted: Float64Array, first: number): number {
  const value = sorted[first];
  // Most values are alone or nearly so; a long run of equal ones is halved.
  if (sorted[first + 1] !== value) return first + 1;
  let low = first + 1;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
