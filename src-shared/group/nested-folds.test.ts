import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../experiment/schema';
import { FOLD_PATH, INNER_FOLD_PATH, INNER_SPLITS_PATH, isInner, outerRuns } from './folds';
import { plannedTrials, type Group, type NestedFoldsPlan } from './group';
import { chooseSettings, nestedResult } from './nested-folds';
import { nestedSentence } from './nested-text';

const plan: NestedFoldsPlan = {
  kind: 'nested-folds',
  nSplits: 2,
  nRepeats: 1,
  by: 'random',
  column: null,
  seed: 1,
  innerSplits: 2,
  sweep: {
    kind: 'sweep',
    search: 'grid',
    parameters: [{ kind: 'values', path: 'model.C', values: [1, 2, 3] }],
    trials: 3,
    seed: 1,
    objective: { metric: 'valLogLoss', goal: 'min' },
    factor: 3,
    maxMs: null,
  },
};
const experiment = parseExperiment({
  schemaVersion: 1,
  name: 'x',
  dataset: { kind: 'generated', generator: 'moons', split: { method: 'folds', nSplits: 2, fold: 1 } },
  model: { kind: 'logistic-regression' },
});
const outer = (fold: number, c: number) => [
  { path: 'model.C', value: c },
  { path: FOLD_PATH, value: fold },
];
const inner = [1, 2].flatMap((fold) =>
  [1, 2, 3].flatMap((c) =>
    [1, 2].map((own) => [
      ...outer(fold, c),
      { path: INNER_SPLITS_PATH, value: 2 },
      { path: INNER_FOLD_PATH, value: own },
    ]),
  ),
);
/** Means by fold and C: 0.5, 0.375, 0.4375; 0.3125, unknown, 0.3125. */
const LOSSES = [0.375, 0.625, 0.25, 0.5, 0.4375, 0.4375, 0.25, 0.375, 0.125, NaN, 0.3125, 0.3125];

describe('nested folds', () => {
  it('choose for each fold the best mean of its inner folds, the first of equals, none with a missing score', () => {
    expect(chooseSettings({ trials: inner }, plan, (place) => LOSSES[place] ?? NaN)).toEqual([
      outer(1, 2),
      outer(2, 1),
    ]);
    const greatest = {
      ...plan,
      sweep: { ...plan.sweep, objective: { metric: 'valAccuracy', goal: 'max' as const } },
    };
    expect(chooseSettings({ trials: inner }, greatest, (place) => LOSSES[place] ?? NaN)).toEqual([
      outer(1, 1),
      outer(2, 1),
    ]);
    expect(chooseSettings({ trials: inner }, plan, () => NaN)).toEqual([]);
  });

  it('are judged by the outer folds alone', () => {
    const trials = [...inner, outer(1, 2), outer(2, 1)];
    const group = { experiment, plan, trials, status: 'finished', rungs: [{}, {}] } as unknown as Group;
    const runs = [...LOSSES, 0.6, 0.8].map((valLogLoss, place) => ({
      id: `r${place}`,
      status: 'finished' as const,
      group: { id: 'g', kind: 'nested-folds' as const, name: 'g', place },
      summary: { valLogLoss },
      dataset: { trainRows: 20, validationRows: 20 } as never,
    }));
    expect(outerRuns(group, runs).map(({ id }) => id)).toEqual(['r12', 'r13']);
    const result = nestedResult(group, plan, runs);
    expect(result.folds).toEqual([
      {
        repeat: 1,
        fold: 1,
        run: 'r12',
        settings: [{ path: 'model.C', value: 2 }],
        innerScore: 0.375,
        score: 0.6,
      },
      {
        repeat: 1,
        fold: 2,
        run: 'r13',
        settings: [{ path: 'model.C', value: 1 }],
        innerScore: 0.3125,
        score: 0.8,
      },
    ]);
    // 12.706 sqrt(1 / 2 + 1) sd to each side, sd 0.2 / sqrt(2).
    const half = 12.706204736 * Math.sqrt(1.5) * (0.2 / Math.SQRT2);
    expect(result).toMatchObject({ metric: 'valLogLoss', lowerIsBetter: true, choices: 2 });
    expect(result.mean).toBeCloseTo(0.7, 12);
    expect(result.sd).toBeCloseTo(0.2 / Math.SQRT2, 12);
    expect(result.low).toBeCloseTo(0.7 - half, 6);
    expect(result.high).toBeCloseTo(0.7 + half, 6);
    expect(nestedSentence(result)).toBe(
      'Validation log loss 0.7 ± 0.1414 over 2 folds (95 % -1.501 to 2.901), each on rows that its settings were not chosen by; the folds chose 2 different settings.',
    );
    expect(nestedSentence(nestedResult(group, plan, runs.slice(0, 12)))).toMatch(/^No fold has finished/);
  });

  it('plan a run more for each fold, once what it chose is known', () => {
    const rung = { step: null, places: [] };
    expect(inner.every(isInner)).toBe(true);
    expect(plannedTrials({ plan, trials: inner, status: 'running', rungs: [rung] })).toBe(14);
    expect(plannedTrials({ plan, trials: inner, status: 'running', rungs: [rung, rung] })).toBe(12);
  });
});
