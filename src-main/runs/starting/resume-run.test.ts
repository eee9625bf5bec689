import { inEnglish } from '../../../src-shared/language/sentence';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Experiment, ExperimentInput } from '../../../src-shared/experiment/schema';
import { at, present } from '../../../src-shared/present';
import { tensorflowStatus } from '../../engine';
import { readCheckpoint } from '../../files/checkpoint';
import { xnorExperiment } from '../../testing/data';
import { Programs, until, type Program } from '../../testing/run-harness';

const programs = new Programs('continue');
const { available } = tensorflowStatus();

/** Program of the runs that are trained at a stretch. */
let straight: Program;
beforeAll(() => {
  straight = programs.start('straight');
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

const dataset = (generator: string, params: object): ExperimentInput['dataset'] =>
  ({ kind: 'generated', generator, params, validationSplit: 0.25 }) as ExperimentInput['dataset'];

/** Everything that a checkpoint must hold beside the weights: order of rows, dropout, Adam, schedule, watch. */
function network(engine: 'typed' | 'tensorflow', kind: 'cosine' | 'plateau'): Experiment {
  return xnorExperiment({
    seed: 12,
    dataset: dataset('moons', { n: 120, noise: 0.2 }),
    model: {
      kind: 'network',
      layers: [
        { units: 6, activation: 'tanh', dropout: 0.25 },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossentropy',
      optimizer: { kind: 'adam', learningRate: 0.02 },
      schedule:
        kind === 'cosine'
          ? { kind, warmupSteps: 15 }
          : { kind, warmupSteps: 15, patience: 20, minDelta: 0.01, factor: 0.5 },
      regularizer: { l1: 0, l2: 0.0005 },
    },
    training: {
      steps: 300,
      batchSize: 16,
      logEvery: 1,
      checkpointEvery: 0,
      engine,
      earlyStopping: { patience: 250, minDelta: 0 },
    },
  });
}

const kmeans = xnorExperiment({
  seed: 5,
  dataset: { kind: 'generated', generator: 'blobs', params: { n: 400, centers: 6, noise: 3 } },
  model: { kind: 'kmeans', nClusters: 6, nInit: 6, init: 'random', tol: 0, maxIter: 40 },
  training: { checkpointEvery: 0, engine: 'typed' },
});

const svm = xnorExperiment({
  seed: 5,
  dataset: dataset('linear-margin', { n: 300 }),
  model: { kind: 'svm', l2: 1, maxIter: 60 },
  training: { checkpointEvery: 0, engine: 'typed' },
});

interface Course {
  readonly curves: Readonly<Record<string, readonly number[]>>;
  readonly history: readonly number[] | null;
  readonly result: unknown;
  readonly summary: unknown;
}

async function readCourse({ workspace, runs }: Program, id: string): Promise<Course> {
  const { step, series } = await workspace.runs.logs.readMetrics(id);
  const { record } = runs.get(id);
  const history =
    record.experiment.model.kind === 'network' ? null : (await workspace.runs.logs.readHistory(id)).values;
  return {
    curves: Object.fromEntries(Object.entries({ step, ...series }).map(([name, row]) => [name, [...row]])),
    history: history === null ? null : [...history],
    result: record.result,
    summary: record.summary,
  };
}

/** Number of the start of each iteration: the first of its history's columns. */
function toRestarts({ history }: Course): number[] {
  return present(history).filter((_, i) => i % 13 === 0);
}

/** Trains it at a stretch, and in another workspace with two ends of the program in between. */
async function bothWays(name: string, experiment: Experiment, stops: readonly number[]) {
  const { record } = await straight.runs.start(experiment, null);
  await straight.runs.whenOver(record.id);
  const whole = await readCourse(straight, record.id);

  // k-means is stopped in the middle of a start: on a busy machine a pause may come at the end of one.
  const restart = experiment.model.kind === 'kmeans' ? toRestarts(whole) : null;
  const isWithin = (step: number): boolean => restart === null || restart[step - 1] === restart[step];

  let program = programs.start(name);
  const { id } = (await program.runs.start(experiment, 60)).record;
  const reached: number[] = [];
  for (const stop of stops) {
    const step = (): number => {
      const last = [...program.events].reverse().find(({ type }) => type === 'progress');
      return last?.type === 'progress' ? last.step : 0;
    };
    program.runs.controls.setSpeed(id, 60);
    await until(() => step() >= stop, `step ${stop}`);
    program.runs.controls.pause(id);
    await until(() => program.runs.get(id).record.status === 'paused', 'the pause');
    while (!isWithin(step())) {
      const before = step();
      program.runs.controls.step(id);
      await until(() => step() > before, 'a single step');
    }
    await program.close();
    program = programs.start(name);
    reached.push(program.runs.get(id).record.steps);
    expect(program.runs.get(id).record.checkpoints.map((checkpoint) => checkpoint.step)).toEqual(reached);
    await program.runs.resume(id);
  }
  program.runs.controls.setSpeed(id, null);
  const ended = await program.runs.whenOver(id);
  expect(ended.record.status).toBe('finished');
  const again = await readCourse(program, id);
  await program.close();
  return { whole, again, reached, record: ended.record };
}

describe('pause, quit, start again and go on', () => {
  it.each([
    ['network with a cosine', network('typed', 'cosine'), [9, 31]],
    ['network with a plateau', network('typed', 'plateau'), [9, 31]],
    ['k-means in its second start', kmeans, [12, 30]],
    ['SVM', svm, [7, 20]],
  ])('equals training at a stretch, to the bit: %s', async (name, experiment, stops) => {
    const { whole, again, reached } = await bothWays(name.replace(/\W+/g, '-'), experiment, stops);
    const total = present(whole.curves['step']).length;
    expect(reached.every((step) => step > 0 && step < total)).toBe(true);
    if (experiment.model.kind === 'kmeans') {
      // In the middle of a start, which is not the first one.
      const restart = toRestarts(again);
      expect(restart[at(reached, 1) - 1]).toBeGreaterThan(1);
      expect(restart[at(reached, 1)]).toBe(restart[at(reached, 1) - 1]);
    }
    expect(again).toEqual(whole);
  });

  it.skipIf(!available)('equals it within 1e-5 of each value on TensorFlow', async () => {
    const { whole, again, record } = await bothWays('tensorflow', network('tensorflow', 'cosine'), [9, 31]);
    expect(record.engine?.kind).toBe('tensorflow');
    expect(Object.keys(again.curves)).toEqual(Object.keys(whole.curves));
    for (const [name, row] of Object.entries(whole.curves)) {
      const other = present(again.curves[name]);
      expect(other).toHaveLength(row.length);
      row.forEach((value, i) => {
        expect(Math.abs(at(other, i) - value), `${name}[${i}]`).toBeLessThanOrEqual(
          1e-5 * Math.max(1, value),
        );
      });
    }
  });
});

it('goes on in one process only, where two ask for it at once', async () => {
  const first = programs.start('two');
  const experiment = xnorExperiment({
    training: { steps: 3000, logEvery: 1, checkpointEvery: 100, engine: 'typed' },
  });
  const { record } = await first.runs.start(experiment, 400);
  await until(() => first.runs.get(record.id).record.checkpoints.length > 0, 'a checkpoint');
  first.runs.controls.stop(record.id);
  await first.runs.whenOver(record.id);
  const second = programs.start('two');
  const outcomes = await Promise.allSettled([first, second].map(({ runs }) => runs.resume(record.id)));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: {
      info: {
        kind: 'conflict',
        message: expect.stringMatching(/^This run is .* in another Benchtop/) as string,
      },
    },
  });
  const owner = outcomes[0]?.status === 'fulfilled' ? first : second;
  await owner.runs.whenOver(record.id);
  const { step } = await owner.workspace.runs.logs.readMetrics(record.id);
  expect([...step]).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1));
});

