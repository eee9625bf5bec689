import { appendFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EventFile } from '../../files/tensorboard/event-file';
import { readMetricsFile } from '../../files/csv/csv-log';
import { useWorkspace } from '../../testing/files/workspaces';
import { requirePython } from '../../testing/python-peers';
import type { Workspace } from '../../workspace';
import { EventsFolder } from './follow-events';

const here = useWorkspace('events');
const BEGAN = 1_796_119_200;

function writeEvents(
  path: string,
  rows: readonly (readonly [tag: string, step: number, value: number])[],
): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = new EventFile(path, BEGAN);
  for (const [tag, step, value] of rows) file.scalar(tag, BEGAN + step / 100, step, value);
  file.close();
}

const at = (...parts: string[]): string => join(here.folder, 'logs', ...parts);

function open(workspace: Workspace, path = at()): EventsFolder {
  return new EventsFolder(path, (id) => workspace.runs.findFolder(id));
}

async function takeIn(workspace: Workspace, path = at()) {
  const folder = open(workspace, path);
  const looked = await folder.look(false);
  folder.close();
  await workspace.runs.index.refresh();
  return looked;
}

function metricsOf(workspace: Workspace, id: string) {
  return readMetricsFile(join(workspace.runs.findFolder(id), 'metrics.csv'));
}

