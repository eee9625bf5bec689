import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { xnorExperiment } from '../../testing/data';
import { NO_MACHINE, openIn, useWorkspace } from '../../testing/files/workspaces';
import { requirePython } from '../../testing/python-peers';
import type { Workspace } from '../../workspace';
import { hasMlflow, readMlflow } from '../in/mlflow-in';
import { writeMlflow } from './mlflow-out';

const here = useWorkspace('mlflow');
const to = (): string => join(here.folder, 'mlruns');

async function exported(workspace: Workspace): Promise<void> {
  const { record, path } = workspace.runs.create(xnorExperiment({ name: 'ä: "first"' }), {
    environment: NO_MACHINE,
  });
  writeFileSync(join(path, 'metrics.csv'), 'step,elapsedMs,loss,valLoss\n0,0,1,NaN\n10,5,0.125,Infinity\n');
  workspace.runs.update(record.id, (old) => ({ ...old, status: 'finished', note: 'seen' }));
  const { runs } = workspace;
  await writeMlflow(
    [{ record: runs.get(record.id).record, readMetrics: () => runs.logs.readMetrics(record.id) }],
    to(),
  );
}

describe('a file store of MLflow', () => {
  it('comes back as it was written', async () => {
    await exported(here.open());
    expect(hasMlflow(to())).toBe(true);
    const other = openIn(join(here.folder, 'other'));
    const findFolder = (id: string): string => other.runs.findFolder(id);
    const [run] = await readMlflow(to(), findFolder);
    expect(run).toMatchObject({ how: 'new', name: 'ä: "first"' });
    await other.runs.index.refresh();
    expect(other.runs.index.get(run?.id ?? '')).toMatchObject({
      ...{ status: 'finished', kind: 'external', seed: 1, note: 'seen', steps: 10, elapsedMs: 5 },
      params: {
        project: 'Benchtop',
        'config.model.optimizer.learningRate': 0.03,
        'config.model.kind': 'network',
      },
      metrics: { loss: [0.125, 0.125, 10, 1, 0], valLoss: ['Infinity', null, null, null, null] },
    });
    expect(await readMlflow(to(), findFolder)).toEqual([{ ...run, how: 'there' }]);
  });

  it('is read by MLflow, and what MLflow writes is read', async (context) => {
    const python = await requirePython(context, ['mlflow-skinny']);
    await exported(here.open());
    const text = await python.run([
      '-c',
      `import json, os, sys
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
from pathlib import Path
from mlflow.store.tracking.file_store import FileStore
from mlflow.tracking import MlflowClient
from mlflow.entities import RunStatus
client = MlflowClient(tracking_uri=Path(sys.argv[1]).as_uri())
experiment = client.get_experiment_by_name("Benchtop")
run = client.search_runs([experiment.experiment_id])[0]
history = [[m.step, m.value] for m in client.get_metric_history(run.info.run_id, "loss")]
print("RESULT" + json.dumps([run.info.run_name, run.info.status, run.data.params["model.optimizer.learningRate"], history, str(run.data.metrics["valLoss"])]))
made = client.create_run(client.create_experiment("theirs"), run_name="theirs")
for step in range(3): client.log_metric(made.info.run_id, "sub/score", step / 2, step=step, timestamp=made.info.start_time + step)
client.log_param(made.info.run_id, "lr", 0.5); client.log_param(made.info.run_id, "name", "adam")
client.set_terminated(made.info.run_id, "FAILED")`,
      to(),
    ]);
    expect(JSON.parse(/RESULT(.*)/.exec(text)?.[1] ?? '')).toEqual([
      ...['ä: "first"', 'FINISHED', '0.03'],
      [
        [0, 1],
        [10, 0.125],
      ],
      'inf',
    ]);
    const other = openIn(join(here.folder, 'other'));
    const findFolder = (id: string): string => other.runs.findFolder(id);
    const theirs = (await readMlflow(to(), findFolder)).find(({ name }) => name === 'theirs');
    await other.runs.index.refresh();
    expect(other.runs.index.get(theirs?.id ?? '')).toMatchObject({
      ...{ status: 'failed', params: { project: 'theirs', 'config.lr': 0.5, 'config.name': 'adam' } },
      metrics: { 'sub/score': [1, 0, 0, 1, 2] },
    });
  });

  it('adds what a run logged since', async () => {
    await exported(here.open());
    const other = openIn(join(here.folder, 'other'));
    const findFolder = (id: string): string => other.runs.findFolder(id);
    const [run] = await readMlflow(to(), findFolder);
    const files = readdirSync(to(), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /metrics.loss$/.test(name)))
      appendFileSync(join(to(), file), '1796119200000 0.0625 20\n');
    expect(await readMlflow(to(), findFolder)).toEqual([{ ...run, how: 'updated' }]);
    await other.runs.index.refresh();
    expect(other.runs.index.get(run?.id ?? '')?.metrics['loss']).toEqual([0.0625, 0.0625, 20, 1, 0]);
  });
});
