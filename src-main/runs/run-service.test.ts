import Conf from 'conf';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fileDatasetSchema, parseExperiment, type Experiment } from '../../src-shared/experiment/schema';
import type { RunEvent } from '../../src-shared/run/live/events';
import { decodeNumber } from '../../src-shared/run/record/stored-number';
import type { StoredRun } from '../../src-shared/run/record/record';
import type { WorkerThread } from '../host/worker-thread';
import { xnorExperiment } from '../testing/data';
import { newSession, openWorkspace, recoverInterrupted, type StoreClass, type Workspace } from '../workspace';
import { RunService } from './run-service';
import { workerFile } from '../testing/places';
import { slowness } from '../testing/slowness';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-runs-'));
const services: RunService[] = [];
const workers: Worker[] = [];

/** The real service over the built worker, on a workspace of its own. */
function open(name: string, maxWorkers = 1): { runs: RunService; workspace: Workspace } {
  const workspace = openWorkspace({
    folder: join(folder, name),
    Store: Conf as unknown as StoreClass,
    session: newSession(),
    bundled: [],
  });
  const runs = new RunService({
    workspace,
    maxWorkers,
    spawn: () => {
      const worker = new Worker(workerFile);
      workers.push(worker);
      return worker as WorkerThread;
    },
    environment: {
      benchtop: 'test',
      node: process.versions.node,
      electron: null,
      tensorflow: null,
      platform: process.platform,
      v8: null,
      math: null,
    },
    onProblem: (error) => {
      throw error;
    },
  });
  services.push(runs);
  return { runs, workspace };
}

