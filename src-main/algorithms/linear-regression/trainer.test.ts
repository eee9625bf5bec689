import { describe, expect, it } from 'vitest';
import { linearRegressionSchema } from '../../../src-shared/models/linear-regression/schema';
import { trainingSpec } from '../../testing/data';
import type { StepReport, TrainerOptions, TrainingData } from '../contract/trainer';
import { linearRegression } from './algorithm';

/** y of x = 1 to 5 with a validation row, x scaled as (x - 3) / sqrt(2). */
const DATA: TrainingData = {
  rows: 6,
  trainRows: 5,
  width: 1,
  features: Float64Array.from([1, 2, 3, 4, 5, 6], (x) => (x - 3) / Math.SQRT2),
  target: Float64Array.of(2, 4, 5, 4, 5, 6.8),
  weights: null,
  classes: [],
  featureNames: ['x'],
  scaler: { kind: 'standard', offset: [3], scale: [Math.SQRT2] },
};

function makeOptions(data: TrainingData, alpha = 0): TrainerOptions {
  return {
    model: linearRegressionSchema.parse({ kind: 'linear-regression', alpha }),
    training: trainingSpec(),
    seed: 1,
    data,
    resume: null,
  };
}

async function train(options: TrainerOptions): Promise<{
  trainer: ReturnType<typeof linearRegression.training.createTrainer>;
  last: StepReport | undefined;
}> {
  const model = linearRegressionSchema.parse(options.model);
  const trainer = linearRegression.training.createTrainer(model, options);
  let last: StepReport | undefined;
  for await (const report of trainer.train({ due: () => false })) last = report;
  return { trainer, last };
}

describe('the trainer of a linear regression', () => {
  it('has the textbook line, its standard errors and metrics in raw units', async () => {
    const { trainer, last } = await train(makeOptions(DATA));
    const result = trainer.result();
    if (result.kind !== 'linear-regression') throw new Error('another kind');
    const [intercept, x] = result.coefficients;
    expect(intercept).toMatchObject({ feature: null });
    expect(intercept?.estimate).toBeCloseTo(2.2, 12);
    expect(x?.estimate).toBeCloseTo(0.6, 12);
    // By hand: s² = 2.4 / 3, Sxx = 10, so that se = sqrt(0.08) and t = 0.6 / se.
    expect(x?.standardError).toBeCloseTo(Math.sqrt(0.08), 12);
    expect(x?.statistic).toBeCloseTo(0.6 / Math.sqrt(0.08), 12);
    expect(x?.pValue).toBeCloseTo(0.124, 4);
    expect(result.r2).toBeCloseTo(0.6, 12);
    expect(last).toMatchObject({ step: 1, isLast: true });
    expect(last?.metrics?.['rmse']).toBeCloseTo(Math.sqrt(2.4 / 5), 12);
    expect(last?.metrics?.['mae']).toBeCloseTo(3.2 / 5, 12);
    // 6.8 - (2.2 + 0.6 * 6) = 1.
    expect(last?.metrics?.['valRmse']).toBeCloseTo(1, 12);
  });

  it('has no standard errors under a penalty, which shrinks the slope', async () => {
    const { trainer } = await train(makeOptions(DATA, 5));
    const result = trainer.result();
    if (result.kind !== 'linear-regression') throw new Error('another kind');
    // On the scaled feature Sxx is 5, so that alpha = 5 halves the slope.
    expect(result.coefficients[1]?.estimate).toBeCloseTo(0.3, 12);
    expect(result.coefficients[1]?.standardError).toBeNull();
    expect(result.inferenceUndefined).toBe('penalized');
  });

  it('names features that are combinations of others, and reference categories', async () => {
    const rows = [
      [1, 0, 2],
      [0, 1, 1],
      [1, 0, 4],
      [0, 1, 3],
      [1, 0, 6],
    ];
    const data: TrainingData = {
      ...DATA,
      rows: 5,
      trainRows: 5,
      width: 4,
      features: Float64Array.from(rows.flatMap((row) => [...row, 2 * row[2]])),
      target: Float64Array.of(1, 2, 4, 3, 7),
      featureNames: ['sex=f', 'sex=m', 'age', 'twice'],
      scaler: { kind: 'none', offset: [0, 0, 0, 0], scale: [1, 1, 1, 1] },
    };
    const { trainer } = await train(makeOptions(data));
    const result = trainer.result();
    if (result.kind !== 'linear-regression') throw new Error('another kind');
    expect(result.coefficients.map(({ aliased }) => aliased)).toEqual([
      null,
      null,
      'reference',
      null,
      'dependent',
    ]);
    const experiment = { model: makeOptions(data).model } as never;
    expect(linearRegression.diagnostics.findInModel(experiment, data, trainer.state(), result)).toMatchObject(
      [{ kind: 'collinear', message: expect.stringMatching(/^twice is a linear combination/) as string }],
    );
  });

  it('is fitted once: a state after the fit has all of it', async () => {
    const { trainer } = await train(makeOptions(DATA));
    const again = await train({ ...makeOptions(DATA), resume: trainer.state() });
    expect(again.last).toBeUndefined();
    expect(again.trainer.result()).toEqual(trainer.result());
    expect(again.trainer.state()).toEqual(trainer.state());
  });

  it('refuses classes', () => {
    const { model } = makeOptions(DATA);
    if (model.kind !== 'linear-regression') throw new Error('another kind');
    expect(() => {
      linearRegression.data.check(model, { ...DATA, classes: ['a', 'b'] }, null);
    }).toThrow('Linear regression predicts numbers, but the target has the classes a, b');
  });
});
