import { say } from '../../../language/say';
import { FIELDS, type Column, type Field, type MetricStatistic, type Names } from '../columns';
import { collectLabels } from './labels';
import { FilterError } from './problem';

/** What a name in a filter can mean: a fixed column, or the settings and metrics that are called so. */
export type Meaning =
  | { readonly kind: 'text'; readonly field: Field }
  | { readonly kind: 'number'; readonly field: Field; readonly scale: number }
  | { readonly kind: 'date'; readonly field: 'createdAt' | 'startedAt' | 'endedAt' }
  | { readonly kind: 'tags' }
  | { readonly kind: 'flag'; readonly flag: 'starred' | 'archived' }
  | {
      readonly kind: 'named';
      readonly metric: string | null;
      readonly statistic: MetricStatistic;
      readonly params: readonly string[];
    };

const FIXED: Readonly<Record<string, Meaning>> = {
  name: { kind: 'text', field: 'name' },
  id: { kind: 'text', field: 'id' },
  status: { kind: 'text', field: 'status' },
  kind: { kind: 'text', field: 'kind' },
  model: { kind: 'text', field: 'kind' },
  dataset: { kind: 'text', field: 'dataset' },
  data: { kind: 'text', field: 'dataset' },
  'data set': { kind: 'text', field: 'dataset' },
  'data hash': { kind: 'text', field: 'sha256' },
  hash: { kind: 'text', field: 'sha256' },
  sha256: { kind: 'text', field: 'sha256' },
  engine: { kind: 'text', field: 'engine' },
  note: { kind: 'text', field: 'note' },
  seed: { kind: 'number', field: 'seed', scale: 1 },
  steps: { kind: 'number', field: 'steps', scale: 1 },
  // People count in seconds.
  duration: { kind: 'number', field: 'elapsedMs', scale: 1000 },
  created: { kind: 'date', field: 'createdAt' },
  started: { kind: 'date', field: 'startedAt' },
  ended: { kind: 'date', field: 'endedAt' },
  tag: { kind: 'tags' },
  tags: { kind: 'tags' },
  starred: { kind: 'flag', flag: 'starred' },
  archived: { kind: 'flag', flag: 'archived' },
};

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The names that every run has, as they are offered: one for each meaning. */
export const FIXED_NAMES = [
  ...['name', 'status', 'model', 'data', 'tag', 'note', 'starred', 'archived', 'seed', 'steps', 'duration'],
  ...['created', 'started', 'ended', 'engine', 'hash', 'id'],
] as const;

/** Whether some words are the label of a column, a setting or a metric. */
export function isLabel(text: string, names: Names): boolean {
  const lower = text.toLowerCase();
  const { metrics, params } = collectLabels(names);
  return Object.prototype.hasOwnProperty.call(FIXED, lower) || metrics.has(lower) || params.has(lower);
}

/**
 * What a name means. A setting may be called by the end of its path: `nClusters` is
 * `model.nClusters`, `units` are those of every layer. Settings and metrics may be called by their
 * labels too: `Clusters`, `Validation loss`.
 * @throws FilterError naming what is nearest
 */
export function findMeaning(
  name: string,
  statistic: MetricStatistic | null,
  names: Names,
  span: Span,
): Meaning {
  const lower = name.toLowerCase();
  const fixed = Object.prototype.hasOwnProperty.call(FIXED, lower) ? FIXED[lower] : undefined;
  if (fixed !== undefined && statistic === null) return fixed;
  const metric =
    names.metrics.find((other) => other === name) ??
    names.metrics.find((other) => other.toLowerCase() === lower) ??
    null;
  const byPath = names.params.filter((path) => endsWith(path.toLowerCase(), lower));
  if (metric === null && (statistic !== null || byPath.length === 0)) {
    const labels = collectLabels(names);
    const labelled = labels.metrics.get(lower) ?? null;
    const params = statistic === null ? (labels.params.get(lower) ?? []) : [];
    if (labelled !== null || params.length > 0)
      return { kind: 'named', metric: labelled, statistic: statistic ?? 'last', params };
  }
  if (statistic !== null && metric === null)
    throw new FilterError(`No run has a metric “${name}”${hint(name, names.metrics)}.`, span);
  const params = statistic !== null ? [] : byPath;
  if (metric === null && params.length === 0) {
    const known = [...Object.keys(FIXED), ...names.metrics, ...names.params.map(lastPart), ...names.params];
    throw new FilterError(`No run has a setting or metric “${name}”${hint(name, known)}.`, span);
  }
  return { kind: 'named', metric, statistic: statistic ?? 'last', params };
}

/** The one column that a name means, for sorting. @throws FilterError */
export function columnNamed(
  name: string,
  statistic: MetricStatistic | null,
  names: Names,
  span: Span,
): Column {
  const meaning = findMeaning(name, statistic, names, span);
  switch (meaning.kind) {
    case 'text':
    case 'number':
      return { kind: 'field', field: meaning.field };
    case 'tags':
      return { kind: 'field', field: 'tags' };
    case 'date': {
      const field = FIELDS.find((known) => known === meaning.field);
      if (field !== undefined) return { kind: 'field', field };
      throw new FilterError(`Runs are sorted by “created” rather than “${name}”.`, span);
    }
    case 'flag':
      throw new FilterError(`“${name}” is no column to sort by: use it in a filter.`, span);
    case 'named': {
      if (meaning.metric !== null)
        return { kind: 'metric', name: meaning.metric, statistic: meaning.statistic };
      const [path, ...more] = meaning.params;
      if (path !== undefined && more.length === 0) return { kind: 'param', path };
      const exact = meaning.params.find((other) => other.toLowerCase() === name.toLowerCase());
      if (exact !== undefined) return { kind: 'param', path: exact };
      throw new FilterError(
        `“${name}” is several settings: write one of ${meaning.params.slice(0, 4).join(', ')}.`,
        span,
      );
    }
  }
}

function endsWith(path: string, name: string): boolean {
  return path === name || path.endsWith(`.${name}`);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function hint(name: string, known: readonly string[]): string {
  const near = nearest(name.toLowerCase(), [...new Set(known)]);
  return near === null ? '' : say('; the nearest is “{near}”', { near });
}

/** The known name with the fewest letters to change, at most a third of them. */
function nearest(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const other of known) {
    if (Math.abs(other.length - name.length) >= least) continue;
    const distance = edits(name, other.toLowerCase());
    if (distance < least) {
      least = distance;
      best = other;
    }
  }
  return best;
}

/** Levenshtein's distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
