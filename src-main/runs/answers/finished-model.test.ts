import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forkedExperiment } from '../../../src-shared/experiment/fork';
import { parseExperiment, type Experiment } from '../../../src-shared/experiment/schema';
import { at } from '../../../src-shared/present';
import { decodeNumber } from '../../../src-shared/run/record/stored-number';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { readBest, readLayers } from '../../algorithms/network/state/state';
import { tensorflowStatus } from '../../engine';
import { readCheckpoint, writeCheckpoint } from '../../files/checkpoint';
import { Programs, type Program } from '../../testing/run-harness';

const programs = new Programs('finished');
const { available } = tensorflowStatus();

afterAll(() => {
  programs.remove();
});

const MOONS = {
  kind: 'generated',
  generator: 'moons',
  params: { n: 60, noise: 0.4 },
  validationSplit: 0.5,
} as const;

function network(training: object, dataset: object = MOONS): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'stops early',
    seed: 1,
    dataset,
    model: {
      kind: 'network',
      layers: [
        { units: 30, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossentropy',
      optimizer: { kind: 'adam', learningRate: 0.1 },
    },
    training: {
      steps: 5000,
      logEvery: 10,
      earlyStopping: { patience: 100 },
      engine: 'typed',
      ...training,
    },
  });
}

function svm(model: object, training: object): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'calibrated',
    seed: 1,
    dataset: MOONS,
    model: { kind: 'svm', l2: 1, maxIter: 1000, tol: 0.01, calibration: 'validation', ...model },
    training: { engine: 'typed', ...training },
  });
}

function kmeans(training: object): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'starts',
    seed: 2,
    dataset: { kind: 'generated', generator: 'blobs', params: { n: 120, centers: 5, noise: 2 } },
    model: { kind: 'kmeans', nClusters: 5, nInit: 3 },
    training: { engine: 'typed', ...training },
  });
}

/** What predictions.csv of a run says: the rows' inputs, and the cells that the model answered with. */
function written({ record, path }: StoredRun): { inputs: number[][]; answers: string[][]; names: string[] } {
  const [header = '', ...lines] = readFileSync(join(path, 'predictions.csv'), 'utf8').trim().split('\n');
  const names = header.split(',');
  const inputs = record.dataset?.features.map((name) => names.indexOf(name)) ?? [];
  const rows = lines.map((line) => line.split(','));
  return {
    names,
    inputs: rows.map((row) => inputs.map((at) => Number(row[at]))),
    answers: rows,
  };
}

/** Holds the answers of a run's model at a step to what the run itself wrote when it ended. */
async function expectFinished({ runs }: Program, run: StoredRun, step: number | null): Promise<void> {
  const { names, inputs, answers } = written(run);
  const rows = inputs.map((input) => ({ inputs: input }));
  const predictions = await runs.predictions.predict({ id: run.record.id, step }, { kind: 'rows', rows });
  expect(predictions.step).toBe(run.record.steps);
  expect(predictions.columns.length).toBeGreaterThan(0);
  const offset = names.length - predictions.columns.length;
  predictions.rows.forEach(({ answer }, row) => {
    expect(answer).toHaveLength(predictions.columns.length);
    answer?.forEach((cell, c) => {
      const right = at(at(answers, row), offset + c);
      if (typeof cell === 'number') expect(cell).toBeCloseTo(Number(right), 9);
      else expect(cell).toBe(right);
    });
  });
}

async function trained(program: Program, experiment: Experiment): Promise<StoredRun> {
  const { record } = await program.runs.start(experiment, null);
  const run = await program.runs.whenOver(record.id);
  expect(run.record).toMatchObject({ status: 'finished', error: null });
  return run;
}

