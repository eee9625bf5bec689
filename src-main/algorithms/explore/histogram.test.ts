import { describe, expect, it } from 'vitest';
import { Rng } from '../numeric/rng';
import { chooseBins, countBins, MAX_BINS } from './histogram';
import { computeMoments, computeQuartiles } from './moments';
import { finish } from './slices';

function chosenBins(values: Float64Array, requested: number | null = null): ReturnType<typeof chooseBins> {
  return chooseBins({ ...finish(computeMoments(values)), ...finish(computeQuartiles(values)) }, requested);
}

describe('bins', () => {
  it('are as wide as Freedman and Diaconis say', () => {
    // 1,000 values evenly over [0, 1]: the width is 2 · 0.5 / 10 = 0.1.
    const values = Float64Array.from({ length: 1000 }, (_, i) => i / 999);
    expect(chosenBins(values)).toEqual({ low: 0, high: 1, count: 10 });
  });

  it('are never more than fit', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => (i === 0 ? 1e6 : i / 1e4));
    expect(chosenBins(values).count).toBe(MAX_BINS);
  });

  it('follow Sturges where the middle half is a single value', () => {
    const values = Float64Array.from({ length: 1024 }, (_, i) => (i < 1000 ? 2.5 : i / 7));
    expect(chosenBins(values).count).toBe(11);
  });

  it('hold equally many whole numbers each', () => {
    const rng = new Rng(3);
    const dice = Float64Array.from({ length: 6000 }, () => 1 + rng.integer(6));
    expect(chosenBins(dice)).toEqual({ low: 0.5, high: 6.5, count: 6 });
    const years = Float64Array.from({ length: 6000 }, (_, i) => 1900 + (i % 100));
    const { low, high, count } = chosenBins(years, 20);
    expect([low, high, count]).toEqual([1899.5, 1999.5, 20]);
    expect([...finish(countBins(years, { low, high, count }, null))]).toEqual(new Array(20).fill(300));
  });

  it('show a single value in the middle', () => {
    expect(chosenBins(Float64Array.of(4, 4))).toEqual({ low: 3.5, high: 4.5, count: 1 });
    expect(chosenBins(Float64Array.of(0.2, 0.2))).toEqual({
      low: 0.19,
      high: expect.closeTo(0.21, 12),
      count: 1,
    });
    expect(chosenBins(new Float64Array(0))).toEqual({ low: 0, high: 1, count: 1 });
  });

  it('hold every value exactly once, also at the ends of the doubles', () => {
    const rng = new Rng(4);
    for (const scale of [1, 1e-300, Number.MAX_VALUE]) {
      const values = Float64Array.from({ length: 2000 }, () => (2 * rng.uniform() - 1) * scale);
      const bins = chosenBins(values);
      const counts = finish(countBins(values, bins, null));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2000);
      expect(counts[0]).toBeGreaterThan(0);
      expect(counts[counts.length - 1]).toBeGreaterThan(0);
      expect(Math.max(...counts)).toBeLessThan(600);
    }
  });
});

describe('counts in bins', () => {
  it('close the last one and leave out what is no value', () => {
    const values = Float64Array.of(0, 0.99, 1, 2, 3, NaN, Infinity, -Infinity);
    expect([...finish(countBins(values, { low: 0, high: 3, count: 3 }, null))]).toEqual([2, 1, 2]);
  });

  it('are apart by class', () => {
    const values = Float64Array.of(0.5, 1.5, 1.5, 0.5);
    const classes = Uint8Array.of(0, 0, 1, 1);
    expect([...finish(countBins(values, { low: 0, high: 2, count: 2 }, classes, 2))]).toEqual([1, 1, 1, 1]);
  });
});
