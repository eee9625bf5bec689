import type { SvmSpec } from '../../../src-shared/experiment/schema';
import type { StateTensor, ModelState } from '../contract/state';

type Tensors = Record<string, StateTensor>;

/** What was found of the parent's last model, and holds for no other. */
const OF_LAST_MODEL = new Set(['converged', 'settled', 'folds', 'calibration']);

const LINEAR_IN_DUALS = new Set(['coef', 'intercept', 'dual', 'centered']);

/**
 * A row's dual is at most its weight / l2. Where that became less, all duals shrink alike, and the
 * hyperplane, which is a sum of rows by their duals, with them. Rows that a solver left out are
 * looked at again.
 */
export function forkSvm(state: ModelState, from: SvmSpec, to: SvmSpec): ModelState {
  if (JSON.stringify(from) === JSON.stringify(to)) return state;
  const factor = Math.min(1, from.l2 / to.l2);
  const isOtherProblem = from.l2 !== to.l2;
  const tensors: Tensors = {};
  for (const [name, tensor] of Object.entries(state.tensors)) {
    if (name === 'heldOut' || (name === 'active' && isOtherProblem)) continue;
    const isLinear = factor !== 1 && LINEAR_IN_DUALS.has(name);
    tensors[name] = isLinear
      ? { ...tensor, data: Float64Array.from(tensor.data, (v) => v * factor) }
      : tensor;
  }
  const extra = Object.entries(state.extra).filter(
    ([name]) => !OF_LAST_MODEL.has(name) && !(name === 'shrink' && isOtherProblem),
  );
  return { ...state, tensors, extra: Object.fromEntries(extra) };
}
