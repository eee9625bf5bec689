import { hostname } from 'node:os';
import { join } from 'node:path';
import { parseExperiment, type Experiment } from '../../../src-shared/experiment/schema';
import { RUN_COLOURS } from '../../../src-shared/run/colours';
import type { ExternalDocument, ExternalLabels } from '../../../src-shared/run/record/external';
import { externalDocumentSchema, externalLabelsSchema } from '../../../src-shared/run/record/external-schema';
import type { MetricRanges } from '../../../src-shared/run/record/metric-ranges';
import type { RunRecord } from '../../../src-shared/run/record/record';
import type { StoredNumber } from '../../../src-shared/run/record/stored-number';
import { writeFileDurable } from '../../files/durable';
import { readRegularText } from '../../files/regular-file';
import { isSessionAlive } from '../../files/session';
import { FORMATS, readVersion } from '../../files/stored-formats';
import { readDocument } from '../storage/json-store';
import { modifiedAt } from '../storage/stamp';

/** How long a run of another machine may be silent before it is taken for interrupted. */
export const SILENCE_MS = 10 * 60_000;

/** What is known of a run's metrics without reading its log to the end. */
export interface KnownFigures {
  readonly last: Readonly<Record<string, StoredNumber>>;
  readonly ranges: MetricRanges;
  readonly steps: number;
  readonly elapsedMs: number;
}

/** A run.json of another program; `other`: it is none. */
export type ExternalRead =
  | { readonly kind: 'good'; readonly document: ExternalDocument }
  | { readonly kind: 'bad'; readonly reason: string }
  | { readonly kind: 'other' };

/** Reads a run.json as another program's; what is none is told from what does not fit. */
export function readExternalDocument(folder: string): ExternalRead {
  let content: unknown;
  try {
    content = JSON.parse(readRegularText(join(folder, 'run.json')));
  } catch {
    return { kind: 'other' };
  }
  if ((content as { kind?: unknown } | null)?.kind !== 'external') return { kind: 'other' };
  const version = readVersion(content);
  if (version > FORMATS.external.version)
    return { kind: 'bad', reason: `run.json is of version ${version}: update Benchtop to open it` };
  const parsed = externalDocumentSchema.safeParse(content);
  if (parsed.success) return { kind: 'good', document: parsed.data };
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  return {
    kind: 'bad',
    reason: `"${field}" in run.json is not as docs/file-formats.md says (${issue?.message ?? 'it does not fit'})`,
  };
}

let standIn: Experiment | null = null;

/** What stands where a record has its experiment: nobody shows it. */
function standInExperiment(name: string): Experiment {
  standIn ??= parseExperiment({
    schemaVersion: 1,
    name: 'external',
    seed: 0,
    dataset: { kind: 'generated', generator: 'xnor' },
    model: { kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }] },
  });
  return { ...standIn, name };
}

/** A run of another program as a record. @param folder where it lies now */
export function toExternalRecord(
  id: string,
  folder: string,
  document: ExternalDocument,
  known: KnownFigures | null,
): RunRecord {
  const labels = readLabels(folder);
  const figures = document.summary === undefined ? known : readSummary(document, known);
  const isOver = document.status !== 'running';
  const isLeft = !isOver && !isWritten(document, folder);
  const startedAt = document.startedAt ?? document.createdAt;
  const endedAt = document.endedAt ?? (isOver || isLeft ? lastWrite(folder) : null);
  return {
    schemaVersion: 1,
    id,
    name: labels.name ?? document.name,
    experiment: standInExperiment(document.name),
    status: isLeft ? 'interrupted' : document.status,
    error: document.error === null ? null : { kind: 'worker-crashed', message: document.error },
    createdAt: document.createdAt,
    startedAt,
    endedAt,
    elapsedMs: document.elapsedMs ?? known?.elapsedMs ?? span(startedAt, endedAt),
    steps: document.steps ?? figures?.steps ?? 0,
    totalSteps: null,
    engine: null,
    dataset: null,
    dataCopy: null,
    summary: figures?.last ?? {},
    result: null,
    parent: null,
    group: null,
    check: null,
    rateChanges: [],
    external: {
      project: document.project,
      group: document.group,
      config: document.config,
      directions: Object.fromEntries(
        Object.entries(document.metrics).flatMap(([name, { direction }]) =>
          direction === undefined ? [] : [[name, direction]],
        ),
      ),
      writer: document.writer,
    },
    checkpoints: [],
    findings: [],
    environment: {
      benchtop: 'external',
      node: '',
      electron: null,
      tensorflow: null,
      platform: process.platform,
      v8: null,
      math: null,
    },
    session: document.session ?? 'external',
    clusterNames: [],
    metricRanges: figures?.ranges ?? {},
    tags: labels.tags ?? document.tags,
    note: labels.note ?? document.note,
    starred: labels.starred,
    archived: labels.archived,
    colour: labels.colour ?? RUN_COLOURS[hash(id) % RUN_COLOURS.length] ?? RUN_COLOURS[0],
  };
}

/** Keeps what a person says of a run of another program beside it: its run.json is that program's. */
export function writeLabels(folder: string, record: RunRecord): void {
  const { name, tags, note, starred, archived, colour } = record;
  const labels: ExternalLabels = { schemaVersion: 1, name, tags, note, starred, archived, colour };
  writeFileDurable(join(folder, 'labels.json'), `${JSON.stringify(labels, null, 2)}\n`);
}

function readLabels(folder: string): ExternalLabels {
  const found = readDocument(join(folder, 'labels.json'), {
    schema: externalLabelsSchema,
    format: FORMATS.labels,
  });
  const value = found.kind === 'good' || found.kind === 'newer' ? found.value : null;
  return value ?? { schemaVersion: 1, starred: false, archived: false };
}

/** Whether the program that writes it still runs: of this machine by its process, of another one by what it wrote last. */
function isWritten({ host, session }: ExternalDocument, folder: string): boolean {
  const written = lastWriteMs(folder) ?? 0;
  const isHere = host === null || host === hostname();
  if (isHere && session !== null) return isSessionAlive(session, written);
  return Date.now() - written < SILENCE_MS;
}

function lastWriteMs(folder: string): number | null {
  const times = ['run.json', 'metrics.csv'].flatMap((name) => modifiedAt(join(folder, name)) ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

function lastWrite(folder: string): string | null {
  const written = lastWriteMs(folder);
  return written === null ? null : new Date(written).toISOString();
}

/** Figures as the program that wrote the run says; what it leaves out, as the log does. */
function readSummary(document: ExternalDocument, known: KnownFigures | null): KnownFigures {
  const { summary = {} } = document;
  const ranges: Record<string, MetricRanges[string]> = {};
  for (const [name, { min, minStep = 0, max, maxStep = 0 }] of Object.entries(summary))
    if (min !== undefined && max !== undefined) ranges[name] = { min, minStep, max, maxStep };
  return {
    last: Object.fromEntries(Object.entries(summary).map(([name, { last }]) => [name, last])),
    ranges,
    steps:
      known?.steps ??
      Math.max(0, ...Object.values(ranges).map(({ minStep, maxStep }) => Math.max(minStep, maxStep))),
    elapsedMs: document.elapsedMs ?? known?.elapsedMs ?? 0,
  };
}

function span(from: string, to: string | null): number {
  return to === null ? 0 : Math.max(0, Date.parse(to) - Date.parse(from));
}

/** A small number that is always the same for a text. */
function hash(text: string): number {
  let value = 7;
  for (let i = 0; i < text.length; i++) value = (value * 31 + text.charCodeAt(i)) >>> 0;
  return value;
}
