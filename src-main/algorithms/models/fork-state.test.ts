import { describe, expect, it } from 'vitest';
import { forkProblems } from '../../../src-shared/experiment/fork';
import {
  parseExperiment,
  type Experiment,
  type ExperimentInput,
} from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import { toTrainingData, drain, last, planned } from '../../testing/data';
import { forkState } from './fork-state';
import { createTypedTrainer } from './create-trainer';
import { Rng } from '../numeric/rng';
import type { StepReport, Trainer, TrainingData } from '../contract/trainer';
import type { ModelState } from '../contract/state';

const rng = new Rng(8);
const rows = Array.from({ length: 80 }, () => [rng.normal(), rng.normal()]);
const classes = toTrainingData(
  rows,
  rows.map(([x, y]) => (x > y * y - 0.4 ? 1 : 0)),
  60,
);
const points = toTrainingData(rows);

function experiment(model: object, training: object = {}): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'fork',
    seed: 4,
    dataset: { kind: 'generated', generator: 'moons' },
    model,
    training: { steps: 60, logEvery: 1, checkpointEvery: 0, engine: 'typed', ...training },
  } as ExperimentInput);
}

function createTrainer(experiment: Experiment, data: TrainingData, resume: ModelState | null): Trainer {
  const { model, training, seed } = planned(experiment);
  return createTypedTrainer({ model, training, seed, data, resume });
}

/** Trains the parent for `pulls` steps and goes on as the child. */
async function fork(
  parent: Experiment,
  child: Experiment,
  data: TrainingData,
  pulls: number,
): Promise<{ state: ModelState; trainer: Trainer; reports: StepReport[] }> {
  const first = createTrainer(parent, data, null);
  await drain(first, pulls);
  const before = first.state();
  expect(forkProblems(parent, child, before.step)).toEqual([]);
  // Through JSON as a checkpoint is.
  const state = forkState(
    { ...before, extra: JSON.parse(JSON.stringify(before.extra)) as ModelState['extra'] },
    parent,
    child,
  );
  const trainer = createTrainer(child, data, state);
  return { state: before, trainer, reports: await drain(trainer) };
}

const layers = [
  { units: 5, activation: 'tanh', dropout: 0.1 },
  { units: 1, activation: 'sigmoid' },
];
const network = (change: object = {}, training: object = {}): Experiment =>
  experiment(
    { kind: 'network', layers, optimizer: { kind: 'adam', learningRate: 0.02 }, ...change },
    { batchSize: 16, ...training },
  );

describe('a fork of a network', () => {
  it.each([
    ['constant', {}],
    ['plateau', { schedule: { kind: 'plateau', patience: 4, minDelta: 0.01 } }],
  ])('without a change is its run, to the bit: %s', async (_, change) => {
    const whole = await drain(createTrainer(network(change), classes, null));
    const { reports } = await fork(network(change), network(change), classes, 25);
    expect(reports).toEqual(whole.slice(25));
  });

  it('has the weights of the checkpoint, and the new rate from its first update on', async () => {
    const sgd = (learningRate: number): Experiment =>
      network({ optimizer: { kind: 'sgd', learningRate } }, { steps: 26 });
    const moved = async (rate: number): Promise<number[]> => {
      const { state, trainer } = await fork(sgd(0.1), sgd(rate), classes, 25);
      const [before, after] = [state, trainer.state()].map((s) => s.tensors['layer0/kernel'].data);
      return [...after].map((value, i) => value - before[i]);
    };
    const plain = await moved(0.1);
    const tripled = await moved(0.3);
    expect(plain.some((change) => Math.abs(change) > 1e-6)).toBe(true);
    tripled.forEach((change, i) => {
      expect(change).toBeCloseTo(3 * plain[i], 12);
    });
  });

  it('takes another optimizer with empty slots, which is then at its first update', async () => {
    const adam = network({}, { steps: 41 });
    const { state, trainer } = await fork(network({ optimizer: { kind: 'sgd' } }), adam, classes, 40);
    const [before, after] = [state, trainer.state()].map((s) => s.tensors['layer1/kernel'].data);
    // Adam's first update is the learning rate for any gradient, once its bias is corrected.
    for (let i = 0; i < before.length; i++) {
      expect(Math.abs(after[i] - before[i])).toBeCloseTo(0.02, 3);
    }
    expect(Object.keys(trainer.state().tensors)).toContain('optimizer/m/layer0/kernel');
    const back = await fork(adam, network({ optimizer: { kind: 'sgd' } }), classes, 20);
    expect(Object.keys(back.trainer.state().tensors).filter((name) => name.includes('optimizer'))).toEqual(
      [],
    );
  });

  it('can be stopped and gone on with like any run', async () => {
    const parent = network({ optimizer: { kind: 'sgd' } });
    const child = network({ schedule: { kind: 'cosine' } }, { batchSize: null, steps: 90 });
    const first = createTrainer(parent, classes, null);
    await drain(first, 30);
    const from = forkState(first.state(), parent, child);
    const whole = await drain(createTrainer(child, classes, from));
    const half = createTrainer(child, classes, from);
    await drain(half, 20);
    expect(await drain(createTrainer(child, classes, half.state()))).toEqual(whole.slice(20));
  });

  it('waits anew for a better loss where it stops early', async () => {
    const earlyStopping = { patience: 10, minDelta: 10 };
    const parent = network({}, { earlyStopping, steps: 200 });
    const ended = await drain(createTrainer(parent, classes, null));
    const end = ended[ended.length - 1].step;
    expect(end).toBeLessThan(50);
    const child = network({}, { earlyStopping: { patience: 15, minDelta: 10 }, steps: 200 });
    const { reports } = await fork(parent, child, classes, Infinity);
    // The first loss it sees is the best one so far.
    expect(reports[reports.length - 1]?.step).toBe(end + 16);
  });
});

