import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { testTrainRatio } from '../../../src-shared/group/folds';
import { trialRunId } from '../../../src-shared/group/group';
import { at } from '../../../src-shared/present';
import { Programs, type Program } from '../../testing/run-harness';

const programs = new Programs('fold-groups');
let program: Program;
beforeAll(() => {
  program = programs.start('folds', 2);
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

const experiment = parseExperiment({
  schemaVersion: 1,
  name: 'moons',
  seed: 5,
  dataset: { kind: 'generated', generator: 'moons', params: { n: 40, noise: 0.1 } },
  model: { kind: 'logistic-regression' },
});

describe('folds', () => {
  it('are ordinary runs that validate each row once a repeat, with the next seed in the next repeat', async () => {
    const plan = { kind: 'folds', nSplits: 4, nRepeats: 2, by: 'stratified', column: null, seed: 1 } as const;
    const { id } = await program.runs.groups.start({ name: 'moons', experiment, plan });
    const group = await program.runs.groups.whenOver(id);
    expect(group).toMatchObject({ status: 'finished', started: 8, error: null });
    const records = group.trials.map((_, index) => program.runs.get(trialRunId(id, index)).record);
    expect(records.map(({ name }) => name).slice(0, 5)).toEqual([
      'moons · fold 1, repeat 1',
      'moons · fold 2, repeat 1',
      'moons · fold 3, repeat 1',
      'moons · fold 4, repeat 1',
      'moons · fold 1, repeat 2',
    ]);
    expect(records.map(({ experiment: { seed } }) => seed)).toEqual([5, 5, 5, 5, 6, 6, 6, 6]);
    // The points stay those of the first seed.
    expect(new Set(records.map(({ dataset }) => dataset?.sha256)).size).toBe(1);
    expect(new Set(records.map(({ dataset }) => dataset?.rowsSha256)).size).toBe(8);
    for (const { dataset, summary } of records) {
      expect(dataset).toMatchObject({ trainRows: 30, validationRows: 10 });
      expect(summary['valAccuracy']).toBeGreaterThan(0);
    }
    expect(testTrainRatio(records)).toBeCloseTo(1 / 3, 15);

    const alone = await program.runs.start(at(records, 6).experiment, null);
    const { record } = await program.runs.whenOver(alone.record.id);
    expect(record.summary).toEqual(at(records, 6).summary);
  });

  it('refuse repeats of the order of time', async () => {
    const plan = { kind: 'folds', nSplits: 3, nRepeats: 2, by: 'time', column: null, seed: 1 } as const;
    const started = program.runs.groups.start({ name: 'moons', experiment, plan });
    await expect(started).rejects.toMatchObject({ info: { kind: 'usage', field: 'repeats' } });
  });
});
