import {
  type StoredState,
  type RunEnding,
  type FinishedState,
  finishLastState,
} from '../contract/training-rules';

/**
 * An SVM's state as its run ended: with Platt's scaling, which is fitted after the last step and of which
 * a checkpoint of that step may lack.
 */
export function finishSvm(stored: StoredState, ending: RunEnding<'svm'>): FinishedState {
  const finished = finishLastState(stored, ending);
  const calibration = ending.result?.calibration ?? null;
  const { state } = finished;
  if (finished.lost !== null || calibration === null || state.extra['calibration'] !== undefined)
    return finished;
  return { ...finished, state: { ...state, extra: { ...state.extra, calibration } } };
}
