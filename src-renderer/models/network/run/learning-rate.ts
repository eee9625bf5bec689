import type { RunOf } from '../../contract/run-of';

/**
 * The learning rate that a network is trained with now: the last logged or set one, whichever is
 * newer.
 * @param step that the run has come to
 */
export function learningRate(
  { record, model, metrics }: Pick<RunOf<'network'>, 'record' | 'model' | 'metrics'>,
  step: number,
): number {
  const logged = metrics.series['learningRate'];
  const loggedAt = metrics.step[metrics.step.length - 1] ?? 0;
  const done = record.rateChanges.filter((change) => change.step <= Math.max(step, loggedAt));
  const last = done[done.length - 1];
  const isNewer = last !== undefined && last.step >= loggedAt;
  if (isNewer || logged === undefined || logged.length === 0)
    return last?.learningRate ?? model.optimizer.learningRate;
  return logged[logged.length - 1] ?? model.optimizer.learningRate;
}
