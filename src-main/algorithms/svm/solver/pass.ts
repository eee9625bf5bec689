import { dotFrom } from '../../numeric/scaling';
import type { RowPass, SvmProblem } from '../problem';

/**
 * What a solver keeps of each row, [rows][STRIDE]: its dual, at 0, the largest that the dual may be,
 * what the squared hinge adds to the diagonal, and the diagonal with it. Side by side, so that a visit
 * to a row finds them in one line of the cache.
 */
export const STRIDE = 4;
/** Offset in a row's {@link STRIDE} numbers: the largest that its dual may be. */
export const UPPER = 1;
/** Offset in a row's {@link STRIDE} numbers: what the squared hinge adds to the diagonal. */
export const RIDGE = 2;
/**
 * Offset in a row's {@link STRIDE} numbers: diagonal of the dual's Hessian, |x|^2 (+ 1 for the bias)
 * plus the ridge.
 */
export const DIAGONAL = 3;

/** Most rows whose decision values are computed in one call. */
export const BLOCK = 4096;

/**
 * Passes of dual coordinate descent in plain loops; the reference of the WebAssembly ones, which have
 * the same bits.
 */
export function plainRowPass({ features, width, sides, rows, hasIntercept }: SvmProblem): RowPass {
  const unit = hasIntercept ? 1 : 0;
  const rowState = new Float64Array(STRIDE * rows);
  const order = new Int32Array(rows);
  const isOut = new Uint8Array(rows);
  let decisions = new Float64Array(0);
  return {
    rowState,
    order,
    isOut,
    pass(count, high, low, weights) {
      const { coef } = weights;
      let { intercept } = weights;
      let nextHigh = -Infinity;
      let nextLow = Infinity;
      let kept = 0;
      for (let i = 0; i < count; i++) {
        const row = order[i];
        const side = sides[row];
        const at = row * width;
        const mine = STRIDE * row;
        const old = rowState[mine];
        const bound = rowState[mine + UPPER];
        const gradient = side * dotFrom(intercept, coef, features, at) - 1 + rowState[mine + RIDGE] * old;
        let projected = gradient;
        if (old === 0) {
          if (gradient > high) {
            isOut[row] = 1;
            continue;
          }
          if (gradient > 0) projected = 0;
        } else if (old === bound) {
          if (gradient < low) {
            isOut[row] = 1;
            continue;
          }
          if (gradient < 0) projected = 0;
        }
        order[kept++] = row;
        if (projected > nextHigh) nextHigh = projected;
        if (projected < nextLow) nextLow = projected;
        if (projected === 0) continue;
        const next = Math.min(bound, Math.max(0, old - gradient / rowState[mine + DIAGONAL]));
        rowState[mine] = next;
        const change = (next - old) * side;
        for (let j = 0; j < width; j++) coef[j] += change * features[at + j];
        intercept += unit * change;
      }
      weights.intercept = intercept;
      return { kept, high: nextHigh, low: nextLow };
    },
    decide(chosen, count, { coef, intercept }) {
      if (decisions.length < count) decisions = new Float64Array(count);
      for (let i = 0; i < count; i++) decisions[i] = dotFrom(intercept, coef, features, chosen[i] * width);
      return decisions;
    },
  };
}
