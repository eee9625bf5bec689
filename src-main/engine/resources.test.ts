import { beforeAll, describe, expect, it } from 'vitest';
import {
  HIDDEN_ACTIVATIONS,
  LOSSES,
  networkSchema,
  OPTIMIZERS,
  type KMeansSpec,
  type SvmSpec,
} from '../../src-shared/experiment/schema';
import { createTypedTrainer } from '../algorithms/models/create-trainer';
import { Rng } from '../algorithms/numeric/rng';
import type { Trainer, TrainerOptions } from '../algorithms/contract/trainer';
import type { ModelState } from '../algorithms/contract/state';
import {
  toTrainingData,
  drain,
  last,
  lastLayerFor,
  networkSpec,
  svmSpec,
  trainingSpec,
} from '../testing/data';
import {
  createKernelTrainer,
  createTensorflowTrainer,
  loadTensorflow,
  tensorflowStatus,
  warmUp,
} from './index';
import { Kernels } from './kernels';
import type { Binding } from './native';

const { available } = tensorflowStatus();
const rng = new Rng(23);
const rows = Array.from({ length: 300 }, () => [rng.normal(), 2 * rng.normal() - 1]);
const target = rows.map(([x, y]) => (x - 0.5 * y + 0.2 * rng.normal() > 0.4 ? 1 : 0));
const wide = Array.from({ length: 700 }, () => Array.from({ length: 640 }, () => rng.normal()));
const kmeans: KMeansSpec = {
  kind: 'kmeans',
  nClusters: 5,
  init: 'k-means++',
  nInit: 2,
  maxIter: 8,
  tol: 0,
  initRows: null,
  tolOn: 'inertia',
  batchSize: null,
  reassignmentRatio: 0.01,
  maxNoImprovement: 10,
};
const svm: SvmSpec = svmSpec({ l2: 0.5, maxIter: 12 });

const cases: [string, Omit<TrainerOptions, 'resume'>][] = [
  ...OPTIMIZERS.map((kind, i): [string, Omit<TrainerOptions, 'resume'>] => [
    `network, ${kind}`,
    {
      model: networkSpec({
        layers: [{ units: 4, activation: 'tanh' }, lastLayerFor(LOSSES[i % LOSSES.length])],
        loss: LOSSES[i % LOSSES.length],
        optimizer: { kind, learningRate: 0.01 },
      }),
      training: trainingSpec({ steps: 40, batchSize: i % 2 === 0 ? null : 64, logEvery: 1 }),
      seed: 4,
      data: toTrainingData(rows, target, 250),
    },
  ]),
  [
    'network, dropout, penalties, a plateau and early stopping',
    {
      model: networkSpec({
        layers: [
          { units: 6, activation: 'gelu', dropout: 0.3 },
          { units: 5, activation: 'leakyRelu', dropout: 0.2 },
          lastLayerFor('categoricalCrossentropy'),
        ],
        loss: 'categoricalCrossentropy',
        regularizer: { l1: 0.001, l2: 0.001 },
        schedule: { kind: 'plateau', patience: 5, warmupSteps: 3 },
      }),
      training: trainingSpec({
        steps: 40,
        batchSize: 64,
        logEvery: 1,
        earlyStopping: { patience: 35, minDelta: 0 },
      }),
      seed: 4,
      data: toTrainingData(rows, target, 250),
    },
  ],
  [
    'network, batches that TensorFlow gathers',
    {
      model: networkSpec({
        layers: [{ units: 4, activation: 'tanh' }, lastLayerFor('hinge')],
        loss: 'hinge',
      }),
      training: trainingSpec({ steps: 12, batchSize: 420, logEvery: 1 }),
      seed: 4,
      data: toTrainingData(
        wide,
        wide.map(([x, y]) => (x > y ? 1 : 0)),
        600,
      ),
    },
  ],
  ['k-means', { model: kmeans, training: trainingSpec(), seed: 4, data: toTrainingData(rows) }],
  ['SVM', { model: svm, training: trainingSpec(), seed: 4, data: toTrainingData(rows, target, 250) }],
];

