import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  fileDatasetSchema,
  generatedDatasetSchema,
  HIDDEN_ACTIVATIONS,
  LOSSES,
  OPTIMIZERS,
  type KMeansSpec,
  type SvmSpec,
} from '../../src-shared/experiment/schema';
import { present } from '../../src-shared/present';
import type { RunResult } from '../../src-shared/run/record/record';
import { generateDataset } from '../algorithms/generators';
import { createTypedTrainer } from '../algorithms/models/create-trainer';
import { Rng } from '../algorithms/numeric/rng';
import type { TrainerOptions } from '../algorithms/contract/trainer';
import type { ModelState } from '../algorithms/contract/state';
import { loadDataset } from '../dataset';
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
const kmeans: KMeansSpec = {
  kind: 'kmeans',
  nClusters: 4,
  init: 'k-means++',
  nInit: 1,
  maxIter: 300,
  tol: 0,
  initRows: null,
  tolOn: 'inertia',
  batchSize: null,
  reassignmentRatio: 0.01,
  maxNoImprovement: 10,
};
const svm: SvmSpec = svmSpec({ l2: 1, maxIter: 60 });

describe.skipIf(!available)(
  `both kernel sets agree${available ? '' : ' (skipped: no TensorFlow here)'}`,
  () => {
    const rng = new Rng(17);
    const rows = Array.from({ length: 400 }, () => [rng.normal(), 3 + 2 * rng.normal()]);
    const target = rows.map(([x, y]) => (x + 0.3 * y > 1 ? 1 : 0));

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

    const weights = rows.map((_, i) => [1, 0.5, 3, 0][i % 4]);
    const weighted = toTrainingData(rows, target, 300, weights);
    const models: [string, TrainerOptions['model'], TrainerOptions['training'], number][] = [
      ...LOSSES.flatMap((loss) =>
        [null, 32].map((batchSize): [string, TrainerOptions['model'], TrainerOptions['training'], number] => [
          `network, ${loss}, batch ${String(batchSize)}`,
          networkSpec({
            layers: [{ units: 2, activation: 'sigmoid' }, lastLayerFor(loss)],
            loss,
            optimizer: makeOptimizer('momentum'),
          }),
          trainingSpec({ steps: 50, batchSize }),
          1e-4,
        ]),
      ),
      ['k-means', { ...kmeans, nInit: 3 }, trainingSpec(), 1e-6],
      ['SVM', svm, trainingSpec(), 0.01],
      ['SVM, class weights', svmSpec({ maxIter: 60, classWeight: 'balanced' }), trainingSpec(), 0.01],
      [
        'SVM, Fourier features',
        svmSpec({ maxIter: 30, fourier: { gamma: 0.5, nComponents: 40 } }),
        trainingSpec(),
        0.01,
      ],
    ];
    it.each(models)('with sample weights: %s', async (_, model, training, tolerance) => {
      const options: TrainerOptions = { model, training, seed: 4, data: weighted, resume: null };
      const typed = await drain(createTypedTrainer(options));
      const trainer = createTensorflowTrainer(options);
      const native = await drain(trainer);
      expect(native).toHaveLength(typed.length);
      for (const metric of trainer.metricNames) {
        const a = last(typed, metric);
        expect(Math.abs(last(native, metric) - a)).toBeLessThanOrEqual(tolerance * Math.abs(a) + 1e-9);
      }
      trainer.dispose();
    });

    it.each(models)('with itself where all weights are 1, to the bit: %s', async (_, model, training) => {
      const reports = [null, rows.map(() => 1)].map((given) => {
        const data = toTrainingData(rows, target, 300, given);
        const trainer = createTensorflowTrainer({ model, training, seed: 4, data, resume: null });
        return drain(trainer).finally(() => {
          trainer.dispose();
        });
      });
      const [plain, ones] = await Promise.all(reports);
      expect(ones).toEqual(plain);
    });

    it("says what TensorFlow's SVM kernel cannot do", () => {
      const base = { training: trainingSpec(), seed: 1, resume: null };
      const two = toTrainingData(rows, target);
      const refused = (model: SvmSpec, data = two): void => {
        createTensorflowTrainer({ ...base, model, data });
      };
      expect(() => {
        refused(svmSpec({ loss: 'squaredHinge' }));
      }).toThrow('has no squared hinge');
      expect(() => {
        refused(svmSpec({ shrinking: true }));
      }).toThrow('cannot shrink');
      const three = {
        ...toTrainingData(
          rows,
          target.map((c, i) => (i % 3 === 0 ? 2 : c)),
        ),
        classes: [0, 1, 2],
      };
      expect(() => {
        refused(svm, three);
      }).toThrow('tells two classes apart, not 3');
    });

    it('on an SVM whose rows weigh two: as if they stood there twice', async () => {
      const two = toTrainingData(rows.slice(0, 60), target.slice(0, 60), 60, new Array<number>(60).fill(2));
      const doubled = toTrainingData(
        [...rows.slice(0, 60), ...rows.slice(0, 60)],
        [...target.slice(0, 60), ...target.slice(0, 60)],
      );
      const objectives: number[] = [];
      for (const data of [two, doubled]) {
        const trainer = createTensorflowTrainer({
          model: { ...svm, maxIter: 400 },
          training: trainingSpec(),
          seed: 1,
          data,
          resume: null,
        });
        objectives.push(last(await drain(trainer), 'objective'));
        trainer.dispose();
      }
      expect(Math.abs(objectives[0] - objectives[1]) / objectives[1]).toBeLessThan(1e-3);
    });

    const resumable: [string, Omit<TrainerOptions, 'resume'>][] = [
      [
        'network',
        {
          model: networkSpec(),
          training: trainingSpec({ steps: 100, batchSize: 50, logEvery: 1 }),
          seed: 3,
          data: toTrainingData(rows, target),
        },
      ],
      ['k-means', { model: kmeans, training: trainingSpec(), seed: 3, data: toTrainingData(rows) }],
      [
        'network with weights',
        {
          model: networkSpec(),
          training: trainingSpec({ steps: 100, batchSize: 50, logEvery: 1 }),
          seed: 3,
          data: toTrainingData(rows, target, 400, weights),
        },
      ],
      [
        'SVM with weights',
        {
          model: { ...svm, maxIter: 10 },
          training: trainingSpec(),
          seed: 3,
          data: toTrainingData(rows, target, 400, weights),
        },
      ],
      [
        'SVM',
        {
          model: { ...svm, maxIter: 10 },
          training: trainingSpec(),
          seed: 3,
          data: toTrainingData(rows, target),
        },
      ],
    ];
    it.each(resumable)('with itself, after a pause through a state: %s', async (_, options) => {
      const whole = createTensorflowTrainer({ ...options, resume: null });
      const straight = await drain(whole);
      const first = createTensorflowTrainer({ ...options, resume: null });
      await drain(first, 5);
      const state: ModelState = {
        ...first.state(),
        extra: JSON.parse(JSON.stringify(first.state().extra)) as ModelState['extra'],
      };
      const second = createTensorflowTrainer({ ...options, resume: state });
      const rest = await drain(second);
      expect(rest).toHaveLength(straight.length - 5);
      rest.forEach(({ metrics }, i) => {
        for (const [name, value] of Object.entries(metrics ?? {})) {
          const expected = straight[i + 5]?.metrics?.[name] ?? NaN;
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(expected)));
        }
      });
      for (const trainer of [whole, first, second]) trainer.dispose();
    });
  },
);

/**
 * Where a gradient is almost zero, a tiny epsilon turns float32's rounding into whole updates, in
 * TensorFlow itself too: a larger one compares the formulas.
 */
function makeOptimizer(
  kind: (typeof OPTIMIZERS)[number],
): NonNullable<Parameters<typeof networkSpec>[0]>['optimizer'] {
  const common = { learningRate: 0.01 };
  const hasEpsilon = kind === 'rmsprop' || kind === 'adagrad' || kind === 'adam' || kind === 'adamw';
  return hasEpsilon ? { kind, ...common, epsilon: 1e-4 } : { kind, ...common };
}

function assignLabels(state: ModelState, rows: readonly (readonly number[])[]): number[] {
  const centers = state.tensors['centers'].data;
  return rows.map(([x, y]) => {
    const distances = [0, 1, 2, 3].map((c) => (x - centers[2 * c]) ** 2 + (y - centers[2 * c + 1]) ** 2);
    return distances.indexOf(Math.min(...distances));
  });
}
