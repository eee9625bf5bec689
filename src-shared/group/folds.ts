import { say } from '../language/say';
import type { RunRecord } from '../run/record/record';
import type { Change } from '../fields/change';
import type { FoldsPlan, Group, LearningCurvePlan } from './group';

/** Settings that the runs of a group of folds differ in. */
export const FOLD_PATH = 'dataset.split.fold';
export const REPEAT_PATH = 'dataset.split.repeat';
export const TRAIN_SIZE_PATH = 'dataset.split.trainSize';
export const INNER_SPLITS_PATH = 'dataset.split.innerSplits';
export const INNER_FOLD_PATH = 'dataset.split.innerFold';

/**
 * Validation rows for each training row over the runs of a group: 1 / (k - 1) of k folds. By it the
 * variance of folds is corrected, whose training rows overlap (Nadeau and Bengio 2003). 0 of no rows.
 */
export function testTrainRatio(runs: readonly Pick<RunRecord, 'dataset'>[]): number {
  let test = 0;
  let train = 0;
  for (const { dataset } of runs) {
    test += dataset?.validationRows ?? 0;
    train += dataset?.trainRows ?? 0;
  }
  return train === 0 ? 0 : test / train;
}

/** The folds in words: "10 × 5 folds, stratified", "5 folds by time (Date)". */
export function foldsText({
  nSplits,
  nRepeats,
  by,
  column,
}: Pick<FoldsPlan | LearningCurvePlan, 'nSplits' | 'nRepeats' | 'by' | 'column'>): string {
  const folds = say('{value}{nSplits} folds', {
    value: nRepeats > 1 ? `${nRepeats} × ` : '',
    nSplits,
  });
  if (by === 'random') return folds;
  if (by === 'stratified') return say('{folds}, stratified', { folds });
  return `${folds} by ${by}${column === null ? '' : ` (${column})`}`;
}

/** Whether a trial is one of the inner folds, by which settings are chosen. */
export function isInner(trial: readonly Change[]): boolean {
  return trial.some(({ path }) => path === INNER_FOLD_PATH);
}

/** The runs of a group that its estimate is of: of nested folds those of the outer folds, else all. */
export function outerRuns<T extends Pick<RunRecord, 'group'>>(
  { plan, trials }: Pick<Group, 'plan' | 'trials'>,
  records: readonly T[],
): T[] {
  if (plan.kind !== 'nested-folds') return [...records];
  return records.filter(({ group }) => !isInner(trials[group?.place ?? -1] ?? []));
}