/** A run that was stopped after some checkpoints, of a program that is closed. */
async function stopped(name: string): Promise<{ id: string; notices: string[]; again: Program }> {
  const first = programs.start(name);
  const experiment = xnorExperiment({
    training: { steps: 3000, logEvery: 1, checkpointEvery: 100, engine: 'typed' },
  });
  const { record } = await first.runs.start(experiment, 1000);
  await until(() => first.runs.get(record.id).record.checkpoints.length > 1, 'two checkpoints');
  first.runs.controls.stop(record.id);
  await first.runs.whenOver(record.id);
  await first.close();
  const notices: string[] = [];
  const again = programs.start(name, 1, {
    onNotice: (message) => {
      notices.push(inEnglish(message));
    },
  });
  return { id: record.id, notices, again };
}

const steps = async (program: Program, id: string): Promise<number[]> => [
  ...(await program.workspace.runs.logs.readMetrics(id)).step,
];
const allSteps = Array.from({ length: 3000 }, (_, i) => i + 1);

it('goes on from the checkpoint before a damaged one, and says so; so do its answers', async () => {
  const { id, notices, again } = await stopped('damaged');
  const { record, path } = again.runs.get(id);
  const [before, last] = record.checkpoints.slice(-2);
  writeFileSync(join(path, last?.path ?? '', 'weights.bin'), 'x');
  expect(await again.runs.models.note(id, null)).toMatch(
    new RegExp(`^The checkpoint is damaged: .* This is the model of step ${before?.step}\\.$`),
  );
  expect((await again.runs.snapshot(id)).frame).not.toBeNull();
  await again.runs.resume(id);
  expect(notices).toEqual([
    `The checkpoint of step ${last?.step} is damaged: “${record.name}” goes on from step ${before?.step}.`,
  ]);
  expect((await again.runs.whenOver(id)).record).toMatchObject({ status: 'finished', steps: 3000 });
  expect(await steps(again, id)).toEqual(allSteps);
});

it('begins again where it was interrupted before its first checkpoint, and says so', async () => {
  const { id, notices, again } = await stopped('begun');
  const { path } = again.runs.get(id);
  rmSync(join(path, 'checkpoints'), { recursive: true });
  again.workspace.runs.update(id, (old) => ({ ...old, status: 'interrupted', checkpoints: [] }));
  await again.runs.resume(id);
  expect(notices).toEqual([
    `“${again.runs.get(id).record.name}” has no checkpoint yet: it begins again from step 0.`,
  ]);
  const { record } = await again.runs.whenOver(id);
  expect(record).toMatchObject({ status: 'finished', steps: 3000 });
  expect(await steps(again, id)).toEqual(allSteps);
});

it('has a checkpoint only where the rows before it are in the log', async () => {
  const { id, again } = await stopped('logged');
  const { record, path } = again.runs.get(id);
  const logged = await steps(again, id);
  expect(record.checkpoints.length).toBeGreaterThan(1);
  for (const { step, path: checkpoint } of record.checkpoints) {
    const { log } = await readCheckpoint(path, checkpoint);
    // The header is a line as well; rows that were logged meanwhile may be there already.
    expect(log?.['metrics.csv']).toBeGreaterThanOrEqual(step + 1);
    expect(log?.['metrics.csv']).toBeLessThanOrEqual(logged.length + 1);
  }
});
