import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import {
  fitLogisticRegression,
  logisticProbabilities,
  startLogisticRegression,
  symmetricCoefficients,
} from './index';
import {
  toData,
  fitRows,
  toEnd,
  iterations,
  allCoefficients,
  expectClose,
  seededRows,
} from '../../testing/models/logistic-regression';
import peers from './peers.json';

const { rng, x, y, three, weights } = seededRows();

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
