import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { Programs } from '../../testing/run-harness';

const programs = new Programs('test-part');
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

const moons = (testSize: number) =>
  parseExperiment({
    schemaVersion: 1,
    name: 'moons',
    seed: 5,
    dataset: {
      kind: 'generated',
      generator: 'moons',
      params: { n: 100, noise: 0.1 },
      testSize,
      validationSplit: 0.25,
      split: { method: 'stratified' },
    },
    model: { kind: 'logistic-regression' },
  });

describe('the test part', () => {
  it('is evaluated apart from validation, and the run says since when', async () => {
    const { runs } = programs.start('opened', 1);
    const started = await runs.start(moons(0.2), null);
    const { record, path } = await runs.whenOver(started.record.id);
    expect(record.dataset).toMatchObject({ testRows: 20, validationRows: 20, trainRows: 60 });
    expect(record.testOpened).toBeUndefined();

    const { evaluation, run } = await runs.testPart.open(record.id);
    expect(evaluation.validation?.rows).toBe(20);
    const usual = await runs.models.evaluate(record.id, null);
    expect(evaluation.train).toEqual(usual.train);
    expect(evaluation.validation).not.toEqual(usual.validation);
    const stamp = run.record.testOpened;
    expect(stamp).toMatchObject({ times: 1, rows: 20, step: record.steps });
    expect(stamp?.figures['accuracy']).toBeGreaterThan(0.5);

    const again = await runs.testPart.open(record.id);
    expect(again.run.record.testOpened).toEqual({ ...stamp, times: 2 });
    const stored = JSON.parse(readFileSync(join(path, 'run.json'), 'utf8')) as { testOpened: unknown };
    expect(stored.testOpened).toEqual({ ...stamp, times: 2 });
  });

  it('is refused where there is none', async () => {
    const { runs } = programs.start('none', 1);
    const started = await runs.start(moons(0), null);
    const { record } = await runs.whenOver(started.record.id);
    expect(record.dataset?.testRows).toBeUndefined();
    await expect(runs.testPart.open(record.id)).rejects.toMatchObject({
      info: { kind: 'invalid-data', field: 'dataset.testSize' },
    });
  });
});
