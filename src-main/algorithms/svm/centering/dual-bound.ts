import type { SvmSpec } from '../../../../src-shared/experiment/schema';
import { square } from '../../../../src-shared/portable-math/square';
import { computeRidge, computeUpperBound } from '../solver/solver';
import { type SvmProblem } from '../problem';
import type { CenteredRows } from './centered-rows';

/** Duals as a sum of rows: sum alpha_i y_i (r_i, q_i), the last entry being the bias's. */
interface DualSums {
  readonly total: Float64Array;
  /** Sum of the duals, less half of what their squares cost. */
  readonly sum: number;
}

/**
 * A lower bound of the optimum over l2, by the duals: sum alpha - |sum alpha y r|² / 2 -
 * T² (sum alpha y q)² / 2. Far from zero T² is huge, so that the last term of duals that are all but
 * right can spoil the bound: they are first moved, all by the same share of the room that they have
 * towards the right sum, as far as the bound gains by it. That is tried with the rows on the margin
 * alone, which it hardly costs, and with all.
 */
export function dualBound(
  model: SvmSpec,
  problem: SvmProblem,
  rows: CenteredRows,
  dual: ArrayLike<number>,
): number {
  const sums = computeSums(model, problem, rows, dual);
  const isOnMargin = (row: number): boolean =>
    dual[row] > 0 && dual[row] < computeUpperBound(model, problem, row);
  return Math.max(
    computeBound(rows, sums),
    computeBound(rows, movedSums(model, problem, rows, dual, sums, isOnMargin)),
    computeBound(
      rows,
      movedSums(model, problem, rows, dual, sums, () => true),
    ),
  );
}

/** What the bound is by these sums. */
function computeBound({ width, squaredLength }: CenteredRows, { total, sum }: DualSums): number {
  const last = width - 1;
  let squares = 0;
  for (let j = 0; j < last; j++) squares += square(total[j]);
  return sum - squares / 2 - (squaredLength * square(total[last])) / 2;
}

function computeSums(
  model: SvmSpec,
  problem: SvmProblem,
  rows: CenteredRows,
  dual: ArrayLike<number>,
): DualSums {
  const total = new Float64Array(rows.width);
  let sum = 0;
  for (let row = 0; row < problem.rows; row++) {
    const alpha = dual[row];
    if (alpha === 0) continue;
    sum += alpha - (computeRidge(model, problem, row) * square(alpha)) / 2;
    addRow(total, rows, row, alpha * problem.sides[row]);
  }
  return { total, sum };
}

/**
 * The sums of duals of which some are moved towards a right sum of the bias, as far as the bound gains by
 * it. Their value is to be taken of these sums themselves: far from zero, what the bound was and what it
 * gains are so large that their sum would be rounding.
 */
function movedSums(
  model: SvmSpec,
  problem: SvmProblem,
  rows: CenteredRows,
  dual: ArrayLike<number>,
  { total, sum }: DualSums,
  takesPart: (row: number) => boolean,
): DualSums {
  const last = rows.width - 1;
  const sign = Math.sign(total[last]);
  const change = new Float64Array(rows.width);
  let sumSlope = 0;
  let sumCurvature = 0;
  for (let row = 0; row < problem.rows; row++) {
    if (!takesPart(row)) continue;
    const side = problem.sides[row];
    const upper = computeUpperBound(model, problem, row);
    const room = side * sign > 0 ? dual[row] : Number.isFinite(upper) ? upper - dual[row] : 1;
    if (room <= 0) continue;
    const move = -side * sign * room;
    const ridge = computeRidge(model, problem, row);
    sumSlope += move - ridge * dual[row] * move;
    sumCurvature += ridge * square(move);
    addRow(change, rows, row, move * side);
  }
  let slope = sumSlope;
  let curvature = sumCurvature;
  for (let j = 0; j <= last; j++) {
    const weight = j === last ? rows.squaredLength : 1;
    slope -= weight * total[j] * change[j];
    curvature += weight * square(change[j]);
  }
  if (!(slope > 0 && curvature > 0)) return { total, sum };
  const share = Math.min(1, slope / curvature);
  return {
    total: total.map((value, j) => value + share * change[j]),
    sum: sum + share * sumSlope - (square(share) * sumCurvature) / 2,
  };
}

/** Adds a multiple of a row, its last entry as q. */
function addRow(sum: Float64Array, { features, width, sigma }: CenteredRows, row: number, by: number): void {
  const at = row * width;
  for (let j = 0; j < width - 1; j++) sum[j] += by * features[at + j];
  sum[width - 1] += (by * features[at + width - 1]) / sigma;
}
