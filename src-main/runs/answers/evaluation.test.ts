import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment, type Experiment } from '../../../src-shared/experiment/schema';
import { accuracy } from '../../../src-shared/run/evaluation/confusion';
import { decodeNumber } from '../../../src-shared/run/record/stored-number';
import type { StoredRun } from '../../../src-shared/run/record/record';
import type { WorkerThread } from '../../host/worker-thread';
import { RunService } from '../run-service';
import { NO_MACHINE, openIn } from '../../testing/files/workspaces';
import { workerFile } from '../../testing/places';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-evaluation-'));
let runs: RunService;

beforeAll(() => {
  if (!existsSync(workerFile)) throw new Error('out/worker is not built: run "npm run build"');
  const workspace = openIn(join(folder, 'workspace'));
  runs = new RunService({
    workspace,
    maxWorkers: 1,
    spawn: () => new Worker(workerFile) as WorkerThread,
    environment: NO_MACHINE,
    onProblem: (error) => {
      throw error;
    },
  });
});
afterAll(async () => {
  await runs.close();
  rmSync(folder, { recursive: true, force: true });
});

const KINDS = ['round', 'long', 'flat'];

/** Three overlapping kinds by width and height. */
function writeTable(name: string, rows = 240): string {
  const path = join(folder, name);
  const lines = Array.from({ length: rows }, (_, i) => {
    const wobble = ((i * 7919) % 101) / 50;
    return `${(i % 3) + wobble},${((i * 31) % 17) / 10 - (i % 3)},${KINDS[i % 3] ?? ''}`;
  });
  writeFileSync(path, `width,height,kind\n${lines.join('\n')}\n`);
  return path;
}

function experimentOn(path: string, change: Record<string, unknown> = {}): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'kinds',
    dataset: {
      kind: 'file',
      path,
      features: ['width', 'height'],
      target: 'kind',
      scaling: 'standard',
      validationSplit: 0.25,
    },
    model: {
      kind: 'network',
      layers: [{ units: 3, activation: 'softmax' }],
      loss: 'categoricalCrossentropy',
    },
    training: { steps: 60, logEvery: 10, checkpointEvery: 30, engine: 'typed' },
    ...change,
  });
}

async function trained(experiment: Experiment): Promise<StoredRun> {
  const { record } = await runs.start(experiment, null);
  const run = await runs.whenOver(record.id);
  expect(run.record.error).toBeNull();
  return run;
}

const readSummary = ({ record }: StoredRun, name: string): number =>
  decodeNumber(record.summary[name] ?? 'NaN');

describe('the evaluation of a run', () => {
  it('is of its checkpoints, on the rows it was trained on and on the others', async () => {
    const run = await trained(experimentOn(writeTable('kinds.csv')));
    const { id } = run.record;
    const evaluation = await runs.models.evaluate(id, null);
    if (evaluation.kind !== 'classes') throw new Error('no classes');
    const { train, validation, classes, step } = evaluation;
    expect([step, classes, train.rows, validation?.rows]).toEqual([60, ['flat', 'long', 'round'], 180, 60]);
    expect(accuracy(train.confusion, 3)).toBeCloseTo(readSummary(run, 'accuracy'), 12);
    expect(accuracy(validation?.confusion ?? [], 3)).toBeCloseTo(readSummary(run, 'valAccuracy'), 12);
    expect(train.logLoss).toBeCloseTo(readSummary(run, 'loss'), 6);
    const early = await runs.models.evaluate(id, 30);
    expect(early.step).toBe(30);
    expect(early.kind === 'classes' ? (early.train.logLoss ?? 0) : 0).toBeGreaterThan(train.logLoss ?? 1);
    await expect(runs.models.evaluate(id, 31)).rejects.toThrow('no checkpoint at step 31');
  });

  it('finds a file that was moved, and refuses one that changed or is gone', async () => {
    // Other bytes than the other files have, or those would be read instead.
    const path = writeTable('moving.csv', 241);
    const { id } = (await trained(experimentOn(path))).record;
    const moved = join(folder, 'moved.csv');
    renameSync(path, moved);
    expect((await runs.models.evaluate(id, null)).step).toBe(60);
    rmSync(moved);
    await expect(runs.models.evaluate(id, null)).rejects.toThrow('no longer there');
    writeFileSync(path, 'width,height,kind\n1,2,flat\n');
    await expect(runs.models.evaluate(id, null)).rejects.toThrow('has changed since this run');
  });

  it('can be cancelled, and is then asked for again', async () => {
    const { id } = (await trained(experimentOn(writeTable('cancelled.csv', 60_000)))).record;
    // Other data was asked about last, so that it is read again.
    await runs.models.evaluate((await trained(experimentOn(writeTable('other.csv')))).record.id, null);
    const answer = runs.models.evaluate(id, null, 'evaluation');
    runs.datasets.cancel('evaluation');
    await expect(answer).rejects.toThrow('was cancelled');
    expect((await runs.models.evaluate(id, null, 'evaluation')).train.rows).toBe(45_000);
  });

  it('is written as JSON and, its curves or its rows, as CSV', async () => {
    const path = writeTable('exported.csv');
    const { id } = (await trained(experimentOn(path))).record;
    const json = join(folder, 'evaluation.json');
    await runs.models.exportEvaluation(id, null, { to: json, format: 'json' });
    const written = JSON.parse(readFileSync(json, 'utf8')) as {
      validation: { rows: number; curves: { class: string; thresholds: number[] }[] };
    };
    expect(written.validation.rows).toBe(60);
    expect(written.validation.curves.map((curve) => curve.class)).toEqual(['flat', 'long', 'round']);
    const curves = join(folder, 'curves.csv');
    await runs.models.exportEvaluation(id, 30, { to: curves, format: 'csv' });
    const lines = readFileSync(curves, 'utf8').trim().split('\n');
    expect(lines[0]).toBe(
      'part,class,threshold,truePositives,falsePositives,falsePositiveRate,truePositiveRate,precision',
    );
    expect(lines.filter((line) => line.startsWith('validation,round,')).length).toBeGreaterThan(10);

    const regression = experimentOn(path, {
      dataset: {
        kind: 'file',
        path,
        features: ['width'],
        target: 'height',
        split: { method: 'last' },
        validationSplit: 0.25,
      },
      model: { kind: 'network', layers: [{ units: 1, activation: 'linear' }], loss: 'meanSquaredError' },
    });
    const run = await trained(regression);
    const rows = join(folder, 'rows.csv');
    await runs.models.exportEvaluation(run.record.id, null, { to: rows, format: 'csv' });
    const residuals = readFileSync(rows, 'utf8').trim().split('\n');
    expect([residuals[0], residuals.length]).toEqual(['row,part,actual,predicted,residual', 241]);
    expect(residuals[240]?.startsWith('240,validation,')).toBe(true);
    const evaluation = await runs.models.evaluate(run.record.id, null);
    if (evaluation.kind !== 'numbers') throw new Error('no numbers');
    expect(evaluation.validation?.r2).toBeCloseTo(readSummary(run, 'valR2'), 12);
  });

  it('is refused for k-means in a sentence', async () => {
    const path = writeTable('clusters.csv');
    const kmeans = experimentOn(path, {
      dataset: { kind: 'file', path, features: ['width', 'height'] },
      model: { kind: 'kmeans', nClusters: 3 },
    });
    const { id } = (await trained(kmeans)).record;
    await expect(runs.models.evaluate(id, null)).rejects.toThrow('needs a network or an SVM');
  });
});