describe('a fork of k-means', () => {
  const kmeans = (change: object): Experiment =>
    experiment({ kind: 'kmeans', nClusters: 5, init: 'random', tol: 0, nInit: 2, ...change });

  it('with more starts ends as if they had been asked for from the beginning', async () => {
    const whole = createTrainer(kmeans({ nInit: 5 }), points, null);
    const all = await drain(whole);
    for (const pulls of [3, Infinity]) {
      const { trainer, reports } = await fork(kmeans({}), kmeans({ nInit: 5 }), points, pulls);
      expect(reports).toEqual(all.slice(all.length - reports.length));
      expect(trainer.result()).toEqual(whole.result());
    }
  });

  it('goes on from its best centres where a limit had ended it', async () => {
    const { state, trainer, reports } = await fork(
      kmeans({ maxIter: 2 }),
      kmeans({ maxIter: 100 }),
      points,
      Infinity,
    );
    const before = Number(state.extra['bestInertia']);
    expect(last(reports, 'inertia')).toBeLessThan(before);
    expect(reports[0]?.step).toBe(state.step + 1);
    expect(trainer.state().extra['restart']).toBe(2);
  });
});

describe('a fork of an SVM', () => {
  const svm = (l2: number, maxIter: number): Experiment => experiment({ kind: 'svm', l2, maxIter });

  it.each([0.2, 1, 20])('reaches the objective of l2 = %d from another', async (l2) => {
    const { state, trainer, reports } = await fork(svm(1, 20), svm(l2, 2000), classes, 20);
    const straight = await drain(createTrainer(svm(l2, 2000), classes, null));
    expect(last(reports, 'objective') / last(straight, 'objective')).toBeCloseTo(1, 4);
    const dual = trainer.state().tensors['dual'].data;
    expect(Math.max(...dual)).toBeLessThanOrEqual(1 / l2);
    expect(reports[0]?.step).toBe(state.step + 1);
  });

  it('starts from the hyperplane that its duals make', () => {
    const parent = svm(1, 20);
    const trainer = createTrainer(parent, classes, null);
    return drain(trainer, 5).then(() => {
      const state = forkState(trainer.state(), parent, svm(4, 40));
      const dual = state.tensors['dual'].data;
      const made = [0, 0, 0];
      for (let row = 0; row < classes.trainRows; row++) {
        const side = present(classes.target)[row] === 1 ? 1 : -1;
        made[0] += dual[row] * side * classes.features[2 * row];
        made[1] += dual[row] * side * classes.features[2 * row + 1];
        made[2] += dual[row] * side;
      }
      const coef = state.tensors['coef'].data;
      expect(made[0]).toBeCloseTo(coef[0], 10);
      expect(made[1]).toBeCloseTo(coef[1], 10);
      expect(made[2]).toBeCloseTo(state.tensors['intercept'].data[0], 10);
    });
  });
});
