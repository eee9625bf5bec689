import { describe, expect, it } from 'vitest';
import { modelSchema, trainingSchema, type ModelSpec } from '../../../src-shared/experiment/schema';
import { clusteredTable, TableStream } from '../../testing/models/table-stream';
import type { RunResult } from '../../../src-shared/models';
import type { ModelState } from '../contract/state';
import type { Trainer, TrainingData } from '../contract/trainer';
import { createStreamedTrainer, createTypedTrainer } from '../models/create-trainer';

const kmeans = modelSchema.parse({ kind: 'kmeans', nClusters: 3, batchSize: 256 });
const svm = modelSchema.parse({ kind: 'svm', C: 1 });
const network = modelSchema.parse({
  kind: 'network',
  layers: [
    { units: 8, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ],
  loss: 'binaryCrossentropy',
  optimizer: { kind: 'adam', learningRate: 0.01 },
});

interface Ended {
  readonly metrics: Readonly<Record<string, number>>;
  readonly result: RunResult;
  readonly state: ModelState;
  readonly steps: number;
}

const planned = (change: Record<string, unknown> = {}) => ({
  ...trainingSchema.parse({ batchSize: 64, ...change }),
  logEvery: 10,
});

function streamed(
  model: ModelSpec,
  data: TrainingData,
  {
    passes = 1,
    resume = null,
    training = {},
  }: { passes?: number; resume?: ModelState | null; training?: Record<string, unknown> } = {},
): Trainer {
  const sample = { trainRows: data.trainRows, validationRows: data.rows - data.trainRows };
  return createStreamedTrainer({
    model,
    training: planned(training),
    measuring: { logEvery: 10, sample, fullEvery: null },
    seed: 3,
    data,
    rateChanges: [],
    resume,
    stream: new TableStream(data),
    passes,
  });
}

/** @param stopAt step that it is left at; left out: none */
async function trained(trainer: Trainer, stopAt = Infinity): Promise<Ended> {
  let metrics: Readonly<Record<string, number>> = {};
  let steps = 0;
  for await (const report of trainer.train({ due: () => true })) {
    steps = report.step;
    if (report.metrics !== null) metrics = report.metrics;
    if (report.step >= stopAt) break;
  }
  const ended = { metrics, result: trainer.result(), state: trainer.state(), steps };
  trainer.dispose();
  return ended;
}

const number = (metrics: Readonly<Record<string, number>>, name: string): number => metrics[name] ?? NaN;

describe('rows that come in blocks', () => {
  const data = clusteredTable(6000, 4, 1500);

  it('give a linear SVM near the optimum of one that holds them', async () => {
    const held = await trained(
      createTypedTrainer({
        model: modelSchema.parse({ kind: 'svm', C: 1, tol: 1e-6 }),
        training: planned(),
        seed: 3,
        data,
        rateChanges: [],
        resume: null,
      }),
    );
    const { metrics } = await trained(streamed(svm, data, { passes: 5 }));
    const optimum = number(held.metrics, 'objective');
    expect(number(metrics, 'objective')).toBeGreaterThanOrEqual(optimum * (1 - 1e-6));
    expect(number(metrics, 'objective')).toBeLessThan(optimum * 1.02);
    expect(number(metrics, 'valAccuracy')).toBeGreaterThan(number(held.metrics, 'valAccuracy') - 0.01);
  });

  it('give k-means the clusters of one that holds them', async () => {
    const held = await trained(
      createTypedTrainer({
        model: modelSchema.parse({ kind: 'kmeans', nClusters: 3, nInit: 5 }),
        training: planned(),
        seed: 3,
        data,
        rateChanges: [],
        resume: null,
      }),
    );
    const { metrics, result } = await trained(streamed(kmeans, data, { passes: 3 }));
    expect(number(metrics, 'inertia')).toBeLessThan(number(held.metrics, 'inertia') * 1.05);
    if (result.kind !== 'kmeans') throw new Error(result.kind);
    // Every training row is in one cluster.
    expect(result.clusterSizes.reduce((sum, size) => sum + size, 0)).toBe(data.trainRows);
  });

  it('train a network as well, by all rows in the end', async () => {
    const training = { steps: 280 };
    const held = await trained(
      createTypedTrainer({
        model: network,
        training: planned(training),
        seed: 3,
        data,
        rateChanges: [],
        resume: null,
      }),
    );
    const { metrics } = await trained(streamed(network, data, { training }));
    expect(number(metrics, 'valAccuracy')).toBeGreaterThan(number(held.metrics, 'valAccuracy') - 0.02);
    expect(Math.abs(number(metrics, 'loss') / number(held.metrics, 'loss') - 1)).toBeLessThan(0.1);
    expect(Object.keys(metrics).sort()).toEqual(Object.keys(held.metrics).sort());
  });

  it.each([
    ['kmeans', kmeans],
    ['svm', svm],
    ['network', network],
  ] as const)(
    'give the same numbers twice, and where a run of %s was stopped in the middle',
    async (_, model) => {
      const change = { passes: 3, training: { steps: 150 } };
      const whole = await trained(streamed(model, data, change));
      expect(await trained(streamed(model, data, change))).toEqual(whole);
      for (const share of [0.2, 0.5, 1]) {
        const first = await trained(
          streamed(model, data, change),
          Math.max(1, Math.floor(whole.steps * share)),
        );
        const rest = await trained(streamed(model, data, { ...change, resume: first.state }));
        expect(rest.state).toEqual(whole.state);
        expect(rest.metrics).toEqual(whole.metrics);
      }
    },
  );

  it('refuse what needs all rows at once', () => {
    const of = (spec: object) => () => streamed(modelSchema.parse(spec), data);
    expect(of({ kind: 'kmeans', init: 'rows', initRows: [1, 2], nClusters: 2 })).toThrow('by their numbers');
    expect(of({ kind: 'svm', fourier: {} })).toThrow('a linear SVM only');
    expect(of({ kind: 'svm', folds: 3 })).toThrow('not cross-validated');
    expect(of({ kind: 'logistic-regression' })).toThrow('needs all rows at once');
  });
});
