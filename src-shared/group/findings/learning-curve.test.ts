import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../experiment/schema';
import type { Group } from '../group';
import { learningCurve } from './learning-curve';
import { learningSentence } from './learning-text';

const experiment = parseExperiment({
  schemaVersion: 1,
  name: 'x',
  dataset: {
    kind: 'generated',
    generator: 'xnor',
    split: { method: 'folds', nSplits: 3, fold: 1, trainSize: 1 },
  },
  model: { kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }] },
});

/** Validation losses by size and fold. */
function curveOf(losses: readonly (readonly number[])[]) {
  const sizes = losses.map((_, i) => (i + 1) / losses.length);
  const trials = sizes.flatMap((size) =>
    [1, 2, 3].map((fold) => [
      { path: 'dataset.split.trainSize', value: size },
      { path: 'dataset.split.fold', value: fold },
    ]),
  );
  const group = {
    experiment,
    trials,
    plan: { kind: 'learning-curve', sizes, nSplits: 3, nRepeats: 1, by: 'random', column: null, seed: 1 },
  } as unknown as Group;
  const runs = trials.map((_, place) => {
    const size = Math.floor(place / 3);
    return {
      id: `g-${place + 1}`,
      status: 'finished' as const,
      group: { id: 'g', kind: 'learning-curve' as const, name: 'g', place },
      summary: { valLoss: losses[size]?.[place % 3] ?? NaN, loss: 0.1 * (size + 1) },
      dataset: { trainRows: 40 * (size + 1), validationRows: 40 } as never,
    };
  });
  return { group, runs };
}

describe('a learning curve', () => {
  it('has the mean and the spread of the folds by training rows', () => {
    const { group, runs } = curveOf([
      [0.9, 0.8, 0.7],
      [0.5, 0.4, 0.3],
    ]);
    const { points, metric, trainMetric } = learningCurve(group, runs);
    expect([metric, trainMetric]).toEqual(['valLoss', 'loss']);
    expect(points.map(({ trainSize }) => trainSize)).toEqual([40, 80]);
    expect(points[0]?.validation?.mean).toBeCloseTo(0.8, 12);
    expect(points[0]?.validation?.sd).toBeCloseTo(0.1, 12);
    expect(points.map(({ train }) => train.mean)).toEqual([0.1, 0.2]);
  });

  it('knows the runs of each size, by their folds', () => {
    const { group, runs } = curveOf([
      [0.9, 0.8, 0.7],
      [0.5, 0.4, 0.3],
    ]);
    const { points } = learningCurve(group, [...runs].reverse());
    expect(points.map(({ runs: own }) => own.map(({ id, fold, value }) => [id, fold, value]))).toEqual([
      [
        ['g-1', 1, 0.9],
        ['g-2', 2, 0.8],
        ['g-3', 3, 0.7],
      ],
      [
        ['g-4', 1, 0.5],
        ['g-5', 2, 0.4],
        ['g-6', 3, 0.3],
      ],
    ]);
  });

  it('tells the last step fold by fold, with the interval of overlapping folds', () => {
    const { group, runs } = curveOf([
      [0.9, 0.8, 0.7],
      [0.5, 0.41, 0.33],
    ]);
    const { gain } = learningCurve(group, runs);
    // Differences 0.4, 0.39, 0.37: mean 0.386667, sd 0.0152753, and t(0.975, 2) = 4.302653 of
    // sd sqrt(1 / 3 + 40 / 80), worked out by hand.
    expect(gain?.mean).toBeCloseTo(0.38666667, 8);
    expect(gain?.sd).toBeCloseTo(0.01527525, 8);
    const half = 4.30265273 * 0.01527525 * Math.sqrt(1 / 3 + 0.5);
    expect(gain?.low).toBeCloseTo(0.38666667 - half, 6);
    expect(gain?.high).toBeCloseTo(0.38666667 + half, 6);
    expect(gain).toMatchObject({ outcome: 'rises', from: 40, to: 80, pairs: 3 });
    expect(learningSentence(learningCurve(group, runs))).toBe(
      'From 40 to 80 training rows the validation loss still gets better, by 0.387 ± 0.0153 over 3 folds (95 % 0.327 to 0.447): more rows are likely to help.',
    );
  });

  it('says that it is open where the folds do not agree, and falls where it does', () => {
    const flat = curveOf([
      [0.5, 0.4, 0.3],
      [0.4, 0.5, 0.29],
    ]);
    expect(learningCurve(flat.group, flat.runs).gain?.outcome).toBe('open');
    const worse = curveOf([
      [0.3, 0.3, 0.3],
      [0.5, 0.51, 0.52],
    ]);
    expect(learningCurve(worse.group, worse.runs).gain).toMatchObject({ outcome: 'falls' });
    // 0.21 ± 0.01, and 4.303 sqrt(1/3 + 1/2) sd to each side: what it gets worse by lies within what is said of it.
    expect(learningSentence(learningCurve(worse.group, worse.runs))).toBe(
      'From 40 to 80 training rows the validation loss gets worse, by 0.21 ± 0.01 over 3 folds (95 % 0.171 to 0.249): more rows like these do not help.',
    );
  });

  it('leaves out what has not finished', () => {
    const { group, runs } = curveOf([
      [0.5, 0.4, 0.3],
      [0.4, 0.3, 0.2],
    ]);
    const left = runs.map((run, i) => (i > 3 ? { ...run, status: 'failed' as const } : run));
    const curve = learningCurve(group, left);
    expect(curve.points.map(({ validation }) => validation?.scores.length)).toEqual([3, 1]);
    expect(curve.gain).toBeNull();
    expect(learningSentence(curve)).toContain('two folds at least');
  });
});
