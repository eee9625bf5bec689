import { exp } from '../portable-math/exp';
import { log } from '../portable-math/log';
import { log1p } from '../portable-math/log1p';

/*
 * The leading factors of the incomplete beta and gamma functions, without the cancellation that
 * differences of log-gamma values have for large parameters: Loader, "Fast and accurate computation
 * of binomial probabilities" (2000), for parameters that need not be whole.
 */

const LN_2PI = 1.8378770664093454836;
/** From here on the asymptotic series of the Stirling error is exact to the last bit. */
const ASYMPTOTIC_FROM = 16;

/**
 * Error of Stirling's formula: ln Gamma(x + 1) - (x + 1/2) ln x + x - ln(2 pi) / 2, for x > 0.
 *
 * Below 16 by the recurrence S(x) = S(x + 1) + (x + 1/2) ln(1 + 1/x) - 1, above by the asymptotic
 * series 1/(12 x) - 1/(360 x^3) + ... (Abramowitz and Stegun 6.1.42).
 */
function stirlingError(x: number): number {
  let shifted = x;
  let sum = 0;
  while (shifted < ASYMPTOTIC_FROM) {
    sum += (shifted + 0.5) * log1p(1 / shifted) - 1;
    shifted++;
  }
  const s = 1 / (shifted * shifted);
  const series =
    1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))));
  return sum + series / shifted;
}

/** Deviance part x ln(x / m) + m - x, for x > 0 and m > 0, without cancellation where x is next to m. */
function deviancePart(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * log(x / m) - difference;
  // x ln(x / m) = 2 x (v + v^3 / 3 + v^5 / 5 + ...) with v = (x - m) / (x + m).
  const v = difference / (x + m);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    power *= v * v;
    const next = sum + power / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/**
 * Power term of the beta distribution: x^a y^b / B(a, b), for a, b > 0 and y = 1 - x.
 * @param y 1 - x as the caller knows it, so that an x next to 1 costs no digits
 */
export function betaPower(a: number, b: number, x: number, y: number): number {
  if (x <= 0 || y <= 0) return 0;
  const n = a + b;
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviancePart(a, n * x) - deviancePart(b, n * y);
  // a b / n times the binomial probability, whose factor is sqrt(n / (2 pi a b)).
  return exp(exponent) * Math.sqrt((a / n) * (b / (2 * Math.PI)));
}

/**
 * Power term x^a e^-x / Gamma(a) of the gamma distribution for a > 0, by the saddle-point expansion
 * (Loader, "Fast and accurate computation of binomial probabilities", 2000), which loses no digits for
 * large a; 0 for x <= 0.
 */
export function gammaPower(a: number, x: number): number {
  if (x <= 0) return 0;
  return exp(-stirlingError(a) - deviancePart(a, x) - 0.5 * LN_2PI) * Math.sqrt(a);
}
