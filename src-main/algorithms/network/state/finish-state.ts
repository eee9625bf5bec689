import {
  type StoredState,
  type RunEnding,
  type FinishedState,
  finishLastState,
} from '../../contract/training-rules';
import { readBest } from './state';

/**
 * A network's state as its run ended: with the best weights where early stopping went back to them. A
 * checkpoint of the run's last step may hold them beside its own.
 */
export function finishNetwork(stored: StoredState, ending: RunEnding<'network'>): FinishedState {
  const bestStep = ending.result?.bestStep;
  if (bestStep === undefined) return finishLastState(stored, ending);
  const { state } = stored;
  const best = readBest(state);
  if (best?.state.step === bestStep)
    return { metrics: best.metrics, state: { ...best.state, step: ending.step }, lost: null };
  const isBest = best === null && state.step === ending.step;
  return { ...stored, lost: isBest ? null : `The best weights of this run, of step ${bestStep}, were` };
}
