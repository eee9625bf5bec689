import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../experiment/schema';
import type { RunRecord } from '../../../run/record/record';
import type { Group, SweepParameter } from '../../group';
import { validationCurve, validationSettings } from './validation-curve';
import { settingValue, validationNotes, validationSentence } from './validation-text';

const experiment = parseExperiment({
  schemaVersion: 1,
  name: 'x',
  dataset: { kind: 'generated', generator: 'xnor' },
  model: { kind: 'logistic-regression', penalty: 'l2' },
});

interface Trial {
  readonly changes: Readonly<Record<string, number | string>>;
  readonly train?: number;
  readonly validation?: number | 'NaN';
  readonly status?: RunRecord['status'];
}

/** A sweep after the least validation log loss. */
function sweepOf(parameters: readonly SweepParameter[], trials: readonly Trial[]) {
  const group = {
    name: 'penalties',
    experiment,
    trials: trials.map(({ changes }) => Object.entries(changes).map(([path, value]) => ({ path, value }))),
    plan: {
      kind: 'sweep',
      search: 'grid',
      parameters,
      objective: { metric: 'valLogLoss', goal: 'min' },
    },
  } as unknown as Group;
  const runs = trials.map(({ train, validation, status = 'finished' }, place) => ({
    id: `g-${place + 1}`,
    status,
    group: { id: 'g', kind: 'sweep' as const, name: 'g', place },
    summary: {
      ...(train === undefined ? {} : { logLoss: train }),
      ...(validation === undefined ? {} : { valLogLoss: validation }),
    },
    dataset: { trainRows: 60, validationRows: 40 } as never,
  }));
  return { group, runs };
}

const C = { kind: 'values', path: 'model.C', values: [100, 0.01, 1, 10] } as const;
const TOL = { kind: 'values', path: 'model.tol', values: [1e-4, 1e-9] } as const;

function overC(scores: readonly (readonly [C: number, train: number, validation: number])[]) {
  return sweepOf(
    [{ ...C, values: [...C.values] }],
    scores.map(([value, train, validation]) => ({ changes: { 'model.C': value }, train, validation })),
  );
}

