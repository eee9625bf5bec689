import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import { noisy, train } from '../../testing/models/svm';
import { toTrainingData, last, svmSpec } from '../../testing/data';
import { predictionTable, predictPoints } from '../models/answers';
import { Rng } from '../numeric/rng';

describe('many classes', () => {
  const rng = new Rng(12);
  const rows = Array.from({ length: 90 }, (_, i) => [
    [0, 3, -3][i % 3] + rng.normal() / 2,
    [3, -2, -2][i % 3] + rng.normal() / 2,
  ]);
  const target = rows.map((_, i) => i % 3);
  const data = { ...toTrainingData(rows, target), classes: ['a', 'b', 'c'] };

  it('are binary classifiers of each class against the rest', async () => {
    const { reports, result, trainer } = await train({ tol: 1e-7, maxIter: 5000 }, data);
    let sum = 0;
    for (const k of [0, 1, 2]) {
      const own = toTrainingData(
        rows,
        target.map((c) => (c === k ? 1 : 0)),
      );
      const one = await train({ tol: 1e-9, maxIter: 20_000 }, own);
      sum += last(one.reports, 'objective');
    }
    expect(last(reports, 'objective')).toBeCloseTo(sum, 4);
    expect(last(reports, 'accuracy')).toBe(1);
    expect(result.coef).toHaveLength(3);
    expect(result.marginWidth).toBeNull();
    const context = {
      model: svmSpec(),
      state: trainer.state(),
      scaler: data.scaler,
      featureNames: data.featureNames,
      featureRanges: [],
      target: 'kind',
      classes: data.classes,
    };
    const answers = predictPoints(context, rows.slice(0, 3));
    expect(answers.map((answer) => answer.class)).toEqual(['a', 'b', 'c']);
    expect(answers[0].decisions).toHaveLength(3);
    const table = predictionTable(
      context,
      data,
      Int32Array.from(rows, (_, i) => i + 1),
      () => data.features,
    );
    expect(table.columns.slice(-4)).toEqual(['predicted', 'logit.a', 'logit.b', 'logit.c']);
    expect(table.row(1).slice(-4)[0]).toBe('b');
  });
});

describe('random Fourier features', () => {
  it('bend the boundary where no line does', async () => {
    const rng = new Rng(3);
    const rows = Array.from({ length: 200 }, () => [2 * rng.uniform() - 1, 2 * rng.uniform() - 1]);
    const data = toTrainingData(
      rows,
      rows.map(([x, y]) => (x * y > 0 ? 1 : 0)),
      150,
    );
    const line = await train({ maxIter: 200 }, data);
    const bent = await train({ fourier: { gamma: 2, nComponents: 300 }, l2: 0.01, maxIter: 300 }, data);
    expect(last(line.reports, 'accuracy')).toBeLessThan(0.75);
    expect(last(bent.reports, 'valAccuracy')).toBeGreaterThan(0.9);
    expect(bent.result.coef).toEqual([]);
    const frame = bent.trainer.frame({
      features: ['x1', 'x2'],
      target: 'class',
      totalRows: 200,
      count: 200,
      values: data.features,
      targets: present(data.target),
      classes: [0, 1],
    });
    if (frame.kind !== 'svm') throw new Error('not an SVM');
    expect(present(frame.surface).values).toHaveLength(present(frame.surface).x1.length ** 2);
    expect(present(frame.surface).x1.length).toBeGreaterThan(60);
    const { trainer } = await train({ fourier: { gamma: 2, nComponents: 300 }, l2: 0.01, maxIter: 1 }, data);
    expect(trainer.state().tensors['fourierWeights'].data).toEqual(
      bent.trainer.state().tensors['fourierWeights'].data,
    );
  });
});

describe('cross-validation and calibration', () => {
  const { rows, target } = noisy(120, 9);

  it('scores each fold by a model that has not seen it, the same for the same seed', async () => {
    const change = { folds: 5, calibration: 'crossValidation' as const, maxIter: 50 };
    const { result, trainer } = await train(change, toTrainingData(rows, target));
    const { crossValidation, calibration } = result;
    expect(present(crossValidation).folds.map((fold) => fold.rows)).toEqual([24, 24, 24, 24, 24]);
    const accuracies = present(crossValidation).folds.map((fold) => fold.accuracy);
    const mean = accuracies.reduce((a, b) => a + b, 0) / 5;
    expect(present(crossValidation).accuracy.mean).toBeCloseTo(mean, 12);
    expect(present(crossValidation).accuracy.std).toBeCloseTo(
      Math.sqrt(accuracies.reduce((a, b) => a + (b - mean) ** 2, 0) / 5),
      12,
    );
    // The held-out decisions are those that the folds were scored by.
    const heldOut = trainer.state().tensors['heldOut'].data;
    const right = target.filter((c, row) => heldOut[row] > 0 === (c === 1)).length;
    expect(mean).toBeCloseTo(right / 120, 12);
    expect(calibration).toMatchObject({ method: 'platt', fittedOn: 'crossValidation', rows: 120 });
    expect(present(calibration).a[0]).toBeLessThan(0);
    expect((await train(change, toTrainingData(rows, target))).result).toEqual(result);
  });

  it('gives probabilities of each class, fitted on the validation rows', async () => {
    const data = toTrainingData(rows, target, 80);
    const { trainer, result } = await train({ calibration: 'validation' }, data);
    expect(result.calibration).toMatchObject({ fittedOn: 'validation', rows: 40 });
    const context = {
      model: svmSpec(),
      state: trainer.state(),
      scaler: data.scaler,
      featureNames: data.featureNames,
      featureRanges: [],
      target: 'class',
      classes: [0, 1],
    };
    const [far, near] = predictPoints(context, [
      [3, 3],
      [-3, -3],
    ]);
    expect(present(far.plattProbabilities)[1]).toBeGreaterThan(0.8);
    expect(present(near.plattProbabilities)[0]).toBeGreaterThan(0.8);
    expect(present(far.plattProbabilities)[0] + present(far.plattProbabilities)[1]).toBeCloseTo(1, 12);
    const { a, b } = present(result.calibration);
    expect(present(far.plattProbabilities)[1]).toBeCloseTo(
      1 / (1 + Math.exp(a[0] * present(far.logit) + b[0])),
      12,
    );
  });
});
