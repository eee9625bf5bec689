import { mkdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { RunStatus } from '../../../src-shared/run/record/status';
import { measuredOn, toTrainingMetric } from '../../../src-shared/run/figures/metric-labels';
import type { RunRecord } from '../../../src-shared/run/record/record';
import type { MetricColumns } from '../../../src-shared/run/live/frames';
import { quietly, renameDurable, temporaryName } from '../../files/durable';
import { EventFile, type PluginValue } from '../../files/tensorboard/event-file';
import { WireMessage } from '../../files/tensorboard/wire';
import { trackedParams } from './tracked-params';
import { folderNames } from './folder-names';

/** A run with all that it logged. */
export interface TrackedRun {
  readonly record: RunRecord;
  readonly readMetrics: () => Promise<MetricColumns>;
}

const HPARAMS = 'hparams';
const STATUS: Partial<Record<RunStatus, number>> = { finished: 1, stopped: 1, failed: 2, running: 3 };

/**
 * Writes runs as TensorBoard reads them: a folder a run, its validation rows' metrics under the same tags in a
 * folder of their own, its settings for the tab HParams, and a network's layers as a graph. Numbers are of 32 bits.
 * @param to a folder that is not there yet; it is whole or not made
 * @throws BenchtopError `disk-full` or `storage`
 */
export async function writeTensorBoard(runs: readonly TrackedRun[], to: string): Promise<void> {
  const aside = temporaryName(to);
  try {
    mkdirSync(aside, { recursive: true });
    const names = folderNames(runs.map(({ record }) => record));
    const tags = new Map<string, Set<string>>([
      ['train', new Set()],
      ['validation', new Set()],
    ]);
    for (const [index, run] of runs.entries())
      await writeRun(run, join(aside, names[index] ?? run.record.id), tags);
    const params = runs.map(({ record }) => trackedParams(record));
    const now = Date.now() / 1000;
    const file = openEvents(aside, now);
    try {
      file.plugin(now, experimentValue(params, tags, now));
    } finally {
      file.close();
    }
    renameDurable(aside, to);
  } catch (error) {
    quietly(() => {
      rmSync(aside, { recursive: true, force: true });
    });
    throw error;
  }
}

function openEvents(folder: string, seconds: number): EventFile {
  mkdirSync(folder, { recursive: true });
  return new EventFile(join(folder, `events.out.tfevents.${Math.floor(seconds)}.${hostname()}.0`), seconds);
}

async function writeRun(
  { record, readMetrics }: TrackedRun,
  folder: string,
  tags: Map<string, Set<string>>,
): Promise<void> {
  const began = Date.parse(record.startedAt ?? record.createdAt) / 1000;
  const ended = record.endedAt === null ? began : Date.parse(record.endedAt) / 1000;
  const { step, elapsedMs, series } = await readMetrics();
  for (const part of ['train', 'validation'] as const) {
    const names = Object.keys(series).filter(
      (name) => (measuredOn(name) === 'validation') === (part === 'validation'),
    );
    if (names.length === 0) continue;
    const file = openEvents(join(folder, part), began);
    try {
      for (let row = 0; row < step.length; row++) {
        const at = began + (elapsedMs[row] ?? 0) / 1000;
        for (const name of names) {
          const value = series[name]?.[row] ?? NaN;
          const tag = part === 'validation' ? toTrainingMetric(name) : name;
          // A row that has no number of it; what diverged is a number that is none, and is told.
          if (Number.isNaN(value) && record.external !== undefined) continue;
          tags.get(part)?.add(tag);
          file.scalar(tag, at, step[row] ?? 0, value);
        }
      }
    } finally {
      file.close();
    }
  }
  const file = openEvents(folder, began);
  try {
    const graph = networkGraph(record);
    if (graph !== null) file.graph(began, graph);
    file.plugin(began, sessionStart(record, began));
    file.plugin(ended, sessionEnd(record, ended));
  } finally {
    file.close();
  }
}

/** Settings and metrics that the tab has columns for. */
function experimentValue(
  params: readonly ReadonlyMap<string, string | number | boolean>[],
  tags: ReadonlyMap<string, ReadonlySet<string>>,
  seconds: number,
): PluginValue {
  const experiment = new WireMessage().double(3, seconds);
  for (const name of new Set(params.flatMap((one) => [...one.keys()]))) {
    const kinds = new Set(params.flatMap((one) => (one.has(name) ? [typeof one.get(name)] : [])));
    const type = kinds.size > 1 || kinds.has('string') ? 1 : kinds.has('boolean') ? 2 : 3;
    experiment.part(4, new WireMessage().part(1, name).number(4, type));
  }
  for (const [group, names] of tags)
    for (const tag of names)
      experiment.part(5, new WireMessage().part(1, new WireMessage().part(1, group).part(2, tag)));
  return hparamsValue('_hparams_/experiment', new WireMessage().part(2, experiment));
}

function sessionStart(record: RunRecord, seconds: number): PluginValue {
  const start = new WireMessage();
  for (const [name, value] of trackedParams(record)) {
    const wrapped = new WireMessage();
    if (typeof value === 'number') wrapped.double(2, value);
    else if (typeof value === 'boolean') wrapped.number(4, value ? 1 : 0);
    else wrapped.part(3, value);
    start.part(1, new WireMessage().part(1, name).part(2, wrapped));
  }
  start.part(4, record.id).double(5, seconds);
  return hparamsValue('_hparams_/session_start_info', new WireMessage().part(3, start));
}

function sessionEnd({ status }: RunRecord, seconds: number): PluginValue {
  const end = new WireMessage().number(1, STATUS[status] ?? 0).double(2, seconds);
  return hparamsValue('_hparams_/session_end_info', new WireMessage().part(4, end));
}

function hparamsValue(tag: string, data: WireMessage): PluginValue {
  return { tag, plugin: HPARAMS, content: data.toBuffer() };
}

/** GraphDef of a network's layers, one node a layer; null for another model. */
function networkGraph({ experiment: { model }, dataset, external }: RunRecord): Uint8Array | null {
  if (external !== undefined || model.kind !== 'network') return null;
  const graph = new WireMessage();
  const node = (name: string, op: string, input?: string): void => {
    const definition = new WireMessage().part(1, name).part(2, op);
    if (input !== undefined) definition.part(3, input);
    graph.part(1, definition);
  };
  node('input', dataset === null ? 'Input' : `Input_${dataset.features.length}`);
  let before = 'input';
  model.layers.forEach(({ units, activation }, index) => {
    const name = `layer_${index + 1}/dense`;
    node(name, `Dense_${units}`, before);
    node(`layer_${index + 1}/${activation}`, activation, name);
    before = `layer_${index + 1}/${activation}`;
  });
  node('loss', model.loss, before);
  return graph.toBuffer();
}
