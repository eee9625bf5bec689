import { incompleteBeta } from '../distributions/incomplete-beta';
import { normalTails } from '../distributions/normal';
import { studentTQuantile } from '../distributions/student-t';
import { exp } from '../portable-math/exp';

const MAX_TERMS = 20_000;

/**
 * P(T <= t) of the noncentral t distribution with `df` degrees of freedom and noncentrality `delta`:
 * Lenth's algorithm AS 243 (Applied Statistics 38, 1989),
 * Φ(-δ) + ½ Σ [p_j I_x(j + ½, df / 2) + q_j I_x(j + 1, df / 2)] with x = t² / (t² + df), for t >= 0, and by
 * symmetry below.
 */
export function noncentralTLower(t: number, df: number, delta: number): number {
  if (!(df > 0) || Number.isNaN(t) || Number.isNaN(delta)) return NaN;
  if (t < 0) return 1 - noncentralTLower(-t, df, -delta);
  const x = (t * t) / (t * t + df);
  const half = (delta * delta) / 2;
  let p = exp(-half);
  let q = (delta * exp(-half) * Math.SQRT2) / Math.sqrt(Math.PI);
  let sum = 0;
  let left = 1 - p;
  for (let j = 0; j < MAX_TERMS; j++) {
    sum += p * incompleteBeta(j + 0.5, df / 2, x).lower + q * incompleteBeta(j + 1, df / 2, x).lower;
    p *= half / (j + 1);
    q *= half / (j + 1.5);
    left -= p;
    if (left < 1e-15 && Math.abs(q) < 1e-15 && j > half) break;
  }
  return Math.min(1, normalTails(-delta).lower + sum / 2);
}

/**
 * Power of a two-sided t test: P(|T| > t_{1 - alpha / 2}) of the noncentral t with delta
 * mean / (sd sqrt(1 / n + ratio)) and n - 1 degrees of freedom; with a ratio of 0 statsmodels'
 * `TTestPower`. A noncentrality above 37 is told by its normal limit: the power is then 1 to 15 digits.
 */
export function pairedPower(effect: number, n: number, testTrainRatio = 0, alpha = 0.05): number {
  if (!(n >= 2)) return NaN;
  const delta = Math.abs(effect) / Math.sqrt(1 / n + testTrainRatio);
  const critical = studentTQuantile(1 - alpha / 2, n - 1);
  if (delta > 37) return normalTails(critical - delta).upper;
  return 1 - noncentralTLower(critical, n - 1, delta) + noncentralTLower(-critical, n - 1, delta);
}

/** More pairs than this are no plan. */
const MOST_PAIRS = 10_000;

/**
 * Fewest pairs with which a difference of this size would be found with the given power; null where none
 * below 10,000 does, as of folds, whose error has a floor of sqrt(ratio) sd however often they are repeated.
 * @param effect mean / sd of the differences seen so far
 */
export function pairsNeeded(effect: number, testTrainRatio = 0, power = 0.8, alpha = 0.05): number | null {
  if (!(Math.abs(effect) > 0)) return null;
  if (effect === Infinity || effect === -Infinity) return 2;
  const isEnough = (n: number): boolean => pairedPower(effect, n, testTrainRatio, alpha) >= power;
  if (!isEnough(MOST_PAIRS)) return null;
  let [low, high] = [1, MOST_PAIRS];
  // The power grows with n.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return Math.max(2, high);
}
