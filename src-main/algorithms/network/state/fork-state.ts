import type { NetworkSpec } from '../../../../src-shared/experiment/schema';
import type { StateTensor, ModelState } from '../../contract/state';
import { SLOTS, firstSlotValue } from '../training/optimizers';
import { variableNames } from './state';

type Tensors = Record<string, StateTensor>;
type Extra = Record<string, unknown>;

/**
 * A network's state as other settings go on from it: optimizer slots stay under the same optimizer, a
 * schedule that was not touched goes on, early stopping waits from here on.
 */
export function forkNetwork(state: ModelState, from: NetworkSpec, to: NetworkSpec): ModelState {
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
