import { incompleteGamma } from './incomplete-gamma';
import { bisectPositive, type Tails } from './quantile-search';

/** Standard normal distribution: P(Z <= z) and P(Z > z), by P(1/2, z^2 / 2). */
export function normalTails(z: number): Tails {
  if (Number.isNaN(z)) return { lower: NaN, upper: NaN };
  const far = normalTwoSided(z) / 2;
  return z < 0 ? { lower: far, upper: 1 - far } : { lower: 1 - far, upper: far };
}

/** Two-sided p value of a standard normal statistic: P(|Z| >= |z|) = Q(1/2, z^2 / 2). */
export function normalTwoSided(z: number): number {
  return incompleteGamma(0.5, (z * z) / 2).upper;
}

/** Standard normal quantile: the z with P(Z <= z) = p; NaN outside of 0 to 1. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return p === 1 ? Infinity : upperQuantile(1 - p);
  return p === 0 ? -Infinity : -upperQuantile(p);
}

/** The z >= 0 with P(Z > z) = tail. */
function upperQuantile(tail: number): number {
  return bisectPositive((z) => normalTwoSided(z) > 2 * tail);
}
