import { describe, expect, it } from 'vitest';
import { Rng } from '../../numeric/rng';
import {
  chooseByGap,
  chooseByStrength,
  gapStatistic,
  nearestCenters,
  predictionStrength,
  uniformRows,
} from './stability';

describe('prediction strength by hand', () => {
  it('is the share of pairs that stay together, in the cluster where it is least', () => {
    // Cluster 0 has four rows, split 3 + 1 by the other centres: 6 of 12 ordered pairs; cluster 1 stays whole.
    expect(predictionStrength(Int32Array.of(0, 0, 0, 0, 1, 1), Int32Array.of(1, 1, 1, 0, 0, 0), 2)).toBe(0.5);
    expect(predictionStrength(Int32Array.of(0, 0, 1, 1), Int32Array.of(1, 1, 0, 0), 2)).toBe(1);
    expect(predictionStrength(Int32Array.of(0, 0), Int32Array.of(0, 1), 1)).toBe(0);
  });

  it('leaves clusters of one row out', () => {
    expect(predictionStrength(Int32Array.of(0, 0, 1), Int32Array.of(0, 0, 0), 2)).toBe(1);
    expect(predictionStrength(Int32Array.of(0, 1), Int32Array.of(0, 1), 2)).toBeNaN();
  });

  it('takes the largest k that comes to 0.8', () => {
    const point = (k: number, mean: number) => ({ k, predictionStrength: { mean, error: 0.05 } });
    expect(chooseByStrength([point(2, 0.99), point(3, 0.76), point(4, 0.5)])).toBe(3);
    expect(chooseByStrength([point(2, 0.7), { k: 3, predictionStrength: null }])).toBeNull();
  });
});

describe('the gap statistic by hand', () => {
  it('is the mean of the references less the rows, with the error of a simulation', () => {
    // 1, 2 and 3: mean 2, variance 2 / 3 of all three; sqrt(2 / 3) sqrt(4 / 3).
    const { value, error } = gapStatistic(0.5, [1, 2, 3]);
    expect(value).toBeCloseTo(1.5, 14);
    expect(error).toBeCloseTo(Math.sqrt(8) / 3, 14);
  });

  it('takes the least k that the next one does not beat by more than its error', () => {
    const point = (k: number, value: number, error = 0.1) => ({ k, gap: { value, error } });
    expect(chooseByGap([point(1, 0.1), point(2, 0.5), point(3, 1), point(4, 1.05), point(5, 1.5)])).toBe(3);
    expect(chooseByGap([point(1, 0.1), point(2, 0.5)])).toBeNull();
    expect(chooseByGap([{ k: 1, gap: null }, point(2, 0.5), point(3, 0.4)])).toBe(2);
  });

  it('has references within the range of each column', () => {
    const rows = uniformRows(Float64Array.of(0, 10, 1, 30, 0.5, 20), 2, new Rng(1));
    expect(rows).toHaveLength(6);
    for (const at of [0, 2, 4]) {
      expect(rows[at]).toBeGreaterThanOrEqual(0);
      expect(rows[at]).toBeLessThanOrEqual(1);
      expect(rows[at + 1]).toBeGreaterThanOrEqual(10);
      expect(rows[at + 1]).toBeLessThanOrEqual(30);
    }
    expect(uniformRows(Float64Array.of(0, 10, 1, 30, 0.5, 20), 2, new Rng(2))).not.toEqual(rows);
  });
});

it('finds the nearest centre, of equal distances the first', () => {
  const centers = { values: Float64Array.of(0, 0, 4, 0), k: 2, width: 2 };
  expect([...nearestCenters(centers, Float64Array.of(1, 0, 3, 1, 2, 5))]).toEqual([0, 1, 0]);
});
