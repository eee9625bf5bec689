import { say } from '../../src-shared/language/say';
import {
  FOLD_PATH,
  INNER_FOLD_PATH,
  INNER_SPLITS_PATH,
  REPEAT_PATH,
  TRAIN_SIZE_PATH,
} from '../../src-shared/group/folds';
import { trialValue, variedPaths, type Group } from '../../src-shared/group/group';
import { sweptFieldAt } from '../../src-shared/group/sweep-fields';
import { formatSetting } from './format';

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
