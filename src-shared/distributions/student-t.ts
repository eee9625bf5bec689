import { incompleteBeta } from './incomplete-beta';
import { bisectPositive, type Tails } from './quantile-search';

/**
 * Two-sided p value of Student's t statistic with `df` > 0 degrees of freedom:
 * P(|T| >= |t|) = I_x(df / 2, 1 / 2) with x = df / (df + t^2) (Abramowitz and Stegun 26.7.1).
 */
export function studentTTwoSided(t: number, df: number): number {
  const square = t * t;
  if (square === Infinity) return df > 0 ? 0 : NaN;
  return incompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square)).lower;
}

/** Student's t distribution with `df` > 0 degrees of freedom: P(T <= t) and P(T > t). */
export function studentTTails(t: number, df: number): Tails {
  const far = studentTTwoSided(t, df) / 2;
  return t < 0 ? { lower: far, upper: 1 - far } : { lower: 1 - far, upper: far };
}

/** Student's t quantile: the t with P(T <= t) = p for `df` > 0 degrees of freedom; NaN outside of 0 to 1. */
export function studentTQuantile(p: number, df: number): number {
  if (!(df > 0 && p >= 0 && p <= 1)) return NaN;
  if (p === 0.5) return 0;
  const tail = p < 0.5 ? p : 1 - p;
  const size = tail === 0 ? Infinity : bisectPositive((t) => studentTTwoSided(t, df) > 2 * tail);
  return p < 0.5 ? -size : size;
}
