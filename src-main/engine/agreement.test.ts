import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  fileDatasetSchema,
  generatedDatasetSchema,
  HIDDEN_ACTIVATIONS,
  LOSSES,
  OPTIMIZERS,
} from '../../src-shared/experiment/schema';
import { present } from '../../src-shared/present';
import type { RunResult } from '../../src-shared/run/record/record';
import { generateDataset } from '../algorithms/generators';
import { createTypedTrainer } from '../algorithms/models/create-trainer';
import type { TrainerOptions } from '../algorithms/contract/trainer';
import type { ModelState } from '../algorithms/contract/state';
import { loadDataset } from '../dataset';
import { kmeans, makeOptimizer, svm, twoClasses } from '../testing/models/both-engines';
import {
  toTrainingData,
  drain,
  hasSharedData,
  last,
  lastLayerFor,
  networkSpec,
  sharedData,
  trainingSpec,
  xnorData,
  svmSpec,
} from '../testing/data';
import { createTensorflowTrainer, loadTensorflow, tensorflowStatus, warmUp } from './index';

const { available } = tensorflowStatus();
type KMeansResult = Extract<RunResult, { kind: 'kmeans' }>;
describe.skipIf(!available)(
  `both kernel sets agree${available ? '' : ' (skipped: no TensorFlow here)'}`,
  () => {
    const { rng, rows, target } = twoClasses();

    beforeAll(async () => {
      loadTensorflow();
      await warmUp();
    });

    it("on XNOR's loss curve, within 1e-3 relative at step 1,000", async () => {
      const options: TrainerOptions = {
        model: networkSpec(),
        training: trainingSpec({ steps: 1000 }),
        seed: 1,
        data: xnorData(),
        resume: null,
      };
      const typed = await drain(createTypedTrainer(options));
      const trainer = createTensorflowTrainer(options);
      const native = await drain(trainer);
      trainer.dispose();
      expect(native.map(({ step }) => step)).toEqual(typed.map(({ step }) => step));
      const a = last(typed, 'loss');
      expect(Math.abs(last(native, 'loss') - a) / a).toBeLessThan(1e-3);
    });

    const combinations = OPTIMIZERS.flatMap((kind, i) =>
      HIDDEN_ACTIVATIONS.flatMap((activation, j) =>
        LOSSES.map((loss, l) => [kind, activation, loss, (i + j + l) % 2 === 0 ? null : 32] as const),
      ),
    );
    it.each(combinations)('on a network: %s, %s, %s, batch %s', async (kind, activation, loss, batchSize) => {
      const options: TrainerOptions = {
        model: networkSpec({
          layers: [{ units: 5, activation }, lastLayerFor(loss)],
          loss,
          optimizer: makeOptimizer(kind),
        }),
        training: trainingSpec({ steps: 50, batchSize }),
        seed: 5,
        data: toTrainingData(rows, target, 300),
        resume: null,
      };
      const typed = await drain(createTypedTrainer(options));
      const trainer = createTensorflowTrainer(options);
      const native = await drain(trainer);
      trainer.dispose();
      for (const metric of ['loss', 'valLoss']) {
        const a = last(typed, metric);
        expect(Math.abs(last(native, metric) - a) / a).toBeLessThan(1e-4);
      }
    });

    it('on a linear output, whose gradient has no sigmoid in it', async () => {
      for (const loss of ['meanSquaredError', 'meanAbsoluteError'] as const) {
        const options: TrainerOptions = {
          model: networkSpec({
            layers: [
              { units: 6, activation: 'relu' },
              { units: 3, activation: 'tanh' },
              { units: 1, activation: 'linear' },
            ],
            loss,
            optimizer: makeOptimizer('momentum'),
          }),
          training: trainingSpec({ steps: 50, batchSize: 64 }),
          seed: 8,
          data: toTrainingData(
            rows,
            rows.map(([x, y]) => 2 * x - y),
            300,
          ),
          resume: null,
        };
        const typed = await drain(createTypedTrainer(options));
        const trainer = createTensorflowTrainer(options);
        const native = await drain(trainer);
        trainer.dispose();
        for (const metric of ['loss', 'valLoss']) {
          const a = last(typed, metric);
          expect(Math.abs(last(native, metric) - a) / a).toBeLessThan(1e-3);
        }
      }
    });

    it.each([
      ['drawn', undefined],
      ['given', Float64Array.of(0, 0, 0.1, 0, 0, 0.1, 4, 9)],
      ['given, two of them far from every row', Float64Array.of(0, 0, 1, 3, 500, 500, -500, 500)],
    ])('on the k-means partition from the same centres: %s', async (_, initialCenters) => {
      const options: TrainerOptions = {
        model: kmeans,
        training: trainingSpec(),
        seed: 2,
        data: toTrainingData(rows),
        resume: null,
        ...(initialCenters === undefined ? {} : { initialCenters }),
      };
      const typed = createTypedTrainer(options);
      const native = createTensorflowTrainer(options);
      const expected = await drain(typed);
      const rounds = await drain(native);
      expect(rounds.length).toBeGreaterThan(3);
      expect(rounds).toHaveLength(expected.length);
      expect(last(rounds, 'inertia')).toBeCloseTo(last(expected, 'inertia'), 4);
      expect(assignLabels(native.state(), rows)).toEqual(assignLabels(typed.state(), rows));
      native.dispose();
    });

    it('on k-means centres far from zero, of more rows than are summed at once', async () => {
      const far = Array.from({ length: 20_000 }, (_, i) => [1e6 + (i % 4) * 9 + rng.normal(), rng.normal()]);
      const options: TrainerOptions = {
        model: kmeans,
        training: trainingSpec(),
        seed: 1,
        data: toTrainingData(far),
        resume: null,
        initialCenters: Float64Array.of(1e6, 0, 1e6 + 9, 0, 1e6 + 18, 0, 1e6 + 27, 0),
      };
      const typed = createTypedTrainer(options);
      const native = createTensorflowTrainer(options);
      const a = last(await drain(typed), 'inertia');
      expect(Math.abs(last(await drain(native), 'inertia') - a) / a).toBeLessThan(1e-9);
      const centers = typed.state().tensors['centers'].data;
      native.state().tensors['centers'].data.forEach((value, i) => {
        expect(Math.abs(value - centers[i])).toBeLessThan(5e-6);
      });
      native.dispose();
    });

    it.skipIf(!hasSharedData)('on the partition of the 200 published rows', async () => {
      const dataset = fileDatasetSchema.parse({
        kind: 'file' as const,
        path: join(sharedData, 'hw-data.txt'),
        columns: ['Index', 'Height', 'Weight'],
        features: ['Height', 'Weight'],
      });
      const { data } = await loadDataset(dataset, { seed: 1, model: kmeans });
      const options: TrainerOptions = {
        model: { ...kmeans, nInit: 10 },
        training: trainingSpec(),
        seed: 1,
        data,
        resume: null,
      };
      const typed = createTypedTrainer(options);
      const native = createTensorflowTrainer(options);
      const typedReports = await drain(typed);
      const nativeReports = await drain(native);
      expect(last(typedReports, 'inertia')).toBeLessThan(3600);
      expect(last(nativeReports, 'inertia')).toBeCloseTo(last(typedReports, 'inertia'), 6);
      expect(native.result()).toMatchObject({ clusterSizes: (typed.result() as KMeansResult).clusterSizes });
      native.dispose();
    });

    it("on the SVM's objective, within 1 %", async () => {
      const table = generateDataset(
        generatedDatasetSchema.parse({
          kind: 'generated',
          generator: 'linear-margin',
          params: { n: 500 },
        }),
        3,
      );
      const margin = toTrainingData(
        Array.from({ length: 500 }, (_, i) => [table.features[2 * i], table.features[2 * i + 1]]),
        [...present(table.target)],
      );
      for (const data of [margin, toTrainingData(rows, target)]) {
        const options: TrainerOptions = { model: svm, training: trainingSpec(), seed: 1, data, resume: null };
        const typed = await drain(createTypedTrainer(options));
        const trainer = createTensorflowTrainer(options);
        const native = await drain(trainer);
        trainer.dispose();
        const a = last(typed, 'objective');
        expect(Math.abs(last(native, 'objective') - a) / a).toBeLessThan(0.01);
        expect(last(native, 'accuracy')).toBeCloseTo(last(typed, 'accuracy'), 2);
      }
    });

    it('on an SVM whose columns lie far from zero, both within 0.1 % of the optimum', async () => {
      const near = rows.slice(0, 150).map(([x, y]) => [x - y, x + y]);
      const side = near.map(([x, y]) => (x - y + 0.4 * rng.normal() > -6 ? 1 : 0));
      for (const offset of [100, 1e4, 1e6]) {
        const data = toTrainingData(
          near.map(([x, y]) => [x + offset, y + offset]),
          side,
        );
        const model = svmSpec({ tol: 1e-3, maxIter: 500 });
        const options = { model, training: trainingSpec(), seed: 1, data, resume: null };
        const typed = await drain(createTypedTrainer(options));
        const trainer = createTensorflowTrainer(options);
        const native = await drain(trainer);
        expect(trainer.result(), `at ${offset}`).toMatchObject({ converged: true });
        trainer.dispose();
        expect(last(native, 'dualityGap')).toBeLessThan(1e-3 * last(native, 'objective'));
        expect(last(native, 'objective') / last(typed, 'objective')).toBeCloseTo(1, 2);
        expect(last(native, 'accuracy')).toBeCloseTo(last(typed, 'accuracy'), 1);
      }
    });

    const quadrant = rows.map(([x, y]) => (x > 0 ? 1 : 0) + (y > 3 ? 2 : 0));
    const extras: [string, Parameters<typeof networkSpec>[0], Partial<TrainerOptions['training']>][] = [
      ['L1 and L2', { regularizer: { l1: 0.002, l2: 0.003 } }, {}],
      ['warm-up', { schedule: { kind: 'constant', warmupSteps: 20 } }, {}],
      ['steps', { schedule: { kind: 'step', every: 15, factor: 0.5 } }, {}],
      ['exponential', { schedule: { kind: 'exponential', every: 15, factor: 0.5 } }, {}],
      ['cosine', { schedule: { kind: 'cosine', warmupSteps: 5 } }, {}],
      ['plateau', { schedule: { kind: 'plateau', patience: 10, minDelta: 0.05 } }, {}],
      ['early stopping', {}, { earlyStopping: { patience: 20, minDelta: 0.02 } }],
      [
        'dropout',
        {
          layers: [
            { units: 8, activation: 'relu', dropout: 0.4 },
            { units: 6, activation: 'gelu', dropout: 0.2 },
            { units: 4, activation: 'softmax' },
          ],
        },
        {},
      ],
    ];
    it.each(extras.flatMap((extra) => [null, 50].map((batchSize) => [...extra, batchSize] as const)))(
      'on a softmax over four classes: %s, %o, %o, batch %s',
      async (_, change, more, batchSize) => {
        const options: TrainerOptions = {
          model: networkSpec({
            layers: [
              { units: 8, activation: 'elu' },
              { units: 4, activation: 'softmax' },
            ],
            loss: 'categoricalCrossentropy',
            optimizer: { kind: 'adamw', learningRate: 0.02, epsilon: 1e-4 },
            ...change,
          }),
          training: trainingSpec({ steps: 80, batchSize, logEvery: 5, ...more }),
          seed: 5,
          data: toTrainingData(rows, quadrant, 300, null, [0, 1, 2, 3]),
          resume: null,
        };
        const typed = await drain(createTypedTrainer(options));
        const trainer = createTensorflowTrainer(options);
        const native = await drain(trainer);
        trainer.dispose();
        expect(native.map(({ step }) => step)).toEqual(typed.map(({ step }) => step));
        expect(last(native, 'loss')).toBeLessThan(1.2);
        for (const metric of trainer.metricNames) {
          const a = last(typed, metric);
          expect(Math.abs(last(native, metric) - a), metric).toBeLessThanOrEqual(1e-3 * Math.abs(a));
        }
      },
    );
  },
);

function assignLabels(state: ModelState, rows: readonly (readonly number[])[]): number[] {
  const centers = state.tensors['centers'].data;
  return rows.map(([x, y]) => {
    const distances = [0, 1, 2, 3].map((c) => (x - centers[2 * c]) ** 2 + (y - centers[2 * c + 1]) ** 2);
    return distances.indexOf(Math.min(...distances));
  });
}
