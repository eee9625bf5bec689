import { normalTails } from '../distributions/normal';
import { exp } from '../portable-math/exp';
import { pow } from '../portable-math/pow';

/** The integrand is below 1e-20 beyond. */
const REACH = 9;
const INTERVALS = 600;

/**
 * P(Q > q) of the studentized range of `k` normal values with infinitely many degrees of freedom:
 * 1 - k ∫ φ(z) (Φ(z) - Φ(z - q))^(k - 1) dz (Tukey; R's `ptukey`), by Simpson's rule.
 */
export function studentizedRangeUpper(q: number, k: number): number {
  if (!(q > 0)) return 1;
  if (q === Infinity) return 0;
  const step = (2 * REACH) / INTERVALS;
  let sum = 0;
  for (let i = 0; i <= INTERVALS; i++) {
    const z = -REACH + i * step;
    const width = normalTails(z).lower - normalTails(z - q).lower;
    const value = (exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * pow(width, k - 1);
    sum += value * (i === 0 || i === INTERVALS ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return Math.min(1, Math.max(0, 1 - (k * sum * step) / 3));
}

/** The q that the studentized range of `k` normal values exceeds with probability `alpha`. */
export function studentizedRangeQuantile(alpha: number, k: number): number {
  let [low, high] = [0, 20];
  for (let i = 0; i < 80 && high - low > 1e-12; i++) {
    const middle = (low + high) / 2;
    if (studentizedRangeUpper(middle, k) > alpha) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
