import type { SvmSpec } from '../../../../src-shared/experiment/schema';
import { square } from '../../../../src-shared/portable-math/square';
import type { CenteredState, SvmKernel, SvmProblem } from '../problem';
import type { CenteredRows } from './centered-rows';
import { dualBound } from './dual-bound';

/**
 * Passes over centred rows, for columns that lie far from zero. There the bias is all but free: its
 * penalty c² / T² is tiny, and coordinate descent, which keeps w and b the sum of the rows by their
 * duals, can move along it by 1 / T² a step only. So each pass is of the problem with
 * (c - c_before)² / reach added (the proximal point method, Rockafellar 1976; on the dual it is the
 * method of multipliers), which is as easy as the rows centred are; c_before follows after each. Its
 * fixed point is the optimum of the problem as it was.
 * @param problem of the rows as they are
 * @param makeInner passes over rows that have their bias among their features
 * @param stored where a run goes on from
 */
export function centeredKernel(
  model: SvmSpec,
  problem: SvmProblem,
  rows: CenteredRows,
  makeInner: (inner: SvmProblem) => SvmKernel,
  stored: CenteredState | null,
): SvmKernel {
  const { width, features, reach, sigma } = rows;
  const kernel = makeInner({ ...problem, width, features, hasIntercept: false });
  const inner = { coef: stored?.coef.slice() ?? new Float64Array(width), intercept: 0 };
  const last = width - 1;
  /** Part of the last weight that is not the sum of the duals. */
  let pull = stored?.pull ?? 0;
  return {
    pass(weights) {
      const isNear = kernel.pass(inner);
      rows.writeRaw(inner.coef, weights);
      const next = (inner.coef[last] * square(sigma)) / reach;
      inner.coef[last] += next - pull;
      pull = next;
      return isNear;
    },
    dualSum: () => kernel.dualSum(),
    dualObjective: () => dualBound(model, problem, rows, kernel.state().dual),
    state: () => ({ ...kernel.state(), centered: { coef: inner.coef.slice(), pull } }),
    dispose: () => {
      kernel.dispose();
    },
  };
}
