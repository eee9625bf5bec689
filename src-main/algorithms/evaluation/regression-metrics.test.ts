import { describe, expect, it } from 'vitest';
import { finish } from '../explore/slices';
import { Rng } from '../numeric/rng';
import { computeRegressionMetrics, weightedMedian, type RegressionMetrics } from './regression-metrics';

const computeMetrics = (truth: number[], predicted: number[], weights?: number[]): RegressionMetrics =>
  finish(
    computeRegressionMetrics(
      Float64Array.from(truth),
      Float64Array.from(predicted),
      weights === undefined ? null : Float64Array.from(weights),
    ),
  );

describe('figures of predicted numbers', () => {
  it('are those of scikit-learn’s example', () => {
    const metrics = computeMetrics([3, -0.5, 2, 7], [2.5, 0, 2, 8]);
    expect(metrics.r2).toBeCloseTo(0.9486081370449679, 14);
    expect(metrics.explainedVariance).toBeCloseTo(0.9571734475374732, 14);
    expect(metrics.meanAbsoluteError).toBe(0.5);
    expect(metrics.rootMeanSquaredError).toBeCloseTo(Math.sqrt(0.375), 14);
    expect(metrics.medianAbsoluteError).toBe(0.5);
  });

  it('of a target that does not vary are 1 where it is met, else 0', () => {
    expect(computeMetrics([2, 2], [2, 2])).toMatchObject({ r2: 1, explainedVariance: 1 });
    expect(computeMetrics([2, 2], [3, 3])).toMatchObject({ r2: 0, explainedVariance: 1 });
    expect(computeMetrics([2, 2], [1, 3])).toMatchObject({ r2: 0, explainedVariance: 0 });
  });

  it('with weights are those of the rows as often', () => {
    const rng = new Rng(2);
    const truth = Array.from({ length: 101 }, () => rng.normal());
    const predicted = truth.map((value) => value + 0.3 * rng.normal());
    const weights = truth.map(() => rng.integer(4));
    const again = truth.flatMap((_, i) => Array.from({ length: weights[i] }, () => i));
    const weighted = computeMetrics(truth, predicted, weights);
    const repeated = computeMetrics(
      again.map((i) => truth[i]),
      again.map((i) => predicted[i]),
    );
    for (const name of Object.keys(weighted) as (keyof RegressionMetrics)[]) {
      expect(weighted[name]).toBeCloseTo(repeated[name], 12);
    }
  });
});

describe(weightedMedian, () => {
  const median = (values: number[], weights?: number[]): number =>
    finish(
      weightedMedian(Float64Array.from(values), weights === undefined ? null : Float64Array.from(weights)),
    );

  it('is the middle value, or the mean of the two', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
    expect(median([])).toBeNaN();
  });

  it('leaves out values of weight 0, also between the two', () => {
    expect(median([1, 2, 3, 4], [1, 1, 0, 2])).toBe(3);
    expect(median([1, 2, 3], [1, 3, 1])).toBe(2);
    expect(median([1, 2], [1, 0])).toBe(1);
  });
});
