import { describe, expect, it } from 'vitest';
import { normalTails } from '../../../src-shared/distributions/normal';
import { normalBelow } from '../../../src-shared/distributions/normal-table';
import { Rng } from '../numeric/rng';
import { dimensionOf } from './dimension';
import { Parzen } from './parzen';

const line = dimensionOf({ kind: 'range', path: 'x', from: 0, to: 10, scale: 'linear' }, false);
const units = dimensionOf({ kind: 'range', path: 'units', from: 1, to: 64, scale: 'log' }, true);
const word = dimensionOf({ kind: 'values', path: 'word', values: ['a', 'b', 'c'] }, false);

describe('the table of the normal distribution', () => {
  it('is the distribution to 1e-9', () => {
    for (let z = -9; z <= 9; z += 0.0137)
      expect(Math.abs(normalBelow(z) - normalTails(z).lower)).toBeLessThan(1e-9);
    expect(normalBelow(NaN)).toBeNaN();
  });
});

describe('a Parzen density', () => {
  it('has the values of its formula', () => {
    // One point at 4: its width is the larger distance to the ends, 6; that of the prior at 5 is 10. Weights 1/2.
    const phi = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const share = (low: number, high: number): number => normalTails(high).lower - normalTails(low).lower;
    const kernel = (x: number, centre: number, width: number): number =>
      phi((x - centre) / width) / width / share((0 - centre) / width, (10 - centre) / width);
    const density = new Parzen([line], [[4]]).logDensity([[7]])[0];
    expect(Math.exp(density)).toBeCloseTo(0.5 * kernel(7, 4, 6) + 0.5 * kernel(7, 5, 10), 9);
  });

  it('of a word is its own part and that of all words', () => {
    const density = (place: number): number =>
      Math.exp(new Parzen([word], [[0], [0]]).logDensity([[place]])[0]);
    // Three kernels, 1/3 each; two of them at "a": (1/3 + 1) / 2, and the prior 1/3.
    expect(density(0)).toBeCloseTo((2 / 3) * (4 / 3 / 2) + 1 / 9, 12);
    expect(density(1)).toBeCloseTo((2 / 3) * (1 / 3 / 2) + 1 / 9, 12);
    expect(density(0) + density(1) + density(2)).toBeCloseTo(1, 12);
  });

  it('is 1 in sum over all of its space', () => {
    const rng = new Rng(3);
    const points = Array.from({ length: 40 }, () => [
      rng.uniform() * 10,
      units.toPlace(1 + rng.integer(64)),
      rng.integer(3),
    ]);
    const parzen = new Parzen([line, units, word], points);
    let sum = 0;
    const cells = 400;
    for (let w = 0; w < 3; w++)
      for (let u = 1; u <= 64; u++) {
        const row = Array.from({ length: cells }, (_, i) => [((i + 0.5) * 10) / cells, units.toPlace(u), w]);
        for (const value of parzen.logDensity(row)) sum += (Math.exp(value) * 10) / cells;
      }
    expect(sum).toBeCloseTo(1, 4);
  });

  it('is what it draws from', () => {
    const parzen = new Parzen(
      [units, word],
      [
        [units.toPlace(4), 2],
        [units.toPlace(5), 2],
        [units.toPlace(60), 0],
      ],
    );
    const rng = new Rng(11);
    const counts = new Map<string, number>();
    const draws = 40_000;
    for (let i = 0; i < draws; i++) {
      const [place = NaN, choice = NaN] = parzen.sample(rng);
      const key = `${units.toValue(place)} ${choice}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const [value, choice] of [
      [1, 2],
      [4, 2],
      [5, 2],
      [60, 0],
      [64, 1],
    ] as const) {
      const p = Math.exp(parzen.logDensity([[units.toPlace(value), choice]])[0]);
      const count = counts.get(`${value} ${choice}`) ?? 0;
      expect(Math.abs(count - draws * p)).toBeLessThan(4.5 * Math.sqrt(draws * p));
    }
  });
});