describe('event files', () => {
  it('are a run each folder; train and validation are one, in the order of their steps', async () => {
    writeEvents(
      at('a', 'train', 'events.out.tfevents.1.x.0'),
      [0, 1, 2, 3].flatMap(
        (step) =>
          [
            ['loss', step, 1 / (step + 1)],
            ['rate', step, 0.5],
          ] as const,
      ),
    );
    writeEvents(at('a', 'validation', 'events.out.tfevents.1.x.0'), [
      ['loss', 1, 3],
      ['loss', 3, 2],
    ]);
    writeEvents(at('b', 'events.out.tfevents.1.x.0'), [['score', 7, NaN]]);
    const workspace = here.open();
    const { runs, notices } = await takeIn(workspace);
    expect(notices).toEqual([]);
    expect(runs.map(({ name, how }) => [name, how])).toEqual([
      ['a', 'new'],
      ['b', 'new'],
    ]);
    const a = await metricsOf(workspace, runs[0]?.id ?? '');
    expect([...a.step]).toEqual([0, 1, 1, 2, 3, 3]);
    expect(a.series['loss']).toEqual(Float64Array.of(1, 0.5, NaN, 0.3333333432674408, 0.25, NaN));
    expect(a.series['valLoss']).toEqual(Float64Array.of(NaN, NaN, 3, NaN, NaN, 2));
    expect(workspace.runs.index.get(runs[0]?.id ?? '')).toMatchObject({
      ...{ name: 'a', status: 'finished', kind: 'external', createdAt: '2026-12-01T10:00:00.000Z', steps: 3 },
      params: { project: 'logs' },
      metrics: { loss: [0.25, 0.25, 3, 1, 0], valLoss: [2, 2, 3, 3, 1], rate: [0.5, 0.5, 0, 0.5, 0] },
    });
    expect(workspace.runs.index.get(runs[1]?.id ?? '')?.metrics).toEqual({
      score: ['NaN', null, null, null, null],
    });
  });

  it('taken in again, add what they lack and nothing twice', async () => {
    const path = at('a', 'events.out.tfevents.1.x.0');
    writeEvents(path, [
      ['loss', 0, 1],
      ['loss', 1, 0.5],
    ]);
    const workspace = here.open();
    const [run] = (await takeIn(workspace)).runs;
    expect((await takeIn(workspace)).runs).toEqual([{ ...run, how: 'there' }]);
    writeEvents(at('more'), [['loss', 2, 0.25]]);
    // After the record of the file's version.
    appendFileSync(path, readFileSync(at('more')).subarray(40));
    expect((await takeIn(workspace)).runs).toEqual([{ ...run, how: 'updated' }]);
    expect([...(await metricsOf(workspace, run?.id ?? '')).step]).toEqual([0, 1, 2]);
    expect(workspace.runs.index.get(run?.id ?? '')?.metrics).toEqual({ loss: [0.25, 0.25, 2, 1, 0] });
    // Killed after rows were written and before it was kept how far the source was read.
    appendFileSync(join(workspace.runs.findFolder(run?.id ?? ''), 'metrics.csv'), '2,20,0.25\n3,3');
    await takeIn(workspace);
    expect([...(await metricsOf(workspace, run?.id ?? '')).step]).toEqual([0, 1, 2]);
  });

  it('are followed while they grow, up to their torn end', async () => {
    const path = at('a', 'events.out.tfevents.1.x.0');
    writeEvents(at('whole'), [
      ['loss', 0, 1],
      ['loss', 1, 0.5],
      ['loss', 2, 0.25],
    ]);
    const whole = readFileSync(at('whole'));
    mkdirSync(at('a'));
    writeFileSync(path, whole.subarray(0, whole.length - 70));
    const workspace = here.open();
    const folder = open(workspace);
    const id = (await folder.look(true)).runs[0]?.id ?? '';
    await workspace.runs.index.refresh();
    expect(workspace.runs.get(id).record.status).toBe('running');
    expect([...(await metricsOf(workspace, id)).step]).toEqual([0]);
    for (let length = whole.length - 69; length <= whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      expect((await folder.look(true)).notices).toEqual([]);
    }
    folder.close();
    expect([...(await metricsOf(workspace, id)).step]).toEqual([0, 1, 2]);
    expect(workspace.runs.get(id).record.status).toBe('finished');
  });

  it('are read up to where they are damaged, which is told', async () => {
    const path = at('a', 'events.out.tfevents.1.x.0');
    writeEvents(path, [
      ['loss', 0, 1],
      ['loss', 1, 0.5],
      ['loss', 2, 0.25],
    ]);
    const bytes = readFileSync(path);
    bytes[bytes.length - 60] = (bytes[bytes.length - 60] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const workspace = here.open();
    const { runs, notices } = await takeIn(workspace);
    expect(notices[0]).toMatch(
      /events\.out\.tfevents\.1\.x\.0 is damaged: it was read up to there, which is \d rows/,
    );
    expect((await metricsOf(workspace, runs[0]?.id ?? '')).step.length).toBeLessThan(3);
    truncateSync(path, 3);
    expect((await takeIn(here.open(), at('a'))).runs).toEqual([]);
  });

  it('of TensorBoard’s own writer are read: simple values and tensors of any type, settings, status', async (context) => {
    const python = await requirePython(context, ['tensorboard', 'numpy']);
    await python.run([
      '-c',
      `import sys, numpy
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.hparams import api_pb2, metadata as hp, plugin_data_pb2
from tensorboard.plugins.scalar import metadata as sc
from tensorboard.util.tensor_util import make_tensor_proto
writer = EventFileWriter(sys.argv[1])
def add(summary, step): writer.add_event(Event(wall_time=${BEGAN} + step, step=step, summary=summary))
for step in range(300):
    add(Summary(value=[Summary.Value(tag="old/loss", simple_value=step / 2)]), step)
    add(Summary(value=[Summary.Value(tag="new", tensor=make_tensor_proto(numpy.float32(step / 4)), metadata=sc.create_summary_metadata("new", ""))]), step)
    for kind in (numpy.float64, numpy.int32, numpy.int64):
        add(Summary(value=[Summary.Value(tag=kind.__name__, tensor=make_tensor_proto(kind(step)))]), step)
    add(Summary(value=[Summary.Value(tag="vector", tensor=make_tensor_proto(numpy.zeros(3)))]), step)
start = plugin_data_pb2.SessionStartInfo()
start.hparams["lr"].number_value = 0.5; start.hparams["name"].string_value = "ädam"; start.hparams["on"].bool_value = True
for tag, data in ((hp.SESSION_START_INFO_TAG, plugin_data_pb2.HParamsPluginData(session_start_info=start)),
                  (hp.SESSION_END_INFO_TAG, plugin_data_pb2.HParamsPluginData(session_end_info=plugin_data_pb2.SessionEndInfo(status=api_pb2.STATUS_FAILURE)))):
    add(Summary(value=[Summary.Value(tag=tag, metadata=hp.create_summary_metadata(data))]), 0)
writer.close()`,
      at('a'),
    ]);
    const workspace = here.open();
    const { runs } = await takeIn(workspace, at('a'));
    const id = runs[0]?.id ?? '';
    expect(workspace.runs.index.get(id)).toMatchObject({
      ...{ status: 'failed', steps: 299, elapsedMs: 299000 },
      params: { 'config.lr': 0.5, 'config.name': 'ädam', 'config.on': true },
    });
    const { series } = await metricsOf(workspace, id);
    expect(Object.keys(series).sort()).toEqual(['float64', 'int32', 'int64', 'new', 'old/loss']);
    expect([...(series['old/loss'] ?? [])]).toEqual(Array.from({ length: 300 }, (_, step) => step / 2));
    expect(series['float64']?.[299]).toBe(299);
    expect(series['int64']?.[299]).toBe(299);
    expect(series['new']?.[299]).toBe(74.75);
  });
});
