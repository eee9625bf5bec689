import { gammaPower } from './saddle-point';

const MAX_TERMS = 1_000_000;
const PRECISION = 1e-17;
const TINY = 1e-300;

/**
 * Regularized incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), the smaller of them to
 * about 1e-14 relative; NaN unless a > 0 and x >= 0.
 *
 * Below a + 1 by the series x^n / (a (a + 1) ... (a + n)), above by Legendre's continued fraction
 * (Abramowitz and Stegun 6.5.29 and 6.5.31) with Lentz's method.
 */
export function incompleteGamma(a: number, x: number): { lower: number; upper: number } {
  if (!(a > 0 && x >= 0)) return { lower: NaN, upper: NaN };
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const power = gammaPower(a, x);
  if (x < a + 1) {
    const lower = Math.min(1, power * series(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, power * fraction(a, x));
  return { lower: 1 - upper, upper };
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n <= MAX_TERMS && term > sum * PRECISION; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n <= MAX_TERMS; n++) {
    const factor = -n * (n - a);
    b += 2;
    d = 1 / away(factor * d + b);
    c = away(b + factor / c);
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return value;
}

function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
