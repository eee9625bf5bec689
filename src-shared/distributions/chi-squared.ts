import { incompleteGamma } from './incomplete-gamma';
import { positiveQuantile, type Tails } from './quantile-search';

/**
 * Chi-squared distribution with `df` > 0 degrees of freedom: P(X <= x) = P(df / 2, x / 2) and P(X > x)
 * (Abramowitz and Stegun 26.4.19).
 */
export function chiSquaredTails(x: number, df: number): Tails {
  return incompleteGamma(df / 2, Math.max(0, x) / 2);
}

/** Chi-squared quantile: the x with P(X <= x) = p for `df` > 0 degrees of freedom. */
export function chiSquaredQuantile(p: number, df: number): number {
  return df > 0 ? positiveQuantile(p, (x) => chiSquaredTails(x, df)) : NaN;
}
