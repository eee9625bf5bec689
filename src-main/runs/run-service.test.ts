import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { parseExperiment, type Experiment } from '../../src-shared/experiment/schema';
import { at } from '../../src-shared/present';
import { decodeNumber } from '../../src-shared/run/record/stored-number';
import type { StoredRun } from '../../src-shared/run/record/record';
import { recoverInterrupted } from '../workspace';
import { xnorExperiment } from '../testing/data';
import { workerFile } from '../testing/places';
import { Programs, until, type Program } from '../testing/run-harness';

const programs = new Programs('runs');
const { folder } = programs;
const open = (name: string, maxWorkers = 1): Program => programs.start(name, maxWorkers);

const long = (): Experiment =>
  xnorExperiment({
    training: { steps: 50_000_000, logEvery: 100_000, checkpointEvery: 200_000, engine: 'typed' },
  });

const loss = (run: StoredRun): number => decodeNumber(run.record.summary['loss'] ?? 'NaN');

afterEach(() => programs.closeAll());
afterAll(() => {
  programs.remove();
});

describe('RunService over a real worker', () => {
  it('has a worker that reaches neither Electron nor the main entry', () => {
    const parts = readdirSync(dirname(workerFile));
    const required = parts.flatMap((part) =>
      [...readFileSync(join(dirname(workerFile), part), 'utf8').matchAll(/require\(["']([^"']+)["']\)/g)].map(
        ([, name]) => name ?? '',
      ),
    );
    expect(required).toContain('./call-part.cjs');
    const ours = parts.map((part) => `./${part}`);
    expect(
      required.filter((name) => name === 'electron' || (name.startsWith('.') && !ours.includes(name))),
    ).toEqual([]);
  });

  it('keeps a finished run: rows, checkpoints, points, predictions and record', async () => {
    const { runs, workspace } = open('finished');
    const { record } = await runs.start(xnorExperiment({ seed: 3 }), null);
    const run = await runs.whenOver(record.id);
    expect(run.record.status).toBe('finished');
    expect(loss(run)).toBeLessThan(0.001);
    expect(run.record.checkpoints.map(({ step }) => step)).toEqual([
      500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000,
    ]);
    const metrics = await workspace.runs.logs.readMetrics(record.id);
    expect(metrics.step).toHaveLength(500);
    expect(metrics.step[499]).toBe(5000);
    expect(readFileSync(join(run.path, 'predictions.csv'), 'utf8').split('\n')[0]).toBe(
      'row,x1,x2,y,output,class',
    );
    const stored = JSON.parse(readFileSync(join(run.path, 'run.json'), 'utf8')) as { status: string };
    expect(stored.status).toBe('finished');
  });

  it('restores a checkpoint in a fresh worker: surface, corners, any point', async () => {
    const first = open('restored');
    const { record } = await first.runs.start(xnorExperiment({ seed: 3 }), null);
    await first.runs.whenOver(record.id);
    await first.runs.close();
    const { runs } = open('restored');
    const surface = await runs.models.surface(record.id, null, 100);
    const at = (i: number, j: number): number => surface.values[i * 100 + j] ?? NaN;
    for (const [value, expected] of [
      [at(0, 0), 1],
      [at(0, 99), 0],
      [at(99, 0), 0],
      [at(99, 99), 1],
    ] as const) {
      expect(Math.abs(value - expected)).toBeLessThan(0.05);
    }
    const last = { id: record.id, step: null };
    const corner = await runs.predictions.predict(last, { kind: 'rows', rows: [{ inputs: [0, 1] }] });
    expect(corner.step).toBe(5000);
    expect(corner.rows[0]?.prediction?.output).toBeCloseTo(at(99, 0), 5);
    const early = await runs.models.picture(record.id, 500);
    expect(early.step).toBe(500);
    const tooShort = { kind: 'rows' as const, rows: [{ inputs: [1] }] };
    await expect(runs.predictions.predict(last, tooShort)).rejects.toThrow('the model takes 2: x1, x2');
    await expect(runs.predictions.predict({ ...last, step: 77 }, tooShort)).rejects.toThrow('at step 77');
    await expect(runs.models.picture(record.id, 77)).rejects.toThrow('no checkpoint at step 77');
  });

  it('shows a run whose worker was killed as failed with its last checkpoint, and runs the next', async () => {
    const workers: Worker[] = [];
    const spawn = (): Worker => {
      const worker = new Worker(workerFile);
      workers.push(worker);
      return worker;
    };
    const { runs } = programs.start('killed', 1, { spawn });
    const { record } = await runs.start(long(), null);
    await until(() => runs.get(record.id).record.checkpoints.length > 0, 'a checkpoint');
    // The training worker is the last one spawned; the service worker came before it.
    await at(workers, workers.length - 1).terminate();
    const run = await runs.whenOver(record.id);
    expect(run.record).toMatchObject({ status: 'failed', error: { kind: 'worker-crashed' } });
    expect(run.record.checkpoints.length).toBeGreaterThan(0);
    expect((await runs.models.picture(record.id, null)).step).toBe(
      run.record.checkpoints[run.record.checkpoints.length - 1]?.step,
    );
    const next = await runs.start(xnorExperiment({ seed: 3 }), null);
    expect((await runs.whenOver(next.record.id)).record.status).toBe('finished');
  });

  it('keeps the last good checkpoint of a run that diverges, and names the step', async () => {
    const { runs } = open('diverged');
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${3 * i}`);
    const path = join(folder, 'steep.csv');
    writeFileSync(path, `x,y\n${rows.join('\n')}\n`);
    const experiment = xnorExperiment({
      dataset: { kind: 'file', path, features: ['x'], target: 'y' },
      model: {
        kind: 'network',
        layers: [{ units: 1, activation: 'linear' }],
        optimizer: { kind: 'sgd', learningRate: 0.01 },
      },
      training: { steps: 5000, logEvery: 10, checkpointEvery: 10, engine: 'typed' },
    });
    const { record } = await runs.start(experiment, null);
    const run = await runs.whenOver(record.id);
    expect(run.record).toMatchObject({ status: 'failed', error: { kind: 'diverged' } });
    expect(run.record.error?.message).toMatch(/step \d+/);
    const last = run.record.checkpoints[run.record.checkpoints.length - 1];
    expect(last?.step).toBeGreaterThan(0);
    expect(last?.step).toBeLessThan(run.record.steps);
    const { rows: answers } = await runs.predictions.predict(
      { id: record.id, step: null },
      { kind: 'rows', rows: [{ inputs: [1] }] },
    );
    expect(Number.isFinite(answers[0]?.prediction?.output)).toBe(true);
  });

  it('goes on from a stopped run as if it had never stopped, to the bit', async () => {
    const { runs, workspace } = open('resumed');
    const experiment = xnorExperiment({
      seed: 3,
      training: { steps: 2000, logEvery: 10, checkpointEvery: 50, engine: 'typed' },
    });
    const straight = await runs.start(experiment, null);
    await runs.whenOver(straight.record.id);
    // Held to 100 steps a second, it is far from its end when it is stopped.
    const broken = await runs.start(experiment, 100);
    await until(() => runs.get(broken.record.id).record.checkpoints.length > 2, 'three checkpoints');
    runs.controls.stop(broken.record.id);
    expect((await runs.whenOver(broken.record.id)).record.status).toBe('stopped');
    await runs.resume(broken.record.id);
    const again = await runs.whenOver(broken.record.id);
    expect(again.record.status).toBe('finished');
    const [a, b] = await Promise.all([
      workspace.runs.logs.readMetrics(straight.record.id),
      workspace.runs.logs.readMetrics(broken.record.id),
    ]);
    expect(b.step).toEqual(a.step);
    expect(b.series).toEqual(a.series);
  });

  it('names the clusters of a run that is over: in its record, its table and its answers', async () => {
    const { runs } = open('named');
    const experiment = parseExperiment({
      schemaVersion: 1,
      name: 'named',
      dataset: { kind: 'generated', generator: 'blobs', params: { n: 300, centers: 3 } },
      model: { kind: 'kmeans', nClusters: 3, nInit: 5 },
    });
    const { record } = await runs.start(experiment, null);
    await expect(runs.clusterNames.set(record.id, ['S', 'M', 'L'])).rejects.toThrow('once it is over');
    const run = await runs.whenOver(record.id);
    const cells = (): string[][] =>
      readFileSync(join(run.path, 'predictions.csv'), 'utf8')
        .split('\n')
        .slice(1, -1)
        .map((line) => line.split(','));
    const header = at(readFileSync(join(run.path, 'predictions.csv'), 'utf8').split('\n'), 0).split(',');
    const [cluster, name] = [header.indexOf('cluster'), header.indexOf('clusterName')];
    expect(new Set(cells().map((row) => row[name]))).toEqual(new Set(['A', 'B', 'C']));
    await expect(runs.clusterNames.set(record.id, ['S', 'M'])).rejects.toThrow('3 clusters to name, not 2');
    await expect(runs.clusterNames.set(record.id, ['S', 'S', 'L'])).rejects.toThrow('called “S”');
    await expect(runs.clusterNames.set(record.id, ['B', '', 'L'])).rejects.toThrow('called “B”');
    const named = await runs.clusterNames.set(record.id, ['S', '', 'L']);
    expect(named.record.clusterNames).toEqual(['S', '', 'L']);
    expect(cells().every((row) => row[name] === ['S', 'B', 'L'][Number(row[cluster])])).toBe(true);
    const [center = []] = run.record.result?.kind === 'kmeans' ? run.record.result.clusterCenters : [];
    const predictions = await runs.predictions.predict(
      { id: record.id, step: null },
      { kind: 'rows', rows: [{ inputs: center }] },
    );
    const answer = predictions.rows[0]?.prediction;
    expect(answer).toMatchObject({ cluster: 0, clusterName: 'S' });
    expect(predictions.rows[0]?.answer?.[predictions.columns.indexOf('clusterName')]).toBe('S');
    expect(answer?.distance).toBeCloseTo(0, 9);
    expect(answer?.secondDistance).toBe(Math.min(...(answer?.distances ?? []).slice(1)));
    await runs.clusterNames.set(record.id, ['', '', '']);
    expect(runs.get(record.id).record.clusterNames).toEqual([]);
    expect(new Set(cells().map((row) => row[name]))).toEqual(new Set(['A', 'B', 'C']));
    // The plane that its points are drawn on.
    const plane = await runs.models.plane(record.id);
    const [first, second] = plane.explainedVarianceRatio;
    expect(first + second).toBeCloseTo(1, 9);
    expect(first).toBeGreaterThan(second);
  });

  it('gives the same numbers for the same seed, alone and beside others', async () => {
    const { runs, workspace } = open('repeated', 3);
    const experiment = xnorExperiment({ seed: 8, training: { steps: 3000, engine: 'typed' } });
    const started = await Promise.all([1, 2, 3].map(() => runs.start(experiment, null)));
    await Promise.all(started.map(({ record }) => runs.whenOver(record.id)));
    const all = await Promise.all(started.map(({ record }) => workspace.runs.logs.readMetrics(record.id)));
    expect(all[1]?.series).toEqual(all[0]?.series);
    expect(all[2]?.series).toEqual(all[0]?.series);
  });

  it('marks what another process left running as interrupted, ready to go on', async () => {
    const { workspace } = open('interrupted');
    const { record } = workspace.runs.create(xnorExperiment(), {
      environment: {
        benchtop: '',
        node: '',
        electron: null,
        tensorflow: null,
        platform: '',
        v8: null,
        math: null,
      },
    });
    workspace.runs.update(record.id, (old) => ({ ...old, status: 'running', session: 'another-boot.1.ab' }));
    const later = open('interrupted').workspace;
    const [found] = await recoverInterrupted(later);
    expect(found?.record).toMatchObject({ id: record.id, status: 'interrupted' });
    expect(await recoverInterrupted(later)).toEqual([]);
  });
});
