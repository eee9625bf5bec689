import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import { requirePython } from '../../testing/python-peers';
import { Programs } from '../../testing/run-harness';

const programs = new Programs('databases');
afterEach(() => programs.closeAll());
afterAll(() => {
  programs.remove();
});

/** Tables as MLflow 3 and trackio 0.2 make them, as far as they are read. */
const MAKE = `
import json, sqlite3, sys
mlflow = sqlite3.connect(sys.argv[1])
mlflow.executescript("""
create table experiments(experiment_id integer primary key, name varchar, lifecycle_stage varchar);
create table runs(run_uuid varchar primary key, name varchar, status varchar, start_time bigint, end_time bigint,
  lifecycle_stage varchar, experiment_id integer);
create table params(key varchar, value varchar, run_uuid varchar);
create table tags(key varchar, value varchar, run_uuid varchar);
create table metrics(key varchar, value double, timestamp bigint, run_uuid varchar, step bigint, is_nan boolean);
insert into experiments values (1, 'exp "é"', 'active');
insert into runs values ('aaa', 'first', 'FINISHED', 1700000000000, null, 'active', 1);
insert into runs values ('bbb', 'gone', 'FINISHED', 1700000000001, null, 'deleted', 1);
insert into params values ('lr', '0.1', 'aaa'), ('text', 'a,"b"' || char(10) || 'c', 'aaa'), ('../out', 'x', 'aaa');
insert into metrics values ('loss', 0.1234567890123456, 1700000001000, 'aaa', 0, 0),
  ('loss', 0.05, 1700000002000, 'aaa', 1, 0), ('val/loss', 0, 1700000002000, 'aaa', 1, 1),
  ('big', 1.7976931348623157e308, 1700000002000, 'aaa', 1, 0), ('loss', 9, 1, 'bbb', 0, 0);
""")
mlflow.commit()
trackio = sqlite3.connect(sys.argv[2])
trackio.executescript("""
create table metrics(id integer primary key, timestamp text, run_name text, step integer, metrics text);
create table configs(id integer primary key, run_name text, config text, created_at text);
""")
for i in range(2):
    row = (f"2026-01-01T00:00:0{i}.500000+00:00", "dainty-1", i, json.dumps({"loss": 0.1 / (i + 1), "image": "x", "n": "NaN"}))
    trackio.execute("insert into metrics(timestamp, run_name, step, metrics) values (?, ?, ?, ?)", row)
trackio.execute("insert into configs(run_name, config, created_at) values ('dainty-1', ?, '')", (json.dumps({"lr": 0.1}),))
trackio.commit()
other = sqlite3.connect(sys.argv[3])
other.execute("create table t(a)")
other.commit()
`;

it('runs in databases of MLflow and trackio are taken in, once', async (context) => {
  const python = await requirePython(context, []);
  const [mlflow, trackio, other] = ['mlflow.db', 'project.db', 'other.db'].map((name) =>
    join(programs.folder, name),
  );
  const paths = [present(mlflow), present(trackio), present(other)];
  await python.run(['-c', MAKE, ...paths]);
  const { runs, workspace } = programs.start('into', 1);
  const taken = [];
  for (const path of paths.slice(0, 2)) taken.push(await runs.imports.take(path));
  const ids = taken.map((each) => present(each?.runs[0]).id);
  expect(taken.map((each) => each?.runs.map(({ how, name }) => [how, name]))).toEqual([
    [['new', 'first']],
    [['new', 'dainty-1']],
  ]);
  await workspace.runs.index.refresh();
  const [first, second] = ids.map((id) => present(workspace.runs.index.get(id)));
  expect(first).toMatchObject({
    status: 'finished',
    params: { project: 'exp "é"', 'config.lr': 0.1, 'config.text': 'a,"b"\nc' },
  });
  expect(second).toMatchObject({ params: { project: 'project', 'config.lr': 0.1 } });
  const logs = ids.map((id) => readFileSync(join(workspace.runs.findFolder(id), 'metrics.csv'), 'utf8'));
  expect(logs[0]).toContain('0,1000,0.1234567890123456\n');
  expect(logs[0]).toContain('step,elapsedMs,loss,big,val/loss\n1,2000,0.05,Infinity,NaN\n');
  expect(logs[1]).toBe('step,elapsedMs,loss,n\n0,0,0.1,NaN\n1,1000,0.05,NaN\n');

  const again = await runs.imports.take(paths[0] ?? '');
  expect(again?.runs).toMatchObject([{ how: 'there', id: ids[0] }]);
  await expect(runs.imports.take(paths[2] ?? '')).rejects.toThrow('holds no run that can be taken in');
});

