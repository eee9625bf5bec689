import type { Experiment } from '../../../src-shared/experiment/schema';
import { smallerRate } from './curve';
import type { Finding } from '../../../src-shared/run/live/guidance';

export { CurveWatch, type Reason } from './curve';
export { dataFindings } from './data';
export { modelFindings } from './model';

/**
 * A run that ended because its numbers are none any more. The weights just before are finite but far
 * off: a fork goes back to where the loss was lowest.
 * @param message says which, and at which step
 * @param bestStep where the loss was lowest; null: nowhere lower than at first
 */
export function notFiniteFinding(
  { model }: Experiment,
  message: string,
  step: number,
  bestStep: number | null,
): Finding {
  const [sentence] = message.split(': try');
  if (model.kind !== 'network') return { kind: 'notFinite', message, step, offer: null };
  const { learningRate } = model.optimizer;
  return {
    kind: 'notFinite',
    message: `${sentence ?? message} with a learning rate of ${learningRate}: training has ended, and the last good checkpoint is kept.`,
    step,
    offer: smallerRate(learningRate, bestStep === null ? 'copy' : 'fork', bestStep ?? step, 10, 'a tenth'),
  };
}
