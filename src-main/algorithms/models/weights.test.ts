import { describe, expect, it } from 'vitest';
import {
  LOSSES,
  type KMeansSpec,
  type LossName,
  type ModelSpec,
  type SvmSpec,
} from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import {
  toTrainingData,
  drain,
  last,
  lastLayerFor,
  networkSpec,
  svmSpec,
  trainingSpec,
} from '../../testing/data';
import { createTypedTrainer } from './create-trainer';
import { updateCenters } from '../kmeans/math';
import { plusPlusCenters, randomCenters } from '../kmeans/start/seeding';
import { chooseLoss, type LossPair } from '../network/losses';
import { Rng } from '../numeric/rng';
import type { StepReport, Trainer, TrainerOptions, TrainingData } from '../contract/trainer';

const kmeans: KMeansSpec = {
  kind: 'kmeans',
  nClusters: 3,
  init: 'k-means++',
  nInit: 2,
  maxIter: 50,
  tol: 0,
  initRows: null,
  tolOn: 'inertia',
  batchSize: null,
  reassignmentRatio: 0.01,
  maxNoImprovement: 10,
};
const svm: SvmSpec = svmSpec({ l2: 1, maxIter: 300 });
const rng = new Rng(4);
const rows = Array.from({ length: 30 }, () => [rng.normal(), rng.normal()]);
const target = rows.map(([x, y]) => (x + 0.5 * y + 0.4 * rng.normal() > 0 ? 1 : 0));
/** Weights 1, 2 and 0 in turn, and the rows that they stand for; the first 24 rows are for training. */
const weights = rows.map((_, i) => [1, 2, 0][i % 3]);
const repeated = rows.map((_, i) => i).flatMap((i) => new Array<number>(weights[i]).fill(i));
const weighted = toTrainingData(rows, target, 24, weights);
const twice = toTrainingData(
  repeated.map((i) => rows[i]),
  repeated.map((i) => target[i]),
  repeated.filter((i) => i < 24).length,
);

async function train(
  model: ModelSpec,
  data: TrainingData,
  change: Partial<TrainerOptions> = {},
): Promise<{ trainer: Trainer; reports: StepReport[] }> {
  const trainer = createTypedTrainer({
    model,
    data,
    training: trainingSpec({ steps: 60 }),
    seed: 1,
    resume: null,
    ...change,
  });
  return { trainer, reports: await drain(trainer) };
}

function expectClose(a: StepReport[], b: StepReport[], digits: number): void {
  expect(a.length).toBe(b.length);
  a.forEach(({ metrics }, i) => {
    for (const [name, value] of Object.entries(metrics ?? {})) {
      expect(b[i]?.metrics?.[name]).toBeCloseTo(value, digits);
    }
  });
}

describe('losses with weights', () => {
  it('are the weighted mean, by hand', () => {
    const outputs = Float64Array.of(0.5, 0.5, 0.9);
    const targets = Float64Array.of(1, 0, 1);
    const w = Float64Array.of(3, 0, 1);
    const mean = (loss: LossPair): number => loss.add(0, outputs, targets, 3, w, 1) / 4;
    const named = (loss: LossName): LossPair => chooseLoss({ loss, huberDelta: 0.25 });
    expect(mean(named('meanSquaredError'))).toBeCloseTo((3 * 0.25 + 0.01) / 4, 15);
    expect(mean(named('meanAbsoluteError'))).toBeCloseTo((3 * 0.5 + 0.1) / 4, 15);
    const cross = -(3 * Math.log(0.5) + Math.log(0.9)) / 4;
    expect(mean(named('binaryCrossentropy'))).toBeCloseTo(cross, 15);
    // Beyond delta 0.25: 0.25 (0.5 - 0.125); within: 0.1^2 / 2.
    expect(mean(named('huber'))).toBeCloseTo((3 * 0.09375 + 0.005) / 4, 15);
    expect(mean(named('hinge'))).toBeCloseTo((3 * 0.5 + 0.1) / 4, 15);
    const gradient = new Float64Array(3);
    named('meanSquaredError').gradient(outputs, targets, 3, 4, gradient, w, 1);
    [(-2 * 0.5 * 3) / 4, 0, (-2 * 0.1) / 4].forEach((value, i) => {
      expect(gradient[i]).toBeCloseTo(value, 15);
    });
  });
});

describe.each(LOSSES)('a network with weights, %s', (loss) => {
  const model = networkSpec({ layers: [{ units: 3, activation: 'tanh' }, lastLayerFor(loss)], loss });
  it('trains as if the rows stood there as often as they weigh', async () => {
    const a = await train(model, weighted);
    const b = await train(model, twice);
    expectClose(a.reports, b.reports, 12);
    expect(Object.keys(a.reports[0]?.metrics ?? {})).toEqual(['loss', 'accuracy', 'valLoss', 'valAccuracy']);
  });

  it('trains to the bit as without weights where all are 1', async () => {
    for (const batchSize of [null, 7]) {
      const change = { training: trainingSpec({ steps: 40, batchSize }) };
      const a = await train(model, toTrainingData(rows, target, 24, new Array<number>(30).fill(1)), change);
      const b = await train(model, toTrainingData(rows, target, 24), change);
      expect(a.reports).toEqual(b.reports);
      expect(a.trainer.state()).toEqual(b.trainer.state());
    }
  });

  it('takes the weights of a batch along; a batch without any moves nothing', async () => {
    const optimizer = { kind: 'sgd' as const, learningRate: 0.1 };
    const only = rows.map((_, i) => (i === 5 ? 3 : 0));
    const a = await train({ ...model, optimizer }, toTrainingData(rows, target, rows.length, only), {
      training: trainingSpec({ steps: rows.length, batchSize: 1 }),
    });
    const b = await train({ ...model, optimizer }, toTrainingData([rows[5]], [target[5]]), {
      training: trainingSpec({ steps: 1 }),
    });
    const { tensors } = a.trainer.state();
    for (const [name, { data }] of Object.entries(b.trainer.state().tensors)) {
      data.forEach((value, i) => {
        expect(tensors[name]?.data[i]).toBeCloseTo(value, 14);
      });
    }
    expect(last(a.reports, 'loss')).toBeCloseTo(last(b.reports, 'loss'), 14);
  });
});