describe('the model of a finished run', () => {
  // One for all tests: a program starts its workers anew.
  let program: Program;
  beforeAll(() => void (program = programs.start('finished')));
  afterAll(() => programs.closeAll());

  it.each([
    ['early stopping on a checkpoint', network({ checkpointEvery: 10 })],
    ['early stopping beside one', network({ checkpointEvery: 7 })],
    ['early stopping, none on the way', network({ checkpointEvery: 0 })],
    ['early stopping on every step', network({ checkpointEvery: 1, logEvery: 1 })],
    ['all steps', network({ checkpointEvery: 5, steps: 40 })],
    ['an SVM calibrated on validation rows', svm({}, { checkpointEvery: 1 })],
    ['an SVM calibrated on folds', svm({ folds: 3, calibration: 'crossValidation' }, { checkpointEvery: 1 })],
    ['an SVM of all passes', svm({ tol: 0, maxIter: 6 }, { checkpointEvery: 2 })],
    ['k-means of three starts', kmeans({ checkpointEvery: 1 })],
  ])('is the one that its own predictions are of: %s', async (_, experiment) => {
    const run = await trained(program, experiment);
    await expectFinished(program, run, null);
    await expectFinished(program, run, run.record.steps);
  });

  it('has the same figures however many checkpoints there were', async () => {
    const plain = await trained(program, network({ checkpointEvery: 0 }));
    const often = await trained(program, network({ checkpointEvery: 10 }));
    expect(often.record.steps % 10).toBe(0);
    expect(often.record.result).toMatchObject({ bestStep: 10 });
    expect(often.record.checkpoints.at(-1)?.metrics).toEqual(often.record.summary);
    const { id } = often.record;
    const [a, b] = await Promise.all(
      [plain.record.id, id].map((run) => program.runs.models.evaluate(run, null)),
    );
    expect(b).toEqual(a);
    if (b?.kind !== 'classes') throw new Error('two moons are classes');
    expect(b.validation?.logLoss).toBeCloseTo(decodeNumber(often.record.summary['valLoss'] ?? NaN), 6);
    const { frame } = await program.runs.models.picture(plain.record.id, null);
    expect((await program.runs.models.picture(id, null)).frame).toEqual(frame);
    expect(await program.runs.models.pictures(id, [often.record.steps])).toEqual([frame]);
    expect((await program.runs.snapshot(id)).frame).toEqual(frame);
    const common = await program.runs.models.evaluateCommon([
      { id: plain.record.id, step: null },
      { id, step: null },
    ]);
    expect(common.runs[1]?.figures).toEqual(common.runs[0]?.figures);
  });

  it.skipIf(!available)('is kept on TensorFlow too', async () => {
    const run = await trained(program, network({ checkpointEvery: 10, engine: 'tensorflow' }));
    expect(run.record.steps % 10).toBe(0);
    await expectFinished(program, run, null);
    const machine = await trained(program, svm({}, { checkpointEvery: 1, engine: 'tensorflow' }));
    await expectFinished(program, machine, null);
  });

  it('is kept where a run was stopped on the very step that it ends with', async () => {
    const whole = await trained(program, network({ checkpointEvery: 10 }));
    const { steps } = whole.record;
    const { record } = await program.runs.start(network({ checkpointEvery: 10 }), null, { stopAt: steps });
    const stopped = await program.runs.whenOver(record.id);
    expect(stopped.record).toMatchObject({ status: 'stopped', steps });
    // As it was stopped: not yet gone back to the best weights.
    const { state } = await readCheckpoint(stopped.path, stopped.record.checkpoints.at(-1)?.path ?? '');
    expect(readBest(state)?.state.step).toBe(10);
    await program.runs.resume(record.id);
    const run = await program.runs.whenOver(record.id);
    expect(run.record).toMatchObject({ status: 'finished', steps, summary: whole.record.summary });
    await expectFinished(program, run, null);
  });

  it('is there where a validation row is infinitely far off', async () => {
    const path = join(programs.folder, 'far.csv');
    const near = Array.from({ length: 12 }, (_, row) => `${row},${2 * row}`);
    writeFileSync(path, `x,y\n${near.join('\n')}\n12,1e200\n13,26\n`);
    const experiment = parseExperiment({
      schemaVersion: 1,
      name: 'far',
      seed: 1,
      dataset: {
        kind: 'file',
        path,
        features: ['x'],
        target: 'y',
        scaling: 'standard',
        validationSplit: 0.15,
        split: { method: 'last' },
      },
      model: {
        kind: 'network',
        layers: [{ units: 1, activation: 'linear' }],
        loss: 'meanSquaredError',
        optimizer: { kind: 'adam', learningRate: 0.1 },
      },
      training: { steps: 20, logEvery: 10, checkpointEvery: 10, engine: 'typed' },
    });
    const run = await trained(program, experiment);
    expect(run.record.summary['valLoss']).toBe('Infinity');
    expect(run.record.checkpoints.map(({ step }) => step)).toEqual([10, 20]);
    await expectFinished(program, run, null);
  });

  it('keeps what a run had come to where it is stopped again before a step', async () => {
    const experiment = network({ checkpointEvery: 0, steps: 5000, earlyStopping: null });
    const { record } = await program.runs.start(experiment, null, { stopAt: 30 });
    const first = await program.runs.whenOver(record.id);
    expect(first.record).toMatchObject({ status: 'stopped', steps: 30 });
    await program.runs.resume(record.id);
    program.runs.controls.stop(record.id);
    const second = await program.runs.whenOver(record.id);
    if (second.record.steps === 30) expect(second.record.summary).toEqual(first.record.summary);
    expect(Object.keys(second.record.summary).sort()).toEqual(Object.keys(first.record.summary).sort());
  });
});