const long = (): Experiment =>
  xnorExperiment({
    training: { steps: 50_000_000, logEvery: 100_000, checkpointEvery: 200_000, engine: 'typed' },
  });

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 1000; i++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited too long for ${what}`);
}

const loss = (run: StoredRun): number => decodeNumber(run.record.summary['loss'] ?? 'NaN');

beforeAll(() => {
  if (!existsSync(workerFile)) throw new Error('out/worker is not built: run "npm run build"');
});
afterEach(async () => {
  await Promise.all(services.splice(0).map((runs) => runs.close()));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
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
    for (const [value, wanted] of [
      [at(0, 0), 1],
      [at(0, 99), 0],
      [at(99, 0), 0],
      [at(99, 99), 1],
    ] as const) {
      expect(Math.abs(value - wanted)).toBeLessThan(0.05);
    }
    const last = { id: record.id, step: null };
    const corner = await runs.predictions.ask(last, { kind: 'rows', rows: [{ inputs: [0, 1] }] });
    expect(corner.step).toBe(5000);
    expect(corner.rows[0]?.prediction?.output).toBeCloseTo(at(99, 0), 5);
    const early = await runs.models.picture(record.id, 500);
    expect(early.step).toBe(500);
    const tooShort = { kind: 'rows' as const, rows: [{ inputs: [1] }] };
    await expect(runs.predictions.ask(last, tooShort)).rejects.toThrow('the model takes 2: x1, x2');
    await expect(runs.predictions.ask({ ...last, step: 77 }, tooShort)).rejects.toThrow('at step 77');
    await expect(runs.models.picture(record.id, 77)).rejects.toThrow('no checkpoint at step 77');
  });

  it('pauses, goes on, and stops with a checkpoint', async () => {
    const { runs } = open('paused');
    const events: RunEvent[] = [];
    runs.onPush((_, payload) => {
      if ('events' in payload) events.push(...payload.events);
    });
    const { record } = await runs.start(long(), null);
    await until(() => events.some(({ type }) => type === 'metrics'), 'the first rows');
    runs.controls.pause(record.id);
    await until(() => runs.get(record.id).record.status === 'paused', 'the pause');
    const seen = events.length;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(events).toHaveLength(seen);
    runs.controls.resume(record.id);
    await until(() => runs.get(record.id).record.status === 'running', 'going on');
    runs.controls.stop(record.id);
    const run = await runs.whenOver(record.id);
    expect(run.record.status).toBe('stopped');
    expect(run.record.checkpoints[run.record.checkpoints.length - 1]?.step).toBe(run.record.steps);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  });

  it('goes step by step while paused, to the end where there is no more', async () => {
    const { runs } = open('stepwise');
    const events: RunEvent[] = [];
    runs.onPush((_, payload) => {
      if ('events' in payload) events.push(...payload.events);
    });
    const few = xnorExperiment({ training: { steps: 8, logEvery: 1, engine: 'typed' } });
    const { record } = await runs.start(few, 1);
    expect(() => {
      runs.controls.step(record.id);
    }).toThrow(/pause it to go step by step/);
    await until(() => runs.get(record.id).record.status === 'running', 'the start');
    runs.controls.pause(record.id);
    await until(() => runs.get(record.id).record.status === 'paused', 'the pause');
    const readStep = (): number => runs.get(record.id).record.steps;
    const last = (): number => {
      const steps = events.flatMap((event) => (event.type === 'progress' ? [event.step] : []));
      return steps[steps.length - 1] ?? 0;
    };
    const from = Math.max(readStep(), last());
    runs.controls.step(record.id);
    await until(() => last() === from + 1, 'one step');
    runs.controls.step(record.id);
    runs.controls.step(record.id);
    await until(() => last() === from + 3, 'three steps');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([last(), runs.get(record.id).record.status]).toEqual([from + 3, 'paused']);
    for (let i = 0; i < 8 - from - 3; i++) runs.controls.step(record.id);
    const run = await runs.whenOver(record.id);
    expect(run.record).toMatchObject({ status: 'finished', steps: 8 });
  });

  it('takes another learning rate without a reset, keeps it, and makes it again in a repeated run', async () => {
    const { runs, workspace } = open('rate');
    const experiment = xnorExperiment({
      seed: 3,
      training: { steps: 2000, logEvery: 10, checkpointEvery: 50, engine: 'typed' },
    });
    // Held to 100 steps a second, it is far from its end however busy the machine is.
    const { record } = await runs.start(experiment, 100);
    await until(() => runs.get(record.id).record.checkpoints.length > 0, 'a checkpoint');
    runs.controls.pause(record.id);
    await until(() => runs.get(record.id).record.status === 'paused', 'the pause');
    runs.controls.setLearningRate(record.id, 0.001);
    await until(() => runs.get(record.id).record.rateChanges.length === 1, 'the change');
    const [change] = runs.get(record.id).record.rateChanges;
    expect(change?.learningRate).toBe(0.001);
    expect(change?.step).toBeGreaterThanOrEqual(50);
    expect(change?.step).toBeLessThan(2000);
    runs.controls.stop(record.id);
    await runs.whenOver(record.id);
    await runs.resume(record.id);
    const whole = await runs.whenOver(record.id);
    expect(whole.record).toMatchObject({ status: 'finished', rateChanges: [change] });
    expect(() => {
      runs.controls.setLearningRate(record.id, 0.1);
    }).toThrow(/can be changed while it trains/);
    const repeated = await runs.start(experiment, null, { again: record.id });
    const again = await runs.whenOver(repeated.record.id);
    expect(again.record.rateChanges).toEqual([change]);
    const plain = await runs.start(experiment, null);
    await runs.whenOver(plain.record.id);
    const [a, b, c] = await Promise.all(
      [record, repeated.record, plain.record].map(({ id }) => workspace.runs.logs.readMetrics(id)),
    );
    expect(b?.series).toEqual(a?.series);
    expect(c?.series).not.toEqual(a?.series);
  });

  it('shows a run whose worker was killed as failed with its last checkpoint, and runs the next', async () => {
    const { runs } = open('killed');
    const { record } = await runs.start(long(), null);
    await until(() => runs.get(record.id).record.checkpoints.length > 0, 'a checkpoint');
    // The training worker is the last one spawned; the service worker came before it.
    await workers[workers.length - 1]!.terminate();
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
    const { rows: answers } = await runs.predictions.ask(
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

  it('keeps which rows were used, and answers raw cells as it was trained', async () => {
    const { runs } = open('roles');
    const rows = Array.from({ length: 40 }, (_, i) => {
      const colour = i % 2 === 0 ? 'red' : 'blue';
      return `${i % 10 === 3 ? '' : i},${colour},${i % 2},${i % 4 === 1 ? 'test' : 'train'}`;
    });
    const path = join(folder, 'roles.csv');
    writeFileSync(path, `h,c,y,part\n${rows.join('\n')}\n`);
    const experiment = xnorExperiment({
      dataset: {
        kind: 'file',
        path,
        features: ['h', 'c'],
        target: 'y',
        scaling: 'standard',
        columnSettings: [{ name: 'h', missing: 'mean' }],
        split: { method: 'column', column: 'part', validation: ['test'] },
      },
      training: { steps: 300, engine: 'typed' },
    });
    const { record } = await runs.start(experiment, null);
    const run = await runs.whenOver(record.id);
    expect(run.record).toMatchObject({
      status: 'finished',
      dataset: { features: ['h', 'c=blue', 'c=red'], trainRows: 30, validationRows: 10, path },
    });
    const lines = readFileSync(join(run.path, 'rows.csv'), 'utf8').split('\n');
    expect(lines.slice(0, 4)).toEqual(['row,line,part', '1,2,train', '2,3,validation', '3,4,train']);
    expect(lines).toHaveLength(42);
    const points = join(folder, 'points.csv');
    writeFileSync(points, 'c,h\nred,10\nblue,\n');
    const { predictions } = runs;
    const model = { id: record.id, step: null };
    const file = { path: points, header: null, matches: {} };
    const check = await predictions.check(model, file);
    expect(check).toMatchObject({ absent: [], answers: ['output', 'class'], rows: { total: 2, usable: 2 } });
    const checked = { ...file, stamp: check.stamp };
    const { rows: answers } = await predictions.rows(model, checked, 0, 10);
    expect(answers.map(({ line, prediction }) => [line, prediction?.class])).toEqual([
      [2, 0],
      [3, 1],
    ]);
    expect(answers[1]).toMatchObject({ given: { h: null, c: 'blue' }, filled: ['h'] });
    expect(await predictions.predictFile(model, checked)).toMatchObject({
      columns: ['output', 'class'],
      labels: [
        { label: '0', count: 1 },
        { label: '1', count: 1 },
      ],
      numbers: null,
    });
    const typed = await predictions.ask(model, { kind: 'cells', points: [['10', 'red']] }, true);
    expect(typed.rows[0]?.answer).toEqual(answers[0]?.answer);
    expect(
      typed.steps?.columns.map(({ raw, inputs }) => [raw, inputs.map(({ encoded }) => encoded)]),
    ).toEqual([
      [10, [10]],
      ['red', [0, 1]],
    ]);
    expect(typed.steps?.reading).toBe('The output is below 0.5: the class is "0".');
    await expect(predictions.ask(model, { kind: 'cells', points: [['1', 'pink']] })).rejects.toThrow(
      'has "pink" in point 1, which the model has never seen',
    );
    const to = join(folder, 'predicted.csv');
    expect(await predictions.save(model, checked, to)).toEqual({ rows: 2, notes: [] });
    const [header, first, second] = readFileSync(to, 'utf8').split('\n');
    expect(header).toBe('c,h,output,class,note');
    expect(first).toBe(`red,10,${answers[0]?.answer?.join(',') ?? ''},`);
    expect(second).toBe(`blue,,${answers[1]?.answer?.join(',') ?? ''},"h missing, filled as in training"`);
    const asked = join(folder, 'asked.csv');
    const both = { kind: 'rows' as const, rows: [{ cells: ['90', 'red'] }, { cells: ['x', 'red'] }] };
    expect(await predictions.saveAsked(model, both, asked)).toEqual({ rows: 2 });
    const lines2 = readFileSync(asked, 'utf8').split('\n');
    expect(lines2[0]).toBe('h,c,output,class,note');
    expect(lines2[1]).toMatch(/^90,red,[\d.e-]+,0,h above 39$/);
    expect(lines2[2]).toBe('x,red,,,"no answer: ""x"" for ""h"" is no number."');
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
    const header = readFileSync(join(run.path, 'predictions.csv'), 'utf8').split('\n')[0]!.split(',');
    const [cluster, name] = [header.indexOf('cluster'), header.indexOf('clusterName')];
    expect(new Set(cells().map((row) => row[name]))).toEqual(new Set(['A', 'B', 'C']));
    await expect(runs.clusterNames.set(record.id, ['S', 'M'])).rejects.toThrow('3 clusters to name, not 2');
    await expect(runs.clusterNames.set(record.id, ['S', 'S', 'L'])).rejects.toThrow('called “S”');
    await expect(runs.clusterNames.set(record.id, ['B', '', 'L'])).rejects.toThrow('called “B”');
    const named = await runs.clusterNames.set(record.id, ['S', '', 'L']);
    expect(named.record.clusterNames).toEqual(['S', '', 'L']);
    expect(cells().every((row) => row[name] === ['S', 'B', 'L'][Number(row[cluster])])).toBe(true);
    const [center = []] = run.record.result?.kind === 'kmeans' ? run.record.result.clusterCenters : [];
    const asked = await runs.predictions.ask(
      { id: record.id, step: null },
      { kind: 'rows', rows: [{ inputs: center }] },
    );
    const answer = asked.rows[0]?.prediction;
    expect(answer).toMatchObject({ cluster: 0, clusterName: 'S' });
    expect(asked.rows[0]?.answer?.[asked.columns.indexOf('clusterName')]).toBe('S');
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

  it('reads a large file once, tells how far it is, and stops within half a second of an idle machine', async () => {
    const { runs, workspace } = open('large');
    const path = join(folder, 'large.csv');
    const block = Array.from({ length: 50_000 }, (_, i) => `${i},${i % 1000},0.25\n`).join('');
    writeFileSync(path, `a,b,c\n${block.repeat(50)}`);
    expect(statSync(path).size).toBeGreaterThan(33_000_000);
    const dataset = { kind: 'file' as const, path, features: ['a', 'b', 'c'] };
    const model = { kind: 'kmeans' as const, nClusters: 2, nInit: 1000 };
    await expect(
      runs.start(xnorExperiment({ dataset: { ...dataset, features: ['x'] }, model }), null),
    ).rejects.toThrow('has no column "x"');
    expect(workspace.runs.list()).toEqual([]);
    const events: RunEvent[] = [];
    runs.onPush((_, payload) => {
      if ('events' in payload) events.push(...payload.events);
    });
    const { record } = await runs.start(xnorExperiment({ dataset, model }), null);
    await until(() => events.some(({ type }) => type === 'loading'), 'the loading');
    expect((await runs.snapshot(record.id)).loading).toMatchObject({ totalBytes: statSync(path).size });
    const askedAt = performance.now();
    runs.controls.stop(record.id);
    const run = await runs.whenOver(record.id);
    const tookMs = performance.now() - askedAt;
    expect(run.record).toMatchObject({
      status: 'stopped',
      error: null,
      steps: 0,
      result: null,
      dataset: null,
    });
    expect(tookMs).toBeLessThan(500 * slowness());
    expect(existsSync(join(run.path, 'rows.csv'))).toBe(false);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(events.map(({ type }) => type).filter((type) => type === 'loaded')).toEqual([]);
  });

  it('leaves nothing behind where the data or the experiment cannot be used', async () => {
    const { runs, workspace } = open('refused');
    const missing = { ...xnorExperiment(), dataset: { ...fileSpec, path: join(folder, 'none.csv') } };
    await expect(runs.start(missing, null)).rejects.toMatchObject({ info: { kind: 'file-missing' } });
    const tooMany = xnorExperiment({ model: { kind: 'kmeans', nClusters: 9 } });
    await expect(runs.start(tooMany, null)).rejects.toThrow('k = 9, but the data has only 4 distinct rows');
    expect(readdirSync(join(workspace.folder, 'runs'))).toEqual([]);
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

const fileSpec = fileDatasetSchema.parse({ kind: 'file', path: 'none.csv', features: ['a'] });
