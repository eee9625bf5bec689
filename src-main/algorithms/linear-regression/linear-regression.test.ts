import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import { Rng } from '../numeric/rng';
import diabetes from './diabetes.json';
import { fitLinearRegression, type LinearRegressionFit, type LinearRegressionOptions } from './index';
import nist from './nist.json';

function fitRows(
  x: readonly (readonly number[])[],
  y: readonly number[],
  options: LinearRegressionOptions & { weights?: readonly number[] | null } = {},
): LinearRegressionFit {
  const { weights = null, ...others } = options;
  const data = {
    features: Float64Array.from(x.flat()),
    target: Float64Array.from(y),
    rows: x.length,
    width: x[0]?.length ?? 0,
    weights: weights === null ? null : Float64Array.from(weights),
  };
  return toEnd(fitLinearRegression(data, others));
}

function toEnd<T>(work: Generator<number, T, void>): T {
  while (true) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

function allCoefficients({ intercept, coef }: LinearRegressionFit): number[] {
  return [intercept, ...coef];
}

/** Relative difference of each value, at most `tolerance`. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    const difference = Math.abs(actual[i] - value) / Math.abs(value || 1);
    expect(difference, `${i}: ${actual[i]} beside ${value}`).toBeLessThanOrEqual(tolerance);
  });
}

const rng = new Rng(15);
const x = Array.from({ length: 60 }, () => [rng.normal(), 3 * rng.normal() + 10, rng.uniform()]);
const y = x.map(([a, b, c]) => 2 + a - 0.5 * b + 4 * c + rng.normal());
const weights = x.map((_, i) => [1, 2, 0.5, 3][i % 4]);

describe('a line through three points, by hand', () => {
  // x = 1, 2, 3 and y = 1, 2, 4: slope 3/2, intercept -2/3, residuals 1/6, -1/3, 1/6, RSS 1/6.
  const fit = fitRows([[1], [2], [3]], [1, 2, 4]);

  it('has the coefficients and sums of squares', () => {
    expectClose(allCoefficients(fit), [-2 / 3, 3 / 2], 1e-14);
    expect(fit.residualSumOfSquares).toBeCloseTo(1 / 6, 14);
    expect(fit.totalSumOfSquares).toBeCloseTo(14 / 3, 14);
    expect(fit.r2).toBeCloseTo(27 / 28, 14);
    expect(fit.residualDegreesOfFreedom).toBe(1);
  });

  it('has the standard errors and tests', () => {
    // sigma^2 = 1/6; slope sqrt(1/12); intercept sqrt(1/6 (1/3 + 4/2)); p for one degree by the arc tangent.
    const { standardErrors, pValues, fStatistic, fPValue, residualStandardError } = present(fit.inference);
    expectClose(standardErrors, [Math.sqrt(7 / 18), Math.sqrt(1 / 12)], 1e-14);
    const t = 1.5 * Math.sqrt(12);
    expect(pValues[1]).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 14);
    expect(fStatistic).toBeCloseTo(27, 12);
    expect(fPValue).toBeCloseTo(pValues[1], 14);
    expect(residualStandardError).toBeCloseTo(Math.sqrt(1 / 6), 14);
  });
});

describe("NIST's reference data", () => {
  it('Longley has the certified values', () => {
    const { x, y } = present(nist.sets.find(({ name }) => name === 'Longley'));
    const fit = fitRows(x, y);
    const coefficients = [
      -3482258.63459582, 15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359,
      -0.0511041056535807, 1829.15146461355,
    ];
    const errors = [
      890420.383607373, 84.9149257747669, 0.0334910077722432, 0.488399681651699, 0.214274163161675,
      0.22607320006937, 455.478499142212,
    ];
    expectClose(allCoefficients(fit), coefficients, 1e-11);
    expectClose(present(fit.inference).standardErrors, errors, 1e-11);
    expect(present(fit.inference).residualStandardError).toBeCloseTo(304.854073561965, 8);
    expect(present(fit.inference).fStatistic).toBeCloseTo(330.285339234588, 8);
    // statsmodels' summary.
    expectClose([present(fit.conditionNumber)], [4.859257e9], 1e-6);
  });

  it.each(nist.sets)('$name agrees with its solution in rational numbers', (one) => {
    const fit = fitRows(one.x, one.y);
    expectClose(allCoefficients(fit), one.coefficients, 1e-6);
    expectClose([present(fit.r2)], [one.r2], 1e-12);
    if (one.residualStandardError < 1e-9) {
      // An exact fit: what is left is rounding, beside values of up to three million.
      expect(present(fit.inference).residualStandardError).toBeLessThan(1e-8);
      return;
    }
    expectClose(present(fit.inference).standardErrors, one.standardErrors, 1e-11);
    expectClose([present(fit.inference).residualStandardError], [one.residualStandardError], 1e-12);
  });
});

describe('diabetes', () => {
  it.each(diabetes.cases)('$name agrees with statsmodels or scikit-learn', (expected) => {
    const { alpha, weights } = expected;
    const fit = fitRows(diabetes.x, diabetes.y, { alpha, weights, weighting: 'precision' });
    expectClose(allCoefficients(fit), expected.coefficients, 1e-9);
    expectClose([present(fit.r2)], [expected.r2], 1e-10);
    if (alpha > 0) return;
    const inference = present(fit.inference);
    const arrays = ['standardErrors', 'tStatistics', 'pValues', 'lower', 'upper'] as const;
    for (const name of arrays) expectClose(inference[name], present(expected[name]), 1e-9);
    const numbers = ['adjustedR2', 'fStatistic', 'fPValue', 'logLikelihood', 'aic', 'bic'] as const;
    for (const name of numbers) expectClose([present(inference[name])], [present(expected[name])], 1e-9);
    expectClose([present(fit.conditionNumber)], [present(expected.conditionNumber)], 1e-9);
  });
});

describe('properties on seeded data', () => {
  it.each([0, 3])('the gradient is zero at the optimum (alpha %d)', (alpha) => {
    const fit = fitRows(x, y, { alpha, weights });
    const residuals = x.map((row, i) => weights[i] * (y[i] - predict(fit, row)));
    expect(residuals.reduce((sum, r) => sum + r, 0)).toBeCloseTo(0, 10);
    for (const [j, w] of fit.coef.entries()) {
      const gradient = residuals.reduce((sum, r, i) => sum + r * x[i][j], 0);
      expect(gradient - alpha * w).toBeCloseTo(0, 9);
    }
  });

  it('a scaled column has its coefficient and standard error divided, an added constant changes the intercept only', () => {
    const plain = fitRows(x, y);
    const scaled = fitRows(
      x.map(([a, b, c]) => [a * 1000, b, c]),
      y,
    );
    expectClose(scaled.coef, [plain.coef[0] / 1000, plain.coef[1], plain.coef[2]], 1e-11);
    expectClose(
      [present(scaled.inference).standardErrors[1]],
      [present(plain.inference).standardErrors[1] / 1000],
      1e-11,
    );
    const moved = fitRows(
      x.map(([a, b, c]) => [a, b + 1e6, c]),
      y,
    );
    expectClose(moved.coef, [...plain.coef], 1e-8);
    expect(moved.intercept - (plain.intercept - 1e6 * plain.coef[1])).toBeCloseTo(0, 2);
  });

  it('weights of whole numbers equal repeated rows, in every statistic', () => {
    const counts = x.map((_, i) => i % 4);
    const repeated = counts.flatMap((count, i) => new Array<number>(count).fill(i));
    const weighted = fitRows(x, y, { weights: counts });
    const unweighted = fitRows(
      repeated.map((i) => x[i]),
      repeated.map((i) => y[i]),
    );
    expectClose(weighted.coef, [...unweighted.coef], 1e-11);
    expect(weighted.observations).toBe(repeated.length);
    expectClose(
      present(weighted.inference).standardErrors,
      [...present(unweighted.inference).standardErrors],
      1e-11,
    );
    expectClose(
      [present(present(weighted.inference).bic)],
      [present(present(unweighted.inference).bic)],
      1e-12,
    );
  });

  it('scaled features give the same raw coefficients, errors and condition number', () => {
    const scaler = { offset: [1, 10, -2], scale: [2, 3, 0.25] };
    const standardized = x.map((row) => row.map((v, j) => (v - scaler.offset[j]) / scaler.scale[j]));
    const raw = fitRows(x, y);
    const scaled = fitRows(standardized, y, { scaler });
    expectClose(allCoefficients(scaled), allCoefficients(raw), 1e-11);
    expectClose(present(scaled.inference).standardErrors, [...present(raw.inference).standardErrors], 1e-11);
    expectClose([present(scaled.conditionNumber)], [present(raw.conditionNumber)], 1e-10);
    expect(
      predict({ ...scaled, coef: scaled.scaledCoef, intercept: scaled.scaledIntercept }, standardized[7]),
    ).toBeCloseTo(predict(raw, x[7]), 11);
  });

  it('rows of 32 bits and more than one block give what one block gives', () => {
    const rows = Array.from({ length: 700 }, () => [Math.fround(rng.normal()), Math.fround(rng.normal())]);
    const target = rows.map(([a, b]) => a - b + rng.normal());
    const data = { target: Float64Array.from(target), rows: 700, width: 2, weights: null };
    const narrow = toEnd(fitLinearRegression({ ...data, features: Float32Array.from(rows.flat()) }));
    expect(allCoefficients(narrow)).toEqual(allCoefficients(fitRows(rows, target)));
    // The normal equations, by hand.
    const sum = (f: (i: number) => number): number => rows.reduce((all, _, i) => all + f(i), 0);
    const residual = (i: number): number => target[i] - predict(narrow, rows[i]);
    expect(sum(residual)).toBeCloseTo(0, 9);
    expect(sum((i) => residual(i) * rows[i][1])).toBeCloseTo(0, 9);
  });
});

describe('what is not defined', () => {
  it('aliased columns are named and get no coefficient', () => {
    const dependent = x.map(([a, b, c]) => [a, b, 7, 2 * a - b, c]);
    const fit = fitRows(dependent, y);
    expect([...fit.aliased]).toEqual([2, 3]);
    expect(fit.rank).toBe(4);
    expect(fit.conditionNumber).toBeNull();
    const plain = fitRows(x, y);
    expectClose([fit.coef[0], fit.coef[1], fit.coef[4]], [...plain.coef], 1e-11);
    expect([fit.coef[2], fit.coef[3]]).toEqual([0, 0]);
    expect(present(fit.inference).standardErrors[3]).toBeNaN();
    expectClose(
      [present(fit.inference).standardErrors[5]],
      [present(plain.inference).standardErrors[3]],
      1e-11,
    );
  });

  it('a combination that 32 bits rounded is aliased too', () => {
    const dependent = x.map(([a, b]) => [a, b, a + b]);
    const features = Float32Array.from(dependent.flat());
    const data = { features, target: Float64Array.from(y), rows: 60, width: 3, weights: null };
    expect([...toEnd(fitLinearRegression(data)).aliased]).toEqual([2]);
  });

  it('a penalized fit has no tests, and shares equal columns', () => {
    const fit = fitRows(
      x.map(([a]) => [a, a, 5]),
      y,
      { alpha: 1 },
    );
    expect(fit.inference).toBeNull();
    expect(fit.inferenceUndefined).toBe('penalized');
    expect(fit.coef[0]).toBeCloseTo(fit.coef[1], 12);
    expect(fit.coef[2]).toBe(0);
    expect(fit.conditionNumber).toBeNull();
  });

  it('as many coefficients as rows leave nothing to test', () => {
    const fit = fitRows([[1], [2]], [3, 5]);
    expectClose(allCoefficients(fit), [1, 2], 1e-14);
    expect(fit.inference).toBeNull();
    expect(fit.inferenceUndefined).toBe('saturated');
  });

  it('a constant target has no R2', () => {
    const fit = fitRows([[1], [2], [4]], [0.1, 0.1, 0.1]);
    expect(fit.r2).toBeNull();
    expect(fit.intercept).toBeCloseTo(0.1, 14);
  });

  it('refuses arrays that are too short, a negative alpha, and rows that do not count', () => {
    expect(() => fitRows([[1], [2]], [1])).toThrow(RangeError);
    expect(() => fitRows([[1], [2]], [1, 2], { alpha: -1 })).toThrow('alpha');
    expect(() => fitRows([[1], [2]], [1, 2], { weights: [0, 0] })).toThrow('weight');
  });
});

function predict({ coef, intercept }: LinearRegressionFit, row: readonly number[]): number {
  return row.reduce((sum, value, j) => sum + value * coef[j], intercept);
}
