import Conf from 'conf';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { WorkerThread } from '../../host/worker-thread';
import { xnorExperiment } from '../../testing/data';
import { newSession, openWorkspace, type StoreClass, type Workspace } from '../../workspace';
import { RunService } from '../run-service';
import { workerFile } from '../../testing/places';

const root = mkdtempSync(join(tmpdir(), 'benchtop-run-data-'));
const services: RunService[] = [];

/** The real service over the built worker, with a data file beside its workspace. */
function open(): { runs: RunService; workspace: Workspace; folder: string; path: string; said: string[] } {
  const folder = mkdtempSync(join(root, 'r-'));
  const workspace = openWorkspace({
    folder: join(folder, 'workspace'),
    Store: Conf as unknown as StoreClass,
    session: newSession(),
    bundled: [],
  });
  const said: string[] = [];
  const runs = new RunService({
    workspace,
    maxWorkers: 1,
    spawn: () => new Worker(workerFile) as WorkerThread,
    environment: {
      benchtop: '',
      node: '',
      electron: null,
      tensorflow: null,
      platform: '',
      v8: null,
      math: null,
    },
    onProblem: (error) => {
      throw error;
    },
    onNotice: (message) => said.push(message),
  });
  services.push(runs);
  const path = join(folder, 'rows.csv');
  writeFileSync(path, ROWS);
  // As files are that people bring: older than the run.
  utimesSync(path, 1e9, 1e9);
  return { runs, workspace, folder, path, said };
}

const ROWS = 'a,b,y\n0,0,1\n0,1,0\n1,0,0\n1,1,1\n';
const OTHER = 'a,b,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n';

function experimentOn(path: string, change: { copy?: boolean; steps?: number } = {}): Experiment {
  return xnorExperiment({
    dataset: { kind: 'file', path, features: ['a', 'b'], target: 'y', copy: change.copy ?? false },
    training: { steps: change.steps ?? 20, logEvery: 10, checkpointEvery: 10, engine: 'typed' },
  });
}

async function finished(runs: RunService, experiment: Experiment, again?: string): Promise<string> {
  const { record } = await runs.start(experiment, null, { again: again ?? null });
  const run = await runs.whenOver(record.id);
  expect(run.record).toMatchObject({ status: 'finished', error: null });
  return record.id;
}

/** A run that was stopped after its first checkpoint and can go on. */
async function stopped(runs: RunService, path: string): Promise<string> {
  const { record } = await runs.start(experimentOn(path, { steps: 100_000_000 }), null);
  while (runs.get(record.id).record.checkpoints.length === 0) await new Promise((go) => setTimeout(go, 5));
  runs.controls.stop(record.id);
  expect((await runs.whenOver(record.id)).record.status).toBe('stopped');
  return record.id;
}

