import type { KMeansSpec } from '../../../src-shared/experiment/schema';
import type { ModelState } from '../contract/state';

/**
 * A start that is under way goes on. After the last one there are more starts, or, where their number
 * is the same, the best one goes on from its centres.
 */
export function forkClusters(state: ModelState, from: KMeansSpec, to: KMeansSpec): ModelState {
  const restart = Number(state.extra['restart']);
  if (restart < from.nInit) return state;
  if (restart < to.nInit) return { ...state, extra: { ...state.extra, iteration: 0 } };
  const { centers, sizes } = state.tensors;
  const { relocated } = state.extra;
  // It takes the place of the last start.
  const kept = state.extra['starts'];
  const starts = Array.isArray(kept) ? (kept as unknown[]).slice(0, to.nInit - 1) : [];
  if (centers === undefined || sizes === undefined) return state;
  return {
    ...state,
    tensors: { centers, sizes, 'current/centers': centers, 'previous/centers': centers },
    extra: { restart: to.nInit - 1, iteration: 0, inertia: null, goesOn: true, starts, relocated },
  };
}