/** Two runs of one name, one of them with what JSON has no number for. */
const TRACKIO = `
import os, sys
os.environ["TRACKIO_DIR"] = sys.argv[1]
os.environ["HF_HUB_OFFLINE"] = "1"
import trackio
for rate in (0.1, 0.2):
    trackio.init(project="bridges", name="same", config={"lr": rate, "deep": {"a": [1]}}, group="seeds")
    for i in range(4): trackio.log({"loss": rate / (i + 1), "val/loss": i, "text": "x"})
    trackio.log({"odd": float("nan"), "far": float("inf")}, step=9)
    trackio.finish()
`;

it('a database that trackio itself wrote gives its runs, also those that are called alike', async (context) => {
  const python = await requirePython(context, ['trackio']);
  const folder = join(programs.folder, 'trackio');
  await python.run(['-c', TRACKIO, folder]);
  const { runs, workspace } = programs.start('real-trackio', 1);
  const { runs: taken } = await runs.imports.take(join(folder, 'bridges.db'));
  expect(taken.map(({ how, name }) => [how, name])).toEqual([
    ['new', 'same'],
    ['new', 'same'],
  ]);
  await workspace.runs.index.refresh();
  const rows = taken.map(({ id }) => present(workspace.runs.index.get(id)));
  expect(rows.map(({ params }) => params)).toEqual(
    expect.arrayContaining(
      [0.1, 0.2].map((rate) => ({
        ...{ project: 'bridges', group: 'seeds', 'config.lr': rate, 'config.deep': '{"a":[1]}' },
      })),
    ),
  );
  for (const { id, params } of rows) {
    const { step, series } = await workspace.runs.logs.readMetrics(id);
    expect([...step]).toEqual([0, 1, 2, 3, 9]);
    expect([...(series['loss'] ?? [])].slice(0, 4)).toEqual(
      [1, 2, 3, 4].map((n) => Number(params['config.lr']) / n),
    );
    expect([series['far']?.[4], series['odd']?.[4]]).toEqual([Infinity, NaN]);
  }
});

const MLFLOW = `
import sys, mlflow
mlflow.set_tracking_uri("sqlite:///" + sys.argv[1])
mlflow.set_experiment("exp é")
with mlflow.start_run(run_name="real"):
    mlflow.log_params({"lr": 0.1, "optimizer": "adam"}); mlflow.set_tag("mlflow.note.content", "a note")
    for i in range(20): mlflow.log_metrics({"loss": 1 / (i + 1), "val/loss": 2 / (i + 1)}, step=i)
    mlflow.log_metric("odd", float("nan"), step=3); mlflow.log_metric("far", float("-inf"), step=4)
with mlflow.start_run(run_name="second"): mlflow.log_metric("loss", 0.5)
`;

it('a database that MLflow itself wrote gives its runs', async (context) => {
  const python = await requirePython(context, ['mlflow-skinny', 'sqlalchemy', 'alembic']);
  const path = join(programs.folder, 'real.db');
  await python.run(['-c', MLFLOW, path], programs.folder);
  const { runs, workspace } = programs.start('real-mlflow', 1);
  const { runs: taken } = await runs.imports.take(path);
  expect(taken.map(({ how, name }) => [how, name]).sort()).toEqual([
    ['new', 'real'],
    ['new', 'second'],
  ]);
  await workspace.runs.index.refresh();
  const real = present(workspace.runs.index.rows().find(({ name }) => name === 'real'));
  expect(real).toMatchObject({
    ...{ status: 'finished', steps: 19, note: 'a note' },
    params: { project: 'exp é', 'config.lr': 0.1, 'config.optimizer': 'adam' },
  });
  const { step, series } = await workspace.runs.logs.readMetrics(real.id);
  expect([...step]).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect([...(series['loss'] ?? [])]).toEqual(Array.from({ length: 20 }, (_, i) => 1 / (i + 1)));
  expect([series['odd']?.[3], series['far']?.[4]]).toEqual([NaN, -Infinity]);
});
