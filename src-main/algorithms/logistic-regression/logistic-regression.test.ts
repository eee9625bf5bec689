import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import { Rng } from '../numeric/rng';
import {
  fitLogisticRegression,
  logisticProbabilities,
  startLogisticRegression,
  symmetricCoefficients,
  type LogisticIteration,
  type LogisticRegression,
  type LogisticRegressionData,
  type LogisticRegressionFit,
  type LogisticRegressionOptions,
} from './index';
import peers from './peers.json';
import separations from './separations.json';

type Rows = readonly (readonly number[])[];

function toData(
  x: Rows,
  y: readonly number[],
  weights: readonly number[] | null = null,
): LogisticRegressionData {
  return {
    features: Float64Array.from(x.flat()),
    target: Int32Array.from(y),
    classes: Math.max(...y) + 1,
    rows: x.length,
    width: x[0]?.length ?? 0,
    weights: weights === null ? null : Float64Array.from(weights),
  };
}

function fitRows(
  x: Rows,
  y: readonly number[],
  { weights = null, ...options }: LogisticRegressionOptions & { weights?: readonly number[] | null } = {},
): LogisticRegressionFit {
  return toEnd(fitLogisticRegression(toData(x, y, weights), options));
}

function toEnd<T>(work: Generator<number, T, void>): T {
  while (true) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

/** All steps from where it stands. */
function iterations(regression: LogisticRegression): LogisticIteration[] {
  const all: LogisticIteration[] = [];
  while (regression.status === 'running') all.push(toEnd(regression.iterate()));
  return all;
}

/** [classes - 1][1 + width] */
function allCoefficients({ intercept, coef }: LogisticRegressionFit): number[] {
  const width = coef.length / intercept.length;
  return [...intercept].flatMap((one, k) => [one, ...coef.subarray(k * width, (k + 1) * width)]);
}

/** Relative difference of each value, at most `tolerance`. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    const difference = Math.abs(actual[i] - value) / Math.abs(value || 1);
    expect(difference, `${i}: ${actual[i]} beside ${value}`).toBeLessThanOrEqual(tolerance);
  });
}

const rng = new Rng(16);
const x = Array.from({ length: 90 }, () => [rng.normal(), 3 * rng.normal() + 10]);
const y = x.map(([a, b]) => (a + 0.2 * (b - 10) + rng.normal() > 0.5 ? 1 : 0));
const three = x.map(([a, b]) => {
  const value = a - 0.2 * (b - 10) + rng.normal();
  return value > 0.7 ? 2 : value > -0.5 ? 1 : 0;
});
const weights = x.map((_, i) => [1, 2, 0.5, 3][i % 4]);

describe('a table of two by two, by hand', () => {
  // Of 10 rows with x = 0 3 are of class 1, of 20 with x = 1 15.
  const table = [
    [0, 0, 7],
    [0, 1, 3],
    [1, 0, 5],
    [1, 1, 15],
  ] as const;
  const fit = fitRows(
    table.map(([value]) => [value]),
    table.map(([, own]) => own),
    { weights: table.map(([, , count]) => count) },
  );

  it('has log odds for coefficients and the root of the sum of reciprocals for standard errors', () => {
    expectClose(allCoefficients(fit), [Math.log(3 / 7), Math.log(15 / 5) - Math.log(3 / 7)], 1e-12);
    const slope = Math.sqrt(1 / 7 + 1 / 3 + 1 / 5 + 1 / 15);
    expectClose(present(fit.inference).standardErrors, [Math.sqrt(1 / 7 + 1 / 3), slope], 1e-12);
  });

  it('has the likelihood of the shares', () => {
    const expected = 7 * Math.log(0.7) + 3 * Math.log(0.3) + 5 * Math.log(0.25) + 15 * Math.log(0.75);
    expect(fit.logLikelihood).toBeCloseTo(expected, 12);
    const ofNone = 12 * Math.log(12 / 30) + 18 * Math.log(18 / 30);
    expect(fit.nullLogLikelihood).toBeCloseTo(ofNone, 12);
    expect(fit.mcFaddenR2).toBeCloseTo(1 - expected / ofNone, 12);
    expect(fit.observations).toBe(30);
    expect(present(fit.inference).aic).toBeCloseTo(-2 * expected + 4, 11);
    expect(present(fit.inference).likelihoodRatioDegreesOfFreedom).toBe(1);
    expectClose(logisticProbabilities(fit, Float64Array.of(0, 1), 2), [0.7, 0.3, 0.25, 0.75], 1e-12);
  });
});

describe('statsmodels and scikit-learn', () => {
  it.each(peers.cases)('$set, $name', (one) => {
    const { x: rows, y: own } = peers.sets[one.set as keyof typeof peers.sets];
    const { penalty, C, weights: given, classWeights } = one;
    const fit = fitRows(rows, own, {
      weights: given ?? null,
      classWeights: classWeights ?? null,
      ...(penalty === 'l2' ? { penalty, C: C } : {}),
    });
    expect(fit.status).toBe('converged');
    if (one.probabilities !== undefined) {
      expect(fit.inferenceUndefined).toBe('penalized');
      const { coef, intercept } = fit.classes === 2 ? fit : symmetricCoefficients(fit);
      expectClose(coef, one.coef, 1e-8);
      expectClose(intercept, one.intercept, 1e-8);
      const features = Float64Array.from(rows.slice(0, 25).flat());
      expectClose(logisticProbabilities(fit, features, 25), one.probabilities, 1e-8);
      return;
    }
    const inference = present(fit.inference);
    expectClose(allCoefficients(fit), one.coefficients, 1e-9);
    const arrays = ['standardErrors', 'zStatistics', 'pValues', 'lower', 'upper'] as const;
    for (const name of arrays) expectClose(inference[name], one[name], 1e-8);
    expectClose([inference.aic, inference.bic], [one.aic, one.bic], 1e-10);
    const likelihoods = ['logLikelihood', 'nullLogLikelihood', 'mcFaddenR2'] as const;
    for (const name of likelihoods) expectClose([fit[name]], [one[name]], 1e-8);
    // Theirs comes from a null model that is fitted by steps, not worked out.
    expectClose([present(inference.likelihoodRatioPValue)], [one.likelihoodRatioPValue], 1e-6);
  });
});

describe('properties on seeded data', () => {
  it.each([
    ['two classes', y, undefined],
    ['three classes', three, undefined],
    ['two classes, penalized', y, 0.3],
    ['three classes, penalized', three, 0.3],
  ] as const)('the gradient is zero at the optimum: %s', (_, own, C) => {
    const fit = fitRows(x, own, { weights, ...(C === undefined ? {} : { penalty: 'l2' as const, C }) });
    const probabilities = logisticProbabilities(fit, Float64Array.from(x.flat()), x.length);
    const symmetric = symmetricCoefficients(fit);
    for (let k = 1; k < fit.classes; k++) {
      const residuals = x.map(
        (__, i) => weights[i] * ((own[i] === k ? 1 : 0) - probabilities[i * fit.classes + k]),
      );
      expect(residuals.reduce((sum, r) => sum + r, 0)).toBeCloseTo(0, 7);
      for (let j = 0; j < 2; j++) {
        const gradient = residuals.reduce((sum, r, i) => sum + r * x[i][j], 0);
        const coef = fit.classes === 2 ? fit.coef[j] : symmetric.coef[k * 2 + j];
        expect(gradient - (C === undefined ? 0 : coef / C)).toBeCloseTo(0, 6);
      }
    }
  });

  it('the objective never falls', () => {
    const regression = toEnd(startLogisticRegression(toData(x, three)));
    for (const { change, objective } of iterations(regression)) {
      expect(change).toBeGreaterThanOrEqual(-1e-13 * Math.abs(objective));
    }
    expect(regression.status).toBe('converged');
  });

  it('a scaled column has its coefficients divided, an added constant changes the intercepts only', () => {
    const plain = fitRows(x, three);
    const scaled = fitRows(
      x.map(([a, b]) => [a * 1000, b]),
      three,
    );
    const expected = [...plain.coef].map((value, i) => (i % 2 === 0 ? value / 1000 : value));
    expectClose(scaled.coef, expected, 1e-9);
    const moved = fitRows(
      x.map(([a, b]) => [a, b + 1e4]),
      three,
    );
    expectClose(moved.coef, [...plain.coef], 1e-8);
    expectClose(
      moved.intercept,
      [...plain.intercept].map((value, k) => value - 1e4 * plain.coef[2 * k + 1]),
      1e-8,
    );
    expectClose(
      [...present(moved.inference).standardErrors].filter((__, i) => i % 3 > 0),
      [...present(plain.inference).standardErrors].filter((__, i) => i % 3 > 0),
      1e-7,
    );
  });

  it('weights of whole numbers equal repeated rows, and class weights the product', () => {
    const counts = x.map((_, i) => i % 4);
    const repeated = counts.flatMap((count, i) => new Array<number>(count).fill(i));
    const weighted = fitRows(x, three, { weights: counts });
    const unweighted = fitRows(
      repeated.map((i) => x[i]),
      repeated.map((i) => three[i]),
    );
    expectClose(allCoefficients(weighted), allCoefficients(unweighted), 1e-9);
    expectClose(
      present(weighted.inference).standardErrors,
      [...present(unweighted.inference).standardErrors],
      1e-9,
    );
    expectClose([present(weighted.inference).bic], [present(unweighted.inference).bic], 1e-12);
    const byClass = fitRows(x, three, { classWeights: [1, 2, 3] });
    const byRow = fitRows(x, three, { weights: three.map((own) => 1 + own) });
    expect(allCoefficients(byClass)).toEqual(allCoefficients(byRow));
    expect(byClass.observations).toBe(90);
  });

  it('scaled features give the same raw coefficients and errors', () => {
    const scaler = { offset: [1, 10], scale: [2, 3] };
    const standardized = x.map((row) => row.map((v, j) => (v - scaler.offset[j]) / scaler.scale[j]));
    const raw = fitRows(x, three);
    const scaled = fitRows(standardized, three, { scaler });
    expectClose(allCoefficients(scaled), allCoefficients(raw), 1e-9);
    expectClose(present(scaled.inference).standardErrors, [...present(raw.inference).standardErrors], 1e-9);
    const model = { classes: 3, coef: scaled.scaledCoef, intercept: scaled.scaledIntercept };
    const atScaled = logisticProbabilities(model, Float64Array.from(standardized[5]), 1);
    expectClose(atScaled, [...logisticProbabilities(raw, Float64Array.from(x[5]), 1)], 1e-9);
  });
});

describe('pausing', () => {
  it('goes on to the bit from the state after any step', () => {
    const data = toData(x, three, weights);
    const whole = toEnd(startLogisticRegression(data));
    const all = iterations(whole);
    expect(all.length).toBeGreaterThan(3);
    for (let stop = 0; stop < all.length; stop++) {
      const first = toEnd(startLogisticRegression(data));
      for (let step = 0; step < stop; step++) toEnd(first.iterate());
      const kept = first.state();
      const second = toEnd(startLogisticRegression(data, {}, kept));
      expect(iterations(second)).toEqual(all.slice(stop));
      expect(second.fit()).toEqual(whole.fit());
    }
  });

  it('an abandoned step leaves the state as it was, and steps beyond the first limit may follow', () => {
    const many = Array.from({ length: 40_000 }, (_, i) => [
      ...x[i % 90],
      rng.normal(),
      rng.normal(),
      rng.normal(),
    ]);
    const data = toData(
      many,
      many.map((_, i) => three[i % 90]),
    );
    const regression = toEnd(startLogisticRegression(data, { maxIter: 1 }));
    const before = regression.state();
    const step = regression.iterate();
    expect(step.next().done).toBe(false);
    expect(regression.state()).toEqual(before);
    toEnd(regression.iterate());
    expect(regression.status).toBe('maxIter');
    expect(regression.fit().inferenceUndefined).toBe('notConverged');
    const longer = toEnd(startLogisticRegression(data, {}, regression.state()));
    iterations(longer);
    expect(longer.status).toBe('converged');
    expect(allCoefficients(longer.fit())).toEqual(allCoefficients(toEnd(fitLogisticRegression(data))));
  });
});

describe('separation', () => {
  const line = [1, 2, 3, 4, 5, 6].map((value) => [value]);

  it('complete: no row on the wrong side', () => {
    const fit = fitRows(line, [0, 0, 0, 1, 1, 1]);
    expect(fit).toMatchObject({
      separation: 'complete',
      status: 'separated',
      converged: false,
      inference: null,
      inferenceUndefined: 'separated',
    });
    expect(fit.coef.every(Number.isFinite)).toBe(true);
  });

  it('quasi: some rows on the border', () => {
    const fit = fitRows([...line, [3]], [0, 0, 0, 1, 1, 1, 1]);
    expect(fit).toMatchObject({ separation: 'quasi', status: 'separated', inference: null });
  });

  it('quasi: a category that has one class only', () => {
    const fit = fitRows(
      x.map(([a], i) => [a, y[i] === 1 && i % 3 === 0 ? 1 : 0]),
      y,
    );
    expect(fit.separation).toBe('quasi');
  });

  it('one class of three apart', () => {
    const { x: rows, y: own } = peers.sets.iris;
    expect(fitRows(rows, own)).toMatchObject({ separation: 'quasi', status: 'separated' });
    expect(fitRows(rows, own, { penalty: 'l2' })).toMatchObject({ separation: null, status: 'converged' });
  });

  it('is not found where one row alone is on the wrong side, however steep the curve', () => {
    const rows = Array.from({ length: 200 }, (_, i) => [i]);
    const own = rows.map((_, i) => (i === 99 ? 1 : i >= 101 ? 1 : 0));
    const fit = fitRows(rows, own);
    expect(fit).toMatchObject({ separation: null, status: 'converged' });
    expect(fit.coef[0]).toBeGreaterThan(0.5);
    expect(present(fit.inference).pValues[1]).toBeGreaterThan(0);
  });

  it('agrees with linear programs on small tables', () => {
    for (const { x: rows, y: own, separation } of separations.cases) {
      const fit = fitRows(rows, own);
      expect(fit.separation, JSON.stringify({ rows, own })).toBe(separation);
      expect(fit.status).toBe(separation === null ? 'converged' : 'separated');
    }
  });
});

describe('a step that goes too far', () => {
  // One row far from all others: a whole Newton step lowers the likelihood.
  const far = [1, -36, 0, -1, 2, -2, -16, -15, 1, 0, 371, -2].map((value) => [value]);
  const own = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0];

  it('is halved, and the fit ends where statsmodels does', () => {
    const regression = toEnd(startLogisticRegression(toData(far, own)));
    const all = iterations(regression);
    expect(Math.max(...all.map(({ halvings }) => halvings))).toBeGreaterThan(0);
    for (const { change } of all) expect(change).toBeGreaterThanOrEqual(-1e-11);
    const fit = regression.fit();
    expect(fit.status).toBe('converged');
    // statsmodels 0.15: Logit by BFGS and GLM by IRLS agree.
    expectClose(allCoefficients(fit), [-2.1461964230496, 0.0122724068083052], 1e-9);
    expectClose(present(fit.inference).standardErrors, [1.00023678425185, 0.00997651839355994], 1e-8);
    expectClose([fit.logLikelihood], [-3.81479209369172], 1e-12);
  });
});

describe('what is not defined', () => {
  it('aliased columns are named and get no coefficients', () => {
    const fit = fitRows(
      x.map(([a, b]) => [a, 4, b, a + 2 * b]),
      three,
    );
    expect([...fit.aliased]).toEqual([1, 3]);
    expect(fit.parameters).toBe(6);
    const plain = fitRows(x, three);
    expectClose([fit.coef[0], fit.coef[2], fit.coef[4], fit.coef[6]], [...plain.coef], 1e-9);
    expect(fit.coef[3]).toBe(0);
    expect(present(fit.inference).standardErrors[2]).toBeNaN();
    expectClose([present(fit.inference).aic], [present(plain.inference).aic], 1e-12);
  });

  it('refuses a class without rows, a row without a class, and options out of range', () => {
    expect(() => fitRows(x, y, { weights: y })).toThrow('Class 0');
    expect(() => fitRows([[1], [2]], [-1, 1])).toThrow('Row 0');
    expect(() => fitRows([[1], [2]], [0, 0])).toThrow('two classes');
    expect(() => fitRows(x, y, { penalty: 'l2', C: 0 })).toThrow('C is');
  });
});
