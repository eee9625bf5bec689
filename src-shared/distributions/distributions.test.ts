import { describe, expect, it } from 'vitest';
import { chiSquaredQuantile, chiSquaredTails } from './chi-squared';
import { fQuantile, fTails } from './f';
import { normalQuantile, normalTails, normalTwoSided } from './normal';
import reference from './reference-values.json';
import { studentTQuantile, studentTTails, studentTTwoSided } from './student-t';

/** Largest relative difference; both below 1e-290 count as equal. */
function expectClose(actual: number, expected: number, tolerance: number, name: string): void {
  if (Math.abs(expected) < 1e-290 && Math.abs(actual) < 1e-290) return;
  const difference = Math.abs(actual / expected - 1);
  expect(difference, `${name}: ${actual} beside ${expected}`).toBeLessThan(tolerance);
}

describe('distribution functions beside 60 digits of mpmath', () => {
  it('t, two-sided', () => {
    for (const [t, df, p] of reference.studentTTwoSided as [number, number, number][]) {
      expectClose(studentTTwoSided(t, df), p, 1e-12, `t ${t}, df ${df}`);
      expectClose(studentTTails(-t, df).lower, p / 2, 1e-12, `t ${-t}, df ${df}`);
    }
  });

  it('F, both tails', () => {
    for (const [f, df1, df2, lower, upper] of reference.fTails as [
      number,
      number,
      number,
      number,
      number,
    ][]) {
      const tails = fTails(f, df1, df2);
      if (lower < 0.9) expectClose(tails.lower, lower, 1e-12, `F ${f}, df ${df1}, ${df2}, lower`);
      if (upper < 0.9) expectClose(tails.upper, upper, 1e-12, `F ${f}, df ${df1}, ${df2}, upper`);
    }
  });

  it('chi-squared, both tails', () => {
    for (const [x, df, lower, upper] of reference.chiSquaredTails as [number, number, number, number][]) {
      const tails = chiSquaredTails(x, df);
      if (lower < 0.9) expectClose(tails.lower, lower, 1e-12, `chi2 ${x}, df ${df}, lower`);
      if (upper < 0.9) expectClose(tails.upper, upper, 1e-12, `chi2 ${x}, df ${df}, upper`);
    }
  });

  it('normal, two-sided', () => {
    for (const [z, p] of reference.normalTwoSided as [number, number][]) {
      expectClose(normalTwoSided(z), p, 1e-12, `z ${z}`);
      expectClose(normalTails(z).upper, p / 2, 1e-12, `z ${z}`);
    }
  });

  it('t by its closed forms for 1 and 2 degrees of freedom', () => {
    // df 1: 1 - 2 atan(t) / pi, which is 1/2 at t = 1; df 2: 1 - t / sqrt(2 + t^2).
    expectClose(studentTTwoSided(1, 1), 0.5, 1e-15, 'df 1');
    expectClose(studentTTwoSided(1, 2), 1 - 1 / Math.sqrt(3), 1e-14, 'df 2');
    expect(studentTTwoSided(0, 5)).toBe(1);
    expect(studentTTwoSided(Infinity, 5)).toBe(0);
    expect(studentTTwoSided(1, 0)).toBeNaN();
  });
});

describe('quantiles', () => {
  it('are those of the tables', () => {
    // SciPy 1.17; one degree of freedom: tan(0.475 pi).
    expectClose(studentTQuantile(0.975, 4), 2.7764451051977934, 1e-13, 'qt(.975, 4)');
    expectClose(studentTQuantile(0.025, 1), -12.706204736174698, 1e-13, 'qt(.025, 1)');
    expectClose(normalQuantile(0.975), 1.959963984540054, 1e-14, 'qnorm(.975)');
    expectClose(chiSquaredQuantile(0.95, 1), 3.841458820694124, 1e-13, 'qchisq(.95, 1)');
    expectClose(fQuantile(0.95, 1, 4), 2.7764451051977934 * 2.7764451051977934, 1e-12, 'qf is qt squared');
  });

  it('are the inverse of the distribution function in both tails', () => {
    for (const p of [1e-9, 0.01, 0.3, 0.5, 0.8, 0.999]) {
      expectClose(studentTTails(studentTQuantile(p, 7), 7).lower, p, 1e-12, 't');
      expectClose(normalTails(normalQuantile(p)).lower, p, 1e-12, 'normal');
      expectClose(chiSquaredTails(chiSquaredQuantile(p, 3), 3).lower, p, 1e-12, 'chi2');
      expectClose(fTails(fQuantile(p, 3, 17), 3, 17).lower, p, 1e-12, 'F');
    }
  });

  it('end where the probabilities do', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(studentTQuantile(1, 3)).toBe(Infinity);
    expect(chiSquaredQuantile(0, 3)).toBe(0);
    expect(fQuantile(1.5, 3, 3)).toBeNaN();
    expect(studentTQuantile(0.5, 3)).toBe(0);
  });
});
