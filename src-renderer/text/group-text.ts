import { say } from '../../src-shared/language/say';
import { FOLD_PATH, foldsText, REPEAT_PATH } from '../../src-shared/group/folds';
import type { Group } from '../../src-shared/group/group';
import { sweepFieldAt } from '../../src-shared/group/sweep-fields';
import { formatQuantity, formatSetting } from './format';
import { getPath } from '../../src-shared/fields/change';

/** "200 seeds, 1 to 200", "Grid of 12", "Successive halving of 27". */
export function searchText({ plan, trials, experiment }: Group): string {
  if (plan.kind === 'repeat') {
    const last = experiment.seed + plan.n - 1;
    const data = plan.sameData ? say(', the same data') : '';
    return `${formatQuantity(plan.n, 'seed')}, ${experiment.seed} to ${last}${data}`;
  }
  if (plan.kind === 'folds') return foldsText(plan);
  const search = {
    grid: say('Grid of'),
    random: say('Random search of'),
    halving: say('Successive halving of'),
  }[plan.search];
  return `${search} ${trials.length}`;
}

const FOLD_LABELS: ReadonlyMap<string, string> = new Map([
  [FOLD_PATH, say('Fold')],
  [REPEAT_PATH, say('Repeat')],
]);

/** The settings that the trials of a group differ in, by their labels. */
export function variedSettings({ experiment, trials }: Group): { path: string; label: string }[] {
  return (trials[0] ?? []).map(({ path }) => ({
    path,
    label: FOLD_LABELS.get(path) ?? sweepFieldAt(experiment, path)?.label ?? path,
  }));
}

/** Value of a setting in a trial, as text. */
export function settingText({ experiment, trials }: Group, trial: number, path: string): string {
  const value = trials[trial]?.find((change) => change.path === path)?.value ?? getPath(experiment, path);
  return typeof value === 'number' ? formatSetting(value) : String(value ?? '');
}
