import { addScaled, BLOCK_ROWS, ColumnBlock, computeDot } from '../numeric/linear-algebra/column-block';
import type { ColumnMoments } from '../numeric/linear-algebra/column-moments';
import { BlockQr, reduceTriangle } from '../numeric/linear-algebra/qr';
import { solveUpper, solveUpperTransposed } from '../numeric/linear-algebra/triangular';
import { partOfWork, rowBlocks, type Work } from '../numeric/linear-algebra/weighted-rows';
import type { LinearRegressionData } from './linear-fit';

/**
 * Least squares in standardized units: z = (x - mean) / scale and u = (y - mean) / scale of the target,
 * column 0 of the design being the constant.
 */
export interface LeastSquares {
  /** [1 + width]: 0 for aliased columns. */
  readonly coefficients: Float64Array;
  /** Columns of the design that have a coefficient, ascending. */
  readonly kept: Int32Array;
  /** Columns of the design that have none, ascending. */
  readonly aliased: Int32Array;
  /** [rank][rank]: R of the kept columns, column by column, the penalty's rows among them. */
  readonly triangle: Float64Array;
  /** [1 + width][1 + width]: R of all columns, without the penalty. */
  readonly design: Float64Array;
  /** Some column of the design is a combination of the others, the penalty or not. */
  readonly isSingular: boolean;
  /** Sum of w r^2 over the standardized residuals, the penalty not counted. */
  readonly residualSumOfSquares: number;
}

/** Steps of refinement: each takes the error by a factor of about the condition number times 1e-16. */
const REFINEMENTS = 2;

/**
 * Least squares by QR with refinement: minimizes sum w (u - a - z'b)^2 + alpha sum (b_j / scale_j)^2.
 *
 * R comes from {@link BlockQr} over the rows; the coefficients are corrected twice by the seminormal
 * equations R'R d = Z'W r with residuals of the rows themselves (Björck, "Stability analysis of the
 * method of seminormal equations for linear least squares problems", 1987).
 * @param moments of the features, by which they are standardized
 * @param targetMoments of the target as one column
 */
export function* leastSquares(
  data: LinearRegressionData,
  alpha: number,
  moments: ColumnMoments,
  targetMoments: ColumnMoments,
): Work<LeastSquares> {
  const columns = 1 + data.width;
  const factored = yield* partOfWork(factorRows(data, moments, targetMoments), 0, 0.8);
  const design = leadingTriangle(factored, columns);
  const noise = Float64Array.of(0, ...moments.noise);
  let reduced = reduceTriangle(factored.triangle, columns + 1, noise);
  const isSingular = reduced.aliased.length > 0;
  if (alpha > 0) {
    addPenalty(factored, alpha, moments.scale);
    // Under a penalty every column that varies has a coefficient.
    reduced = reduceTriangle(
      factored.triangle,
      columns + 1,
      noise.map((share) => (share < Infinity ? 0 : share)),
    );
  }
  const { kept, aliased, triangle, right } = reduced;
  const coefficients = new Float64Array(columns);
  const rank = kept.length;
  solveUpper(triangle, rank, right);
  kept.forEach((column, k) => (coefficients[column] = right[k]));
  for (let step = 0; step < REFINEMENTS; step++) {
    const start = 0.8 + (step * 0.2) / (REFINEMENTS + 1);
    const work = residuals(data, moments, targetMoments, coefficients);
    const { gradient } = yield* partOfWork(work, start, start + 0.2 / (REFINEMENTS + 1));
    for (let j = 1; j < columns; j++) {
      const scale = moments.scale[j - 1];
      gradient[j] -= (alpha * coefficients[j]) / (scale * scale);
    }
    const change = Float64Array.from(kept, (column) => gradient[column]);
    solveUpperTransposed(triangle, rank, change);
    solveUpper(triangle, rank, change);
    kept.forEach((column, k) => (coefficients[column] += change[k]));
  }
  const work = residuals(data, moments, targetMoments, coefficients);
  const { sumOfSquares } = yield* partOfWork(work, 1 - 0.2 / (REFINEMENTS + 1), 1);
  return { coefficients, kept, aliased, triangle, design, isSingular, residualSumOfSquares: sumOfSquares };
}

/** R of the weighted rows with the target as the last column. */
function* factorRows(
  data: LinearRegressionData,
  moments: ColumnMoments,
  targetMoments: ColumnMoments,
): Work<BlockQr> {
  const { rows, width, weights } = data;
  const columns = 2 + width;
  const block = new ColumnBlock(data, moments, 1);
  const qr = new BlockQr(columns);
  yield* rowBlocks(rows, columns * columns, BLOCK_ROWS, (from, to) => {
    block.read(from, to);
    readTarget(block.values, (columns - 1) * BLOCK_ROWS, data, targetMoments, from, to);
    if (weights !== null) block.weigh(weights, from, to);
    qr.add(block.values, BLOCK_ROWS, to - from);
  });
  return qr;
}

function readTarget(
  values: Float64Array,
  at: number,
  { target }: LinearRegressionData,
  { mean, scale }: ColumnMoments,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) values[at + i - from] = (target[i] - mean[0]) / scale[0];
}

/** The rows sqrt(alpha) / scale_j of each feature, with a target of 0. */
function addPenalty(qr: BlockQr, alpha: number, scale: Float64Array): void {
  const width = scale.length;
  const rows = new Float64Array(qr.columns * width);
  for (let j = 0; j < width; j++) rows[(1 + j) * width + j] = Math.sqrt(alpha) / scale[j];
  qr.add(rows, width, width);
}

/** Residuals r = u - a - z'b: Z'W r and the sum of w r^2. */
function* residuals(
  data: LinearRegressionData,
  moments: ColumnMoments,
  targetMoments: ColumnMoments,
  coefficients: Float64Array,
): Work<{ gradient: Float64Array; sumOfSquares: number }> {
  const { rows, width, weights } = data;
  const columns = 1 + width;
  const block = new ColumnBlock(data, moments, 2);
  const { values } = block;
  const own = columns * BLOCK_ROWS;
  const weighted = own + BLOCK_ROWS;
  const gradient = new Float64Array(columns);
  let sumOfSquares = 0;
  yield* rowBlocks(rows, 4 * columns, BLOCK_ROWS, (from, to) => {
    const count = to - from;
    block.read(from, to);
    readTarget(values, own, data, targetMoments, from, to);
    for (let j = 0; j < columns; j++) addScaled(values, own, -coefficients[j], values, j * BLOCK_ROWS, count);
    for (let i = 0; i < count; i++) {
      values[weighted + i] = values[own + i] * (weights === null ? 1 : weights[from + i]);
    }
    for (let j = 0; j < columns; j++)
      gradient[j] += computeDot(values, j * BLOCK_ROWS, values, weighted, count);
    sumOfSquares += computeDot(values, own, values, weighted, count);
  });
  return { gradient, sumOfSquares };
}

function leadingTriangle({ triangle, columns }: BlockQr, size: number): Float64Array {
  const leading = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    leading.set(triangle.subarray(j * columns, j * columns + size), j * size);
  }
  return leading;
}
