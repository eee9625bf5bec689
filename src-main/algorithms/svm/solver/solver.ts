import type { SvmSpec } from '../../../../src-shared/experiment/schema';
import { square } from '../../../../src-shared/portable-math/square';
import { Rng } from '../../numeric/rng';
import type { SolverState, SvmKernel, SvmProblem } from '../problem';
import { DIAGONAL, plainRowPass, RIDGE, STRIDE, UPPER } from './pass';
import { ActiveRows } from './shrinking';

/**
 * Whether typed loops leave settled rows out. By itself only where the gap says when to stop: a given
 * number of passes comes to other numbers with it.
 */
export function shrinks({ shrinking, tol }: SvmSpec): boolean {
  return shrinking === 'auto' ? tol > 0 : shrinking;
}

/** The largest dual of a row: C times its cost; none for the squared hinge. */
export function computeUpperBound({ l2, loss }: SvmSpec, { costs }: SvmProblem, row: number): number {
  if (loss === 'squaredHinge') return costs?.[row] === 0 ? 0 : Infinity;
  return costs === null ? 1 / l2 : (1 / l2) * costs[row];
}

/** What the squared hinge adds to the diagonal of the dual: 1 / (2 C cost). */
export function computeRidge({ l2, loss }: SvmSpec, { costs }: SvmProblem, row: number): number {
  const cost = costs?.[row] ?? 1;
  return loss === 'squaredHinge' && cost > 0 ? l2 / (2 * cost) : 0;
}

/**
 * Dual coordinate descent (Hsieh, Chang, Lin, Keerthi and Sundararajan 2008, algorithm 3): row i's
 * dual, 0 <= alpha <= U, moves to its own optimum while w = sum alpha_i y_i x_i is kept up to date.
 * The rows come in a new random order each pass. The bias is the weight of a constant feature of 1.
 */
export function typedSvmKernel(
  model: SvmSpec,
  problem: SvmProblem,
  start: { readonly rng: Rng } | { readonly state: SolverState },
): SvmKernel {
  const { features, width, rows, sides } = problem;
  const unit = problem.hasIntercept ? 1 : 0;
  const from = 'state' in start ? start.state : null;
  const rng = 'state' in start ? Rng.fromState(start.state.rng) : start.rng;
  const pass = shrinks(model) ? (problem.vectors()?.createPass(problem) ?? plainRowPass(problem)) : null;
  const rowState = pass?.rowState ?? new Float64Array(STRIDE * rows);
  for (let row = 0; row < rows; row++) {
    rowState[STRIDE * row] = from === null ? 0 : from.dual[row];
    rowState[STRIDE * row + UPPER] = computeUpperBound(model, problem, row);
    rowState[STRIDE * row + RIDGE] = computeRidge(model, problem, row);
  }
  const active =
    pass === null ? null : new ActiveRows(problem, pass, rng, from?.shrink ?? null, from === null);
  const order = new Int32Array(active === null ? rows : 0);
  let isBegun = false;

  return {
    pass(weights) {
      // At the first pass: the features may still be in the making before.
      if (!isBegun) fillDiagonal(problem, rowState);
      isBegun = true;
      if (active !== null) return active.pass(weights);
      const { coef } = weights;
      for (let i = 0; i < rows; i++) order[i] = i;
      rng.shuffle(order);
      let { intercept } = weights;
      for (let i = 0; i < rows; i++) {
        const row = order[i];
        const side = sides[row];
        const at = row * width;
        let value = intercept;
        for (let j = 0; j < width; j++) value += coef[j] * features[at + j];
        const mine = STRIDE * row;
        const old = rowState[mine];
        const gradient = side * value - 1 + rowState[mine + RIDGE] * old;
        const next = Math.min(
          rowState[mine + UPPER],
          Math.max(0, old - gradient / rowState[mine + DIAGONAL]),
        );
        if (next === old) continue;
        rowState[mine] = next;
        const change = (next - old) * side;
        for (let j = 0; j < width; j++) coef[j] += change * features[at + j];
        intercept += unit * change;
      }
      weights.intercept = intercept;
      return false;
    },
    dualSum() {
      let sum = 0;
      for (let mine = 0; mine < rowState.length; mine += STRIDE) {
        sum += rowState[mine] - (rowState[mine + RIDGE] * square(rowState[mine])) / 2;
      }
      return sum;
    },
    state() {
      const dual = new Float64Array(rows);
      for (let row = 0; row < rows; row++) dual[row] = rowState[STRIDE * row];
      return { dual, rng: rng.state(), shrink: active?.state() ?? null, centered: null };
    },
    dispose: () => undefined,
  };
}

/** |x|² of each row, 1 for its bias, and what the squared hinge adds. */
function fillDiagonal({ features, width, rows, hasIntercept }: SvmProblem, rowState: Float64Array): void {
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = hasIntercept ? 1 : 0;
    for (const end = at + width; at < end; at++) sum += square(features[at]);
    rowState[STRIDE * row + DIAGONAL] = sum + rowState[STRIDE * row + RIDGE];
  }
}
