import { describe, expect, it } from 'vitest';
import { Rng } from '../numeric/rng';
import { countDistinct, computeMoments, computeQuartiles } from './moments';
import { orderStatistics, quantiles } from './quantiles';
import { finish } from './slices';

/** Ways of spreading values that a selection by digits could trip over. */
const SPREADS: Readonly<Record<string, (rng: Rng, i: number) => number>> = {
  'close together': (rng) => 60 + rng.uniform(),
  'over all magnitudes': (rng) => (rng.uniform() - 0.5) * 10 ** (600 * rng.uniform() - 300),
  'all the same': () => -7.25,
  'two values': (rng) => (rng.uniform() < 0.3 ? 0 : 1),
  'both zeros': (rng) => (rng.uniform() < 0.5 ? -0 : 0),
  'in order': (_, i) => i - 150_000,
  'the ends of the doubles': (rng) => (rng.uniform() - 0.5) * 2 * Number.MAX_VALUE,
};

describe('order statistics', () => {
  it.each(Object.keys(SPREADS))('are those of a sorted copy: %s', (name) => {
    const rng = new Rng(11);
    // Above what is sorted at once, so that the digits are selected by.
    const values = Float64Array.from({ length: 300_000 }, (_, i) => SPREADS[name](rng, i));
    const before = values.slice();
    const ranks = [0, 1, 77_777, 149_999, 150_000, 299_998, 299_999];
    const sorted = values.slice().sort();
    expect(finish(orderStatistics(values, ranks)).map((value) => value + 0)).toEqual(
      ranks.map((rank) => sorted[rank] + 0),
    );
    expect(values.every((value, i) => Object.is(value, before[i]))).toBe(true);
  });

  it('reads a part of a larger buffer', () => {
    const values = Float64Array.of(9, 9, 3, 1, 2).subarray(2);
    expect(finish(orderStatistics(values, [0, 1, 2]))).toEqual([1, 2, 3]);
  });
});

describe('quantiles', () => {
  it('lie between neighbours as NumPy has them', () => {
    // numpy.quantile([1, 2, 4, 8], [0, 0.25, 0.5, 0.9, 1])
    expect(finish(quantiles(Float64Array.of(8, 1, 4, 2), [0, 0.25, 0.5, 0.9, 1]))).toEqual([
      1,
      1.75,
      3,
      expect.closeTo(6.8, 12),
      8,
    ]);
  });

  it('are NaN without values, and leave out what is none', () => {
    expect(finish(quantiles(new Float64Array(0), [0.5]))).toEqual([NaN]);
    const { q1, median, q3 } = finish(computeQuartiles(Float64Array.of(NaN, 3, Infinity, 1, 2, -Infinity)));
    expect([q1, median, q3]).toEqual([1.5, 2, 2.5]);
  });
});

describe('moments', () => {
  it('are those by hand, without what is missing or bad', () => {
    expect(finish(computeMoments(Float64Array.of(2, 4, NaN, 4, 4, 5, 5, Infinity, 7, 9)))).toEqual({
      count: 8,
      missing: 1,
      bad: 1,
      min: 2,
      max: 9,
      mean: 5,
      std: expect.closeTo(Math.sqrt(32 / 7), 14),
      isWhole: true,
    });
  });

  it('keep their digits far from zero', () => {
    const values = Float64Array.from({ length: 400_000 }, (_, i) => 1e9 + (i % 2 === 0 ? 1 : -1));
    const { mean, std } = finish(computeMoments(values));
    expect(mean).toBeCloseTo(1e9, 6);
    expect(std).toBeCloseTo(Math.sqrt(400_000 / 399_999), 9);
  });

  it('know an empty column and a single value', () => {
    expect(finish(computeMoments(Float64Array.of(NaN)))).toMatchObject({
      count: 0,
      mean: NaN,
      isWhole: false,
    });
    expect(finish(computeMoments(Float64Array.of(0.5)))).toMatchObject({
      mean: 0.5,
      std: NaN,
      isWhole: false,
    });
  });
});

describe('different values', () => {
  it('are counted, the most frequent named', () => {
    expect(finish(countDistinct(Float64Array.of(3, 1, 3, NaN, 1, 3, 8)))).toEqual({
      distinct: 3,
      isAtLeast: false,
      mode: { value: 3, count: 3 },
    });
  });

  it('are counted up to a limit only', () => {
    const values = Float64Array.from({ length: 50 }, (_, i) => i);
    expect(finish(countDistinct(values, 49))).toEqual({ distinct: 49, isAtLeast: true, mode: null });
    expect(finish(countDistinct(values, 50))).toMatchObject({ distinct: 50, isAtLeast: false });
  });
});
