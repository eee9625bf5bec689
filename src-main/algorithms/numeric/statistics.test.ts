import { describe, expect, it } from 'vitest';
import { Rng } from './rng';
import { fitScaling, median, mode, quantile } from './statistics';

describe('quantiles', () => {
  it('are those of the sorted values, whatever stands where', () => {
    const rng = new Rng(2);
    for (let round = 0; round < 300; round++) {
      const length = 1 + rng.integer(40);
      const values = Float64Array.from({ length }, () => rng.integer(round % 2 === 0 ? 5 : 1000));
      const sorted = [...values].sort((a, b) => a - b);
      for (const share of [0, 0.1, 0.25, 0.5, 0.75, 1]) {
        const place = share * (length - 1);
        const low = sorted[Math.floor(place)];
        const high = sorted[Math.min(length - 1, Math.floor(place) + 1)];
        expect(quantile(values, share)).toBe(low + (place - Math.floor(place)) * (high - low));
      }
    }
  });

  it('of many values are those of the sorted ones, and leave them as they are', () => {
    const rng = new Rng(3);
    const outlier = (i: number): number => (i === 4000 ? 1e12 : rng.normal());
    const makers: ((i: number) => number)[] = [
      () => rng.normal(),
      () => rng.integer(3) - 1,
      () => 10 ** (40 * rng.normal()),
      () => 1e300 * rng.normal(),
      outlier,
      (i) => (i % 2 === 0 ? -1.7e308 : 1.7e308),
      (i) => 1 + (i % 3) * Number.EPSILON,
    ];
    for (const make of makers) {
      for (const length of [8191, 8192, 50_001]) {
        const values = Float64Array.from({ length }, (_, i) => make(i));
        const kept = values.slice();
        const sorted = values.slice().sort();
        for (const share of [0, 1e-4, 0.25, 0.5, 0.9, 1]) {
          const place = share * (length - 1);
          const low = sorted[Math.floor(place)];
          const high = sorted[Math.min(length - 1, Math.floor(place) + 1)];
          const between = low + (place - Math.floor(place)) * (high - low);
          expect(quantile(values, share)).toBe(Number.isInteger(place) ? low : between);
        }
        expect(values).toEqual(kept);
      }
    }
  });

  it('of sorted, reversed and equal values come without much ado', () => {
    const n = 200_000;
    for (const at of [(i: number) => i, (i: number) => n - 1 - i, () => 7]) {
      const values = Float64Array.from({ length: n }, (_, i) => at(i));
      expect(quantile(values, 0.5)).toBe(at(0) === 7 ? 7 : (n - 1) / 2);
    }
  });
});

describe('fills and scales', () => {
  it('by hand', () => {
    expect(median(Float64Array.of(9, 1, 5))).toBe(5);
    expect(median(Float64Array.of(9, 1, 5, 2))).toBe(3.5);
    expect(mode(Float64Array.of(3, 1, 3, 1, 2))).toBe(1);
    expect(fitScaling('robust', Float64Array.of(5, 1, 4, 2, 3))).toEqual({ offset: 3, scale: 2 });
    expect(fitScaling('robust', Float64Array.of(5, 5))).toEqual({ offset: 5, scale: 1 });
    expect(fitScaling('standard', Float64Array.of(1, 3))).toEqual({ offset: 2, scale: 1 });
    expect(fitScaling('minmax', Float64Array.of(2, 6))).toEqual({ offset: 2, scale: 4 });
    expect(fitScaling('none', Float64Array.of(2, 6))).toEqual({ offset: 0, scale: 1 });
  });
});

describe('scales of columns that do not change', () => {
  // scikit-learn 1.8's StandardScaler: mean_ and scale_, but for means that it rounds.
  it.each([
    ['ten of 0.1', new Array<number>(10).fill(0.1), 0.1, 1],
    ['a thousand of -0.7', new Array<number>(1001).fill(-0.7), -0.7, 1],
    ['temperatures', new Array<number>(7).fill(298.15), 298.15, 1],
    ['a hundred thousand of 0.1', new Array<number>(100_000).fill(0.1), 0.1, 1],
    ['two roundings of 0.3', [0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2, 0.3], 0.30000000000000004, 1],
    ['steps of the last place at 1e16', [1e16, 1e16 + 2, 1e16], 1e16, 1],
  ])('standard: %s', (_, values, offset, scale) => {
    const fitted = fitScaling('standard', Float64Array.from(values));
    expect(fitted.scale).toBe(scale);
    expect(Math.abs(fitted.offset - offset)).toBeLessThanOrEqual(Math.abs(offset) * Number.EPSILON);
    if (values.every((value) => value === values[0])) expect(fitted.offset).toBe(offset);
  });

  // By NumPy 2.3 in longdouble: mean and std.
  it.each([
    ['huge', [1e300, 2e300, 3e300], 2e300, 8.16496580927726e299],
    ['huge, of both signs', [-1.7e308, 1.7e308, 1e308], 3.3333333333333334e307, 1.4659088951530681e308],
    ['tiny', [1e-200, 3e-200, 2e-200, 2e-200], 2e-200, 7.0710678118654755e-201],
    ['tiny, with a zero', [0, 1e-160, 0], 3.3333333333333335e-161, 4.714045207910317e-161],
  ])('standard: squares that overflow or vanish: %s', (_, values, offset, scale) => {
    const fitted = fitScaling('standard', Float64Array.from(values));
    expect(fitted.offset / offset).toBeCloseTo(1, 14);
    expect(fitted.scale / scale).toBeCloseTo(1, 14);
  });

  it('keeps small spreads that are no rounding, near zero and far from it', () => {
    const far = fitScaling('standard', Float64Array.of(1e9, 1e9 + 1e-3, 1e9 - 1e-3));
    expect(far.offset).toBe(1e9);
    expect(far.scale).toBeCloseTo(0.0008165347358468405, 15);
    const small = fitScaling('standard', Float64Array.of(1e-20, 2e-20, 4e-20));
    expect(small.scale / 1.247219128924647e-20).toBeCloseTo(1, 12);
    expect(fitScaling('minmax', Float64Array.of(1e-20, 4e-20)).scale).toBeCloseTo(3e-20, 30);
  });

  it.each(['minmax', 'robust'] as const)('%s', (kind) => {
    const nearly = Float64Array.of(0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2, 0.3);
    expect(fitScaling(kind, nearly).scale).toBe(1);
    expect(fitScaling(kind, new Float64Array(10).fill(0.1))).toEqual({ offset: 0.1, scale: 1 });
    expect(fitScaling(kind, Float64Array.of(1, 2, 3, 4, 5)).scale).toBe(kind === 'minmax' ? 4 : 2);
  });
});
