import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
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

afterEach(async () => {
  await bench.close();
});
afterAll(() => {
  bench.remove();
});

describe('a copy in the workspace', () => {
  it('is made once for all runs on the same bytes, and stands in for the file', async () => {
    const { runs, path, workspace, notices } = bench.open();
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
    expect(notices).toHaveLength(1);
    // The record is good enough to be read back.
    expect(workspace.runs.get(third.id).record.dataCopy).toBe(dataCopy);
  });

  it('is not made unless asked for, nor for data that cannot be used', async () => {
    const { runs, path, workspace } = bench.open();
    const id = await finished(runs, experimentOn(path));
    expect(runs.get(id).record.dataCopy).toBeNull();
    writeFileSync(path, 'a,b\n1,2\n');
    await expect(runs.start(experimentOn(path, { copy: true }), null)).rejects.toMatchObject({
      info: { kind: 'invalid-data' },
    });
    expect(existsSync(join(workspace.folder, 'data'))).toBe(false);
  });

  it('that cannot be written is notices, and no run is made', async () => {
    const { runs, path, workspace } = bench.open();
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
    const { runs, path, workspace } = bench.open();
    const rows = 'a,b,y\n' + '1,0,1\n0,1,0\n'.repeat(4_000_000);
    writeFileSync(path, rows);
    utimesSync(path, 1e9, 1e9);
    const reported: number[] = [];
    const off = runs.datasets.onProgress(({ task, bytes, totalBytes }) => {
      expect([task, totalBytes]).toEqual(['start', rows.length]);
      reported.push(bytes);
      if (bytes > 0) runs.datasets.cancel('start');
    });
    await expect(
      runs.start(experimentOn(path, { copy: true }), null, { task: 'start' }),
    ).rejects.toMatchObject({ info: { kind: 'conflict' } });
    off();
    expect(reported.length).toBeGreaterThan(0);
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
    const { runs, path, folder, workspace, notices } = bench.open();
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
    expect(notices[0]).toContain('more.csv is read from');
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
    const { runs, path, folder } = bench.open();
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
