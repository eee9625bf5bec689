import { describe, expect, it } from 'vitest';
import { OPTIMIZERS, SCHEDULES, type KMeansSpec } from '../../../src-shared/experiment/schema';
import { toTrainingData, drain, networkSpec, svmSpec, trainingSpec } from '../../testing/data';
import { createTypedTrainer } from './create-trainer';
import { Rng } from '../numeric/rng';
import type { TrainerOptions } from '../contract/trainer';
import type { ModelState } from '../contract/state';

const kmeans: KMeansSpec = {
  kind: 'kmeans',
  nClusters: 3,
  init: 'k-means++',
  nInit: 2,
  maxIter: 300,
  tol: 0,
  initRows: null,
  tolOn: 'inertia',
  batchSize: null,
  reassignmentRatio: 0.01,
  maxNoImprovement: 10,
};

const rng = new Rng(31);
const rows = Array.from({ length: 50 }, () => [rng.normal(), rng.normal()]);
const target = rows.map(([x, y]) => (x > y ? 1 : 0));
const three = {
  ...toTrainingData(
    rows,
    rows.map(([x, y]) => (x > 0.3 ? 2 : y > 0 ? 1 : 0)),
    40,
  ),
  classes: ['a', 'b', 'c'],
};
const cases: [string, Omit<TrainerOptions, 'resume'>][] = [
  [
    'network',
    {
      model: networkSpec({ loss: 'binaryCrossentropy' }),
      training: trainingSpec({ batchSize: 8, logEvery: 1 }),
      seed: 4,
      data: toTrainingData(rows, target),
    },
  ],
  [
    'network with dropout and early stopping',
    {
      model: networkSpec({
        layers: [
          { units: 4, activation: 'relu', dropout: 0.5 },
          { units: 1, activation: 'sigmoid' },
        ],
        schedule: { kind: 'plateau', patience: 2, minDelta: 0.01 },
      }),
      training: trainingSpec({ batchSize: 8, logEvery: 1, earlyStopping: { patience: 4, minDelta: 0.02 } }),
      seed: 4,
      data: toTrainingData(rows, target, 40),
    },
  ],
  ['k-means', { model: kmeans, training: trainingSpec(), seed: 4, data: toTrainingData(rows) }],
  [
    'SVM',
    {
      model: svmSpec({ l2: 1, maxIter: 30 }),
      training: trainingSpec(),
      seed: 4,
      data: toTrainingData(rows, target),
    },
  ],
  [
    'SVM, three classes, squared hinge, shrinking',
    {
      model: svmSpec({ loss: 'squaredHinge', shrinking: true, classWeight: 'balanced', maxIter: 20 }),
      training: trainingSpec(),
      seed: 4,
      data: three,
    },
  ],
  [
    'SVM, three classes, a tolerance that some meet before others',
    {
      model: svmSpec({ tol: 0.05, maxIter: 60 }),
      training: trainingSpec({ logEvery: 3 }),
      seed: 4,
      data: three,
    },
  ],
  [
    'SVM, Fourier features, hinge, shrinking',
    {
      model: svmSpec({ fourier: { gamma: 1, nComponents: 30 }, shrinking: true, maxIter: 20 }),
      training: trainingSpec(),
      seed: 4,
      data: toTrainingData(rows, target, 40),
    },
  ],
  [
    'SVM, folds and calibration',
    {
      model: svmSpec({ folds: 4, calibration: 'crossValidation', maxIter: 4, tol: 1e-6 }),
      training: trainingSpec(),
      seed: 4,
      data: toTrainingData(rows, target),
    },
  ],
];

/** State that a checkpoint gives back: arrays of their own, `extra` through JSON. */
function stored(state: ModelState): ModelState {
  return {
    ...state,
    tensors: Object.fromEntries(
      Object.entries(state.tensors).map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
    ),
    extra: JSON.parse(JSON.stringify(state.extra)) as ModelState['extra'],
  };
}

