import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { Programs } from '../../testing/run-harness';
import type { RunService } from '../run-service';

const programs = new Programs('repairs');
const folder = mkdtempSync(join(tmpdir(), 'benchtop-repairs-'));
const path = join(folder, 'sure.csv');
let runs: RunService;

/** Whoever learns `x` alone is too sure: a third of the labels is turned around. */
beforeAll(() => {
  const lines = Array.from({ length: 600 }, (_, i) => {
    const x = ((i * 37) % 200) / 50 - 2;
    const turned = (i * 7919) % 100 < 33;
    return `${x},${x > 0 !== turned ? 'yes' : 'no'}`;
  });
  writeFileSync(path, `x,y\n${lines.join('\n')}\n`);
  ({ runs } = programs.start('runs', 1));
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function trained(dataset: Record<string, unknown>, model: Record<string, unknown>): Promise<string> {
  const experiment = parseExperiment({
    schemaVersion: 1,
    name: 'sure',
    seed: 2,
    dataset: { kind: 'file', path, features: ['x'], target: 'y', ...dataset },
    model,
  });
  const { record } = await runs.start(experiment, null);
  expect((await runs.whenOver(record.id)).record.status).toBe('finished');
  return record.id;
}

describe('a repair of probabilities', () => {
  it('is kept with the run, and its predictions have both; taking it away leaves the model’s own', async () => {
    const id = await trained({ validationSplit: 0.25 }, { kind: 'logistic-regression' });
    const { record, path: runFolder } = await runs.repairs.set(id, 'platt');
    expect(record.repair).toMatchObject({ method: 'platt', rows: 150, step: record.steps });
    const stored = JSON.parse(readFileSync(join(runFolder, 'run.json'), 'utf8')) as { repair: unknown };
    expect(stored.repair).toEqual(record.repair);
    const { calibration } = await runs.explanations.faults({ id, step: null }, 1);
    const { before, after } = record.repair ?? {};
    expect(before).toEqual({
      brier: calibration?.brier,
      ece: calibration?.ece,
      logLoss: calibration?.logLoss,
    });
    expect(calibration?.repairs[0]).toEqual({ method: 'platt', ...after });

    const asked = { kind: 'rows', rows: [{ cells: ['1.5'] }] } as const;
    const { columns, rows } = await runs.predictions.predict({ id, step: null }, asked);
    const own = Number(rows[0]?.answer?.[columns.indexOf('p(yes)')]);
    const repaired = Number(rows[0]?.answer?.[columns.indexOf('p(yes) repaired')]);
    const [curve] = record.repair?.curves ?? [];
    const { a, b } = curve as { a: number; b: number };
    expect(repaired).toBeCloseTo(1 / (1 + Math.exp(a * Math.log(own / (1 - own)) + b)), 12);
    expect(rows[0]?.prediction?.repairedProbabilities?.['no']).toBeCloseTo(1 - repaired, 12);

    const to = join(folder, 'answers.csv');
    await runs.models.exportPredictions(id, null, to);
    expect(readFileSync(to, 'utf8').split('\n')[0]).toContain('p(yes) repaired');

    const { record: after2 } = await runs.repairs.set(id, null);
    expect(after2.repair).toBeUndefined();
    const plain = await runs.predictions.predict({ id, step: null }, asked);
    expect(plain.columns).not.toContain('p(yes) repaired');
  });

  it('is told of on the test part, which is asked about only once it was opened', async () => {
    const id = await trained({ validationSplit: 0.25, testSize: 0.2 }, { kind: 'logistic-regression' });
    await runs.repairs.set(id, 'isotonic');
    const onTest = { id, step: null, onTest: true };
    await expect(runs.explanations.faults(onTest, 1)).rejects.toMatchObject({ info: { kind: 'conflict' } });
    await expect(runs.explanations.columns(onTest, null)).rejects.toMatchObject({
      info: { kind: 'conflict' },
    });
    const { evaluation } = await runs.testPart.open(id);
    const found = await runs.explanations.faults(onTest, 3);
    expect(found).toMatchObject({ part: 'test', rows: 120, partRows: 120 });
    expect(found.calibration?.repairs).toEqual([]);
    expect(found.calibration?.kept).toMatchObject({ method: 'isotonic', rows: 120 });
    const { validation } = evaluation;
    if (validation === null || !('logLoss' in validation)) throw new Error('no classes');
    expect(found.calibration?.logLoss).toBeCloseTo(validation.logLoss ?? NaN, 12);
    expect(await runs.explanations.columns(onTest, null)).toMatchObject({ part: 'test', rows: 120 });
    // The validation rows are asked about as before.
    expect(await runs.explanations.faults({ id, step: null }, 1)).toMatchObject({ part: 'validation' });
  });

  it('is refused where rows are missing, and for models without probabilities', async () => {
    const none = await trained({ validationSplit: 0 }, { kind: 'logistic-regression' });
    await expect(runs.repairs.set(none, 'platt')).rejects.toThrow('has no validation rows');
    const few = await trained({ validationSplit: 0.05 }, { kind: 'logistic-regression' });
    await expect(runs.repairs.set(few, 'platt')).rejects.toThrow('at least 50 validation rows');
    const svm = await trained({ validationSplit: 0.25 }, { kind: 'svm' });
    await expect(runs.repairs.set(svm, 'isotonic')).rejects.toThrow('gives no probabilities');
  });
});
