import { describe, expect, it } from 'vitest';
import { OPTIMIZERS, optimizerSchema } from '../../../src-shared/experiment/schema';
import { toTrainingData, drain, last, lastLayerFor, networkSpec, trainingSpec } from '../../testing/data';
import { softmaxOfThree, threeClouds } from '../../testing/models/clouds';
import { Dropout } from './layers/dropout';
import { createTypedTrainer } from '../models/create-trainer';
import { NetworkMetrics, computePenalty } from './metrics';
import { firstSlotValue, updateVariable } from './training/optimizers';
import { Rng } from '../numeric/rng';
import type { TrainerOptions } from '../contract/trainer';

const rng = new Rng(8);

const clouds = threeClouds(rng);

describe('optimizers by hand', () => {
  const two = (spec: object, gradients: readonly number[], slots: readonly number[]): number => {
    const optimizer = optimizerSchema.parse(spec);
    const variable = Float64Array.of(1);
    const arrays = slots.map(() => Float64Array.of(firstSlotValue(optimizer)));
    gradients.forEach((gradient, i) => {
      updateVariable(optimizer, variable, Float64Array.of(gradient), arrays, i + 1, 0.1);
    });
    arrays.forEach((array, s) => {
      expect(array[0]).toBeCloseTo(slots[s], 12);
    });
    return variable[0];
  };

  it('Nesterov looks ahead along its velocity', () => {
    // v = 1, then 0.5 + 2 = 2.5; each update takes g + 0.5 v.
    const value = two({ kind: 'nesterov', momentum: 0.5 }, [1, 2], [2.5]);
    expect(value).toBeCloseTo(1 - 0.1 * 1.5 - 0.1 * (2 + 1.25), 12);
  });

  it('Adagrad divides by the root of its sum', () => {
    const value = two({ kind: 'adagrad', initialAccumulatorValue: 3, epsilon: 0.5 }, [1, 12], [148]);
    expect(value).toBeCloseTo(1 - (0.1 * 1) / (2 + 0.5) - (0.1 * 12) / (Math.sqrt(148) + 0.5), 12);
  });

  it('AdamW takes the decay off before the step', () => {
    const value = two({ kind: 'adamw', weightDecay: 0.2, epsilon: 1e-12 }, [5], [0.5, 0.025]);
    // The decay leaves 1 - 0.1 x 0.2; Adam's first step is one rate long.
    expect(value).toBeCloseTo(0.98 - 0.1, 9);
  });
});

describe('a softmax network', () => {
  it.each(OPTIMIZERS)('learns three clouds with %s', async (kind) => {
    const learningRate = { sgd: 0.3, adagrad: 0.3 }[kind as string] ?? 0.03;
    const trainer = createTypedTrainer({
      model: softmaxOfThree({ optimizer: { kind, learningRate } }),
      training: trainingSpec({ steps: 300, batchSize: 30, logEvery: 50 }),
      seed: 2,
      data: clouds,
      resume: null,
    });
    const reports = await drain(trainer);
    expect(trainer.metricNames).toEqual(['loss', 'valLoss', 'accuracy', 'valAccuracy']);
    expect(last(reports, 'accuracy')).toBeGreaterThan(0.93);
    expect(last(reports, 'valAccuracy')).toBeGreaterThan(0.85);
  });

  it('of two units is a sigmoid with twice the weights', async () => {
    // softmax(z, -z) is sigmoid(2z): the same loss at the same outputs.
    const target = [0, 1, 1];
    const outputs = Float64Array.of(0.8, 0.2, 0.3, 0.7, 0.6, 0.4);
    const data = toTrainingData([[1], [2], [3]], target);
    const two = new NetworkMetrics(
      networkSpec({ layers: [{ units: 2, activation: 'softmax' }], loss: 'categoricalCrossentropy' }),
      data,
    );
    two.begin();
    two.add(outputs, 0, 3);
    const one = new NetworkMetrics(
      networkSpec({ layers: [{ units: 1, activation: 'sigmoid' }], loss: 'binaryCrossentropy' }),
      data,
    );
    one.begin();
    one.add(Float64Array.of(0.2, 0.7, 0.4), 0, 3);
    const found = two.values(0);
    expect(found['loss']).toBeCloseTo(one.values(0)['loss'], 14);
    expect(found['loss']).toBeCloseTo(-(Math.log(0.8) + Math.log(0.7) + Math.log(0.4)) / 3, 14);
    expect(found['accuracy']).toBeCloseTo(2 / 3, 15);
  });
});