describe('a validation curve', () => {
  it('has mean and spread of the trials that share a value, in the order of the values', () => {
    const { group, runs } = sweepOf(
      [
        { ...C, values: [...C.values] },
        { ...TOL, values: [...TOL.values] },
      ],
      [
        { changes: { 'model.C': 100, 'model.tol': 1e-4 }, train: 0.1, validation: 0.6 },
        { changes: { 'model.C': 100, 'model.tol': 1e-9 }, train: 0.12, validation: 0.8 },
        { changes: { 'model.C': 0.01, 'model.tol': 1e-4 }, train: 0.5, validation: 0.5 },
        { changes: { 'model.C': 0.01, 'model.tol': 1e-9 }, train: 0.5, validation: 0.52 },
        { changes: { 'model.C': 1, 'model.tol': 1e-4 }, train: 0.3, validation: 0.4 },
        { changes: { 'model.C': 1, 'model.tol': 1e-9 }, train: 0.32, validation: 0.42 },
      ],
    );
    const curve = validationCurve(group, runs, 'model.C');
    expect([curve.trainMetric, curve.metric, curve.isLog, curve.others]).toEqual([
      'logLoss',
      'valLogLoss',
      true,
      ['model.tol'],
    ]);
    expect(curve.points.map(({ value }) => value)).toEqual([0.01, 1, 100]);
    expect(curve.points[2]?.runs.map(({ id }) => id)).toEqual(['g-1', 'g-2']);
    // By hand: (0.6 + 0.8) / 2, and 0.2 / sqrt(2).
    expect(curve.points[2]?.validation?.mean).toBeCloseTo(0.7, 12);
    expect(curve.points[2]?.validation?.sd).toBeCloseTo(0.2 / Math.SQRT2, 12);
    expect(curve.points[1]?.train.mean).toBeCloseTo(0.31, 12);
    expect(curve.best).toEqual({ point: 1, tied: 0, end: null });
    expect(curve.overfit).toEqual({ from: 1, to: 2, pairs: 2, agreeing: 2, outcome: 'overfits' });
    expect(validationSentence(curve)).toBe(
      'On 40 validation rows the validation log loss is best at C = 1: 0.41 ± 0.0141 over 2 trials. From 1 to 100 it overfits: the training log loss gets better, from 0.31 to 0.11, and the validation log loss worse, from 0.41 to 0.7; so it is in 2 of 2 pairs of trials that differ in nothing else.',
    );
    expect(validationNotes(curve)[0]).toContain('the mean of up to 2 trials');
  });

  it('finds overfitting towards smaller values too, and its end where training is best', () => {
    const { group, runs } = overC([
      [0.01, 0.11, 0.9],
      [1, 0.1, 0.8],
      [10, 0.3, 0.4],
      [100, 0.5, 0.6],
    ]);
    const curve = validationCurve(group, runs, 'model.C');
    expect(curve.best?.point).toBe(2);
    expect(curve.overfit).toEqual({ from: 2, to: 1, pairs: 1, agreeing: 1, outcome: 'overfits' });
    expect(validationSentence(curve)).toContain(
      'From 10 to 1 it overfits: the training log loss gets better, from 0.3 to 0.1, and the validation log loss worse, from 0.4 to 0.8; one pair of trials alone',
    );
    expect(validationNotes(curve)[0]).toBe('One trial a value: no spread is known.');
  });

  it('calls nothing overfitting where training gets worse with validation, and says that the best may lie beyond', () => {
    const { group, runs } = overC([
      [0.01, 0.6, 0.7],
      [1, 0.4, 0.5],
      [10, 0.3, 0.4],
    ]);
    const curve = validationCurve(group, runs, 'model.C');
    expect([curve.best, curve.overfit]).toEqual([{ point: 2, tied: 0, end: 'largest' }, null]);
    expect(validationSentence(curve)).toBe(
      'On 40 validation rows the validation log loss is best at C = 10: 0.4. That is the largest value tried: larger ones may be better. Nowhere beside it do the trials show training getting better while validation gets worse.',
    );
  });

  it('leaves open what most of the pairs do not show', () => {
    const parameters = [
      { ...C, values: [1, 100] },
      { kind: 'values', path: 'seed', values: [1, 2, 3] },
    ] as const;
    const validations = [
      [0.4, 0.39],
      [0.4, 0.38],
      [0.4, 0.9],
    ];
    const { group, runs } = sweepOf(
      parameters as unknown as SweepParameter[],
      validations.flatMap(([first, second], i) => [
        { changes: { 'model.C': 1, seed: i + 1 }, train: 0.3, validation: first ?? NaN },
        { changes: { 'model.C': 100, seed: i + 1 }, train: 0.2, validation: second ?? NaN },
      ]),
    );
    const curve = validationCurve(group, runs, 'model.C');
    // The means say worse, 0.5567 after 0.4; two of three pairs say better.
    expect(curve.points[1]?.validation?.mean).toBeCloseTo(1.67 / 3, 12);
    expect([curve.best?.point, curve.overfit]).toEqual([
      0,
      { from: 0, to: 1, pairs: 3, agreeing: 1, outcome: 'open' },
    ]);
    expect(validationSentence(curve)).toContain(
      'From 1 to 100 the mean of the training log loss gets better, from 0.3 to 0.2, and that of the validation log loss worse, from 0.4 to 0.557, but only in 1 of 3 pairs of trials that differ in nothing else: whether it overfits is open.',
    );
  });

  it('takes equal scores for equal, and begins the stretch behind them', () => {
    const { group, runs } = overC([
      [0.01, 0.4, 0.4],
      [1, 0.3, 0.1 + 0.2],
      [10, 0.2, 0.3],
      [100, 0.1, 0.5],
    ]);
    const curve = validationCurve(group, runs, 'model.C');
    expect(curve.best).toEqual({ point: 1, tied: 1, end: null });
    expect(curve.overfit).toMatchObject({ from: 2, to: 3 });
    expect(validationSentence(curve)).toContain('best at C = 1, and as good at 1 other values: 0.3.');
  });

  it('leaves out and counts what failed, was stopped, lacks the setting or has no finite score', () => {
    const l1Ratio = { path: 'model.penalty', values: ['elasticnet'] };
    const { group, runs } = sweepOf(
      [
        { kind: 'values', path: 'model.penalty', values: ['l2', 'elasticnet'] },
        { kind: 'values', path: 'model.l1Ratio', values: [0, 0.5, 1], when: l1Ratio },
      ],
      [
        { changes: { 'model.penalty': 'l2' }, train: 0.3, validation: 0.4 },
        { changes: { 'model.penalty': 'elasticnet', 'model.l1Ratio': 0 }, train: 0.3, validation: 0.4 },
        { changes: { 'model.penalty': 'elasticnet', 'model.l1Ratio': 0.5 }, train: 0.3, validation: 'NaN' },
        { changes: { 'model.penalty': 'elasticnet', 'model.l1Ratio': 1 }, train: 0.3, validation: 0.5 },
        { changes: { 'model.penalty': 'elasticnet', 'model.l1Ratio': 1 }, status: 'failed', validation: 0.1 },
        {
          changes: { 'model.penalty': 'elasticnet', 'model.l1Ratio': 1 },
          status: 'stopped',
          validation: 0.1,
        },
      ],
    );
    const curve = validationCurve(group, runs, 'model.l1Ratio');
    expect(curve.leftOut).toEqual({ failed: 1, unfinished: 1, without: 1, notFinite: 1 });
    expect(curve.points.map(({ value, validation }) => [value, validation?.mean])).toEqual([
      [0, 0.4],
      [1, 0.5],
    ]);
    expect(curve.isLog).toBe(false);
    expect(validationNotes(curve).at(-1)).toBe(
      'Left out are trials: 1 failed, 1 not trained to the end, 1 without this setting, 1 without a finite score.',
    );
    expect(validationSettings(group)).toEqual(['model.l1Ratio', 'model.penalty']);
  });

  it('has words in the order of the plan, and no stretch between them', () => {
    const { group, runs } = sweepOf(
      [{ kind: 'values', path: 'model.penalty', values: ['l2', 'elasticnet', 'l1'] }],
      [
        { changes: { 'model.penalty': 'l1' }, train: 0.1, validation: 0.6 },
        { changes: { 'model.penalty': 'elasticnet' }, train: 0.3, validation: 0.4 },
        { changes: { 'model.penalty': 'l2' }, train: 0.4, validation: 0.5 },
      ],
    );
    const curve = validationCurve(group, runs, 'model.penalty');
    expect(curve.points.map(({ value }) => value)).toEqual(['l2', 'elasticnet', 'l1']);
    expect([curve.isOrdered, curve.isLog, curve.best?.point, curve.overfit]).toEqual([false, false, 1, null]);
    expect(validationSentence(curve)).toBe(
      'On 40 validation rows the validation log loss is best at penalty = elasticnet: 0.4.',
    );
  });

  it('tells close small values apart', () => {
    const { group, runs } = overC([
      [0.000104567, 0.5, 0.6],
      [0.00010456, 0.4, 0.5],
      [1.5e-7, 0.5, 0.7],
    ]);
    expect(validationSentence(validationCurve(group, runs, 'model.C'))).toContain('C = 0.00010456: 0.5.');
    expect(validationCurve(group, runs, 'model.C').points.map(({ value }) => settingValue(value))).toEqual([
      '1.5e-7',
      '0.00010456',
      '0.000104567',
    ]);
  });

  it('goes by the range’s own scale', () => {
    const range = (scale: 'linear' | 'log') =>
      sweepOf(
        [{ kind: 'range', path: 'model.C', from: 1, to: 10, scale }],
        [
          { changes: { 'model.C': 2.5 }, train: 0.1, validation: 0.6 },
          { changes: { 'model.C': 7 }, train: 0.3, validation: 0.4 },
        ],
      );
    const logs = (['log', 'linear'] as const).map((scale) => {
      const { group, runs } = range(scale);
      return validationCurve(group, runs, 'model.C').isLog;
    });
    expect(logs).toEqual([true, false]);
  });

  it('says that nothing was kept apart, rather than that something is best', () => {
    const { group, runs } = sweepOf(
      [{ ...C, values: [1, 10] }],
      [
        { changes: { 'model.C': 1 }, train: 0.3 },
        { changes: { 'model.C': 10 }, train: 0.2 },
      ],
    );
    const curve = validationCurve(group, runs, 'model.C', { metric: 'logLoss', goal: 'min' });
    expect([curve.metric, curve.best, curve.overfit]).toEqual([null, null, null]);
    expect(curve.points.map(({ train }) => train.mean)).toEqual([0.3, 0.2]);
    expect(validationSentence(curve)).toContain('no rows were kept apart');
  });

  it('refuses a setting that the sweep does not vary', () => {
    const { group, runs } = overC([[1, 0.1, 0.2]]);
    expect(() => validationCurve(group, runs, 'model.tol')).toThrow(
      '"penalties" does not vary model.tol: take one of model.C.',
    );
    expect(validationSentence(validationCurve(group, runs, 'model.C'))).toContain('of two values of C');
  });
});
