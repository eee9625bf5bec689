/** Probabilities on both sides of a value, so that each is precise where it is small. */
export interface Tails {
  /** P(X <= x). */
  readonly lower: number;
  /** P(X > x). */
  readonly upper: number;
}

/**
 * Quantile of a distribution of positive numbers: the x with P(X <= x) = p, by bisection of the
 * smaller tail down to neighbouring doubles. 0 for p = 0, Infinity for p = 1, NaN outside of 0 to 1.
 * @param tails of the distribution; `lower` grows with x
 */
export function positiveQuantile(p: number, tails: (x: number) => Tails): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  const isBelow = (x: number): boolean => (p <= 0.5 ? tails(x).lower < p : tails(x).upper > 1 - p);
  return bisectPositive(isBelow);
}

/**
 * Positive number at which `isBelow` turns from true to false, to neighbouring doubles: doubling and
 * halving bracket it, bisection finds it. About 1e-300 or 1e300 where it lies beyond.
 */
export function bisectPositive(isBelow: (x: number) => boolean): number {
  let high = 1;
  while (high < 1e300 && isBelow(high)) high *= 2;
  let low = high / 2;
  while (low > 1e-300 && !isBelow(low)) {
    high = low;
    low /= 2;
  }
  while (true) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
}
