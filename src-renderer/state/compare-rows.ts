import { FIELDS, type NumberField } from '../../src-shared/experiment/fields';
import { decodeNumber, type StoredRun } from '../../src-shared/run/record';
import { formatDuration, formatNumber, formatSetting, fullNumber, listWords } from './format';
import { lowerIsBetter, metricWords } from './run-look';

/** One line of the table of settings and results. */
export interface CompareRow {
  readonly key: string;
  readonly label: string;
  readonly group: 'settings' | 'results';
  readonly cells: readonly CompareCell[];
  readonly differs: boolean;
}

export interface CompareCell {
  readonly text: string;
  /** The full value, for the title. */
  readonly full: string;
  /** Against the first run: only where both are numbers and the direction is known. */
  readonly delta: { readonly text: string; readonly better: boolean } | null;
}

/** Settings of all runs by dotted path, then their results; a run without a value has a dash. */
export function compareRows(runs: readonly StoredRun[]): CompareRow[] {
  return [...settingRows(runs), ...resultRows(runs)];
}

function settingRows(runs: readonly StoredRun[]): CompareRow[] {
  const flat = runs.map((run) => {
    const values = new Map<string, unknown>();
    flatten(run.record.experiment, '', values);
    for (const key of ['schemaVersion', 'name']) values.delete(key);
    return values;
  });
  const keys = [...new Set(flat.flatMap((values) => [...values.keys()]))];
  return keys.map((key) => {
    const cells = flat.map((values) => settingCell(values.get(key)));
    return { key, label: settingWords(key), group: 'settings', cells, differs: differs(cells) };
  });
}

const SETTING_WORDS: Readonly<Record<string, string>> = {
  'dataset.kind': 'Data',
  'dataset.path': 'File',
  'dataset.missing': 'Where a value is missing',
  'model.kind': 'Model',
  'model.init': 'Start of k-means',
  'model.optimizer.kind': 'Optimizer',
  'model.initializer': 'First weights',
  'model.biasInitializer': 'First biases',
};

/** A setting's path as words: the form's label, or the path itself where the form has none. */
function settingWords(key: string): string {
  const known = SETTING_WORDS[key];
  if (known !== undefined) return known;
  const layer = /^model\.layers\.(\d+)\.(\w+)$/.exec(key);
  if (layer !== null) return `Layer ${Number(layer[1]) + 1}, ${layer[2] ?? ''}`;
  const column = /^dataset\.columnSettings\.(.*)\.(\w+)$/.exec(key);
  if (column !== null) return `${column[1] ?? ''}, ${column[2] ?? ''}`;
  const field = (FIELDS as Readonly<Record<string, NumberField>>)[key];
  if (field !== undefined) return field.label;
  const words = key.split('.').slice(1).join(' ');
  return words === ''
    ? key
    : words
        .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
        .replace(/^./, (letter) => letter.toUpperCase());
}

function flatten(value: unknown, path: string, into: Map<string, unknown>): void {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    into.set(path, value);
  } else if (path === 'dataset.columnSettings' && Array.isArray(value)) {
    // By name: runs need not have settings for the same columns, in the same order.
    for (const { name, ...settings } of value as readonly { readonly name: string }[])
      flatten(settings, `${path}.${name}`, into);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value))
      flatten(inner, path === '' ? key : `${path}.${key}`, into);
  } else if (value !== undefined) {
    into.set(path, value);
  }
}

function settingCell(value: unknown): CompareCell {
  if (value === undefined) return { text: '–', full: 'not set', delta: null };
  if (typeof value === 'number') return { text: formatSetting(value), full: fullNumber(value), delta: null };
  if (Array.isArray(value)) return { text: listWords(value), full: value.join(', '), delta: null };
  const text = value === null ? 'none' : String(value);
  return { text, full: text, delta: null };
}

function resultRows(runs: readonly StoredRun[]): CompareRow[] {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run.record.summary)))];
  const rows = names.map((name): CompareRow => {
    const values = runs.map((run) => {
      const stored = run.record.summary[name];
      return stored === undefined ? null : decodeNumber(stored);
    });
    const lower = lowerIsBetter(name);
    const cells = values.map((value, position) =>
      metricCell(value, position === 0 ? null : (values[0] ?? null), lower),
    );
    return {
      key: `summary.${name}`,
      label: `${metricWords(name)}, last`,
      group: 'results',
      cells,
      differs: differs(cells),
    };
  });
  const plain = (key: string, label: string, textOf: (run: StoredRun) => string): CompareRow => {
    const cells = runs.map((run) => ({ text: textOf(run), full: textOf(run), delta: null }));
    return { key, label, group: 'results', cells, differs: differs(cells) };
  };
  return [
    ...rows,
    plain('steps', 'Steps done', (run) => formatSetting(run.record.steps)),
    plain('elapsed', 'Time trained', (run) => formatDuration(run.record.elapsedMs)),
    plain('engine', 'Engine', (run) => run.record.engine?.kind ?? '–'),
    plain('status', 'Status', (run) => run.record.status),
  ];
}

function metricCell(value: number | null, baseline: number | null, lower: boolean | null): CompareCell {
  if (value === null) return { text: '–', full: 'no value', delta: null };
  const cell = { text: formatNumber(value), full: fullNumber(value) };
  const known = lower !== null && baseline !== null && Number.isFinite(value) && Number.isFinite(baseline);
  if (!known || value === baseline || baseline === 0) return { ...cell, delta: null };
  const up = value > baseline;
  const ratio = value / baseline;
  const factor = ratio < 1 ? 1 / ratio : ratio;
  const size =
    ratio > 0 && factor > 2
      ? `${formatNumber(factor, 2)}×`
      : `${formatNumber((Math.abs(value - baseline) / Math.abs(baseline)) * 100, 2)} %`;
  return { ...cell, delta: { text: `${up ? '↑' : '↓'} ${size}`, better: up !== lower } };
}

function differs(cells: readonly CompareCell[]): boolean {
  return cells.some((cell) => cell.full !== cells[0]?.full);
}

/** Whether the runs saw the same data, and if not, what differs in a few words each. */
export function compareData(runs: readonly StoredRun[]): {
  readonly same: boolean;
  readonly differences: string[];
} {
  const facts = runs.map((run) => run.record.dataset);
  if (runs.length < 2) return { same: true, differences: [] };
  if (facts.some((fact) => fact === null)) {
    return { same: false, differences: ['a run that has not loaded its data'] };
  }
  const known = facts.filter((fact) => fact !== null);
  if (known.every((fact) => fact.fingerprint === known[0]?.fingerprint))
    return { same: true, differences: [] };
  const specs = runs.map((run) => run.record.experiment.dataset);
  const checks: readonly (readonly [string, readonly unknown[]])[] = [
    ['data', known.map((fact) => fact.sha256)],
    ['rows', known.map((fact) => fact.rows)],
    ['features', known.map((fact) => fact.features.join('\n'))],
    ['target', known.map((fact) => fact.target)],
    ['missing values', specs.map((spec) => `${spec.missing} ${spec.missingValue}`)],
    ['scaling', specs.map((spec) => spec.scaling)],
    ['validation share', specs.map((spec) => spec.validationSplit)],
  ];
  // The seed changes which rows are seen only where some are kept out; generated rows differ as data.
  const split = specs.some((spec) => spec.validationSplit > 0);
  const seeds = split ? new Set(runs.map((run) => run.record.experiment.seed)).size : 1;
  const differences = checks.filter(([, values]) => new Set(values).size > 1).map(([name]) => name);
  if (seeds > 1) differences.push('seed of the split');
  return { same: differences.length === 0, differences };
}
