import { describe, expect, it } from 'vitest';
import { logisticRegressionSchema } from '../../../src-shared/models/logistic-regression/schema';
import { measuringAll } from '../../../src-shared/training/measuring';
import { trainingSpec } from '../../testing/data';
import type { StepReport, Trainer, TrainerOptions, TrainingData } from '../contract/trainer';
import { logisticRegression } from './algorithm';
import { separatingFeatures } from './separating-features';

/** Rows: of 10 with x = 0 three are "yes", of 10 with x = 1 six. */
const TABLE = [
  ...[0, 1].flatMap((x) => Array.from({ length: 10 }, (_, i) => [x, i < (x === 0 ? 3 : 6) ? 1 : 0])),
];

function toData(rows: readonly (readonly number[])[], names: readonly string[]): TrainingData {
  const width = names.length;
  return {
    rows: rows.length,
    trainRows: rows.length,
    width,
    features: Float64Array.from(rows.flatMap((row) => row.slice(0, width))),
    target: Float64Array.from(rows, (row) => row[width]),
    weights: null,
    classes: ['no', 'yes'],
    featureNames: names,
    scaler: { kind: 'none', offset: names.map(() => 0), scale: names.map(() => 1) },
  };
}

function makeOptions(data: TrainingData, settings: object = {}): TrainerOptions {
  return {
    model: logisticRegressionSchema.parse({ kind: 'logistic-regression', ...settings }),
    training: trainingSpec(),
    seed: 1,
    data,
    resume: null,
  };
}

async function train(
  options: TrainerOptions,
  onStep: (trainer: Trainer, report: StepReport) => void = () => undefined,
): Promise<{ trainer: Trainer; last: StepReport | undefined }> {
  const model = logisticRegressionSchema.parse(options.model);
  const trainer = logisticRegression.training.createTrainer(model, options);
  let last: StepReport | undefined;
  for await (const report of trainer.train({ due: () => false })) {
    last = report;
    if (report.metrics !== null) onStep(trainer, report);
  }
  return { trainer, last };
}

function readResult(
  trainer: Trainer,
): Extract<ReturnType<Trainer['result']>, { kind: 'logistic-regression' }> {
  const result = trainer.result();
  if (result.kind !== 'logistic-regression') throw new Error('another kind');
  return result;
}

describe('the trainer of a logistic regression', () => {
  it('has the log odds ratio of a two by two table, and its standard error', async () => {
    const { trainer, last } = await train(makeOptions(toData(TABLE, ['x'])));
    const result = readResult(trainer);
    expect(result).toMatchObject({ reference: 'no', converged: true, separation: null });
    const [intercept, x] = result.equations[0].coefficients;
    expect(result.equations[0].class).toBe('yes');
    expect(intercept?.estimate).toBeCloseTo(Math.log(3 / 7), 10);
    expect(x?.estimate).toBeCloseTo(Math.log(6 / 4) - Math.log(3 / 7), 10);
    expect(x?.standardError).toBeCloseTo(Math.sqrt(1 / 3 + 1 / 7 + 1 / 6 + 1 / 4), 8);
    const likelihood = 3 * Math.log(0.3) + 7 * Math.log(0.7) + 6 * Math.log(0.6) + 4 * Math.log(0.4);
    expect(result.logLikelihood).toBeCloseTo(likelihood, 10);
    expect(last?.metrics?.['logLoss']).toBeCloseTo(-likelihood / 20, 10);
    expect(last?.metrics?.['accuracy']).toBe(13 / 20);
  });

  it('goes on from any step to the same end, to the bit', async () => {
    const options = makeOptions(toData(TABLE, ['x']));
    const states: ReturnType<Trainer['state']>[] = [];
    const { trainer } = await train(options, (at) => states.push(structuredClone(at.state())));
    expect(states.length).toBeGreaterThan(2);
    for (const resume of states) {
      const again = await train({ ...options, resume });
      expect(again.trainer.state()).toEqual(trainer.state());
    }
  });

  it('measures each step, or every so many and the last where the program found each to be too much', async () => {
    const options = makeOptions(toData(TABLE, ['x']));
    const steps: number[][] = [];
    for (const given of [options, { ...options, measuring: measuringAll(2) }]) {
      const seen: number[] = [];
      const { trainer } = await train(given, (_, { step }) => seen.push(step));
      expect(seen.at(-1)).toBe(trainer.state().step);
      steps.push(seen);
    }
    const [each = [], sparse] = steps;
    expect(each).toEqual(each.map((_, i) => i + 1));
    expect(sparse).toEqual(each.filter((step) => step % 2 === 0 || step === each.length));
    // The log is named in experiments of any kind, and has never meant anything to this one.
    const named = makeOptions(toData(TABLE, ['x']));
    const seen: number[] = [];
    await train({ ...named, training: trainingSpec({ logEvery: 10 }) }, (_, { step }) => seen.push(step));
    expect(seen).toEqual(each);
  });

  it('names the column that separates the classes, and offers the penalty', async () => {
    const data = toData(
      TABLE.map(([x, y], i) => [x, 10 * y + (i % 7), y]),
      ['x', 'dose'],
    );
    const options = makeOptions(data);
    const { trainer } = await train(options);
    const result = readResult(trainer);
    expect(result).toMatchObject({ separation: 'complete', separatedBy: ['dose'] });
    const [finding] = logisticRegression.diagnostics.findInModel(
      { model: options.model } as never,
      data,
      trainer.state(),
      result,
    );
    expect(finding).toMatchObject({
      kind: 'separated',
      message:
        'dose separates the classes without error: the coefficients grow without bound, and have no standard errors.',
      offer: { changes: [{ path: 'model.penalty', value: 'l2' }] },
    });
  });

  it('weighs classes as scikit-learn does: balanced classes meet at the middle', async () => {
    const { trainer } = await train(
      makeOptions(
        toData(
          TABLE.map(([, y]) => [0, y]),
          ['x'],
        ),
        { classWeight: 'balanced' },
      ),
    );
    // No feature varies, so that only the intercept is left, of equal shares.
    expect(readResult(trainer).equations[0].coefficients[0]?.estimate).toBeCloseTo(0, 12);
  });
});

describe('features that separate a class on their own', () => {
  it('touch at one value in a quasi-separation, and do not in a complete one', () => {
    const data = toData(
      [
        [0, 0, 5, 0],
        [1, 0, 5, 0],
        [1, 1, 5, 1],
        [2, 0, 5, 1],
      ],
      ['touching', 'mixed', 'constant'],
    );
    expect(separatingFeatures(data, 'quasi')).toEqual(['touching', 'mixed']);
    expect(separatingFeatures(data, 'complete')).toEqual([]);
  });
});
