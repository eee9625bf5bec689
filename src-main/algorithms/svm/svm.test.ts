import { describe, expect, it } from 'vitest';
import { generatedDatasetSchema } from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import { toTrainingData, drain, last, trainingSpec, svmSpec } from '../../testing/data';
import { predictPoints } from '../models/answers';
import { generateDataset } from '../generators';
import { createTypedTrainer } from '../models/create-trainer';
import { Rng } from '../numeric/rng';
import type { Trainer } from '../contract/trainer';

const svm = svmSpec;

describe('SVM', () => {
  it('finds the widest margin between two points', async () => {
    // In one dimension, penalised bias: minimise (w^2 + b^2) / 2 with w + b >= 1, w - b >= 1.
    const data = toTrainingData([[1], [-1]], [1, 0]);
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
    const target = rows.map(([x, y]) => (x + y + 0.5 * rng.normal() > 0 ? 1 : 0));
    const trainer = createTypedTrainer({
      model: svm({ l2: 2, maxIter: 200 }),
      training: trainingSpec(),
      seed: 1,
      data: toTrainingData(rows, target),
      resume: null,
    });
    const reports = await drain(trainer);
    const { tensors } = trainer.state();
    const alpha = tensors['dual'].data;
    const norm = [...tensors['coef'].data].reduce((sum, w) => sum + w * w, tensors['intercept'].data[0] ** 2);
    // max sum(alpha) - |w|^2 / 2 under 0 <= alpha <= 1 / l2, all times l2 as the objective is.
    const dual = 2 * ([...alpha].reduce((a, b) => a + b, 0) - norm / 2);
    const primal = last(reports, 'objective');
    expect(primal).toBeGreaterThanOrEqual(dual - 1e-9);
    expect((primal - dual) / primal).toBeLessThan(1e-3);
  });

  it('answers the published points', async () => {
    const table = generateDataset(
      generatedDatasetSchema.parse({
        kind: 'generated',
        generator: 'linear-margin',
        params: { n: 1000 },
      }),
      1,
    );
    const rows = Array.from({ length: 1000 }, (_, i) => [table.features[2 * i], table.features[2 * i + 1]]);
    const data = toTrainingData(rows, [...present(table.target)]);
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
    expect(Math.abs(present(near.logit) + 0.29)).toBeLessThan(0.1);
    expect(Math.abs(present(far.logit) + 7.1)).toBeLessThan(0.5);
  });

  it('never lets the dual fall, and keeps w the sum of its duals', async () => {
    const rng = new Rng(14);
    const rows = Array.from({ length: 80 }, () => [rng.normal(), rng.normal()]);
    const target = rows.map(([x]) => (x + rng.normal() > 0 ? 1 : 0));
    const trainer = createTypedTrainer({
      model: svm({ l2: 0.5, maxIter: 40 }),
      training: trainingSpec(),
      seed: 2,
      data: toTrainingData(rows, target),
      resume: null,
    });
    let before = -Infinity;
    for await (const { step } of trainer.train({ due: () => false })) {
      const { dual, w, b, alpha } = rebuildDual(trainer, rows, target);
      expect(dual, `pass ${step}`).toBeGreaterThanOrEqual(before - 1e-12);
      expect(Math.min(...alpha)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...alpha)).toBeLessThanOrEqual(2);
      before = dual;
      const { tensors } = trainer.state();
      expect([...tensors['coef'].data, tensors['intercept'].data[0]]).toEqual(
        [...w, b].map((value) => expect.closeTo(value, 10) as number),
      );
    }
  });

  it('writes its line in raw units: the same rows scaled give the same classes and logits', async () => {
    const rows = [[-1], [-0.8], [0.9], [1.2]];
    const data = {
      ...toTrainingData(rows, [0, 0, 1, 1]),
      scaler: { kind: 'standard' as const, offset: [50], scale: [4] },
    };
    const trainer = createTypedTrainer({
      model: svm({ l2: 0.01, maxIter: 100 }),
      training: trainingSpec(),
      seed: 1,
      data,
      resume: null,
    });
    const reports = await drain(trainer);
    const result = trainer.result();
    if (result.kind !== 'svm') throw new Error('not an SVM');
    const { tensors } = trainer.state();
    const [w, b] = [tensors['coef'].data[0], tensors['intercept'].data[0]];
    expect(result.coef[0][0]).toBeCloseTo(w / 4, 12);
    expect(result.intercept[0]).toBeCloseTo(b - (w / 4) * 50, 12);
    expect(result.marginWidth).toBeCloseTo((2 / Math.abs(w)) * 4, 12);
    expect(trainer.historyColumns).toEqual(['w.x1', 'b']);
    expect(reports[reports.length - 1].history).toEqual([result.coef[0][0], result.intercept[0]]);
  });

  it('takes the rows in an order of the seed, another each pass', async () => {
    const rng = new Rng(3);
    const rows = Array.from({ length: 40 }, () => [rng.normal(), rng.normal()]);
    const target = rows.map(([x], i) => (x > 0 === i % 7 > 0 ? 1 : 0));
    const firstPass = async (seed: number): Promise<readonly number[] | null> => {
      const options = { model: svm({ maxIter: 1 }), training: trainingSpec(), seed, resume: null };
      return (await drain(createTypedTrainer({ ...options, data: toTrainingData(rows, target) })))[0].history;
    };
    expect(await firstPass(1)).toEqual(await firstPass(1));
    expect(await firstPass(2)).not.toEqual(await firstPass(1));
  });

  it('tells a 1,000-row margin apart in 30 passes, from the bundled seed', async () => {
    const table = generateDataset(
      generatedDatasetSchema.parse({
        kind: 'generated',
        generator: 'linear-margin',
        params: { n: 1000 },
      }),
      1,
    );
    const rows = Array.from({ length: 1000 }, (_, i) => [table.features[2 * i], table.features[2 * i + 1]]);
    const trainer = createTypedTrainer({
      model: svm(),
      training: trainingSpec(),
      seed: 1,
      data: toTrainingData(rows, [...present(table.target)]),
      resume: null,
    });
    const reports = await drain(trainer);
    expect(reports).toHaveLength(30);
    expect(last(reports, 'accuracy')).toBe(1);
    expect(last(reports, 'hingeLoss')).toBeLessThan(0.005);
  });
});

/** The dual objective, and w and b rebuilt from the duals. */
function rebuildDual(
  trainer: Trainer,
  rows: readonly (readonly number[])[],
  target: readonly number[],
): { dual: number; w: number[]; b: number; alpha: number[] } {
  const alpha = [...trainer.state().tensors['dual'].data];
  const w = [0, 0];
  let b = 0;
  rows.forEach((row, i) => {
    const signed = alpha[i] * (target[i] === 1 ? 1 : -1);
    row.forEach((x, j) => (w[j] += signed * x));
    b += signed;
  });
  const dual = alpha.reduce((sum, a) => sum + a, 0) - (w[0] ** 2 + w[1] ** 2 + b * b) / 2;
  return { dual, w, b, alpha };
}
