import { join } from 'node:path';
import { parseExperiment, type Experiment } from '../../../src-shared/experiment/schema';
import { RUN_COLOURS } from '../../../src-shared/run/colours';
import type { ExternalDocument, ExternalLabels } from '../../../src-shared/run/record/external';
import { externalLabelsSchema } from '../../../src-shared/run/record/external-schema';
import type { MetricRanges } from '../../../src-shared/run/record/metric-ranges';
import type { RunRecord } from '../../../src-shared/run/record/record';
import type { StoredNumber } from '../../../src-shared/run/record/stored-number';
import { writeFileDurable } from '../../files/durable';
import { isWritten, lastWrite } from '../../files/run-files/external-document';
import { FORMATS } from '../../files/stored-formats';
import { readDocument } from '../storage/json-store';

/** What is known of a run's metrics without reading its log to the end. */
export interface KnownFigures {
  readonly last: Readonly<Record<string, StoredNumber>>;
  readonly ranges: MetricRanges;
  readonly steps: number;
  readonly elapsedMs: number;
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
