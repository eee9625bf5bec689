import type { SvmSpec } from '../../../src-shared/experiment/schema';
import { square } from '../../../src-shared/portable-math/square';
import { ridgeOf, upperOf, type SvmProblem } from '../svm-solver';
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
  const { total, sum } = sumsOf(model, problem, rows, dual);
  const last = rows.width - 1;
  let squares = 0;
  for (let j = 0; j < last; j++) squares += square(total[j]!);
  const value = sum - squares / 2 - (rows.squaredLength * square(total[last]!)) / 2;
  const isOnMargin = (row: number): boolean => dual[row]! > 0 && dual[row]! < upperOf(model, problem, row);
  return Math.max(
    value,
    value + gainOf(model, problem, rows, dual, total, isOnMargin),
    value + gainOf(model, problem, rows, dual, total, () => true),
  );
}

function sumsOf(model: SvmSpec, problem: SvmProblem, rows: CenteredRows, dual: ArrayLike<number>): DualSums {
  const total = new Float64Array(rows.width);
  let sum = 0;
  for (let row = 0; row < problem.rows; row++) {
    const alpha = dual[row]!;
    if (alpha === 0) continue;
    sum += alpha - (ridgeOf(model, problem, row) * square(alpha)) / 2;
    addRow(total, rows, row, alpha * problem.sides[row]!);
  }
  return { total, sum };
}

/** What the bound gains at most by moving the duals of some rows towards a right sum of the bias. */
function gainOf(
  model: SvmSpec,
  problem: SvmProblem,
  rows: CenteredRows,
  dual: ArrayLike<number>,
  total: Float64Array,
  takesPart: (row: number) => boolean,
): number {
  const last = rows.width - 1;
  const sign = Math.sign(total[last]!);
  const change = new Float64Array(rows.width);
  let slope = 0;
  let curvature = 0;
  for (let row = 0; row < problem.rows; row++) {
    if (!takesPart(row)) continue;
    const side = problem.sides[row]!;
    const upper = upperOf(model, problem, row);
    const room = side * sign > 0 ? dual[row]! : Number.isFinite(upper) ? upper - dual[row]! : 1;
    if (room <= 0) continue;
    const move = -side * sign * room;
    const ridge = ridgeOf(model, problem, row);
    slope += move - ridge * dual[row]! * move;
    curvature += ridge * square(move);
    addRow(change, rows, row, move * side);
  }
  for (let j = 0; j <= last; j++) {
    const weight = j === last ? rows.squaredLength : 1;
    slope -= weight * total[j]! * change[j]!;
    curvature += weight * square(change[j]!);
  }
  if (!(slope > 0 && curvature > 0)) return 0;
  const share = Math.min(1, slope / curvature);
  return share * slope - (square(share) * curvature) / 2;
}

/** Adds a multiple of a row, its last entry as q. */
function addRow(sum: Float64Array, { features, width, sigma }: CenteredRows, row: number, by: number): void {
  const at = row * width;
  for (let j = 0; j < width - 1; j++) sum[j]! += by * features[at + j]!;
  sum[width - 1]! += (by * features[at + width - 1]!) / sigma;
}
