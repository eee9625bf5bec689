import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import { NumberStatistics } from '../../dataset/profile/counts/number-statistics';
import { calinskiHarabaszScore } from '../kmeans/k-search/cluster-scores';
import { computeRegressionMetrics } from '../evaluation/regression-metrics';
import { principalComponents } from '../numeric/pca';
import { pearson } from './correlation';
import { computeMoments } from './moments';
import { finish } from './slices';

/** Ten of 0.1: their sum over ten is 0.09999999999999999, and their squared distances from that are no 0. */
const TENTHS = new Float64Array(10).fill(0.1);
const COUNT = Float64Array.from(TENTHS, (_, i) => i);

describe('a column of equal values whose mean rounds', () => {
  it('has that value as its mean, and no spread', () => {
    expect(finish(computeMoments(TENTHS))).toMatchObject({ mean: 0.1, std: 0 });
    const statistics = new NumberStatistics();
    statistics.add(TENTHS, 10);
    statistics.add(TENTHS, 3);
    expect([statistics.mean, statistics.std]).toEqual([0.1, 0]);
  });

  it('correlates with nothing', () => {
    const columns = [TENTHS, COUNT];
    const { values } = finish(
      pearson(
        columns,
        columns.map((column) => finish(computeMoments(column))),
      ),
    );
    expect([...values]).toEqual([NaN, NaN, NaN, 1]);
  });

  it('has no principal component', () => {
    const table = Float64Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.1 : 0.7));
    const steps = principalComponents(table, 10, 2);
    let next = steps.next();
    while (next.done !== true) next = steps.next();
    expect(next.value.explainedVarianceRatio).toEqual([0, 0]);
    expect([...next.value.mean]).toEqual([0.1, 0.7]);
  });

  it('as a target is explained by itself only', () => {
    const off = TENTHS.map((value) => value + 0.25);
    expect(finish(computeRegressionMetrics(TENTHS, TENTHS))).toMatchObject({ r2: 1, explainedVariance: 1 });
    expect(finish(computeRegressionMetrics(TENTHS, off))).toMatchObject({ r2: 0, explainedVariance: 1 });
    expect(finish(computeRegressionMetrics(TENTHS, COUNT))).toMatchObject({ r2: 0, explainedVariance: 0 });
  });

  it('in clusters leaves nothing dispersed within', () => {
    const values = Float64Array.from({ length: 20 }, (_, i) => (i < 10 ? 0.1 : 0.7));
    const labels = Int32Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1));
    expect(calinskiHarabaszScore({ values, rows: 20, width: 1 }, labels)).toBe(1);
  });
});

describe('a column far from zero', () => {
  it('keeps its spread to the last digits', () => {
    const far = COUNT.map((i) => 1e9 + i * 2 ** -10);
    const near = COUNT.map((i) => i * 2 ** -10);
    expect(finish(computeMoments(far)).std).toBe(finish(computeMoments(near)).std);
    const statistics = new NumberStatistics();
    statistics.add(far.subarray(0, 4), 4);
    statistics.add(far.subarray(4), 6);
    expect(present(statistics.std) / finish(computeMoments(near)).std).toBeCloseTo(1, 6);
    const columns = [far, COUNT.map((i) => 1e12 - 2 * i)];
    const { values } = finish(
      pearson(
        columns,
        columns.map((column) => finish(computeMoments(column))),
      ),
    );
    expect(values[1]).toBeCloseTo(-1, 12);
  });
});
