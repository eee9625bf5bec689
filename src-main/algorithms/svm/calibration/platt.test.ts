import { describe, expect, it } from 'vitest';
import { drawFourier, mapFourier } from '../fourier';
import { computeSpread, stratifiedFolds } from './folds';
import { fitPlatt, plattProbabilities, plattProbability } from '../../calibration/platt';
import { Rng } from '../../numeric/rng';

describe("Platt's scaling", () => {
  it('of ten rows at 1 and ten at -1 is exactly its targets, 11/12 and 1/12', () => {
    const decisions = Array.from({ length: 20 }, (_, i) => (i < 10 ? 1 : -1));
    const { a, b } = fitPlatt(decisions, decisions);
    expect(a).toBeCloseTo(-Math.log(11), 4);
    expect(b).toBeCloseTo(0, 6);
  });

  it('finds the line that the labels were drawn by', () => {
    const rng = new Rng(4);
    const decisions = Array.from({ length: 20_000 }, () => 2 * rng.normal());
    const sides = decisions.map((f) => (rng.uniform() < 1 / (1 + Math.exp(-1.5 * f + 0.5)) ? 1 : -1));
    const { a, b } = fitPlatt(decisions, sides);
    expect(Math.abs(a + 1.5)).toBeLessThan(0.06);
    expect(Math.abs(b - 0.5)).toBeLessThan(0.06);
  });

  it('counts a row of weight 2 as two, and takes decisions of any size', () => {
    const decisions = [-2, -1, 0.5, 1, 3];
    const sides = [-1, 1, -1, 1, 1];
    const once = fitPlatt([...decisions, 1], [...sides, 1]);
    const twice = fitPlatt(decisions, sides, [1, 1, 1, 2, 1]);
    expect(twice.a).toBeCloseTo(once.a, 9);
    expect(plattProbability({ a: -1, b: 0 }, 1e6)).toBe(1);
    expect(plattProbability({ a: -1, b: 0 }, -1e6)).toBe(0);
    const huge = fitPlatt([-1e8, 1e8], [-1, 1]);
    expect(Number.isFinite(huge.a) && Number.isFinite(huge.b)).toBe(true);
  });

  it('shares one out among many classes', () => {
    const shares = plattProbabilities(
      [
        { a: -1, b: 0 },
        { a: -1, b: 0 },
        { a: -1, b: 0 },
      ],
      [2, 0, -1],
    );
    expect(shares.reduce((x, y) => x + y)).toBeCloseTo(1, 12);
    expect(shares[0]).toBeGreaterThan(shares[1]);
  });
});

describe('stratified folds', () => {
  it('have each class in each fold, within one row, and are of the seed', () => {
    const target = Float64Array.from({ length: 103 }, (_, i) => (i % 7 === 0 ? 2 : i % 2));
    const fold = stratifiedFolds(target, 103, 3, 5, 1);
    for (const c of [0, 1, 2]) {
      const counts = [0, 1, 2, 3, 4].map(
        (f) => fold.filter((own, row) => own === f && target[row] === c).length,
      );
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    const sizes = [0, 1, 2, 3, 4].map((f) => fold.filter((own) => own === f).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(stratifiedFolds(target, 103, 3, 5, 1)).toEqual(fold);
    expect(stratifiedFolds(target, 103, 3, 5, 2)).not.toEqual(fold);
  });

  it('spread as numpy says', () => {
    expect(computeSpread([1, 2, 3, 4])).toEqual({ mean: 2.5, std: Math.sqrt(1.25) });
  });
});

describe('random Fourier features', () => {
  it('multiply to the Gaussian kernel', () => {
    const rng = new Rng(2);
    const components = 20_000;
    const map = drawFourier(3, components, 0.4, rng);
    const rows = Float64Array.from({ length: 12 }, () => rng.normal());
    const out = new Float64Array(4 * components);
    mapFourier(map, rows, 3, 0, 4, out);
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j <= i; j++) {
        let product = 0;
        let distance = 0;
        for (let c = 0; c < components; c++) product += out[i * components + c] * out[j * components + c];
        for (let k = 0; k < 3; k++) distance += (rows[3 * i + k] - rows[3 * j + k]) ** 2;
        expect(Math.abs(product - Math.exp(-0.4 * distance))).toBeLessThan(0.03);
      }
    }
  });
});