describe.skipIf(!available)(`native memory${available ? '' : ' (skipped: no TensorFlow here)'}`, () => {
  let binding: Binding;

  beforeAll(() => {
    binding = loadTensorflow();
  });

  it.each(cases)('does not grow with the steps and ends empty: %s', async (_, options) => {
    const { counted, alive, variables } = counting(binding);
    const trainer = createKernelTrainer({ ...options, resume: null }, new Kernels(counted));
    const steps = trainer.train({ due: () => true });
    // A whole epoch: its last batch is shorter, and has a factor of its own.
    for (let pull = 0; pull < 5; pull++) await steps.next();
    const early = alive.size;
    expect(early).toBeGreaterThan(0);
    let pulls = 0;
    while ((await steps.next()).done !== true) {
      trainer.state();
      pulls++;
      expect(alive.size).toBe(early);
    }
    expect(pulls).toBeGreaterThan(3);
    trainer.dispose();
    expect(alive.size + variables.size).toBe(0);
    trainer.dispose();
  });

  it('has met every operation and attribute after the warm-up, which leaves nothing', async () => {
    const { counted, alive, met } = counting(binding);
    await warmUp(counted);
    expect(alive.size).toBe(0);
    const known = new Set(met);
    const hidden = HIDDEN_ACTIVATIONS.map((activation) => ({ units: 3, activation, dropout: 0.1 }));
    const everything = cases.flatMap(([, options]) => {
      const { model } = options;
      if (model.kind !== 'network') return [options];
      return LOSSES.flatMap((loss) =>
        [null, 64].map((batchSize) => ({
          ...options,
          model: networkSchema.parse({ ...model, layers: [...hidden, lastLayerFor(loss)], loss }),
          training: trainingSpec({ steps: 3, batchSize, logEvery: 1 }),
        })),
      );
    });
    for (const options of everything) {
      const trainer = createKernelTrainer({ ...options, resume: null }, new Kernels(counted));
      await drain(trainer);
      trainer.dispose();
    }
    expect(known.size).toBeGreaterThan(30);
    expect([...met].filter((name) => !known.has(name))).toEqual([]);
  });

  it('is freed after a failure half way through a step', async () => {
    const { counted, alive, variables, breakAfter } = counting(binding);
    const trainer = createKernelTrainer({ ...cases[0][1], resume: null }, new Kernels(counted));
    breakAfter(70);
    await expect(drain(trainer)).rejects.toThrow('broken on purpose');
    breakAfter(Infinity);
    trainer.dispose();
    expect(alive.size + variables.size).toBe(0);
  });

  it('is freed where the state to resume does not fit', () => {
    for (const [name, options] of cases) {
      const { counted, alive } = counting(binding);
      const kind = options.model.kind;
      const resume: ModelState = { kind, step: 1, tensors: {}, extra: {} };
      expect(() => createKernelTrainer({ ...options, resume }, new Kernels(counted)), name).toThrow(
        'lacks the tensor',
      );
      expect(alive.size).toBe(0);
    }
  });
});

describe.skipIf(!available)(
  `the same seed on TensorFlow${available ? '' : ' (skipped: no TensorFlow here)'}`,
  () => {
    beforeAll(() => {
      loadTensorflow();
    });

    it.each(cases)('gives the same numbers twice: %s', async (_, options) => {
      const first = createTensorflowTrainer({ ...options, resume: null });
      const second = createTensorflowTrainer({ ...options, resume: null });
      expect(await drain(second)).toEqual(await drain(first));
      expect(second.state()).toEqual(first.state());
      first.dispose();
      second.dispose();
    });

    const engines: [string, (options: TrainerOptions) => Trainer, (options: TrainerOptions) => Trainer][] = [
      ['typed to TensorFlow', createTypedTrainer, createTensorflowTrainer],
      ['TensorFlow to typed', createTensorflowTrainer, createTypedTrainer],
    ];
    it.each(
      engines.flatMap(([way, from, to]) =>
        cases.map(([name, options]) => ({ way, name, from, to, options })),
      ),
    )('goes on from the other engine: $way, $name', async ({ from, to, options }) => {
      const whole = createTypedTrainer({ ...options, resume: null });
      const straight = await drain(whole);
      const first = from({ ...options, resume: null });
      await drain(first, 3);
      const second = to({ ...options, resume: first.state() });
      const rest = await drain(second);
      expect(rest).toHaveLength(straight.length - 3);
      for (const name of whole.metricNames) {
        const expected = last(straight, name);
        expect(Math.abs(last(rest, name) - expected), name).toBeLessThanOrEqual(1e-3 * Math.abs(expected));
      }
      first.dispose();
      second.dispose();
    });

    it('evaluates more rows than one pass takes', async () => {
      const many = Array.from({ length: 9000 }, () => [rng.normal(), rng.normal()]);
      const data = toTrainingData(
        many,
        many.map(([x]) => (x > 0 ? 1 : 0)),
        8500,
      );
      const training = trainingSpec({ steps: 3, batchSize: 500, logEvery: 1 });
      const options: TrainerOptions = { model: networkSpec(), training, seed: 1, data, resume: null };
      const native = createTensorflowTrainer(options);
      const reports = await drain(native);
      native.dispose();
      const typed = await drain(createTypedTrainer(options));
      for (const name of native.metricNames)
        expect(last(reports, name), name).toBeCloseTo(last(typed, name), 5);
    });
  },
);

/** A binding that counts the tensors it holds by itself, and can be made to fail. */
function counting(binding: Binding): {
  counted: Binding;
  alive: Set<number>;
  /** A variable's memory outlives its handle. */
  variables: Set<number>;
  /** Operations and attributes by name. */
  met: Set<string>;
  breakAfter: (calls: number) => void;
} {
  const alive = new Set<number>();
  const variables = new Set<number>();
  const met = new Set<string>();
  let left = Infinity;
  const counted = Object.create(binding, {
    createTensor: {
      value: (...given: Parameters<Binding['createTensor']>) => {
        const id = binding.createTensor(...given);
        alive.add(id);
        return id;
      },
    },
    executeOp: {
      value: (...given: Parameters<Binding['executeOp']>) => {
        if (--left < 0) throw new Error('broken on purpose');
        const made = binding.executeOp(...given);
        met.add(given[0]);
        for (const { name } of given[1]) met.add(`${given[0]}.${name}`);
        if (given[0] === 'VarHandleOp') variables.add(made[0].id);
        if (given[0] === 'DestroyResourceOp') variables.delete(given[2][0]);
        for (const { id } of made) alive.add(id);
        return made;
      },
    },
    deleteTensor: {
      value: (id: number) => {
        if (!alive.delete(id)) throw new Error(`tensor ${id} freed twice`);
        binding.deleteTensor(id);
      },
    },
  }) as Binding;
  return { counted, alive, variables, met, breakAfter: (calls) => (left = calls) };
}
