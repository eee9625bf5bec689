import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMetricsFile } from '../../files/csv/csv-log';
import { useWorkspace } from '../../testing/files/workspaces';
import { requirePython } from '../../testing/python-peers';

const here = useWorkspace('clients');
const clients = join(__dirname, '..', '..', '..', 'resources', 'clients');
const hasPython = spawnSync('python3', ['--version']).status === 0;
const hasR = spawnSync('Rscript', ['--version']).status === 0;

const PYTHON = `
import math, sys
sys.path.insert(0, ${JSON.stringify(clients)})
import benchtop as wandb
run = wandb.init(project="bridges", name="first", group="seeds", config={"lr": 0.1, "bad": math.nan},
                 directions={"score": "maximize"}, mode="offline")
wandb.config.layers = [1, {"a": 2}]
wandb.config.update({"seed": 7})
for step in range(5):
    wandb.log({"score": step / 2, "a,b": -step, "text": "no number"})
wandb.log({"late": {"inner": math.inf}}, commit=False)
wandb.log({"score": math.nan})
wandb.log({"score": 1}, step=2)
wandb.finish()
`;

const JAVASCRIPT = `
import { init } from ${JSON.stringify(join(clients, 'benchtop.mjs'))};
const run = init({ project: 'bridges', name: 'first', group: 'seeds', config: { lr: 0.1, bad: NaN },
  directions: { score: 'maximize' } });
Object.assign(run.config, { layers: [1, { a: 2 }], seed: 7 });
for (let step = 0; step < 5; step++) run.log({ score: step / 2, 'a,b': -step, text: 'no number' });
run.log({ late: { inner: Infinity }, score: NaN });
run.log({ score: 1 }, 2);
run.finish();
`;

const R = `
source(${JSON.stringify(join(clients, 'benchtop.R'))})
run <- benchtop_init(project = "bridges", name = "first", group = "seeds", config = list(lr = 0.1, bad = NaN),
  directions = c(score = "maximize"))
run$config$layers <- list(1, list(a = 2)); run$config$seed <- 7L
for (step in 0:4) suppressWarnings(benchtop_log(run, list(score = step / 2, "a,b" = -step, text = "no number")))
benchtop_log(run, list("late/inner" = Inf, score = NaN))
suppressWarnings(benchtop_log(run, list(score = 1), 2))
benchtop_finish(run)
`;

/** As scripts for wandb are written: with figures of the whole run, and with what no run here keeps. */
const WANDB = `
import sys, warnings
sys.path.insert(0, ${JSON.stringify(clients)})
import benchtop as wandb
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    assert wandb.login(key="x")
    run = wandb.init(project="bridges", entity="me", job_type="train", settings=wandb.Settings(), mode="offline")
    wandb.watch(object(), log="all")
    for epoch in range(3):
        wandb.log({"acc": epoch / 4, "picture": wandb.Image([1], caption="x")})
    artifact = wandb.Artifact("model", type="model")
    artifact.add_file("model.h5")
    wandb.log_artifact(artifact)
    wandb.run.summary["best"] = 0.75
    wandb.summary.update({"text": "x", "acc": 0.625})
    assert (run.summary.best, run.summary["acc"], run.summary.get("none")) == (0.75, 0.625, None)
    wandb.finish()
for name in ("watch", "Image", "Artifact", "log_artifact"):
    assert len([one for one in told if "benchtop: %s()" % name in str(one.message)]) == 1, name
`;

