import { expect } from 'vitest';
import {
  fitLogisticRegression,
  type LogisticIteration,
  type LogisticRegression,
  type LogisticRegressionData,
  type LogisticRegressionFit,
  type LogisticRegressionOptions,
} from '../../algorithms/logistic-regression';
import { Rng } from '../../algorithms/numeric/rng';

/** [rows][features] */
export type Rows = readonly (readonly number[])[];

/** Rows and classes as the fit takes them. */
export function toData(
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

/** Fit of rows and classes to its end. */
export function fitRows(
  x: Rows,
  y: readonly number[],
  { weights = null, ...options }: LogisticRegressionOptions & { weights?: readonly number[] | null } = {},
): LogisticRegressionFit {
  return toEnd(fitLogisticRegression(toData(x, y, weights), options));
}

/** What work comes to, without a pause. */
export function toEnd<T>(work: Generator<number, T, void>): T {
  while (true) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

/** All steps from where it stands. */
export function iterations(regression: LogisticRegression): LogisticIteration[] {
  const all: LogisticIteration[] = [];
  while (regression.status === 'running') all.push(toEnd(regression.iterate()));
  return all;
}

/** [classes - 1][1 + width] */
export function allCoefficients({ intercept, coef }: LogisticRegressionFit): number[] {
  const width = coef.length / intercept.length;
  return [...intercept].flatMap((one, k) => [one, ...coef.subarray(k * width, (k + 1) * width)]);
}

/** Relative difference of each value, at most `tolerance`. */
export function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    const difference = Math.abs((actual[i] ?? NaN) - value) / Math.abs(value || 1);
    expect(difference, `${i}: ${actual[i] ?? ''} beside ${value}`).toBeLessThanOrEqual(tolerance);
  });
}

/** 90 rows of two features, with two classes, three classes and weights, and what they were drawn with. */
export function seededRows(): {
  rng: Rng;
  x: [number, number][];
  y: number[];
  three: number[];
  weights: number[];
} {
  const rng = new Rng(16);
  const x = Array.from({ length: 90 }, (): [number, number] => [rng.normal(), 3 * rng.normal() + 10]);
  const y = x.map(([a, b]) => (a + 0.2 * (b - 10) + rng.normal() > 0.5 ? 1 : 0));
  const three = x.map(([a, b]) => {
    const value = a - 0.2 * (b - 10) + rng.normal();
    return value > 0.7 ? 2 : value > -0.5 ? 1 : 0;
  });
  return { rng, x, y, three, weights: x.map((_, i) => [1, 2, 0.5, 3][i % 4] ?? 1) };
}
