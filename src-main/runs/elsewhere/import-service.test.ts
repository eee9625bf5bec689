import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import { EventFile } from '../../files/tensorboard/event-file';
import { xnorExperiment } from '../../testing/data';
import { Programs, until, type Program } from '../../testing/run-harness';

const programs = new Programs('imports');
afterEach(() => programs.closeAll());
afterAll(() => {
  programs.remove();
});

const BEGAN = 1_796_119_200;
let places = 0;

function newPlace(name: string): string {
  const folder = join(programs.folder, `place-${places++}`);
  mkdirSync(folder);
  return join(folder, name);
}

function openEvents(path: string): EventFile {
  mkdirSync(dirname(path), { recursive: true });
  return new EventFile(path, BEGAN);
}

/** Two runs; the first with a validation part. 7 values of 3 metrics. */
function writeLogs(): string {
  const logs = newPlace('logs');
  for (const [path, tags] of [
    ['a/train/events.out.tfevents.1.x.0', ['loss', 'rate']],
    ['a/validation/events.out.tfevents.1.x.0', ['loss']],
    ['b/events.out.tfevents.1.x.0', ['loss']],
  ] as const) {
    const file = openEvents(join(logs, path));
    for (const tag of tags) for (const step of [0, 1]) file.scalar(tag, BEGAN + step, step, 0.5 / (step + 1));
    if (path.startsWith('b')) file.scalar('loss', BEGAN + 2, 2, 0);
    file.close();
  }
  return logs;
}

function runsOf({ workspace }: Program): string[] {
  return readdirSync(workspace.runs.runsFolder).filter((name) => !name.startsWith('.'));
}

it('event files are recognised by their content, counted, and taken in', async () => {
  const { runs, workspace } = programs.start('events', 1);
  const logs = writeLogs();
  const renamed = newPlace('metrics.bin');
  writeFileSync(renamed, readFileSync(join(logs, 'b', 'events.out.tfevents.1.x.0')));
  expect([await runs.imports.recognise(logs), await runs.imports.recognise(renamed)]).toEqual([
    'tensorboard',
    'tensorboard',
  ]);
  expect(await runs.imports.find(logs)).toMatchObject({
    ...{ kind: 'tensorboard', runs: 2, names: ['a', 'b'], metrics: 3, points: 9, canFollow: true },
    ...{ groups: 0, data: 0 },
  });
  expect(workspace.runs.ids()).toEqual([]);
  const taken = await runs.imports.take(logs);
  expect(taken.runs.map(({ name, how }) => [name, how])).toEqual([
    ['a', 'new'],
    ['b', 'new'],
  ]);
  expect(workspace.runs.get(present(taken.runs[0]).id).record).toMatchObject({
    status: 'finished',
    summary: { loss: 0.25, rate: 0.25, valLoss: 0.25 },
  });
});

it('a store, folders of runs and capsules are told apart, and hold what is said of them', async () => {
  const from = programs.start('from', 1);
  const started = await from.runs.start(xnorExperiment({ training: { epochs: 20 } }), null);
  const { id } = (await from.runs.whenOver(started.record.id)).record;
  const { step, series } = await from.workspace.runs.logs.readMetrics(id);
  const counted = {
    runs: 1,
    names: [started.record.name],
    metrics: Object.keys(series).length,
    points: Object.values(series).length * step.length,
  };
  const [store, capsule] = [newPlace('mlruns'), newPlace('runs.zip')];
  await from.runs.trackers.export([id], 'mlflow', store);
  await from.runs.capsules.pack([id], { to: capsule, withData: false, replaces: false });
  const sources = { mlflow: store, runs: join(from.workspace.folder), capsule } as const;
  for (const [kind, path] of Object.entries(sources)) {
    const into = programs.start(`into-${kind}`, 1);
    expect(await into.runs.imports.find(path)).toMatchObject({ kind, canFollow: false, ...counted });
    const { runs } = await into.runs.imports.take(path);
    expect(runs).toMatchObject([{ name: started.record.name, how: 'new' }]);
    const log = await into.workspace.runs.logs.readMetrics(present(runs[0]).id);
    expect(log.series).toEqual(series);
  }
});

