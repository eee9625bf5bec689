import { LN2_HIGH, LN2_LOW } from './exp';
import { powerOfTwo } from './powers-of-two';
import { highWord } from './words';

/**
 * The natural logarithm, to less than 1 unit in the last place, with the same bits on every platform:
 * -Infinity of 0, NaN below.
 *
 * x = 2^k (1 + f) with sqrt(2)/2 < 1 + f < sqrt(2); with s = f / (2 + f),
 * ln(1 + f) = 2 s + s R(s^2), R by Remez; ln x = k ln 2 + ln(1 + f), ln 2 in two parts.
 * Algorithm and coefficients: Sun's fdlibm, e_log.c (1993).
 */
export function log(x: number): number {
  if (x >= 2.2250738585072014e-308 && x < Infinity) return logOfScaled(x, 0);
  if (x > 0) return x === Infinity ? Infinity : logOfScaled(x * 18014398509481984, -54);
  return x === 0 ? -Infinity : NaN;
}

/** Replaces `values[from]` to `values[to - 1]` by their natural logarithms: what {@link log} gives. */
export function logInPlace(values: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) values[i] = log(values[i]);
}

/** ln(2^scale x) for a normal x. */
function logOfScaled(x: number, scale: number): number {
  const high = highWord(x);
  const fraction = high & 0xfffff;
  // From about sqrt(2) on, the half of it under the next power.
  const exponent = (high >> 20) - 1023 + ((fraction + 0x95f64) >> 20);
  const f = x * powerOfTwo(-exponent) - 1;
  const whole = (scale + exponent) * LN2_HIGH;
  const rest = (scale + exponent) * LN2_LOW;
  if ((0xfffff & (2 + fraction)) < 3) return whole - (f * f * (0.5 - 0.333333333333333333 * f) - rest - f);
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  if (((fraction - 0x6147a) | (0x6b851 - fraction)) <= 0) return whole - (s * (f - (odd + even)) - rest - f);
  const halfSquare = 0.5 * f * f;
  return whole - (halfSquare - (s * (halfSquare + (odd + even)) + rest) - f);
}