describe('figures of numbers', () => {
  const model = networkSpec({ layers: [{ units: 1, activation: 'linear' }] });

  it('are the mean absolute error, the root of the mean squared error and R2, by weight', () => {
    const data = toTrainingData([[0], [0], [0], [0]], [1, 2, 4, 7], 3, [1, 2, 1, 5]);
    const metrics = new NetworkMetrics(model, data);
    metrics.begin();
    // In parts that cut through the training rows and the border to validation.
    metrics.add(Float64Array.of(2), 0, 1);
    metrics.add(Float64Array.of(2, 2, 7), 1, 3);
    const { loss, mae, rmse, r2, valMae, valR2 } = metrics.values(0.5);
    expect([loss, mae, rmse]).toEqual([(1 + 4) / 4 + 0.5, 3 / 4, Math.sqrt(5 / 4)]);
    // Mean (1 + 4 + 4) / 4 = 2.25; spread 1.5625 + 2 x 0.0625 + 3.0625 = 4.75.
    expect(r2).toBeCloseTo(1 - 5 / 4.75, 14);
    // A part whose targets are all alike: met, so 1.
    expect([valMae, valR2]).toEqual([0, 1]);
  });
});

describe('a penalty', () => {
  it('is a part of the loss', async () => {
    const plain = networkSpec({ layers: [{ units: 1, activation: 'sigmoid' }] });
    const options: Omit<TrainerOptions, 'model'> = {
      training: trainingSpec({ steps: 1 }),
      seed: 1,
      data: toTrainingData([[1], [2]], [0, 1]),
      resume: null,
    };
    const optimizer = { kind: 'sgd' as const, learningRate: 1e-12 };
    const without = createTypedTrainer({ ...options, model: { ...plain, optimizer } });
    const regularizer = { l1: 0.5, l2: 0.25 };
    const withIt = createTypedTrainer({ ...options, model: { ...plain, optimizer, regularizer } });
    const difference = last(await drain(withIt), 'loss') - last(await drain(without), 'loss');
    const w = without.state().tensors['layer0/kernel'].data[0];
    expect(difference).toBeCloseTo(0.5 * Math.abs(w) + 0.25 * w * w, 10);
    expect(computePenalty(regularizer, [Float64Array.of(-2, 1)])).toBe(0.5 * 3 + 0.25 * 5);
  });

  it('L1 brings weights that nothing needs close to 0, L2 makes all smaller', async () => {
    const rows = Array.from({ length: 100 }, () => [rng.normal(), rng.normal()]);
    const weightsWith = async (regularizer: { l1: number; l2: number }): Promise<number[]> => {
      const trainer = createTypedTrainer({
        model: networkSpec({ layers: [{ units: 1, activation: 'linear' }], regularizer }),
        training: trainingSpec({ steps: 2000 }),
        seed: 1,
        data: toTrainingData(
          rows,
          rows.map(([x]) => 3 * x),
        ),
        resume: null,
      });
      await drain(trainer);
      return [...trainer.state().tensors['layer0/kernel'].data];
    };
    const [used, unused] = await weightsWith({ l1: 0.5, l2: 0 });
    expect(Math.abs(unused)).toBeLessThan(0.03);
    expect(used).toBeGreaterThan(2);
    const [shrunk] = await weightsWith({ l1: 0, l2: 1 });
    // With n x variance near 1: 3 / (1 + l2).
    expect(shrunk).toBeGreaterThan(1);
    expect(shrunk).toBeLessThan(2);
  });
});

describe('dropout', () => {
  const dropout = (): Dropout =>
    new Dropout(
      networkSpec({
        layers: [
          { units: 4, activation: 'relu', dropout: 0.25 },
          { units: 1, activation: 'linear' },
        ],
      }),
      1,
      null,
    );

  it('leaves out its share and makes up for it', () => {
    const mask = new Float64Array(40_000);
    dropout().draw(0, mask, mask.length);
    expect([...new Set(mask)].sort()).toEqual([0, 1 / 0.75]);
    // The standard deviation of the share is 0.0022.
    expect(mask.filter((value) => value === 0).length / mask.length).toBeCloseTo(0.25, 2);
  });

  it('draws the same whole and in parts', () => {
    const whole = new Float64Array(12);
    dropout().draw(0, whole, 12);
    const parts = dropout();
    const found = [5, 7].flatMap((count) => {
      const part = new Float64Array(count);
      parts.draw(0, part, count);
      return [...part];
    });
    expect(found).toEqual([...whole]);
  });

  it('is off in evaluation: a model restored with it says what it says without', async () => {
    const layers = [
      { units: 8, activation: 'relu' as const, dropout: 0.5 },
      lastLayerFor('categoricalCrossentropy', 3),
    ];
    const trainer = createTypedTrainer({
      model: softmaxOfThree({ layers }),
      training: trainingSpec({ steps: 200 }),
      seed: 1,
      data: clouds,
      resume: null,
    });
    const reports = await drain(trainer);
    const plain = softmaxOfThree({ layers: layers.map(({ units, activation }) => ({ units, activation })) });
    const again = createTypedTrainer({
      model: { ...plain, optimizer: { kind: 'sgd', learningRate: 1e-300 } },
      training: trainingSpec({ steps: 201, logEvery: 1 }),
      seed: 1,
      data: clouds,
      resume: trainer.state(),
    });
    expect(last(await drain(again), 'loss')).toBeCloseTo(last(reports, 'loss'), 12);
    expect(last(reports, 'accuracy')).toBeGreaterThan(0.9);
  });
});
