import { say } from '../../../src-shared/language/say';
import type { CommonEvaluation, CommonFigures } from '../../../src-shared/compare/common-evaluation';
import type { FairComparison } from '../../../src-shared/compare/fair-compare';
import { metricDelta, type MetricDelta } from '../../../src-shared/compare/metric-direction';
import { at } from '../../../src-shared/present';
import { lowerIsBetter } from '../../../src-shared/run/figures/metric-direction';
import type { MetricColumns } from '../../../src-shared/run/live/frames';
import { externalSettings, type ExternalFacts } from '../../../src-shared/run/record/external';
import { sampleText } from '../../../src-shared/run/figures/measured-text';
import { measureLabel, validationFirst } from '../../../src-shared/run/figures/metric-labels';
import { decodeNumber } from '../../../src-shared/run/record/stored-number';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { formatDuration, formatNumber, formatSetting, fullNumber, listText } from '../../text/format';
import { settingLabel } from '../../../src-shared/experiment/setting-label';
import { metricLabel } from '../base/run-style';

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
  /** Against the first run, where both are numbers. */
  readonly delta: {
    readonly text: string;
    /** null where the direction is not known, or the runs may not be compared in this. */
    readonly verdict: 'better' | 'worse' | null;
    readonly isFair: boolean;
  } | null;
}

export interface BestValue {
  readonly value: number;
  /** Step at which the value was logged; null: the last one. */
  readonly step: number | null;
}

export interface CompareOptions {
  readonly fair: FairComparison;
  /** The best value that a run logged of a metric; null where it is not known. */
  readonly findBestValue: (runId: string, metric: string) => BestValue | null;
}

/** Settings of all runs by dotted path, then their results; a run without a value has a dash. */
export function compareRows(runs: readonly StoredRun[], options: CompareOptions): CompareRow[] {
  return [...settingRows(runs), ...resultRows(runs, options)];
}

function settingRows(runs: readonly StoredRun[]): CompareRow[] {
  const flat = runs.map((run) => {
    const values = new Map<string, unknown>();
    const { experiment, external } = run.record;
    if (external !== undefined) return externalSettings(external);
    flatten(experiment, '', values);
    for (const key of ['schemaVersion', 'name']) values.delete(key);
    return values;
  });
  const keys = [...new Set(flat.flatMap((values) => [...values.keys()]))];
  return keys.map((key) => {
    const cells = flat.map((values) => settingCell(values.get(key)));
    return { key, label: settingLabel(key), group: 'settings', cells, differs: differs(cells) };
  });
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
  if (value === undefined) return { text: '–', full: say('not set'), delta: null };
  if (typeof value === 'number') return { text: formatSetting(value), full: fullNumber(value), delta: null };
  if (Array.isArray(value)) return { text: listText(value), full: value.join(', '), delta: null };
  const text = value === null ? 'none' : String(value);
  return { text, full: text, delta: null };
}

function resultRows(runs: readonly StoredRun[], { fair, findBestValue }: CompareOptions): CompareRow[] {
  const names = validationFirst([...new Set(runs.flatMap((run) => Object.keys(run.record.summary)))]);
  const declared = Object.assign(
    {},
    ...runs.map(({ record }) => record.external?.directions),
  ) as ExternalFacts['directions'];
  const rows = names.flatMap((name): CompareRow[] => {
    const isFair = isSameData(fair) && !fair.metrics.has(name);
    const row = (key: string, label: string, values: readonly Value[], canJudge = isFair): CompareRow => {
      const cells = values.map((value, index) =>
        metricCell(name, value, index === 0 ? null : (values[0] ?? null), canJudge, declared),
      );
      return { key, label, group: 'results', cells, differs: differs(cells) };
    };
    const last = runs.map(({ record }): Value => {
      const stored = record.summary[name];
      return stored === undefined ? null : { value: decodeNumber(stored), step: null };
    });
    const metricTitle = metricLabel(name);
    // Steps may be told apart by a sample: what is best there is not what it is on all rows.
    const isBestFair = isFair && areMeasuredAlike(runs);
    const best = runs.map(({ record }) => findBestValue(record.id, name));
    const hasBest = best.some((found, index) => found !== null && found.value !== last[index]?.value);
    return [
      row(`summary.${name}`, say('{metricTitle}, last', { metricTitle }), last),
      ...(hasBest
        ? [row(`best.${name}`, say('{metricTitle}, best', { metricTitle }), best, isBestFair)]
        : []),
    ];
  });
  const plain = (key: string, label: string, toText: (run: StoredRun) => string): CompareRow => {
    const cells = runs.map((run) => ({ text: toText(run), full: toText(run), delta: null }));
    return { key, label, group: 'results', cells, differs: differs(cells) };
  };
  const measured = runs.map(({ record }) => sampleText(record));
  return [
    ...rows,
    ...(measured.every((text) => text === null)
      ? []
      : [plain('measured', say('Steps measured on'), ({ record }) => sampleText(record) ?? say('all rows'))]),
    plain('steps', say('Steps done'), (run) => formatSetting(run.record.steps)),
    plain('elapsed', say('Time trained'), (run) => formatDuration(run.record.elapsedMs)),
    plain('engine', say('Engine'), (run) => run.record.engine?.kind ?? '–'),
    plain('status', say('Status'), (run) => run.record.status),
  ];
}

