import { describe, expect, it } from 'vitest';
import { modelSchema } from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import { networkSpec, svmSpec, toTrainingData } from '../../testing/data';
import { asClasses, asNumbers, evaluated, makeContext } from '../../testing/models/evaluations';
import type { ModelState, StateTensor } from '../contract/state';
import { finish } from '../explore/slices';
import { modelAlgorithm } from '../models';
import { predictPoints } from '../models/answers';
import { Rng } from '../numeric/rng';
import { evaluateClasses } from './evaluate-classes';
import { MAX_POINTS } from './evaluate-numbers';
import { curvesTable, evaluationDocument, residualsTable } from './evaluation-document';

const tensor = (shape: number[], values: number[]): StateTensor => ({
  shape,
  data: Float64Array.from(values),
});

const svm = svmSpec();
const line = networkSpec({ layers: [{ units: 1, activation: 'linear' }], loss: 'meanSquaredError' });
const slope = (weight: number, bias = 0): ModelState['tensors'] => ({
  'layer0/kernel': tensor([1, 1], [weight]),
  'layer0/bias': tensor([1], [bias]),
});

describe('an SVM', () => {
  // Decision x - 1; the third training row is on the wrong side, the fourth exactly on the line.
  const data = toTrainingData([[-2], [0], [0.5], [1], [3], [2], [0]], [0, 0, 1, 1, 1, 1, 1], 5, null, [
    'no',
    'yes',
  ]);
  const context = makeContext(svm, data, { coef: tensor([1], [1]), intercept: tensor([1], [-1]) });
  const evaluation = asClasses(evaluated(context, data));

  it('is compared by its decision values, apart for both parts', () => {
    expect(evaluation).toMatchObject({ step: 7, classes: ['no', 'yes'], scores: 'decision', threshold: 0 });
    expect([...evaluation.train.confusion]).toEqual([2, 0, 2, 1]);
    expect([...(evaluation.validation?.confusion ?? [])]).toEqual([0, 0, 1, 1]);
    expect(evaluation.train.logLoss).toBeNull();
    const [curve] = evaluation.train.curves;
    expect(curve).toMatchObject({ class: 1, positives: 3, negatives: 2, rocAuc: 1, averagePrecision: 1 });
    expect([...(curve?.thresholds ?? [])]).toEqual([2, 0, -0.5, -1, -3]);
  });

  it('says of a part without one class what cannot be had', () => {
    const [curve] = evaluation.validation?.curves ?? [];
    expect(curve).toMatchObject({ negatives: 0, rocAuc: null, averagePrecision: 1 });
    expect(evaluationDocument(evaluation, false)).toMatchObject({
      validation: { rocAuc: null, accuracy: 0.5 },
    });
  });

  it('counts rows by their weights', () => {
    const weighted = { ...data, weights: Float64Array.of(1, 2, 3, 0, 5, 1, 1) };
    const { train, isWeighted } = asClasses(evaluated(context, weighted));
    expect(isWeighted).toBe(true);
    expect([...train.confusion]).toEqual([3, 0, 3, 5]);
    expect([train.rows, train.weight]).toEqual([5, 11]);
    // The row of weight 0 has no threshold of its own.
    expect(train.curves[0]?.thresholds).toHaveLength(4);
  });

  it('has its curves as a table, both parts one after the other', () => {
    const table = curvesTable(evaluation);
    const rows = Array.from({ length: table.rows }, (_, i) => table.row(i));
    expect(rows[0]).toEqual(['train', 'yes', 2, 1, 0, 0, 1 / 3, 1]);
    expect(rows[4]).toEqual(['train', 'yes', -3, 3, 2, 1, 1, 0.6]);
    expect(rows[5]).toEqual(['validation', 'yes', 1, 1, 0, NaN, 0.5, 1]);
    expect(rows).toHaveLength(7);
    expect(table.row(1)[2]).toBe(0);
  });
});

