import { betaPower } from './saddle-point';

const MAX_TERMS = 100_000;
const PRECISION = 1e-16;

/**
 * Regularized incomplete beta function I_x(a, b) and its complement, each to about 1e-14 relative.
 *
 * The continued fraction of DiDonato and Morris, "Algorithm 708" (ACM TOMS 18, 1992), equation 9,
 * taken of the smaller side; NaN for parameters that are not above 0.
 * @param x from 0 to 1
 * @param y 1 - x as the caller knows it, so that an x next to 1 costs no digits
 */
export function incompleteBeta(
  a: number,
  b: number,
  x: number,
  y: number = 1 - x,
): { lower: number; upper: number } {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return { lower: NaN, upper: NaN };
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  const distance = (a + b) * y - b;
  if (distance >= 0) {
    const lower = Math.min(1, betaPower(a, b, x, y) * fraction(a, b, x, y, distance));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, betaPower(b, a, y, x) * fraction(b, a, y, x, (a + b) * x - a));
  return { lower: 1 - upper, upper };
}

/** I_x(a, b) over its power term; `distance` is a - (a + b) x, at least 0. */
function fraction(a: number, b: number, x: number, y: number, distance: number): number {
  const c = 1 + distance;
  const c0 = b / a;
  const c1 = 1 + 1 / a;
  let p = 1;
  let s = a + 1;
  let numeratorBefore = 0;
  let denominatorBefore = 1;
  let numerator = 1;
  let denominator = c / c1;
  let value = c1 / c;
  for (let n = 1; n <= MAX_TERMS; n++) {
    const share = n / a;
    const w = n * (b - n) * x;
    const e = a / s;
    const alpha = p * (p + c0) * e * e * (w * x);
    const beta = n + w / s + ((1 + share) / (c1 + share + share)) * (c + n * (1 + y));
    p = 1 + share;
    s += 2;
    const nextNumerator = alpha * numeratorBefore + beta * numerator;
    const nextDenominator = alpha * denominatorBefore + beta * denominator;
    const next = nextNumerator / nextDenominator;
    const isSettled = Math.abs(next - value) <= PRECISION * next;
    value = next;
    if (isSettled) break;
    numeratorBefore = numerator / nextDenominator;
    denominatorBefore = denominator / nextDenominator;
    numerator = next;
    denominator = 1;
  }
  return value;
}
