import { INVERSE_LN2, LN2_HIGH, LN2_LOW, PAST_HALF_LN2, THREE_HALVES_LN2 } from './exp';
import { expm1Quotient } from './expm1';
import { powerOfTwo } from './powers-of-two';

/**
 * Replaces `values[from]` to `values[to - 1]` by their hyperbolic tangents, to less than 3 units in the
 * last place, with the same bits on every platform.
 *
 * With t = e^(2|x|) - 1 it is 1 - 2 / (t + 2) from |x| = 1 on, and below, with t = e^(-2|x|) - 1,
 * -t / (t + 2). From |x| = 22 on it is 1. Algorithm: Sun's fdlibm, s_tanh.c (1993). e^y - 1 is written
 * out here as {@link expm1} computes it, without the cases that such y cannot have.
 */
export function tanhInPlace(values: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const x = values[i];
    const size = Math.abs(x);
    if (!(size < 22 && size >= 3.7252902984619140625e-9)) {
      if (size >= 22) values[i] = Math.sign(x);
      continue;
    }
    const isSmall = size < 1;
    const y = isSmall ? -2 * size : 2 * size;
    let k = 0;
    if (!isSmall) k = (INVERSE_LN2 * y + 0.5) | 0;
    else if (y <= -THREE_HALVES_LN2) k = (INVERSE_LN2 * y - 0.5) | 0;
    else if (y <= -PAST_HALF_LN2) k = -1;
    const high = y - k * LN2_HIGH;
    const low = k * LN2_LOW;
    const r = high - low;
    const half = 0.5 * r;
    const s = r * half;
    const q = expm1Quotient(s);
    const t = 3 - q * half;
    let e = s * ((q - t) / (6 - r * t));
    let power = 0;
    if (k === 0) power = r - (r * e - s);
    else {
      const lost = high - r - low;
      e = r * (e - lost) - lost - s;
      if (k === -1) power = 0.5 * (r - e) - 0.5;
      else if (k > 0 && k < 20) power = (1 - powerOfTwo(-k) - (e - r)) * powerOfTwo(k);
      else if (k > 0 && k <= 56) power = (r - (e + powerOfTwo(-k)) + 1) * powerOfTwo(k);
      else power = (1 - (e - r)) * powerOfTwo(k) - 1;
    }
    const value = isSmall ? -power / (power + 2) : 1 - 2 / (power + 2);
    values[i] = x < 0 ? -value : value;
  }
}