const STORED = join(__dirname, 'fixtures', 'ended-on-checkpoint');
const STOPPED_EARLY = '20261129-202153-630-32119b';
const CALIBRATED = '20261129-202158-467-7d29bc';

/** Runs as commit 1890702 left them: the last checkpoint was due on the step that they ended with. */
function withStored(name: string): Program {
  cpSync(STORED, join(programs.folder, name, 'runs'), { recursive: true });
  return programs.start(name);
}

describe('a run stored before 2026-11-29 that ended on a checkpoint', () => {
  afterEach(() => programs.closeAll());

  it.each([
    ['network', STOPPED_EARLY],
    ['SVM', CALIBRATED],
  ])('answers with its finished model: %s', async (kind, id) => {
    const program = withStored(`old-${kind}`);
    const run = program.runs.get(id);
    await expectFinished(program, run, null);
    await expectFinished(program, run, run.record.steps);
    expect(await program.runs.models.note(id, null)).toBeNull();
    const again = await trained(program, run.record.experiment);
    const [a, b] = await Promise.all(
      [id, again.record.id].map((one) => program.runs.models.evaluate(one, null)),
    );
    expect(a).toEqual(b);
    const frame = (await program.runs.models.picture(again.record.id, null)).frame;
    expect((await program.runs.models.picture(id, null)).frame).toEqual(frame);
    expect(await program.runs.models.pictures(id, [run.record.steps])).toEqual([frame]);
    expect((await program.runs.snapshot(id)).frame).toEqual(frame);
  });

  it('is forked from its finished model, and exports it', async () => {
    const program = withStored('old-fork');
    const { record, path } = program.runs.get(STOPPED_EARLY);
    const { state: raw } = await readCheckpoint(path, record.checkpoints[0]?.path ?? '');
    const { model } = record.experiment;
    const best = readBest(raw)?.state;
    if (model.kind !== 'network' || best === undefined) throw new Error('the fixture is another one');
    expect(readLayers(model, raw)).not.toEqual(readLayers(model, best));
    const experiment = forkedExperiment(record, record.steps);
    const forked = await program.runs.fork(record.id, null, experiment, null);
    await program.runs.whenOver(forked.record.id);
    const first = await readCheckpoint(forked.path, forked.record.checkpoints[0]?.path ?? '');
    expect(readLayers(model, first.state)).toEqual(readLayers(model, best));

    const to = join(programs.folder, 'exported', 'checkpoints', 'step-0000050');
    cpSync(path, join(programs.folder, 'exported'), { recursive: true });
    await program.runs.models.exportCheckpoint(record.id, null, to);
    const exported = await readCheckpoint(join(programs.folder, 'exported'), 'checkpoints/step-0000050');
    expect(readLayers(model, exported.state)).toEqual(readLayers(model, best));
    expect(exported.state.step).toBe(50);
  });

  it('says so where the best weights are lost', async () => {
    const program = withStored('old-lost');
    const { record, path } = program.runs.get(STOPPED_EARLY);
    const stored = await readCheckpoint(path, record.checkpoints[0]?.path ?? '');
    const { best: _best, ...extra } = stored.state.extra;
    const tensors = Object.entries(stored.state.tensors).filter(([name]) => !name.startsWith('best/'));
    await writeCheckpoint(path, {
      ...stored,
      state: { ...stored.state, step: 40, extra, tensors: Object.fromEntries(tensors) },
    });
    const lost = { ...at(record.checkpoints, 0), step: 40, path: 'checkpoints/step-0000040' };
    program.workspace.runs.update(record.id, (old) => ({ ...old, checkpoints: [lost] }));
    const note = 'The best weights of this run, of step 10, were not kept: this is the model of step 40.';
    expect(await program.runs.models.note(record.id, null)).toBe(note);
    expect((await program.runs.snapshot(record.id)).problems.map(({ message }) => message)).toEqual([note]);
    // A step that was asked for by name is that step's.
    expect(await program.runs.models.note(record.id, 40)).toBeNull();
  });
});
