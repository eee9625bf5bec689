import { describe, expect, it } from 'vitest';
import {
  ACTIVATIONS,
  LOSSES,
  OPTIMIZERS,
  optimizerSchema,
  type KMeansSpec,
  type SvmSpec,
} from '../../src-shared/experiment/schema';
import { dataOf, drain, last, networkSpec, trainingSpec, xnorData } from '../testing/data';
import { predictPoints } from './evaluate';
import { generateDataset } from './generators';
import { initialWeights } from './initializers';
import { LOSS_TABLE } from './losses';
import { NetworkMath } from './network-math';
import { updateVariable } from './optimizers';
import { Rng } from './rng';
import { createTypedTrainer } from './index';
import type { ModelState, TrainerOptions } from './trainer';

const kmeans = (change: Partial<KMeansSpec> = {}): KMeansSpec => ({
  kind: 'kmeans',
  nClusters: 2,
  init: 'k-means++',
  nInit: 1,
  maxIter: 300,
  tol: 1e-4,
  ...change,
});
const svm = (change: Partial<SvmSpec> = {}): SvmSpec => ({ kind: 'svm', l2: 1, maxIter: 30, ...change });

describe('Rng', () => {
  it('gives the same stream for the same seed and goes on from a state', () => {
    const a = new Rng(7);
    const b = new Rng(7);
    expect([a.uniform(), a.normal(), a.integer(10)]).toEqual([b.uniform(), b.normal(), b.integer(10)]);
    const c = Rng.fromState(a.state());
    expect(c.uniform()).toBe(a.uniform());
    expect(new Rng(8).uniform()).not.toBe(new Rng(7).uniform());
  });

  it('is uniform and normal to within four standard errors', () => {
    const rng = new Rng(3);
    const n = 20000;
    let sum = 0;
    let squares = 0;
    let below = 0;
    for (let i = 0; i < n; i++) {
      if (rng.uniform() < 0.25) below++;
      const z = rng.normal();
      sum += z;
      squares += z * z;
    }
    expect(Math.abs(below / n - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / n));
    expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(squares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  it('shuffles into a permutation', () => {
    const items = Int32Array.from({ length: 100 }, (_, i) => i);
    new Rng(1).shuffle(items);
    expect([...items].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(items[0] === 0 && items[1] === 1 && items[2] === 2).toBe(false);
  });
});

describe('generators', () => {
  it('pushes the classes of the linear margin apart by the margin along the normal', () => {
    const table = generateDataset(
      {
        kind: 'generated',
        generator: 'linear-margin',
        params: { n: 500, range: 5, margin: 0.5 },
        missing: 'drop',
        missingValue: 0,
        scaling: 'none',
        validationSplit: 0,
      },
      4,
    );
    let nearest = Infinity;
    for (let row = 0; row < 500; row++) {
      const signed = (table.features[2 * row + 1]! - table.features[2 * row]!) / Math.SQRT2;
      expect(Math.sign(signed)).toBe(table.target![row] === 1 ? 1 : -1);
      nearest = Math.min(nearest, Math.abs(signed));
    }
    expect(nearest).toBeGreaterThanOrEqual(0.5 - 1e-12);
    expect(nearest).toBeLessThan(0.6);
  });

  it('draws heights and weights with the published moments', () => {
    const n = 50000;
    const { features } = generateDataset(
      {
        kind: 'generated',
        generator: 'heights-weights',
        params: { n },
        missing: 'drop',
        missingValue: 0,
        scaling: 'none',
        validationSplit: 0,
      },
      1,
    );
    let h = 0;
    let w = 0;
    let hw = 0;
    for (let i = 0; i < n; i++) {
      const a = (features[2 * i]! - 67.993) / 1.902;
      const b = (features[2 * i + 1]! - 127.079) / 11.661;
      h += a;
      w += b;
      hw += a * b;
    }
    expect(Math.abs(h / n)).toBeLessThan(0.02);
    expect(Math.abs(w / n)).toBeLessThan(0.02);
    expect(hw / n).toBeCloseTo(0.503, 1);
  });
});

describe('network', () => {
  it.each(ACTIVATIONS.flatMap((activation) => LOSSES.map((loss) => [activation, loss] as const)))(
    'has the gradient of central differences: %s hidden, %s',
    (activation, loss) => {
      const model = networkSpec({
        layers: [
          { units: 3, activation },
          { units: 2, activation },
          { units: 1, activation: 'sigmoid' },
        ],
      });
      const layers = initialWeights(model, 2, 11);
      // Away from relu's kink, where no derivative exists.
      for (const { bias } of layers) bias.forEach((_, i) => (bias[i] = 0.1 + 0.05 * i));
      const activations = model.layers.map((layer) => layer.activation);
      const math = new NetworkMath(layers, activations, 5);
      const rng = new Rng(5);
      const x = Float64Array.from({ length: 10 }, () => rng.uniform());
      const y = Float64Array.of(1, 0, 1, 0, 1);
      const lossNow = (): number => LOSS_TABLE[loss].mean(math.forward(x, 0, 5), y, 5);
      math.forward(x, 0, 5);
      math.backward(x, y, 5, loss);
      layers.forEach(({ kernel, bias }, l) => {
        for (const [values, gradient] of [
          [kernel, math.kernelGradients[l]!],
          [bias, math.biasGradients[l]!],
        ] as const) {
          values.forEach((value, i) => {
            values[i] = value + 1e-6;
            const up = lossNow();
            values[i] = value - 1e-6;
            const down = lossNow();
            values[i] = value;
            expect(gradient[i]).toBeCloseTo((up - down) / 2e-6, 6);
          });
        }
      });
    },
  );

  it('makes the first Adam update one learning rate long', () => {
    const variable = Float64Array.of(1, 1, 1);
    const slots = [new Float64Array(3), new Float64Array(3)];
    updateVariable(
      optimizerSchema.parse({ kind: 'adam', learningRate: 0.1 }),
      variable,
      Float64Array.of(2, -0.5, 0),
      slots,
      1,
    );
    expect(variable[0]).toBeCloseTo(0.9, 6);
    expect(variable[1]).toBeCloseTo(1.1, 6);
    expect(variable[2]).toBe(1);
    expect([...slots[0]!]).toEqual([0.2, -0.05, 0].map((value) => expect.closeTo(value, 12)));
  });

  it('follows momentum and RMSprop by hand', () => {
    const momentum = optimizerSchema.parse({ kind: 'momentum', learningRate: 0.1, momentum: 0.5 });
    const a = Float64Array.of(1);
    const velocity = [new Float64Array(1)];
    updateVariable(momentum, a, Float64Array.of(1), velocity, 1);
    updateVariable(momentum, a, Float64Array.of(1), velocity, 2);
    expect(a[0]).toBeCloseTo(1 - 0.1 - 0.15, 12);
    const rmsprop = optimizerSchema.parse({ kind: 'rmsprop', learningRate: 0.1, rho: 0.9, epsilon: 1e-8 });
    const b = Float64Array.of(1);
    updateVariable(rmsprop, b, Float64Array.of(2), [new Float64Array(1)], 1);
    expect(b[0]).toBeCloseTo(1 - 0.2 / Math.sqrt(0.4), 6);
  });

  it('solves XNOR from about six of ten starts, and logs every tenth step', async () => {
    let solved = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const trainer = createTypedTrainer({
        model: networkSpec(),
        training: trainingSpec({ steps: 5000 }),
        seed,
        data: xnorData(),
        resume: null,
      });
      const reports = await drain(trainer);
      expect(reports).toHaveLength(500);
      expect(reports[0]?.step).toBe(10);
      const loss = last(reports, 'loss');
      if (loss < 0.001) solved++;
      else expect(loss).toBeGreaterThan(0.1);
    }
    expect(solved).toBeGreaterThanOrEqual(27);
    expect(solved).toBeLessThanOrEqual(48);
  });

  it('stops with the step named when the loss is no number', async () => {
    const model = networkSpec({
      layers: [{ units: 1, activation: 'linear' }],
      optimizer: { kind: 'sgd', learningRate: 1000 },
    });
    const trainer = createTypedTrainer({
      model,
      training: trainingSpec({ steps: 1000, logEvery: 1 }),
      seed: 1,
      data: dataOf([[1], [2]], [10, 20]),
      resume: null,
    });
    await expect(drain(trainer)).rejects.toMatchObject({
      info: { kind: 'diverged', message: expect.stringMatching(/step \d+/) },
    });
  });
});

describe('k-means', () => {
  const corners = [
    [0, 0],
    [0, 2],
    [10, 0],
    [10, 2],
  ];

  it('finds the centres of two pairs', async () => {
    const trainer = createTypedTrainer({
      model: kmeans({ nInit: 5 }),
      training: trainingSpec(),
      seed: 1,
      data: dataOf(corners),
      resume: null,
    });
    const reports = await drain(trainer);
    const result = trainer.result();
    if (result.kind !== 'kmeans') throw new Error('not k-means');
    expect(result.clusterCenters.map((center) => center.join(',')).sort()).toEqual(['0,1', '10,1']);
    expect(result.clusterSizes).toEqual([2, 2]);
    expect(last(reports, 'inertia')).toBe(4);
    expect(last(reports, 'meanSquaredDistance')).toBe(1);
  });

  it('never lets J grow within a start, and counts every row', async () => {
    const rng = new Rng(9);
    const rows = Array.from({ length: 300 }, () => [rng.normal(), rng.normal(), rng.normal()]);
    const trainer = createTypedTrainer({
      model: kmeans({ nClusters: 7, nInit: 3, tol: 0 }),
      training: trainingSpec(),
      seed: 2,
      data: dataOf(rows),
      resume: null,
    });
    const reports = await drain(trainer);
    for (const restart of [1, 2, 3]) {
      const inertia = reports
        .slice(0, -1)
        .filter(({ history }) => history?.[0] === restart)
        .map(({ metrics }) => metrics!['inertia']!);
      inertia.forEach((value, i) => {
        expect(value).toBeLessThanOrEqual((inertia[i - 1] ?? Infinity) + 1e-9);
      });
    }
    const result = trainer.result();
    if (result.kind !== 'kmeans') throw new Error('not k-means');
    expect(result.clusterSizes.reduce((a, b) => a + b)).toBe(300);
    expect(Math.min(...result.clusterSizes)).toBeGreaterThan(0);
  });

  it('fills an empty cluster with the farthest row', async () => {
    const options: TrainerOptions = {
      model: kmeans({ nClusters: 3, tol: 0 }),
      training: trainingSpec(),
      seed: 1,
      data: dataOf(corners),
      resume: null,
      initialCenters: Float64Array.of(0, 1, 10, 1, 1000, 1000),
    };
    const trainer = createTypedTrainer(options);
    await drain(trainer);
    const result = trainer.result();
    if (result.kind !== 'kmeans') throw new Error('not k-means');
    expect(Math.min(...result.clusterSizes)).toBeGreaterThan(0);
    expect(result.clusterSizes.reduce((a, b) => a + b)).toBe(4);
  });

  it('runs the fixed number of rounds with tol 0, or stops when nothing moves', async () => {
    const trainer = createTypedTrainer({
      model: kmeans({ maxIter: 1, tol: 0 }),
      training: trainingSpec(),
      seed: 1,
      data: dataOf(corners),
      resume: null,
    });
    expect(await drain(trainer)).toHaveLength(1);
  });

  it('refuses more clusters than distinct rows', () => {
    const data = dataOf([
      [1, 1],
      [1, 1],
      [2, 2],
    ]);
    expect(() =>
      createTypedTrainer({
        model: kmeans({ nClusters: 3 }),
        training: trainingSpec(),
        seed: 1,
        data,
        resume: null,
      }),
    ).toThrow('k = 3, but the data has only 2 distinct rows: choose at most 2 clusters.');
  });
});

describe('SVM', () => {
  it('finds the widest margin between two points', async () => {
    // In one dimension, penalised bias: minimise (w^2 + b^2) / 2 with w + b >= 1, w - b >= 1.
    const data = dataOf([[1], [-1]], [1, 0]);
    const trainer = createTypedTrainer({
      model: svm({ l2: 0.01, maxIter: 50 }),
      training: trainingSpec(),
      seed: 1,
      data,
      resume: null,
    });
    const reports = await drain(trainer);
    const result = trainer.result();
    if (result.kind !== 'svm') throw new Error('not an SVM');
    expect(result.coef[0]?.[0]).toBeCloseTo(1, 6);
    expect(result.intercept[0]).toBeCloseTo(0, 6);
    expect(result.marginWidth).toBeCloseTo(2, 6);
    expect(last(reports, 'accuracy')).toBe(1);
  });

  it('closes the gap between the primal and its dual', async () => {
    const rng = new Rng(6);
    const rows = Array.from({ length: 200 }, () => [rng.normal(), rng.normal()]);
    const target = rows.map(([x, y]) => (x! + y! + 0.5 * rng.normal() > 0 ? 1 : 0));
    const trainer = createTypedTrainer({
      model: svm({ l2: 2, maxIter: 200 }),
      training: trainingSpec(),
      seed: 1,
      data: dataOf(rows, target),
      resume: null,
    });
    const reports = await drain(trainer);
    const { tensors } = trainer.state();
    const alpha = tensors['dual']!.data;
    const norm = [...tensors['coef']!.data].reduce(
      (sum, w) => sum + w * w,
      tensors['intercept']!.data[0]! ** 2,
    );
    // max sum(alpha) - |w|^2 / 2 under 0 <= alpha <= 1 / l2, all times l2 as the objective is.
    const dual = 2 * ([...alpha].reduce((a, b) => a + b, 0) - norm / 2);
    const primal = last(reports, 'objective');
    expect(primal).toBeGreaterThanOrEqual(dual - 1e-9);
    expect((primal - dual) / primal).toBeLessThan(1e-3);
  });

  it('answers the published points', async () => {
    const table = generateDataset(
      {
        kind: 'generated',
        generator: 'linear-margin',
        params: { n: 1000 },
        missing: 'drop',
        missingValue: 0,
        scaling: 'none',
        validationSplit: 0,
      },
      1,
    );
    const rows = Array.from({ length: 1000 }, (_, i) => [table.features[2 * i]!, table.features[2 * i + 1]!]);
    const data = dataOf(rows, [...table.target!]);
    const trainer = createTypedTrainer({
      model: svm(),
      training: trainingSpec(),
      seed: 1,
      data,
      resume: null,
    });
    const reports = await drain(trainer);
    expect(last(reports, 'accuracy')).toBe(1);
    expect(last(reports, 'hingeLoss')).toBeLessThan(0.005);
    const context = {
      model: svm(),
      state: trainer.state(),
      scaler: data.scaler,
      featureNames: data.featureNames,
      featureRanges: [],
      target: 'class',
      classes: [0, 1],
    };
    const [near, far] = predictPoints(context, [
      [-0.275, -0.494],
      [3.39, -2.137],
    ]);
    expect(near).toMatchObject({ class: 0, logit: expect.closeTo(-0.29, 0) as number });
    expect(Math.abs(near!.logit! + 0.29)).toBeLessThan(0.1);
    expect(Math.abs(far!.logit! + 7.1)).toBeLessThan(0.5);
  });

  it('wants two classes', () => {
    const data = { ...dataOf([[1], [2], [3]], [0, 1, 2]), classes: ['a', 'b', 'c'] };
    expect(() =>
      createTypedTrainer({ model: svm(), training: trainingSpec(), seed: 1, data, resume: null }),
    ).toThrow('exactly two classes, but the target has 3');
  });
});

describe('going on from a state', () => {
  const rng = new Rng(21);
  const rows = Array.from({ length: 60 }, () => [rng.normal(), rng.normal()]);
  const target = rows.map(([x, y]) => (x! > y! ? 1 : 0));
  const cases: [string, Omit<TrainerOptions, 'resume'>, number][] = [
    [
      'network, Adam, mini-batches',
      {
        model: networkSpec(),
        training: trainingSpec({ batchSize: 7, logEvery: 1 }),
        seed: 3,
        data: dataOf(rows, target),
      },
      33,
    ],
    ...OPTIMIZERS.map((kind): [string, Omit<TrainerOptions, 'resume'>, number] => [
      `network, ${kind}, full batch`,
      {
        model: networkSpec({ optimizer: { kind } }),
        training: trainingSpec({ logEvery: 1 }),
        seed: 3,
        data: dataOf(rows, target),
      },
      50,
    ]),
    [
      'k-means',
      {
        model: kmeans({ nClusters: 5, nInit: 4, tol: 0 }),
        training: trainingSpec(),
        seed: 3,
        data: dataOf(rows),
      },
      9,
    ],
    ['SVM', { model: svm(), training: trainingSpec(), seed: 3, data: dataOf(rows, target) }, 12],
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
