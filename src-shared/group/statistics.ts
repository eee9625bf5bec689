import { exp } from '../portable-math/exp';
import { log } from '../portable-math/log';
import { log1p } from '../portable-math/log1p';
import { sin } from '../portable-math/sin-cos';
import { at } from '../present';

/**
 * What several runs of the same settings say together. Plain functions over plain numbers; of no
 * values every one of them is NaN.
 */

/** Arithmetic mean. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) return NaN;
  // Around the first value, so that large offsets cost no digits.
  const first = at(values, 0);
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** Standard deviation of a sample (n - 1 below); NaN for fewer than two values. */
export function std(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const center = mean(values);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - center) * (value - center), 0) / (values.length - 1),
  );
}

/** Standard error of the mean, std / sqrt(n); NaN for fewer than two values. */
export function stderr(values: readonly number[]): number {
  return std(values) / Math.sqrt(values.length);
}

/** Two ends of an interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Student's t interval of the mean; NaN at both ends for fewer than two values.
 * @param testTrainRatio of folds: the variance of their mean is (1 / n + ratio) sd², for their training
 *   rows overlap (Nadeau and Bengio 2003); 0: sd² / n, of values that are each for itself
 */
export function tInterval(values: readonly number[], level = 0.95, testTrainRatio = 0): Interval {
  const center = mean(values);
  const error =
    testTrainRatio === 0 ? stderr(values) : std(values) * Math.sqrt(1 / values.length + testTrainRatio);
  const half = tQuantile((1 + level) / 2, values.length - 1) * error;
  return { low: center - half, high: center + half };
}

/** Two-sided 95 % of the normal distribution. */
const Z95 = 1.959963984540054;

/**
 * Wilson's score interval of a share (Wilson 1927), 95 %: stays within 0 and 1, also where nothing
 * or everything succeeded. NaN at both ends of no trials.
 */
export function wilsonInterval(successes: number, trials: number, z = Z95): Interval {
  if (trials === 0) return { low: NaN, high: NaN };
  const share = successes / trials;
  const square = (z * z) / trials;
  const center = (share + square / 2) / (1 + square);
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials));
  // Exactly, where rounding would stop short of the end.
  return {
    low: successes === 0 ? 0 : Math.max(0, center - half),
    high: successes === trials ? 1 : Math.min(1, center + half),
  };
}

/**
 * The value that Student's t with `df` degrees of freedom stays below with probability `p`, to about
 * twelve digits. NaN where df < 1 or p is not between 0 and 1.
 */
export function tQuantile(p: number, df: number): number {
  if (!(df >= 1) || !(p > 0 && p < 1)) return NaN;
  if (p === 0.5) return 0;
  if (p < 0.5) return -tQuantile(1 - p, df);
  let low = 0;
  let high = 1;
  while (tDistribution(high, df) < p && high < 1e300) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-14 * high; i++) {
    const middle = (low + high) / 2;
    if (tDistribution(middle, df) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(T <= t) for t >= 0. */
function tDistribution(t: number, df: number): number {
  return 1 - incompleteBeta(df / 2, 0.5, df / (df + t * t)) / 2;
}

/**
 * The regularised incomplete beta function by Lentz's continued fraction (Numerical Recipes 6.4; the
 * formula is Abramowitz and Stegun 26.5.8).
 */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * fraction(a, b, x)) / a
    : 1 - (front * fraction(b, a, 1 - x)) / b;
}

const TINY = 1e-300;

function fraction(a: number, b: number, x: number): number {
  const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return h;
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** ln of the gamma function for x > 0 (Lanczos, g = 7). */
function logGamma(x: number): number {
  if (x < 0.5) return log(Math.PI / sin(Math.PI * x)) - logGamma(1 - x);
  const at = x - 1;
  const t = at + 7.5;
  const sum = LANCZOS.reduce((total, c, i) => (i === 0 ? c : total + c / (at + i)), 0);
  return 0.5 * log(2 * Math.PI) + (at + 0.5) * log(t) - t + log(sum);
}

/** What a band around a mean may show. */
export const BANDS = ['std', 'stderr', 'interval', 'range'] as const;
export type Band = (typeof BANDS)[number];

/** The ends of a band around the mean; both the mean where there is one value only. */
export function computeBand(values: readonly number[], band: Band): Interval {
  if (band === 'range') {
    if (values.length === 0) return { low: NaN, high: NaN };
    return {
      low: values.reduce((least, value) => Math.min(least, value), Infinity),
      high: values.reduce((most, value) => Math.max(most, value), -Infinity),
    };
  }
  const center = mean(values);
  if (values.length < 2) return { low: center, high: center };
  if (band === 'interval') return tInterval(values);
  const half = band === 'std' ? std(values) : stderr(values);
  return { low: center - half, high: center + half };
}