describe('a network of many classes', () => {
  const rng = new Rng(6);
  const rows = Array.from({ length: 9000 }, () => [rng.normal(), rng.normal()]);
  const target = rows.map(([x = 0, y = 0]) => (x > 0.4 ? 0 : y > 0 ? 1 : 2));
  const data = toTrainingData(rows, target, 6000, null, ['a', 'b', 'c']);
  const model = networkSpec({
    layers: [{ units: 3, activation: 'softmax' }],
    loss: 'categoricalCrossentropy',
  });
  const context = makeContext(model, data, {
    'layer0/kernel': tensor([2, 3], [2, -1, -1, 0, 1, -1]),
    'layer0/bias': tensor([3], [-0.5, 0, 0]),
  });
  const evaluation = asClasses(evaluated(context, data));

  it('has the confusion of what it predicts, over several passes', () => {
    const said = predictPoints(context, rows).map(({ class: name }) => ['a', 'b', 'c'].indexOf(String(name)));
    const expected = new Float64Array(9);
    said.slice(0, 6000).forEach((predicted, row) => (expected[3 * target[row] + predicted] += 1));
    expect(evaluation.train.confusion).toEqual(expected);
    expect(evaluation.validation?.rows).toBe(3000);
  });

  it('has a curve of each class against the rest, drawn by few points of all', () => {
    expect(evaluation.threshold).toBeNull();
    expect(evaluation.train.curves.map((curve) => curve.class)).toEqual([0, 1, 2]);
    for (const curve of evaluation.train.curves) {
      expect(curve.positives + curve.negatives).toBe(6000);
      expect(curve.distinctScores).toBe(6000);
      expect(curve.rocAuc).toBeGreaterThan(0.9);
    }
    const few = asClasses(evaluated(context, data, 300)).train.curves[0];
    expect(few?.thresholds.length).toBeLessThanOrEqual(100);
    // The area is of all points, whatever is drawn.
    expect(few?.rocAuc).toBe(evaluation.train.curves[0]?.rocAuc);
  });

  it('takes evenly spread rows for the curves where there are too many to sort, and says so', () => {
    const { readTask, readOutputs } = modelAlgorithm(context.model.kind).outputs;
    const task = readTask(context);
    if (task.kind !== 'classes') throw new Error('no classes');
    const { train } = finish(evaluateClasses(context, data, task, readOutputs(context, data), 300, 3000));
    expect([train.rows, train.curveRows]).toEqual([6000, 1000]);
    expect(train.confusion).toEqual(evaluation.train.confusion);
    const [sampled, whole] = [train.curves[0], evaluation.train.curves[0]];
    expect(Math.abs((sampled?.rocAuc ?? 0) - (whole?.rocAuc ?? 1))).toBeLessThan(0.02);
  });

  it('has a mean over the classes', () => {
    const { train } = evaluationDocument(evaluation, true) as { train: Record<string, unknown> };
    const areas = evaluation.train.curves.map((curve) => curve.rocAuc ?? NaN);
    expect(train['rocAuc']).toBeCloseTo(areas.reduce((sum, area) => sum + area, 0) / 3, 14);
    expect(train['curves']).toHaveLength(3);
    expect(train['confusionMatrix']).toHaveLength(3);
  });
});

describe('numbers', () => {
  it('are compared row by row, with the rows’ numbers', () => {
    const data = toTrainingData([[1], [2], [3], [4]], [2, 4, 7, 7], 3);
    const evaluation = asNumbers(evaluated(makeContext(line, data, slope(2)), data));
    const { train, validation } = evaluation;
    expect(train.meanAbsoluteError).toBeCloseTo(1 / 3, 14);
    expect(train.rootMeanSquaredError).toBeCloseTo(Math.sqrt(1 / 3), 14);
    expect(train.medianAbsoluteError).toBe(0);
    expect(validation?.meanAbsoluteError).toBe(1);
    const { drawn, view } = train.fitted;
    if (drawn.how !== 'points') throw new Error('binned');
    expect([[...drawn.x], [...drawn.y], [...drawn.row]]).toEqual([
      [2, 4, 7],
      [2, 4, 6],
      [1, 2, 3],
    ]);
    // A diagonal needs both axes alike.
    expect(view.x).toEqual(view.y);
    expect(train.residuals.view.y[0]).toBeLessThan(0);
    expect(train.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(validation?.residuals.drawn).toMatchObject({ row: Float64Array.of(4), y: Float64Array.of(-1) });
    const table = residualsTable(
      { target: present(data.target), trainRows: 3 },
      Float64Array.of(2, 4, 6, 8),
      [1, 2, 3, 4],
    );
    expect([table.row(2), table.row(3)]).toEqual([
      [3, 'train', 7, 6, 1],
      [4, 'validation', 7, 8, -1],
    ]);
  });

  it('of many rows are counted in cells, none of them lost', () => {
    const rng = new Rng(8);
    const rows = Array.from({ length: MAX_POINTS + 1 }, () => [rng.normal()]);
    const data = toTrainingData(
      rows,
      rows.map(([x = 0]) => x + 0.1 * rng.normal()),
    );
    const { train } = asNumbers(evaluated(makeContext(line, data, slope(1)), data));
    for (const { drawn } of [train.fitted, train.residuals]) {
      if (drawn.how !== 'binned') throw new Error('points');
      expect(drawn.counts.reduce((sum, count) => sum + count, 0)).toBe(MAX_POINTS + 1);
      expect(drawn.most).toBe(Math.max(...drawn.counts));
    }
    expect(train.histogram.counts.length).toBeGreaterThan(20);
  });

  it('of one row, or of rows all met, are drawn too', () => {
    const data = toTrainingData([[1], [1]], [1, 1]);
    const { train } = asNumbers(evaluated(makeContext(line, data, slope(1)), data));
    expect(train.r2).toBe(1);
    expect(train.fitted.view.x[1]).toBeGreaterThan(train.fitted.view.x[0]);
    expect(train.residuals.view.y[1]).toBeGreaterThan(0);
    expect(train.histogram.counts).toEqual([2]);
  });
});

describe('what cannot be evaluated', () => {
  const data = toTrainingData([[1], [2]], [1, 2]);

  it('is refused in a sentence', () => {
    const kmeans = modelSchema.parse({ kind: 'kmeans', nClusters: 1 });
    expect(() => evaluated(makeContext(kmeans, data, {}), data)).toThrow('needs a network or an SVM');
    expect(() => evaluated(makeContext(line, data, slope(NaN)), data)).toThrow(
      "At step 7 the model's outputs are not finite numbers",
    );
    const broken = { coef: tensor([2], [1, 1]), intercept: tensor([1], [0]) };
    expect(() => evaluated(makeContext(svm, data, broken), data)).toThrow('2 coefficients, but 1 x 1');
  });
});