it('what holds nobody’s runs is refused in one sentence, and left to be opened as data', async () => {
  const { runs, workspace } = programs.start('nothing', 1);
  const [csv, empty] = [newPlace('rows.csv'), newPlace('folder')];
  writeFileSync(csv, 'x,y\n1,2\n');
  mkdirSync(empty);
  for (const path of [csv, empty]) {
    expect(await runs.imports.recognise(path)).toBe(null);
    await expect(runs.imports.take(path)).rejects.toThrow(`${path} holds no run that can be taken in`);
  }
  await expect(runs.imports.find(join(empty, 'gone'))).rejects.toThrow('There is nothing at');
  expect(workspace.runs.ids()).toEqual([]);
});

it('an import that is cancelled leaves no run', async () => {
  const program = programs.start('cancelled', 1);
  const { runs, workspace } = program;
  const logs = newPlace('logs');
  for (const name of ['a', 'b']) {
    const file = openEvents(join(logs, name, 'events.out.tfevents.1.x.0'));
    for (let step = 0; step < 40_000; step++) file.scalar('loss', BEGAN + step, step, step);
    file.close();
  }
  const ended = new AbortController();
  const taking = runs.imports.take(logs, {
    signal: ended.signal,
    onProgress: ({ bytes }) => {
      if (bytes > 0) ended.abort();
    },
  });
  await expect(taking).rejects.toMatchObject({ info: { kind: 'conflict' } });
  await until(() => runsOf(program).length === 0, 'no run');
  // Nothing of it is in the way of the next time.
  expect((await runs.imports.take(logs)).runs).toMatchObject([{ how: 'new' }, { how: 'new' }]);
  await workspace.runs.index.refresh();
  expect(workspace.runs.index.rows().map(({ status }) => status)).toEqual(['finished', 'finished']);
});

it('what is followed gets its rows as they are written, until it is stopped', async () => {
  const program = programs.start('followed', 1);
  const { runs, workspace } = program;
  const logs = newPlace('logs');
  const path = join(logs, 'a', 'events.out.tfevents.1.x.0');
  const file = openEvents(path);
  file.scalar('loss', BEGAN, 0, 1);
  file.close();
  const told: (string | null)[] = [];
  runs.imports.onFollowed((problem) => told.push(problem));
  runs.imports.follow(logs);
  expect(runs.imports.followed()).toEqual([logs]);
  await until(() => runsOf(program).length === 1, 'a run');
  const id = present(runsOf(program)[0]);
  const more = openEvents(newPlace('more'));
  more.scalar('loss', BEGAN + 1, 1, 0.5);
  more.close();
  // Behind the record that every file begins with.
  const { length } = readFileSync(path);
  appendFileSync(
    path,
    readFileSync(join(programs.folder, `place-${places - 1}`, 'more')).subarray(firstRecord(path)),
  );
  expect(readFileSync(path).length).toBeGreaterThan(length);
  const log = join(workspace.runs.findFolder(id), 'metrics.csv');
  await until(() => readFileSync(log, 'utf8').endsWith('1,1000,0.5\n'), 'the second row');
  expect(workspace.runs.get(id).record.status).toBe('running');
  runs.imports.unfollow(logs);
  await until(() => runs.imports.followed().length === 0, 'the end');
  await workspace.runs.index.refreshOne(id);
  expect(workspace.runs.get(id).record.status).toBe('finished');
  expect(told).toEqual([null, null]);
});

/** Bytes of the record that an event file begins with: its length, that one's checksum, itself, and its own. */
function firstRecord(path: string): number {
  return readFileSync(path).readUInt32LE(0) + 16;
}