beforeAll(() => {
  if (!existsSync(workerFile)) throw new Error('out/worker is not built: run "npm run build"');
});
afterEach(async () => {
  await Promise.all(services.splice(0).map((runs) => runs.close()));
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('the data of a finished run', () => {
  it('is the same, changed, or gone and found', async () => {
    const { runs, folder, path, workspace } = open();
    const id = await finished(runs, experimentOn(path));
    const sha256 = runs.get(id).record.dataset?.sha256;
    expect(await runs.dataStatus(id)).toEqual({ state: 'same', foundAt: null, how: null, sha256 });
    expect(workspace.datasets.knownFiles()).toMatchObject([{ path, sha256, bytes: ROWS.length }]);
    writeFileSync(path, OTHER);
    expect(await runs.dataStatus(id)).toMatchObject({ state: 'changed', foundAt: null });
    writeFileSync(join(folder, 'kept.csv'), ROWS);
    expect(await runs.dataStatus(id)).toMatchObject({ state: 'changed', foundAt: join(folder, 'kept.csv') });
    rmSync(path);
    expect(await runs.dataStatus(id)).toMatchObject({
      state: 'missing',
      foundAt: join(folder, 'kept.csv'),
      how: 'known',
    });
  });

  it('has no place where it was generated', async () => {
    const { runs } = open();
    expect(
      await runs.dataStatus(await finished(runs, xnorExperiment({ training: { steps: 1 } }))),
    ).toBeNull();
  });
});

describe('going on with a run', () => {
  it('reads its data where it is now; the record keeps where it was', async () => {
    const { runs, folder, path, said } = open();
    const id = await stopped(runs, path);
    const { steps } = runs.get(id).record;
    const moved = join(folder, 'renamed.csv');
    renameSync(path, moved);
    await runs.resume(id);
    expect(said).toEqual([
      `${path} is no longer there: rows.csv is read from ${moved}, which holds the same data.`,
    ]);
    while (runs.get(id).record.dataset?.path !== moved) await new Promise((go) => setTimeout(go, 5));
    runs.controls.stop(id);
    const { record } = await runs.whenOver(id);
    expect(record).toMatchObject({
      status: 'stopped',
      error: null,
      dataset: { name: 'rows.csv', path: moved },
    });
    expect(record.steps).toBeGreaterThanOrEqual(steps);
    expect(record.experiment.dataset).toMatchObject({ path });
  });

  it('happens once, however often it is asked for', async () => {
    const { runs, path } = open();
    const id = await stopped(runs, path);
    const asked = await Promise.allSettled([runs.resume(id), runs.resume(id)]);
    expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    runs.controls.stop(id);
    await runs.whenOver(id);
  });

  it('is refused in one sentence where the data changed or is gone, and changes nothing', async () => {
    const { runs, path } = open();
    const id = await stopped(runs, path);
    const before = runs.get(id).record;
    writeFileSync(path, OTHER);
    await expect(runs.resume(id)).rejects.toMatchObject({
      info: {
        kind: 'invalid-data',
        file: path,
        message: expect.stringMatching(/has changed since/) as string,
      },
    });
    rmSync(path);
    await expect(runs.resume(id)).rejects.toMatchObject({ info: { kind: 'file-missing', file: path } });
    expect(runs.get(id).record).toEqual(before);
  });
});

describe('running again', () => {
  it('takes the data of the run, not what now has its name', async () => {
    const { runs, folder, path, said } = open();
    const experiment = experimentOn(path);
    const id = await finished(runs, experiment);
    renameSync(path, join(folder, 'old-rows.csv'));
    writeFileSync(path, OTHER);
    const again = await finished(runs, experiment, id);
    const [first, second] = [runs.get(id).record, runs.get(again).record];
    expect(second.summary).toEqual(first.summary);
    expect(second.dataset?.fingerprint).toBe(first.dataset?.fingerprint);
    expect(said[0]).toContain('has changed since: rows.csv is read from');
    // A new run means the file as it is.
    const anew = await finished(runs, experiment);
    expect(runs.get(anew).record.dataset?.sha256).not.toBe(first.dataset?.sha256);
  });

  it('is refused where that data is nowhere; nothing is left behind', async () => {
    const { runs, path, workspace } = open();
    const experiment = experimentOn(path);
    const id = await finished(runs, experiment);
    writeFileSync(path, OTHER);
    await expect(runs.start(experiment, null, { again: id })).rejects.toThrow('has changed since this run');
    expect(workspace.runs.list()).toHaveLength(1);
  });
});

describe('a copy in the workspace', () => {
  it('is made once for all runs on the same bytes, and stands in for the file', async () => {
    const { runs, path, workspace, said } = open();
    const experiment = experimentOn(path, { copy: true });
    const first = await finished(runs, experiment);
    const { dataCopy, dataset } = runs.get(first).record;
    expect(dataCopy).toBe(`data/${dataset?.sha256.slice(0, 16) ?? ''}-rows.csv`);
    expect(dataset?.path).toBe(path);
    const second = await finished(runs, experiment);
    expect(runs.get(second).record.dataCopy).toBe(dataCopy);
    expect(readdirSync(join(workspace.folder, 'data'))).toHaveLength(1);
    expect(readFileSync(join(workspace.folder, dataCopy ?? ''), 'utf8')).toBe(ROWS);

    rmSync(path);
    const copy = join(workspace.folder, dataCopy ?? '');
    expect(await runs.dataStatus(first)).toMatchObject({ state: 'missing', foundAt: copy, how: 'copy' });
    const third = runs.get(await finished(runs, experiment)).record;
    expect(third).toMatchObject({ dataCopy, dataset: { name: 'rows.csv', path: copy } });
    expect(third.experiment.dataset).toMatchObject({ path });
    expect(said).toHaveLength(1);
    // The record is good enough to be read back.
    expect(workspace.runs.get(third.id).record.dataCopy).toBe(dataCopy);
  });

  it('is not made unless asked for, nor for data that cannot be used', async () => {
    const { runs, path, workspace } = open();
    const id = await finished(runs, experimentOn(path));
    expect(runs.get(id).record.dataCopy).toBeNull();
    writeFileSync(path, 'a,b\n1,2\n');
    await expect(runs.start(experimentOn(path, { copy: true }), null)).rejects.toMatchObject({
      info: { kind: 'invalid-data' },
    });
    expect(existsSync(join(workspace.folder, 'data'))).toBe(false);
  });

  it('that cannot be written is said, and no run is made', async () => {
    const { runs, path, workspace } = open();
    writeFileSync(join(workspace.folder, 'data'), 'in the way');
    await expect(runs.start(experimentOn(path, { copy: true }), null)).rejects.toMatchObject({
      info: { kind: 'storage' },
    });
    expect(workspace.runs.list()).toEqual([]);
    rmSync(join(workspace.folder, 'data'));
    mkdirSync(join(workspace.folder, 'data'));
    await finished(runs, experimentOn(path, { copy: true }));
  });

  it('tells how far it has come, and is cancelled by its task', async () => {
    const { runs, path, workspace } = open();
    const rows = 'a,b,y\n' + '1,0,1\n0,1,0\n'.repeat(4_000_000);
    writeFileSync(path, rows);
    utimesSync(path, 1e9, 1e9);
    const told: number[] = [];
    const off = runs.datasets.onProgress(({ task, bytes, totalBytes }) => {
      expect([task, totalBytes]).toEqual(['start', rows.length]);
      told.push(bytes);
      if (bytes > 0) runs.datasets.cancel('start');
    });
    await expect(
      runs.start(experimentOn(path, { copy: true }), null, { task: 'start' }),
    ).rejects.toMatchObject({ info: { kind: 'conflict' } });
    off();
    expect(told.length).toBeGreaterThan(0);
    expect(readdirSync(join(workspace.folder, 'data'))).toEqual([]);
    expect(workspace.runs.list()).toEqual([]);
  });
});

describe('several files', () => {
  const MORE = 'a,b,y\n0,0,1\n1,0,0\n';

  function several(path: string, folder: string, copy = false): { second: string; experiment: Experiment } {
    const second = join(folder, 'more.csv');
    writeFileSync(second, MORE);
    const experiment = xnorExperiment({
      dataset: {
        kind: 'file',
        path,
        source: { files: [second] },
        // Which file a row is from is what the model sees, too: a copy must not be another file.
        features: ['a', 'b', 'file'],
        target: 'y',
        copy,
      },
      training: { steps: 20, logEvery: 10, checkpointEvery: 10, engine: 'typed' },
    });
    return { second, experiment };
  }

  it('are all copied, and all copies stand in for them', async () => {
    const { runs, path, folder, workspace, said } = open();
    const { second, experiment } = several(path, folder, true);
    const id = await finished(runs, experiment);
    const { dataCopy, otherCopies = [], dataset } = runs.get(id).record;
    const [other = ''] = otherCopies;
    const sha256 = createHash('sha256').update(MORE).digest('hex');
    expect(dataset?.others).toEqual([{ path: second, sha256 }]);
    expect(other).toBe(`data/${sha256.slice(0, 16)}-more.csv`);
    expect(readdirSync(join(workspace.folder, 'data'))).toHaveLength(2);
    expect(readFileSync(join(workspace.folder, other), 'utf8')).toBe(MORE);

    rmSync(path);
    rmSync(second);
    const again = runs.get(await finished(runs, experiment, id)).record;
    expect(again).toMatchObject({ dataCopy, otherCopies, dataset: { fingerprint: dataset?.fingerprint } });
    expect(again.summary).toEqual(runs.get(id).record.summary);
    expect(again.dataset?.others?.[0]?.path).toBe(join(workspace.folder, other));
    expect(said[0]).toContain('more.csv is read from');
    // The model is compared with its rows wherever they are.
    expect(await runs.models.evaluate(id, null)).toMatchObject({ train: { rows: 6 } });

    // One run of the trash used to take the further copies along that another one needs.
    await runs.library.delete([id]);
    await runs.library.emptyTrash(null);
    expect(readdirSync(join(workspace.folder, 'data'))).toHaveLength(2);
    await runs.library.delete([again.id]);
    await runs.library.emptyTrash(null);
    expect(readdirSync(join(workspace.folder, 'data'))).toHaveLength(0);
  });

  it('are each looked for, and the one that is gone or changed is named', async () => {
    const { runs, path, folder } = open();
    const { second, experiment } = several(path, folder);
    const id = await finished(runs, experiment);
    const sha256 = createHash('sha256').update(MORE).digest('hex');
    const file = { path: second, sha256 };
    expect(await runs.dataStatus(id)).toMatchObject({ state: 'same', foundAt: null });
    const moved = join(folder, 'moved.csv');
    renameSync(second, moved);
    expect(await runs.dataStatus(id)).toMatchObject({ state: 'missing', foundAt: moved, file });
    const again = runs.get(await finished(runs, experiment, id)).record;
    expect(again.dataset?.fingerprint).toBe(runs.get(id).record.dataset?.fingerprint);
    writeFileSync(second, OTHER);
    rmSync(moved);
    expect(await runs.dataStatus(id)).toMatchObject({ state: 'changed', foundAt: null, file });
    await expect(runs.start(experiment, null, { again: id })).rejects.toThrow(
      `${second} has changed since this run`,
    );
  });
});