describe('the files for people’s own programs', () => {
  it.skipIf(!hasPython)('run scripts that were written for wandb', async () => {
    const workspace = here.open();
    const { status, stderr } = spawnSync('python3', ['-c', WANDB], {
      env: { ...process.env, BENCHTOP_WORKSPACE: workspace.folder },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    await workspace.runs.index.refresh();
    expect(workspace.runs.index.rows()).toMatchObject([
      { status: 'finished', metrics: { acc: [0.625, 0, 0, 0.625, 2], best: [0.75, 0.75, 2, 0.75, 2] } },
    ]);
  });

  // What is not on this machine is tried on others.
  for (const [language, isThere, program, args] of [
    ['Python', hasPython, 'python3', ['-c', PYTHON]],
    ['JavaScript', true, process.execPath, ['--input-type=module', '-e', JAVASCRIPT]],
    ['R', hasR, 'Rscript', ['-e', R]],
  ] as const)
    it.skipIf(!isThere)(`log a run by ${language}`, async () => {
      const workspace = here.open();
      const { status, stderr } = spawnSync(program, args, {
        env: { ...process.env, BENCHTOP_WORKSPACE: workspace.folder },
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([0, expect.any(String)]);
      await workspace.runs.index.refresh();
      const [row] = workspace.runs.index.rows();
      expect(row).toMatchObject({
        ...{ name: 'first', status: 'finished', kind: 'external', seed: 7, steps: 5 },
        params: {
          ...{ project: 'bridges', group: 'seeds', 'config.lr': 0.1, 'config.bad': 'NaN' },
          'config.layers': '[1,{"a":2}]',
        },
        metrics: {
          score: ['NaN', 0, 0, 2, 4],
          'a,b': [-4, -4, 4, 0, 0],
          'late/inner': ['Infinity', null, null, null, null],
        },
        directions: { score: 'maximize' },
      });
      expect(readdirSync(workspace.runs.findFolder(row?.id ?? '')).sort()).toEqual([
        'metrics.csv',
        'run.json',
      ]);
      const { step, series } = await readMetricsFile(
        join(workspace.runs.findFolder(row?.id ?? ''), 'metrics.csv'),
      );
      expect([...step]).toEqual([0, 1, 2, 3, 4, 5]);
      expect([...(series['score'] ?? [])]).toEqual([0, 0.5, 1, 1.5, 2, NaN]);
      expect([...(series['late/inner'] ?? [])]).toEqual([NaN, NaN, NaN, NaN, NaN, Infinity]);
    });

  it.skipIf(!hasPython)('lose no row of a program that is killed, and the run is interrupted', async () => {
    const workspace = here.open();
    const child = spawn(
      'python3',
      [
        '-c',
        `import sys; sys.path.insert(0, ${JSON.stringify(clients)}); import benchtop, time
benchtop.init(name="killed")
for i in range(1000): benchtop.log({"loss": i})
print("logged", flush=True); time.sleep(60)`,
      ],
      { env: { ...process.env, BENCHTOP_WORKSPACE: workspace.folder } },
    );
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await workspace.runs.index.refresh();
    const id = workspace.runs.index.rows()[0]?.id ?? '';
    expect(workspace.runs.index.get(id)?.status).toBe('running');
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await closed;
    await workspace.runs.index.refresh();
    expect(workspace.runs.index.get(id)).toMatchObject({
      status: 'interrupted',
      metrics: { loss: [999, 0, 0, 999, 999] },
    });
  });

  it.skipIf(!hasPython)('is followed without losing a point at 10,000 points a second', async () => {
    const { runs, folder } = here.open();
    const child = spawn(
      'python3',
      [
        '-c',
        `import sys; sys.path.insert(0, ${JSON.stringify(clients)}); import benchtop, time
benchtop.init(name="fast")
began = time.perf_counter()
for i in range(15000):
    benchtop.log({"a": i, "b": -i})
    if i % 100 == 99: time.sleep(max(0, (i + 1) / 7500 - (time.perf_counter() - began)))
took = time.perf_counter() - began
benchtop.finish()
print(took)`,
      ],
      { env: { ...process.env, BENCHTOP_WORKSPACE: folder } },
    );
    let took = '';
    child.stdout.on('data', (text: Buffer) => (took += text.toString()));
    let isOver = false;
    const closed = new Promise((resolve) => child.once('close', resolve)).then(() => {
      isOver = true;
    });
    const seen: number[] = [];
    let id: string | undefined;
    runs.externals.onRows((_, { step, series }) => {
      for (let row = 0; row < step.length; row++)
        if (series['b']?.[row] === -(step[row] ?? NaN)) seen.push(step[row] ?? NaN);
    });
    while (!isOver) {
      await runs.index.refresh();
      id = runs.index.rows()[0]?.id;
      if (id !== undefined) await runs.externals.read(id);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await closed;
    await runs.externals.read(id ?? '');
    // 15,000 rows of two points; a machine that is busy may take longer to make them.
    expect(Number(took)).toBeGreaterThan(1.5);
    expect(seen).toEqual(Array.from({ length: 15000 }, (_, step) => step));
  });

  it('benchtop.py reads runs back as tables of pandas', async (context) => {
    const python = await requirePython(context, ['pandas']);
    const { folder } = here.open();
    const output = await python.run([
      '-c',
      `import os; os.environ["BENCHTOP_WORKSPACE"] = ${JSON.stringify(folder)}
${PYTHON}
runs, logged = wandb.runs(), wandb.metrics(run)
print(type(runs).__name__, runs["config.lr"][0], runs["metric.a,b"][0], list(logged["step"]), logged["a,b"].sum())`,
    ]);
    expect(output).toContain('DataFrame 0.1 -4 [0, 1, 2, 3, 4, 5] -10.0');
  });
});