describe('k-means with weights', () => {
  it('moves centres to weighted means, by hand', () => {
    const points = {
      values: Float64Array.of(0, 3, 10, 20),
      rows: 4,
      width: 1,
      weights: Float64Array.of(1, 2, 0, 5),
    };
    const centers = Float64Array.of(1, 15);
    const sizes = new Int32Array(2);
    updateCenters(points, Int32Array.of(0, 0, 1, 1), new Float64Array(4), centers, sizes);
    expect([...centers]).toEqual([2, 20]);
    expect([...sizes]).toEqual([2, 2]);
  });

  it('gives a centre whose rows weigh nothing to the farthest row that counts', () => {
    const points = {
      values: Float64Array.of(0, 4, 100, 50),
      rows: 4,
      width: 1,
      weights: Float64Array.of(1, 3, 0, 0),
    };
    const centers = Float64Array.of(1, 100);
    const sizes = new Int32Array(2);
    updateCenters(points, Int32Array.of(0, 0, 1, 0), Float64Array.of(1, 9, 0, 2401), centers, sizes);
    expect([...centers]).toEqual([0, 4]);
    expect([...sizes]).toEqual([2, 2]);
  });

  it('finds what repeated rows give, from the same centres', async () => {
    const initialCenters = Float64Array.of(-1, 0, 0, -1, 1, 0);
    const model = { ...kmeans, nInit: 1 };
    const a = await train(model, weighted, { initialCenters });
    const b = await train(model, twice, { initialCenters });
    // A row of weight 0 may change its cluster once more than the others: rounds may differ.
    for (const metric of ['inertia', 'meanSquaredDistance']) {
      expect(last(a.reports, metric)).toBeCloseTo(last(b.reports, metric), 10);
    }
    const centers = b.trainer.state().tensors['centers'].data;
    a.trainer.state().tensors['centers'].data.forEach((value, i) => {
      expect(value).toBeCloseTo(centers[i], 12);
    });
  });

  it('is to the bit the same where all weights are 1', async () => {
    for (const init of ['k-means++', 'random'] as const) {
      const a = await train(
        { ...kmeans, init },
        toTrainingData(rows, null, 24, new Array<number>(30).fill(1)),
      );
      const b = await train({ ...kmeans, init }, toTrainingData(rows, null, 24));
      expect(a.reports).toEqual(b.reports);
      expect(a.trainer.result()).toEqual(b.trainer.result());
    }
  });

  it('draws first centres as often as the rows weigh, never one of weight 0', () => {
    const points = {
      values: Float64Array.of(0, 1, 2, 3),
      rows: 4,
      width: 1,
      weights: Float64Array.of(1, 0, 3, 0),
    };
    for (const draw of [plusPlusCenters, randomCenters]) {
      let heavy = 0;
      for (let seed = 0; seed < 4000; seed++) {
        const [first, second] = draw(points, 2, new Rng(seed));
        expect([0, 2]).toContain(first);
        expect(first + second).toBe(2);
        if (first === 2) heavy++;
      }
      // 3 of 4; the standard deviation of the share is 0.007.
      expect(Math.abs(heavy / 4000 - 0.75)).toBeLessThan(0.03);
    }
  });
});

describe('SVM with weights', () => {
  it('finds the hyperplane of repeated rows', async () => {
    const a = await train(svm, weighted);
    const b = await train(svm, twice);
    const last1 = present(a.reports[a.reports.length - 1].metrics);
    const last2 = present(b.reports[b.reports.length - 1].metrics);
    for (const name of ['hingeLoss', 'objective', 'accuracy', 'valHingeLoss', 'valAccuracy']) {
      expect(last1[name]).toBeCloseTo(last2[name], 5);
    }
    const coef = a.trainer.state().tensors['coef'].data;
    b.trainer.state().tensors['coef'].data.forEach((value, j) => {
      expect(coef[j]).toBeCloseTo(value, 4);
    });
  });

  it('closes its duality gap under bounds of weight / l2', async () => {
    const { trainer, reports } = await train(svm, weighted);
    const { tensors } = trainer.state();
    const alpha = tensors['dual'].data;
    alpha.forEach((value, row) => {
      expect(value).toBeLessThanOrEqual(weights[row] / svm.l2);
    });
    const norm = [...tensors['coef'].data, tensors['intercept'].data[0]].reduce((sum, w) => sum + w * w, 0);
    const dual = [...alpha].reduce((sum, value) => sum + value, 0) - norm / 2;
    const primal = last(reports, 'objective');
    expect(primal).toBeGreaterThanOrEqual(dual - 1e-9);
    expect((primal - dual) / primal).toBeLessThan(1e-3);
  });

  it('is to the bit the same where all weights are 1', async () => {
    const a = await train(svm, toTrainingData(rows, target, 24, new Array<number>(30).fill(1)));
    const b = await train(svm, toTrainingData(rows, target, 24));
    expect(a.reports).toEqual(b.reports);
    expect(a.trainer.state()).toEqual(b.trainer.state());
  });
});
