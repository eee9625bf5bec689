import { say } from '../../src-shared/language/say';
import { settingPhrase } from '../../src-shared/experiment/setting-label';
import { MODELS, type ModelKind } from '../../src-shared/models';
import type { OptimizerKind } from '../../src-shared/experiment/schema';
import type { ParamValue, RunRow } from '../../src-shared/run/library/row';
import { fileName, formatDateTime, formatSetting } from './format';
import { OPTIMIZER_NAMES } from './network-labels';

/** What a run's name is made of. */
export type NamedRun = Pick<RunRow, 'id' | 'name' | 'seed' | 'params' | 'createdAt'>;

/** More settings than these are no name. */
const MAX_PARTS = 3;
/** Of more runs with one name nobody reads a list: their names stay as they are. */
const MAX_ALIKE = 500;
/** A longer text, such as a list of columns, is no part of a name. */
const MAX_TEXT = 30;
/** They say how a run is written down, or what it is called. */
const NO_DIFFERENCE: ReadonlySet<string> = new Set([
  'training.logEvery',
  'training.checkpointEvery',
  'dataset.copy',
]);

/**
 * Names for runs in one list: a run whose name no other one has keeps it, and those of one name are told apart by
 * what differs among them, "XNOR, seed 2", "wine, C 10"; by the time where no setting does.
 * @param toNamed what a run is called and what it was made with; asked of runs of one name only
 * @returns the name of a run of the list; of any other its own
 */
export function runNames<Run extends { readonly id: string; readonly name: string }>(
  runs: readonly Run[],
  toNamed: (run: Run) => NamedRun,
): (run: { readonly id: string; readonly name: string }) => string {
  const alike = new Map<string, Run[]>();
  for (const run of runs) {
    const others = alike.get(run.name);
    if (others === undefined) alike.set(run.name, [run]);
    else others.push(run);
  }
  const found = new Map<string, ReadonlyMap<string, string>>();
  return ({ id, name }) => {
    const others = alike.get(name) ?? [];
    if (others.length < 2 || others.length > MAX_ALIKE) return name;
    const known = found.get(name) ?? tellApart(others.map(toNamed));
    found.set(name, known);
    const suffix = known.get(id) ?? '';
    return suffix === '' ? name : `${name}, ${suffix}`;
  };
}

/** What differs among runs of one name, by id: settings in the order of their weight, each only where it tells more apart. */
function tellApart(runs: readonly NamedRun[]): ReadonlyMap<string, string> {
  const parts = new Map<string, string[]>(runs.map(({ id }) => [id, []]));
  const add = (toPart: (run: NamedRun) => string | null): boolean => {
    const added = new Map(runs.map((run) => [run.id, toPart(run)]));
    const next = new Map(
      [...parts].map(([id, before]) => {
        const part = added.get(id) ?? null;
        return [id, part === null ? before : [...before, part]];
      }),
    );
    if (countDistinct(next) <= countDistinct(parts)) return false;
    for (const [id, list] of next) parts.set(id, list);
    return true;
  };
  const isDone = (): boolean => countDistinct(parts) === runs.length;
  let left = MAX_PARTS;
  for (const path of listPaths(runs)) {
    if (isDone() || left === 0) break;
    if (add(({ params }) => toPart(path, params[path]))) left--;
  }
  if (!isDone() && left > 0) add(({ seed }) => say('seed {seed}', { seed }));
  if (!isDone()) {
    const twice = findTwice(parts);
    const times = new Map(
      runs.filter(({ id }) => twice.has(id)).map(({ id, createdAt }) => [id, timeText(createdAt, false)]),
    );
    // Minutes are enough for runs that a person started one after the other.
    const withSeconds = new Set(times.values()).size < times.size;
    add(({ id, createdAt }) => (twice.has(id) ? timeText(createdAt, withSeconds) : null));
  }
  return new Map([...parts].map(([id, list]) => [id, list.join(', ')]));
}

/** Settings of any of them that differ, those of the model first and its layers as one. */
function listPaths(runs: readonly NamedRun[]): string[] {
  const paths = new Set(runs.flatMap(({ params }) => Object.keys(params)));
  const rank = (path: string): number => {
    const order = ['model.kind', 'model.layers', 'model.', 'training.', ''];
    return order.findIndex((start) => path === start || path.startsWith(start));
  };
  return [...paths]
    .filter((path) => !NO_DIFFERENCE.has(path))
    .filter((path) => new Set(runs.map(({ params }) => params[path])).size > 1)
    .filter((path) => path === 'dataset.path' || runs.every(({ params }) => isShort(params[path])))
    .map((path, index) => ({ path, index }))
    .sort((a, b) => rank(a.path) - rank(b.path) || a.index - b.index)
    .map(({ path }) => path);
}

function isShort(value: ParamValue | undefined): boolean {
  return typeof value !== 'string' || value.length <= MAX_TEXT;
}

function toPart(path: string, value: ParamValue | undefined): string | null {
  if (value === undefined) return null;
  if (path === 'model.kind') return MODELS[value as ModelKind].text.label;
  if (path === 'model.layers') return String(value);
  if (path === 'model.optimizer.kind') return OPTIMIZER_NAMES[value as OptimizerKind];
  if (path === 'dataset.path') return fileName(String(value));
  if (path === 'training.batchSize' && value === null) return say('full batch');
  const phrase = settingPhrase(path);
  if (value === null) return `no ${phrase}`;
  if (typeof value === 'number') return `${phrase} ${formatSetting(value)}`;
  if (typeof value === 'boolean') return value ? phrase : `no ${phrase}`;
  return `${phrase} ${value}`;
}

function countDistinct(parts: ReadonlyMap<string, readonly string[]>): number {
  return new Set([...parts.values()].map((list) => list.join('\n'))).size;
}

/** Ids of those that are called as another one is. */
function findTwice(parts: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const byText = new Map<string, string[]>();
  for (const [id, list] of parts) {
    const text = list.join('\n');
    byText.set(text, [...(byText.get(text) ?? []), id]);
  }
  return new Set([...byText.values()].filter((ids) => ids.length > 1).flat());
}

function timeText(createdAt: string, withSeconds: boolean): string {
  const minutes = formatDateTime(createdAt);
  return withSeconds ? `${minutes}:${String(new Date(createdAt).getSeconds()).padStart(2, '0')}` : minutes;
}
