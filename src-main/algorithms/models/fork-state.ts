import { modelAlgorithm } from '.';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { ModelState } from '../contract/state';

/**
 * A checkpoint's state as another experiment goes on from it. What the changes leave valid stays:
 * optimizer slots under the same optimizer, random streams, a schedule that was not touched. The
 * rest starts at this step. The experiments differ only where `forkProblems` lets them.
 */
export function forkState(state: ModelState, from: Experiment, to: Experiment): ModelState {
  if (from.model.kind !== to.model.kind) throw new RangeError('A fork has the kind of model of its run');
  return modelAlgorithm(to.model.kind).training.forkState(state, from.model, to.model);
}
