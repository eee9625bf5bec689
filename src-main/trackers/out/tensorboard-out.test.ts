import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { xnorExperiment } from '../../testing/data';
import { NO_MACHINE, useWorkspace } from '../../testing/files/workspaces';
import { requirePython } from '../../testing/python-peers';
import type { Workspace } from '../../workspace';
import { writeTensorBoard } from './tensorboard-out';

const here = useWorkspace('tensorboard');

function addRun(workspace: Workspace, name: string, csv: string): string {
  const { record, path } = workspace.runs.create(xnorExperiment({ name }), { environment: NO_MACHINE });
  writeFileSync(join(path, 'metrics.csv'), csv);
  workspace.runs.update(record.id, (old) => ({
    ...old,
    status: 'finished',
    startedAt: '2026-12-01T10:00:00.000Z',
    endedAt: '2026-12-01T10:01:00.000Z',
  }));
  return record.id;
}

async function exported(workspace: Workspace, ids: readonly string[]): Promise<string> {
  const to = join(here.folder, 'logs');
  await writeTensorBoard(
    ids.map((id) => ({
      record: workspace.runs.get(id).record,
      readMetrics: () => workspace.runs.logs.readMetrics(id),
    })),
    to,
  );
  return to;
}

const READ = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
def read(folder):
    events = EventAccumulator(folder, size_guidance={"tensors": 0}); events.Reload()
    return {tag: [[e.step, round(e.wall_time, 3), float(e.tensor_proto.float_val[0])] for e in events.Tensors(tag)]
            for tag in events.Tags()["tensors"] if not tag.startswith("_hparams_")}
`;

describe('runs for TensorBoard', () => {
  it('are read back by its own reader, train and validation apart', async (context) => {
    const python = await requirePython(context, ['tensorboard']);
    const workspace = here.open();
    const rows = Array.from(
      { length: 101 },
      (_, i) => `${i},${i * 10},${1 / (i + 1)},${2 / (i + 1)},${i / 100}`,
    );
    const id = addRun(
      workspace,
      'a',
      `step,elapsedMs,loss,valLoss,accuracy\n${rows.join('\n')}\n101,1010,NaN,Infinity,1\n`,
    );
    const to = await exported(workspace, [id]);
    const text = await python.run([
      '-c',
      `${READ}\nprint(json.dumps([read(sys.argv[1] + "/a/train"), read(sys.argv[1] + "/a/validation")]))`,
      to,
    ]);
    const [train, validation] = JSON.parse(
      text
        .replace(/NaN/g, '"NaN"')
        .replace(/Infinity/g, '"Infinity"')
        .trim()
        .split('\n')
        .pop() ?? '',
    ) as Record<string, [number, number, number][]>[];
    expect(Object.keys(train ?? {}).sort()).toEqual(['accuracy', 'loss']);
    expect(train?.['loss']).toHaveLength(102);
    expect(train?.['loss']?.[1]).toEqual([1, 1796119200.01, 0.5]);
    expect(train?.['loss']?.[101]?.[2]).toBe('NaN');
    expect(Object.keys(validation ?? {})).toEqual(['loss']);
    expect(validation?.['loss']?.[3]).toEqual([3, 1796119200.03, 0.5]);
    expect(validation?.['loss']?.[101]?.[2]).toBe('Infinity');
  });

  it('are shown by its server: scalars, hparams and the graph', async (context) => {
    const python = await requirePython(context, ['tensorboard']);
    const workspace = here.open();
    const csv = 'step,elapsedMs,loss,valLoss\n0,0,1,2\n10,5,0.5,0.75\n';
    const to = await exported(workspace, [addRun(workspace, 'a', csv), addRun(workspace, 'b', csv)]);
    const text = await python.run([
      '-c',
      `import json, sys
from tensorboard import default, program
from werkzeug.test import Client
server = program.TensorBoard(default.get_plugins(), None)
server.configure(argv=["", "--logdir", sys.argv[1], "--load_fast=false"])
from tensorboard.backend import application
from tensorboard.backend.event_processing import data_ingester
ingester = data_ingester.LocalDataIngester(server.flags)
app = application.TensorBoardWSGIApp(server.flags, [p for p in server.plugin_loaders], ingester.data_provider, server.assets_zip_provider, ingester.deprecated_multiplexer)
ingester.deprecated_multiplexer.AddRunsFromDirectory(sys.argv[1]); ingester.deprecated_multiplexer.Reload()
client = Client(app)
def get(path, **data):
    answer = client.post(path, json=data) if data else client.get(path)
    assert answer.status_code == 200, (path, answer.status_code, answer.text[:500])
    return answer.text
tags = json.loads(get("/data/plugin/scalars/tags"))
scalars = json.loads(get("/data/plugin/scalars/scalars?run=a/validation&tag=loss"))
experiment = json.loads(get("/data/plugin/hparams/experiment", hparamsLimit=100))
groups = json.loads(get("/data/plugin/hparams/session_groups", startIndex=0, sliceSize=10, allowedStatuses=["STATUS_SUCCESS"],
  colParams=[{"metric": {"group": "validation", "tag": "loss"}}]))
graph = get("/data/plugin/graphs/graph?run=a&large_attrs_key=_too_large_attrs&limit_attr_size=1024")
print("RESULT" + json.dumps([sorted(tags), scalars, sorted(h["name"] for h in experiment["hparamInfos"]), experiment["metricInfos"], groups, graph]))`,
      to,
    ]);
    const [tags, scalars, names, metrics, groups, graph] = JSON.parse(/RESULT(.*)/.exec(text)?.[1] ?? '') as [
      string[],
      [number, number, number][],
      string[],
      unknown[],
      {
        sessionGroups: {
          hparams: Record<string, unknown>;
          metricValues: { value: number; name: object }[];
        }[];
      },
      string,
    ];
    expect(tags).toEqual(['a/train', 'a/validation', 'b/train', 'b/validation']);
    expect(scalars.map(([, step, value]) => [step, value])).toEqual([
      [0, 2],
      [10, 0.75],
    ]);
    expect(names).toContain('model.optimizer.learningRate');
    expect(metrics).toHaveLength(2);
    expect(groups.sessionGroups).toHaveLength(2);
    expect(groups.sessionGroups[0]?.hparams).toMatchObject({ seed: 1, 'model.optimizer.learningRate': 0.03 });
    expect(groups.sessionGroups[0]?.metricValues).toContainEqual(
      expect.objectContaining({ value: 0.75, name: { group: 'validation', tag: 'loss' } }),
    );
    expect(graph).toContain('layer_1/sigmoid');
  });

  it('are whole or not there', async () => {
    const workspace = here.open();
    const id = addRun(workspace, 'a', 'step,elapsedMs,loss\n0,0,1\n');
    const before = readdirSync(here.folder);
    const to = join(here.folder, 'logs');
    await expect(
      writeTensorBoard(
        [{ record: workspace.runs.get(id).record, readMetrics: () => Promise.reject(new Error('gone')) }],
        to,
      ),
    ).rejects.toThrow('gone');
    expect(readdirSync(here.folder)).toEqual(before);
  });
});
