import type { Experiment } from '../../experiment/schema';
import { modelDefinition, type ModelKind } from '../../models';
import { leftOut, type LeftOut } from '../figures/left-out-text';
import { externalSettings, type ExternalFacts } from '../record/external';
import type { MetricRanges } from '../record/metric-ranges';
import type { RunRecord } from '../record/record';
import type { StoredNumber } from '../record/stored-number';
import type { RunStatus } from '../record/status';

export type ParamValue = string | number | boolean | null;

/** [last, least, its step, greatest, its step]; the last three pairs are null where nothing finite was logged. */
export type MetricFigures = readonly [
  last: StoredNumber | null,
  min: number | null,
  minStep: number | null,
  max: number | null,
  maxStep: number | null,
];

/** Kind of a run's model, and that of runs whose model nobody here knows. */
type RowKind = ModelKind | 'external';

/**
 * What the table of runs knows of a run: plain JSON, some hundred times smaller than the work of
 * reading its record. A change of this shape needs a new {@link ROW_VERSION}.
 */
export interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  /** external: another program writes it. */
  readonly kind: RowKind;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly elapsedMs: number;
  readonly steps: number;
  readonly totalSteps: number | null;
  readonly engine: 'typed' | 'tensorflow' | null;
  /** Name of the data: the file's, or the generator's. */
  readonly dataset: string;
  /** null until the data was read. */
  readonly sha256: string | null;
  readonly fingerprint: string | null;
  /** Rows that it did not use of its data, and why; absent where it used all, or has read nothing. */
  readonly leftOut?: LeftOut;
  /** null where nobody knows. */
  readonly seed: number | null;
  readonly tags: readonly string[];
  /** The first {@link NOTE_LENGTH} characters. */
  readonly note: string;
  readonly starred: boolean;
  readonly archived: boolean;
  /** Nothing of it may be changed: a newer Benchtop wrote it, or nothing can be saved in the workspace. */
  readonly locked?: true;
  /** Its record was rebuilt, and nobody has seen that yet. */
  readonly recovered?: true;
  readonly colour: string;
  /** The run that a fork went on from. */
  readonly parentId: string | null;
  /** Why it failed, in one sentence. */
  readonly error: string | null;
  /** Settings of the experiment by dotted path, without name and seed. */
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly metrics: Readonly<Record<string, MetricFigures>>;
  /** Which way metrics get better, where the run says so itself. */
  readonly directions?: ExternalFacts['directions'];
}

export const ROW_VERSION = 3;
export const NOTE_LENGTH = 1000;
const TEXT_LENGTH = 200;

/**
 * What the table shows of a record.
 * @param facts.ranges where the record is from before it held them: read from the log
 * @param facts.isLocked nothing of it may be changed
 */
export function toRunRow(
  record: RunRecord,
  {
    ranges = record.metricRanges ?? {},
    isLocked = false,
  }: { ranges?: MetricRanges; isLocked?: boolean } = {},
): RunRow {
  const { experiment, dataset, summary, external } = record;
  const unused = dataset === null ? null : leftOut(dataset);
  const metrics: Record<string, MetricFigures> = {};
  for (const name of new Set([...Object.keys(summary), ...Object.keys(ranges)])) {
    const range = ranges[name];
    metrics[name] = [
      summary[name] ?? null,
      range?.min ?? null,
      range?.minStep ?? null,
      range?.max ?? null,
      range?.maxStep ?? null,
    ];
  }
  return {
    id: record.id,
    name: record.name,
    status: record.status,
    kind: external === undefined ? experiment.model.kind : 'external',
    createdAt: record.createdAt,
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    elapsedMs: record.elapsedMs,
    steps: record.steps,
    totalSteps: record.totalSteps,
    engine: record.engine?.kind ?? null,
    dataset: external === undefined ? (dataset?.name ?? datasetName(experiment)) : '',
    sha256: dataset?.sha256 ?? null,
    fingerprint: dataset?.fingerprint ?? null,
    ...(unused === null ? {} : { leftOut: unused }),
    seed: external === undefined ? experiment.seed : readSeed(external),
    tags: record.tags,
    note: record.note.slice(0, NOTE_LENGTH),
    starred: record.starred,
    archived: record.archived,
    ...(isLocked ? { locked: true as const } : {}),
    ...(record.recovered === undefined ? {} : { recovered: true as const }),
    colour: record.colour,
    parentId: record.parent?.id ?? null,
    error: record.error === null ? null : record.error.message.slice(0, TEXT_LENGTH),
    params: external === undefined ? readParams(experiment) : readExternalParams(external),
    metrics,
    ...(external === undefined || Object.keys(external.directions).length === 0
      ? {}
      : { directions: external.directions }),
  };
}

function readSeed({ config }: ExternalFacts): number | null {
  const { seed } = config;
  return Number.isSafeInteger(seed) ? (seed as number) : null;
}

function readExternalParams(facts: ExternalFacts): Record<string, ParamValue> {
  const params: Record<string, ParamValue> = {};
  for (const [path, value] of externalSettings(facts)) put(params, path, value);
  return params;
}

function datasetName({ dataset }: Experiment): string {
  return dataset.kind === 'file' ? (dataset.path.split(/[\\/]/).pop() ?? dataset.path) : dataset.generator;
}

/**
 * Settings of an experiment by dotted path, without name and seed: lists become one text, but for a network's
 * layers, whose settings are worth a column each.
 */
export function readParams({ dataset, model, training }: Experiment): Record<string, ParamValue> {
  const params: Record<string, ParamValue> = {};
  put(params, 'model', model);
  put(params, 'training', training);
  put(params, 'dataset', dataset);
  for (const [path, value] of Object.entries(modelDefinition(model.kind).rowSettings(model)))
    put(params, path, value);
  return params;
}

function put(params: Record<string, ParamValue>, path: string, value: unknown): void {
  if (Array.isArray(value)) {
    if (value.some((part) => typeof part === 'object')) return;
    params[path] = value.slice(0, TEXT_LENGTH).join(', ').slice(0, TEXT_LENGTH);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) put(params, `${path}.${key}`, part);
  } else if (typeof value === 'string') {
    // A path of a file must stay whole: the window may read that file.
    params[path] = path === 'dataset.path' ? value : value.slice(0, TEXT_LENGTH);
  } else if (typeof value === 'number' || typeof value === 'boolean' || value === null) {
    params[path] = value;
  }
}