/** Rows of scores of several runs' models on the same rows, against the first: these are comparable. */
export function compareCommonRows({ runs }: CommonEvaluation): CompareRow[] {
  const names = [...new Set(runs.flatMap(({ figures }) => Object.keys(figures)))];
  const rows = names.map((name): CompareRow => {
    const values = runs.map(({ figures }): Value => {
      const value = figures[name];
      return value === undefined ? null : { value, step: null };
    });
    const cells = values.map((value, index) =>
      metricCell(name, value, index === 0 ? null : (values[0] ?? null), true),
    );
    return { key: name, label: measureLabel(name), group: 'results', cells, differs: differs(cells) };
  });
  const counts = (key: string, label: string, of: (run: CommonFigures) => number): CompareRow => {
    const cells = runs.map((run) => ({
      text: formatSetting(of(run)),
      full: fullNumber(of(run)),
      delta: null,
    }));
    return { key, label, group: 'results', cells, differs: differs(cells) };
  };
  return [
    ...rows,
    counts('trainedOn', say('Of these rows, trained on'), ({ trainedOn }) => trainedOn),
    counts('step', say('Checkpoint at step'), ({ step }) => step),
  ];
}

/** Whether the logged steps of all runs are of the same rows: of all, or of the same sample. */
function areMeasuredAlike(runs: readonly StoredRun[]): boolean {
  const rows = runs.map(({ record }) => {
    const sample = sampleText(record);
    return sample === null ? 'all' : say('{sample}, seed {seed}', { sample, seed: record.experiment.seed });
  });
  return new Set(rows).size < 2;
}

/** Whether the runs differ in nothing but what some of their metrics are. */
function isSameData({ differences }: FairComparison): boolean {
  return differences.every(({ aspect }) => aspect === 'metric');
}

type Value = BestValue | null;

function metricCell(
  metric: string,
  at: Value,
  baseline: Value,
  isFair: boolean,
  declared?: ExternalFacts['directions'],
): CompareCell {
  if (at === null) return { text: '–', full: say('no value'), delta: null };
  const { value, step } = at;
  const full =
    step === null
      ? fullNumber(value)
      : say('{value} at step {step}', { value: fullNumber(value), step: formatSetting(step) });
  const cell = { text: formatNumber(value), full };
  const delta = baseline === null ? null : metricDelta(metric, value, baseline.value, declared);
  if (delta === null || delta.difference === 0) return { ...cell, delta: null };
  const verdict = delta.isBetter === null || !isFair ? null : delta.isBetter ? 'better' : 'worse';
  return { ...cell, delta: { text: deltaText(delta), verdict, isFair } };
}

/** `↓ 50 %`, from twofold on `↑ 2.4×`; where shares say nothing the difference itself. */
function deltaText({ difference, ratio }: MetricDelta): string {
  const arrow = difference > 0 ? '↑' : '↓';
  if (ratio === null) return `${arrow} ${formatNumber(Math.abs(difference), 3)}`;
  const factor = ratio < 1 ? 1 / ratio : ratio;
  return `${arrow} ${factor > 2 ? `${formatNumber(factor, 2)}×` : `${formatNumber(Math.abs(ratio - 1) * 100, 2)} %`}`;
}

/** Found once for the same logged values: the table asks for them at every change of any run. */
const found = new WeakMap<MetricColumns, Map<string, BestValue | null>>();

/** The best of the logged values, the first of equal ones; null where the direction is not known. */
export function bestLogged(metric: string, logged: MetricColumns): BestValue | null {
  const known = found.get(logged) ?? new Map<string, BestValue | null>();
  found.set(logged, known);
  if (!known.has(metric)) known.set(metric, findBest(metric, logged));
  return known.get(metric) ?? null;
}

function findBest(metric: string, { step, series }: MetricColumns): BestValue | null {
  const lower = lowerIsBetter(metric);
  const values = series[metric];
  if (lower === null || values === undefined) return null;
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    const value = at(values, i);
    if (!Number.isFinite(value)) continue;
    if (best === -1 || (lower ? value < at(values, best) : value > at(values, best))) best = i;
  }
  return best === -1 ? null : { value: at(values, best), step: at(step, best) };
}

function differs(cells: readonly CompareCell[]): boolean {
  return cells.some((cell) => cell.full !== cells[0]?.full);
}
