import { LN2_HIGH, LN2_LOW } from './exp';
import { powerOfTwo } from './powers-of-two';
import { highWord } from './words';

/**
 * ln(1 + x), to less than 1 unit in the last place also next to 0, with the same bits on every platform:
 * -Infinity of -1, NaN below.
 *
 * 1 + x = 2^k (1 + f), what its rounding lost added again as c / (1 + x); ln(1 + f) as in {@link log},
 * by one polynomial. Algorithm and coefficients: Sun's fdlibm, s_log1p.c (1993).
 */
export function log1p(x: number): number {
  const size = Math.abs(x);
  if (!(x > -1 && x < Infinity && size >= 1.862645149230957e-9)) return log1pOfRest(x);
  let k = 0;
  let f = x;
  let lost = 0;
  let fraction = 1;
  if (x <= -0.292893648147583 || x >= 0.4142136573791504) {
    const isLarge = x >= 9007199254740992;
    const u = isLarge ? x : 1 + x;
    const high = highWord(u);
    k = (high >> 20) - 1023;
    if (!isLarge) lost = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    fraction = high & 0xfffff;
    if (fraction >= 0x6a09e) {
      k++;
      fraction = (0x100000 - fraction) >> 2;
    }
    f = u * powerOfTwo(-k) - 1;
  }
  const whole = k * LN2_HIGH;
  lost += k * LN2_LOW;
  const halfSquare = 0.5 * f * f;
  if (fraction === 0) return whole - (halfSquare * (1 - 0.66666666666666666 * f) - lost - f);
  const s = f / (2 + f);
  return whole - (halfSquare - (s * (halfSquare + series(s * s)) + lost) - f);
}

function series(z: number): number {
  return (
    z *
    (6.66666666666673513e-1 +
      z *
        (3.999999999940941908e-1 +
          z *
            (2.857142874366239149e-1 +
              z *
                (2.222219843214978396e-1 +
                  z *
                    (1.818357216161805012e-1 +
                      z * (1.531383769920937332e-1 + z * 1.479819860511658591e-1))))))
  );
}

/** ln(1 + x) next to 0, and where there is none. */
function log1pOfRest(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  return Math.abs(x) < 5.5511151231257827e-17 ? x : x - x * x * 0.5;
}
