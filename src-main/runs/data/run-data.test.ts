import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Experiment } from '../../../src-shared/experiment/schema';
import { type RunService } from '../run-service';
import { DataFileRuns, experimentOn, OTHER, ROWS, train } from '../../testing/files/data-file-runs';
import { xnorExperiment } from '../../testing/data';

const bench = new DataFileRuns();

async function finished(runs: RunService, experiment: Experiment, again?: string): Promise<string> {
  const { record } = await train(runs, experiment, again);
  expect(record).toMatchObject({ status: 'finished', error: null });
  return record.id;
}

/** A run that was stopped after its first checkpoint and can go on. */
async function stopped(runs: RunService, path: string): Promise<string> {
  const { record } = await runs.start(experimentOn(path, { steps: 100_000_000 }), 200);
  while (runs.get(record.id).record.checkpoints.length === 0) await new Promise((go) => setTimeout(go, 5));
  runs.controls.stop(record.id);
  expect((await runs.whenOver(record.id)).record.status).toBe('stopped');
  return record.id;
}

afterEach(async () => {
  await bench.close();
});
afterAll(() => {
  bench.remove();
});

describe('the data of a finished run', () => {
  it('is the same, changed, or gone and found', async () => {
    const { runs, folder, path, workspace } = bench.open();
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
    const { runs } = bench.open();
    expect(
      await runs.dataStatus(await finished(runs, xnorExperiment({ training: { steps: 1 } }))),
    ).toBeNull();
  });
});

describe('going on with a run', () => {
  it('reads its data where it is now; the record keeps where it was', async () => {
    const { runs, folder, path, notices } = bench.open();
    const id = await stopped(runs, path);
    const { steps } = runs.get(id).record;
    const moved = join(folder, 'renamed.csv');
    renameSync(path, moved);
    await runs.resume(id);
    expect(notices).toEqual([
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
    const { runs, path } = bench.open();
    const id = await stopped(runs, path);
    const results = await Promise.allSettled([runs.resume(id), runs.resume(id)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    runs.controls.stop(id);
    await runs.whenOver(id);
  });

  it('is refused in one sentence where the data changed or is gone, and changes nothing', async () => {
    const { runs, path } = bench.open();
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
    const { runs, folder, path, notices } = bench.open();
    const experiment = experimentOn(path);
    const id = await finished(runs, experiment);
    renameSync(path, join(folder, 'old-rows.csv'));
    writeFileSync(path, OTHER);
    const again = await finished(runs, experiment, id);
    const [first, second] = [runs.get(id).record, runs.get(again).record];
    expect(second.summary).toEqual(first.summary);
    expect(second.dataset?.fingerprint).toBe(first.dataset?.fingerprint);
    expect(notices[0]).toContain('has changed since: rows.csv is read from');
    // A new run means the file as it is.
    const anew = await finished(runs, experiment);
    expect(runs.get(anew).record.dataset?.sha256).not.toBe(first.dataset?.sha256);
  });

  it('is refused where that data is nowhere; nothing is left behind', async () => {
    const { runs, path, workspace } = bench.open();
    const experiment = experimentOn(path);
    const id = await finished(runs, experiment);
    writeFileSync(path, OTHER);
    await expect(runs.start(experiment, null, { again: id })).rejects.toThrow('has changed since this run');
    expect(workspace.runs.list()).toHaveLength(1);
  });
});
