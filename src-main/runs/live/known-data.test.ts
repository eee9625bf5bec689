import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { experimentSchema, type Experiment } from '../../../src-shared/experiment/schema';
import { trialRunId } from '../../../src-shared/group/group';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { count } from '../../testing/files/data-folder';
import { Programs, type Program } from '../../testing/run-harness';

const programs = new Programs('known-data');
afterEach(() => programs.closeAll());
afterAll(() => {
  programs.remove();
});

const path = join(programs.folder, 'points.csv');
const columns = count(8).map((c) => `x${c}`);
const write = (shift: number): void => {
  const rows = count(6000).map((row) => columns.map((_, c) => ((row * (c + 3)) % 101) / 7 + shift).join());
  writeFileSync(path, `${columns.join()}\n${rows.join('\n')}\n`);
};

function experiment(nClusters: number): Experiment {
  return experimentSchema.parse({
    schemaVersion: 1,
    name: `k ${nClusters}`,
    seed: 5,
    dataset: { kind: 'file', path, features: columns, scaling: 'standard' },
    model: { kind: 'kmeans', nClusters },
    training: { steps: 20 },
  });
}

async function train({ runs }: Program, of: Experiment): Promise<StoredRun> {
  const { record } = await runs.start(of, null);
  return runs.whenOver(record.id);
}

/** All that a run has written of its numbers. */
function numbersOf({ path: at, record }: StoredRun): unknown {
  const files = ['centers.csv', 'predictions.csv', 'rows.csv', 'sample.json'];
  const { result, dataset, summary } = record;
  return { files: files.map((name) => readFileSync(join(at, name), 'utf8')), result, dataset, summary };
}

describe('the second run on a file', () => {
  it('takes what the first one has read, says so, and has the numbers of a run that reads', async () => {
    write(0);
    const window = programs.start('kept', 1, { keepsTables: true });
    const first = await train(window, experiment(3));
    expect(first.record.dataReadAt).toBeUndefined();
    const second = await train(window, experiment(4));
    expect(Date.parse(second.record.dataReadAt ?? '')).toBeGreaterThan(
      Date.parse(first.record.createdAt) - 1,
    );
    expect(Date.parse(second.record.dataReadAt ?? '')).toBeLessThan(Date.parse(second.record.createdAt));
    const cold = programs.start('cold');
    expect(numbersOf(second)).toEqual(numbersOf(await train(cold, experiment(4))));
    expect(numbersOf(first)).toEqual(numbersOf(await train(cold, experiment(3))));
    write(0.5);
    const changed = await train(window, experiment(4));
    expect(changed.record.dataReadAt).toBeUndefined();
    expect(numbersOf(changed)).toEqual(numbersOf(await train(cold, experiment(4))));
  });

  it('is as good as one of a group: its threads share one reading', async () => {
    write(0);
    const { runs } = programs.start('group', 2);
    const plan = { kind: 'repeat', n: 6, sameData: false } as const;
    const { id } = await runs.groups.start({ name: 'k', experiment: experiment(3), plan });
    await runs.groups.whenOver(id);
    const trials = count(6).map((place) => runs.get(trialRunId(id, place)));
    expect(trials.map(({ record }) => record.status)).toEqual(Array(6).fill('finished'));
    expect(trials.filter(({ record }) => record.dataReadAt === undefined)).toHaveLength(1);
    // None is kept once the group is over.
    expect((await train({ runs } as Program, experiment(3))).record.dataReadAt).toBeUndefined();
  });
});
