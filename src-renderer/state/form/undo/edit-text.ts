import { say } from '../../../../src-shared/language/say';
import { GENERATORS } from '../../../../src-shared/dataset/generators';
import type { Experiment, FileDatasetSpec } from '../../../../src-shared/experiment/schema';
import { MODELS } from '../../../../src-shared/models';
import { fileName, formatQuantity, formatSetting, listText } from '../../../text/format';
import { settingLabel } from '../../../../src-shared/experiment/setting-label';
import { findRole, type Role } from '../../dataset/edit/dataset-edit';

/** What an edit of the form changed, for the menu and messages. */

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  feature: 'feature',
  target: 'target',
  weight: 'weight',
  ignore: 'ignored',
};
const ROLE_PATHS = ['dataset.features', 'dataset.target', 'dataset.weight'];

/** Dotted paths of the settings in which two experiments differ; those of a column go by its name. */
export function changedPaths(before: Experiment, after: Experiment): readonly string[] {
  const [from, to] = [flatten(before), flatten(after)];
  return [...new Set([...from.keys(), ...to.keys()])].filter((path) => !isSame(from.get(path), to.get(path)));
}

/** Whether a setting is a number half typed. */
export function holdsDraft(experiment: Experiment): boolean {
  return [...flatten(experiment).values()].some((value) => Number.isNaN(value));
}

/**
 * "Learning rate 0.03 → 0.1"; of several settings the one that the others follow.
 * @param path the setting that a person changed; null: not known
 */
export function describeChange(before: Experiment, after: Experiment, path: string | null): string {
  const paths = changedPaths(before, after);
  const data = dataText(before, after);
  if (data !== null) return data;
  const meant = path === null ? [] : paths.filter((one) => one === path || one.startsWith(`${path}.`));
  const reading = paths.filter((one) => one.startsWith('dataset.dialect.'));
  const single = meant.length === 1 ? meant[0] : reading.length === 1 ? reading[0] : undefined;
  const first = single ?? paths[0];
  if (single === undefined) {
    const role = roleText(before, after, paths);
    if (role !== null) return role;
    if (before.model.kind !== after.model.kind)
      return say('Model {phrase} → {phrase2}', {
        phrase: MODELS[before.model.kind].text.phrase,
        phrase2: MODELS[after.model.kind].text.phrase,
      });
    if (paths.some((one) => one.startsWith('model.layers'))) {
      const [from, to] = [layersText(before), layersText(after)];
      if (from !== to) return say('Layers {from} → {to}', { from, to });
    }
  }
  if (first === undefined) return say('Settings');
  if (single === undefined && paths.length > 1) return formatQuantity(paths.length, 'setting');
  return `${settingLabel(first)} ${valueText(flatten(before).get(first))} → ${valueText(flatten(after).get(first))}`;
}

function dataText({ dataset: before }: Experiment, { dataset: after }: Experiment): string | null {
  const nameOf = (dataset: Experiment['dataset']): string =>
    dataset.kind === 'file' ? fileName(dataset.path) : GENERATORS[dataset.generator].name;
  const [from, to] = [nameOf(before), nameOf(after)];
  const isSameData =
    before.kind === after.kind &&
    (before.kind !== 'file' || before.path === (after as FileDatasetSpec).path) &&
    from === to;
  return isSameData ? null : say('Data {from} → {to}', { from, to });
}

function roleText(before: Experiment, after: Experiment, paths: readonly string[]): string | null {
  const [a, b] = [before.dataset, after.dataset];
  if (a.kind !== 'file' || b.kind !== 'file' || !paths.some((path) => ROLE_PATHS.includes(path))) return null;
  if (a.target !== b.target)
    return say('Target {target} → {target2}', { target: a.target ?? 'none', target2: b.target ?? 'none' });
  const named = new Set([...a.features, ...b.features, a.weight, b.weight]);
  const changed = [...named].filter((name) => name !== null && findRole(a, name) !== findRole(b, name));
  const [name] = changed;
  if (name === undefined || name === null) return null;
  if (changed.length > 1)
    return say('Roles of {changed}', { changed: formatQuantity(changed.length, 'column') });
  return say('Role of “{name}” {ROLE_WORDS} → {ROLE_WORDS2}', {
    name,
    ROLE_WORDS: ROLE_WORDS[findRole(a, name)],
    ROLE_WORDS2: ROLE_WORDS[findRole(b, name)],
  });
}

function layersText({ model }: Experiment): string {
  return 'layers' in model ? model.layers.map(({ units }) => valueText(units)).join('–') : 'none';
}

function valueText(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  if (typeof value === 'number') return Number.isNaN(value) ? '?' : formatSetting(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : listText(value);
  return spaced(String(value));
}

/** "categoricalCrossentropy" as "categorical crossentropy"; what a person wrote stays. */
function spaced(text: string): string {
  return /^[a-z]+([A-Z][a-z]+)+$/.test(text)
    ? text.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : text;
}

type Leaves = Map<string, unknown>;

function flatten(experiment: Experiment): Leaves {
  const leaves: Leaves = new Map();
  collect(experiment, '', leaves);
  return leaves;
}

function collect(value: unknown, path: string, into: Leaves): void {
  const isList = Array.isArray(value);
  if (path === 'dataset.columnSettings' && isList) {
    for (const { name, ...settings } of value as readonly { readonly name: string }[])
      collect(settings, `${path}.${name}`, into);
  } else if (typeof value === 'object' && value !== null && !(isList && value.every(isPlain))) {
    for (const [key, inner] of Object.entries(value))
      collect(inner, path === '' ? key : `${path}.${key}`, into);
  } else if (value !== undefined) into.set(path, value);
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => Object.is(item, b[index]));
  return Object.is(a, b);
}
