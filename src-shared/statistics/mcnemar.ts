import { incompleteBeta } from '../distributions/incomplete-beta';
import { normalQuantile } from '../distributions/normal';

/**
 * P(X <= k) of a binomial with probability 1/2 in `n` trials: I_{1/2}(n - k, k + 1)
 * (Abramowitz and Stegun 26.5.24).
 */
function halfBinomial(k: number, n: number): number {
  return k >= n ? 1 : incompleteBeta(n - k, k + 1, 0.5).lower;
}

/**
 * Exact two-sided sign test: how likely a split of n = wins + losses at least as uneven is where both are
 * equally likely, 2 P(X <= min(wins, losses)), at most 1. Ties are left out (Conover, "Practical
 * Nonparametric Statistics", 3.4). 1 where nothing but ties is there.
 */
export function signTest(wins: number, losses: number): number {
  const n = wins + losses;
  if (n === 0) return 1;
  return Math.min(1, 2 * halfBinomial(Math.min(wins, losses), n));
}

/** How often two classifiers are right on the same rows. */
export interface McNemar {
  readonly onlyARight: number;
  readonly onlyBRight: number;
  readonly bothRight: number;
  readonly bothWrong: number;
  readonly pValue: number;
}

/**
 * McNemar's exact test of two classifiers on the same rows (McNemar 1947; statsmodels'
 * `mcnemar(exact=True)`): a {@link signTest} of the rows that one of them alone has right.
 * @param a @param b whether each row is right (not 0) for one and for the other, in the same order
 */
export function mcnemarExact(a: ArrayLike<number>, b: ArrayLike<number>): McNemar {
  let [onlyARight, onlyBRight, bothRight, bothWrong] = [0, 0, 0, 0];
  for (let row = 0; row < a.length; row++) {
    const [isA, isB] = [a[row] !== 0, b[row] !== 0];
    if (isA && isB) bothRight++;
    else if (isA) onlyARight++;
    else if (isB) onlyBRight++;
    else bothWrong++;
  }
  return { onlyARight, onlyBRight, bothRight, bothWrong, pValue: signTest(onlyBRight, onlyARight) };
}

/** Of the difference of two shares. */
interface SharesInterval {
  readonly error: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Interval of the difference b - a of two shares on the same rows, with half a row added to each of the four cells:
 * d = (c - b) / (n + 2), error sqrt((b + c + 1 - (c - b)² / (n + 2)) / (n + 2)²), b and c the rows that one alone has
 * right (Agresti and Min 2005, "Simple improved confidence intervals for comparing matched proportions"; PropCIs'
 * `diffpropci.mp`). It has a width also where no row tells the two apart, of which resampling makes nothing but 0.
 * @param level of the interval, from 0 to 1
 */
export function pairedSharesInterval(
  { onlyARight, onlyBRight, bothRight, bothWrong }: McNemar,
  level: number,
): SharesInterval {
  const n = onlyARight + onlyBRight + bothRight + bothWrong + 2;
  const difference = onlyBRight - onlyARight;
  const error = Math.sqrt(onlyARight + onlyBRight + 1 - (difference * difference) / n) / n;
  const half = normalQuantile((1 + level) / 2) * error;
  return { error, low: difference / n - half, high: difference / n + half };
}
