import type { Experiment, KMeansSpec, NetworkSpec, SvmSpec } from '../../../src-shared/experiment/schema';
import { variableNames } from '../network/state';
import { firstSlotValue, SLOTS } from '../network/optimizers';
import type { ModelState, StateTensor } from '../contract/state';

type Tensors = Record<string, StateTensor>;
type Extra = Record<string, unknown>;

/**
 * A checkpoint's state as another experiment goes on from it. What the changes leave valid stays:
 * optimizer slots under the same optimizer, random streams, a schedule that was not touched. The
 * rest starts at this step. The experiments differ only where `forkProblems` lets them.
 */
export function forkState(state: ModelState, from: Experiment, to: Experiment): ModelState {
  if (from.model.kind === 'network' && to.model.kind === 'network') {
    return forkNetwork(state, from.model, to.model);
  }
  if (from.model.kind === 'kmeans' && to.model.kind === 'kmeans') {
    return forkClusters(state, from.model, to.model);
  }
  if (from.model.kind === 'svm' && to.model.kind === 'svm') return forkMargin(state, from.model, to.model);
  throw new RangeError('A fork has the kind of model of its run');
}

function forkNetwork(state: ModelState, from: NetworkSpec, to: NetworkSpec): ModelState {
  const isAlike = to.optimizer.kind === from.optimizer.kind;
  const tensors: Tensors = {};
  for (const [name, tensor] of Object.entries(state.tensors)) {
    // The best model so far is the parent's, by a loss that may be another one here.
    const isLeft = name.startsWith('best/') || (name.startsWith('optimizer/') && !isAlike);
    if (!isLeft) tensors[name] = tensor;
  }
  const { best: _best, schedule, ...extra }: Extra = { ...state.extra };
  const keepsSchedule =
    to.optimizer.learningRate === from.optimizer.learningRate &&
    JSON.stringify(to.schedule) === JSON.stringify(from.schedule);
  if (!isAlike) {
    for (const name of variableNames(to.layers.length)) {
      const shape = tensors[name]?.shape ?? [];
      const size = shape.reduce((product, length) => product * length, 1);
      for (const slot of SLOTS[to.optimizer.kind]) {
        const data = new Float64Array(size).fill(firstSlotValue(to.optimizer));
        tensors[`optimizer/${slot}/${name}`] = { shape, data };
      }
    }
  }
  return {
    ...state,
    tensors,
    extra: {
      ...extra,
      ...(keepsSchedule && schedule !== undefined ? { schedule } : {}),
      // Early stopping waits from here on.
      earlyStopping: { bestStep: state.step },
      ...(isAlike ? {} : { slotsFrom: state.step }),
    },
  };
}

/**
 * A start that is under way goes on. After the last one there are more starts, or, where their number
 * is the same, the best one goes on from its centres.
 */
function forkClusters(state: ModelState, from: KMeansSpec, to: KMeansSpec): ModelState {
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

/** What was found of the parent's last model, and holds for no other. */
const OF_LAST_MODEL = new Set(['converged', 'settled', 'folds', 'calibration']);

const LINEAR_IN_DUALS = new Set(['coef', 'intercept', 'dual', 'centered']);

/**
 * A row's dual is at most its weight / l2. Where that became less, all duals shrink alike, and the
 * hyperplane, which is a sum of rows by their duals, with them. Rows that a solver left out are
 * looked at again.
 */
function forkMargin(state: ModelState, from: SvmSpec, to: SvmSpec): ModelState {
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
