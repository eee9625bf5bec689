import { rowBlocks, type WeightedRows, type Work } from './weighted-rows';

/** Means and spreads of the columns, by which a fit centers and scales them inside. */
export interface ColumnMoments {
  /** Sum of the weights. */
  readonly weightSum: number;
  /** Rows whose weight is above 0. */
  readonly countedRows: number;
  /** [width]: weighted means. */
  readonly mean: Float64Array;
  /** [width]: weighted standard deviations, divided by the sum of the weights; 1 for a constant column. */
  readonly scale: Float64Array;
  /**
   * [width]: rounding noise of the centered column as a share of its spread; what the other columns
   * leave of it below that is no information. Infinity for a constant column.
   */
  readonly noise: Float64Array;
}

const BLOCK_ROWS = 4096;
/** Least share of a column that the others must leave for a coefficient of its own. */
const MIN_NOISE = 1e-10;
/** Rounding errors of a value that add up before a column is taken for a combination of others. */
const NOISE_ULPS = 32;

/**
 * Weighted mean and standard deviation of each column in two passes: means about the first row, then
 * squares about the means, which are corrected by what the second pass finds left of them (Chan, Golub
 * and LeVeque, "Algorithms for computing the sample variance", 1983).
 */
export function* columnMoments({ features, rows, width, weights }: WeightedRows): Work<ColumnMoments> {
  const mean = Float64Array.from(features.subarray(0, rows === 0 ? 0 : width));
  const first = mean.slice();
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  let weightSum = 0;
  let countedRows = 0;
  yield* rowBlocks(rows, 4 * width, BLOCK_ROWS, (from, to) => {
    for (let i = from; i < to; i++) {
      const weight = weights === null ? 1 : weights[i];
      if (weight === 0) continue;
      countedRows++;
      weightSum += weight;
      const at = i * width;
      for (let j = 0; j < width; j++) sums[j] += weight * (features[at + j] - first[j]);
    }
  });
  for (let j = 0; j < width; j++) mean[j] += sums[j] / weightSum;
  sums.fill(0);
  yield* rowBlocks(rows, 4 * width, BLOCK_ROWS, (from, to) => {
    for (let i = from; i < to; i++) {
      const weight = weights === null ? 1 : weights[i];
      if (weight === 0) continue;
      const at = i * width;
      for (let j = 0; j < width; j++) {
        const difference = features[at + j] - mean[j];
        sums[j] += weight * difference;
        squares[j] += weight * difference * difference;
      }
    }
  });
  const scale = new Float64Array(width);
  const noise = new Float64Array(width);
  // What a value in 32 bits had lost before it came here counts too.
  const epsilon = features instanceof Float32Array ? 5.960464477539063e-8 : Number.EPSILON;
  for (let j = 0; j < width; j++) {
    const left = sums[j] / weightSum;
    mean[j] += left;
    const spread = Math.sqrt(Math.max(0, squares[j] / weightSum - left * left));
    const size = Math.max(spread, Math.abs(mean[j]));
    const isConstant = spread <= NOISE_ULPS * Number.EPSILON * size;
    scale[j] = isConstant ? 1 : spread;
    noise[j] = isConstant ? Infinity : Math.max(MIN_NOISE, (NOISE_ULPS * epsilon * size) / spread);
  }
  return { weightSum, countedRows, mean, scale, noise };
}
