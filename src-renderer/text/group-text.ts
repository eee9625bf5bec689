import { say } from '../../src-shared/language/say';
import {
  FOLD_PATH,
  foldsText,
  INNER_FOLD_PATH,
  INNER_SPLITS_PATH,
  REPEAT_PATH,
  TRAIN_SIZE_PATH,
} from '../../src-shared/group/folds';
import {
  plannedTrials,
  trialValue,
  variedPaths,
  type Group,
  type NestedFoldsPlan,
} from '../../src-shared/group/group';
import { isInner } from '../../src-shared/group/nested-folds';
import { sweptFieldAt } from '../../src-shared/group/sweep-fields';
import { isOfValidation } from '../../src-shared/run/figures/metrics';
import { formatQuantity, formatSetting } from './format';

const HALVINGS = { asha: say('ASHA'), hyperband: say('Hyperband') } as const;

/** "200 seeds, 1 to 200", "Grid of 12", "Successive halving of 27". */
export function searchText(group: Group): string {
  const { plan, experiment } = group;
  if (plan.kind === 'repeat') {
    const last = experiment.seed + plan.n - 1;
    const data = plan.sameData ? say(', the same data') : '';
    return `${formatQuantity(plan.n, 'seed')}, ${experiment.seed} to ${last}${data}`;
  }
  if (plan.kind === 'folds') return foldsText(plan);
  if (plan.kind === 'learning-curve')
    return say('Learning curve of {sizes} sizes, {folds}', {
      sizes: plan.sizes.length,
      folds: foldsText(plan),
    });
  if (plan.kind === 'nested-folds')
    return say('Sweep of {trials} trials within {folds}, chosen by {inner} inner folds', {
      trials: trials(plan, group.trials),
      folds: foldsText(plan),
      inner: plan.innerSplits,
    });
  const search = {
    grid: say('Grid of'),
    random: say('Random search of'),
    halving: say('Successive halving of'),
    tpe: say('TPE search of'),
  }[plan.search];
  const halving = plan.halving === undefined ? '' : say(', halved by {how}', { how: HALVINGS[plan.halving] });
  return `${search} ${plannedTrials(group)}${halving}`;
}

/** Settings that are tried in each fold. */
function trials({ nSplits, nRepeats, innerSplits }: NestedFoldsPlan, all: Group['trials']): number {
  return all.filter(isInner).length / (nSplits * nRepeats * innerSplits);
}

const FOLD_LABELS: ReadonlyMap<string, string> = new Map([
  [FOLD_PATH, say('Fold')],
  [REPEAT_PATH, say('Repeat')],
  [TRAIN_SIZE_PATH, say('Training size')],
  [INNER_FOLD_PATH, say('Inner fold')],
  [INNER_SPLITS_PATH, say('Inner folds')],
]);

/** The settings that the trials of a group differ in, by their labels. */
export function variedSettings(group: Group): { path: string; label: string }[] {
  const paths = variedPaths(group);
  return paths.map((path) => ({
    path,
    label: FOLD_LABELS.get(path) ?? sweptFieldAt(group.experiment, path, paths)?.label ?? path,
  }));
}

/** Value of a setting in a trial, as text. */
export function settingText(group: Group, trial: number, path: string): string {
  const value = trialValue(group, trial, path);
  return typeof value === 'number' ? formatSetting(value) : String(value ?? '–');
}

/** What pressing the best run does, and on which rows it is the best. */
export function bestTip(metric: string): string {
  return isOfValidation(metric)
    ? say('Open the best run so far: chosen on the validation rows, it is a little worse on new ones')
    : say('Open the best run so far: chosen on the rows it was trained on');
}