describe('a restored trainer', () => {
  it.each(cases)('holds the state it was given: %s', async (_, options) => {
    const whole = await drain(createTypedTrainer({ ...options, resume: null }));
    for (let pulls = 1; pulls <= Math.min(12, whole.length); pulls++) {
      const first = createTypedTrainer({ ...options, resume: null });
      await drain(first, pulls);
      const state = stored(first.state());
      expect(stored(createTypedTrainer({ ...options, resume: state }).state())).toEqual(state);
    }
  });

  it.each(cases)('goes on from any step, and from a second restore at once: %s', async (_, options) => {
    const straight = createTypedTrainer({ ...options, resume: null });
    const whole = await drain(straight);
    for (let pulls = 1; pulls < Math.min(12, whole.length); pulls++) {
      const first = createTypedTrainer({ ...options, resume: null });
      await drain(first, pulls);
      const once = createTypedTrainer({ ...options, resume: stored(first.state()) });
      const twice = createTypedTrainer({ ...options, resume: stored(once.state()) });
      expect(await drain(twice)).toEqual(whole.slice(pulls));
      expect(twice.result()).toEqual(straight.result());
    }
  });

  it('goes on from a round of k-means that filled an empty cluster', async () => {
    const options = {
      model: { ...kmeans, nInit: 1 },
      training: trainingSpec(),
      seed: 1,
      data: toTrainingData([[0], [1], [10]]),
      initialCenters: Float64Array.of(0.5, 10, 1000),
    };
    const whole = await drain(createTypedTrainer({ ...options, resume: null }));
    expect(whole).toHaveLength(2);
    const first = createTypedTrainer({ ...options, resume: null });
    await drain(first, 1);
    const rest = await drain(createTypedTrainer({ ...options, resume: stored(first.state()) }));
    expect(rest).toEqual(whole.slice(1));
  });

  it('lets the caller change what it was given, and what it gives', async () => {
    for (const [, options] of cases) {
      const trainer = createTypedTrainer({ ...options, resume: null });
      await drain(trainer, 3);
      const before = trainer.result();
      for (const { data } of Object.values(trainer.state().tensors)) data.fill(7);
      expect(trainer.result()).toEqual(before);
    }
  });
});

describe('going on from a state', () => {
  const rng = new Rng(21);
  const rows = Array.from({ length: 60 }, () => [rng.normal(), rng.normal()]);
  const target = rows.map(([x, y]) => (x > y ? 1 : 0));
  const cases: [string, Omit<TrainerOptions, 'resume'>, number][] = [
    [
      'network, Adam, mini-batches',
      {
        model: networkSpec(),
        training: trainingSpec({ batchSize: 7, logEvery: 1 }),
        seed: 3,
        data: toTrainingData(rows, target),
      },
      33,
    ],
    ...OPTIMIZERS.map((kind): [string, Omit<TrainerOptions, 'resume'>, number] => [
      `network, ${kind}, full batch`,
      {
        model: networkSpec({ optimizer: { kind } }),
        training: trainingSpec({ logEvery: 1 }),
        seed: 3,
        data: toTrainingData(rows, target),
      },
      50,
    ]),
    ...SCHEDULES.map((kind): [string, Omit<TrainerOptions, 'resume'>, number] => [
      `network, dropout, penalties, early stopping, ${kind}`,
      {
        model: networkSpec({
          layers: [
            { units: 6, activation: 'gelu', dropout: 0.3 },
            { units: 5, activation: 'elu', dropout: 0.1 },
            { units: 3, activation: 'softmax' },
          ],
          loss: 'categoricalCrossentropy',
          regularizer: { l1: 0.001, l2: 0.002 },
          schedule:
            kind === 'plateau'
              ? { kind, warmupSteps: 4, patience: 3, minDelta: 0.05 }
              : { kind, warmupSteps: 4 },
        }),
        training: trainingSpec({
          batchSize: 7,
          logEvery: 1,
          earlyStopping: { patience: 60, minDelta: 0.01 },
        }),
        seed: 3,
        data: toTrainingData(
          rows,
          rows.map(([x, y]) => (x > y ? 2 : x > 0 ? 1 : 0)),
          45,
          null,
          [0, 1, 2],
        ),
      },
      33,
    ]),
    [
      'k-means',
      {
        model: { ...kmeans, nClusters: 5, nInit: 4 },
        training: trainingSpec(),
        seed: 3,
        data: toTrainingData(rows),
      },
      9,
    ],
    [
      'SVM',
      {
        model: svmSpec({ l2: 1, maxIter: 30 }),
        training: trainingSpec(),
        seed: 3,
        data: toTrainingData(rows, target),
      },
      12,
    ],
  ];

  it.each(cases)('equals never having stopped, to the bit: %s', async (_, options, pulls) => {
    const straight = createTypedTrainer({ ...options, resume: null });
    const whole = await drain(straight);
    const first = createTypedTrainer({ ...options, resume: null });
    await drain(first, pulls);
    const stored = {
      ...first.state(),
      extra: JSON.parse(JSON.stringify(first.state().extra)) as ModelState['extra'],
    };
    const second = createTypedTrainer({ ...options, resume: stored });
    const rest = await drain(second);
    expect(rest).toEqual(whole.slice(pulls));
    expect(second.result()).toEqual(straight.result());
  });
});
