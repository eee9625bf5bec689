import { expRemainder } from './exp';
import { computeExponent, powerOfTwo } from './powers-of-two';
import { fromWords, highWord, withoutLowWord } from './words';

/** 2 / (3 ln 2), and in two parts. */
const CP = 9.61796693925975554329e-1;
const CP_HIGH = 9.61796700954437255859e-1;
const CP_LOW = -7.02846165095275826516e-9;
/** log2 of 1.5, in two parts. */
const LOG2_HIGH = 5.84962487220764160156e-1;
const LOG2_LOW = 1.35003920212974897128e-8;
/** ln 2, and in two parts. */
const LN2 = 6.93147180559945286227e-1;
const LN2_HIGH = 6.93147182464599609375e-1;
const LN2_LOW = -1.90465429995776804525e-9;
/** 1 / ln 2, and in two parts. */
const INVERSE = 1.442695040888963387;
const INVERSE_HIGH = 1.44269502162933349609;
const INVERSE_LOW = 1.92596299112661746887e-8;
/** What 1024 lacks of log2 of the first number that rounds to infinity. */
const TO_OVERFLOW = 8.0085662595372944372e-17;

/** The first double whose high word is past that of 0.5. */
const PAST_HALF = 0.5000004768371582;

/** log2 of a number in two doubles: the first has 21 bits. */
const LOG = new Float64Array(16);

/**
 * x to the power y, to less than 2 units in the last place, with the same bits on every platform; NaN,
 * Infinity and the signs are those of `x ** y` (ECMAScript, Number::exponentiate). A square, a square
 * root, and a whole power of a power of 2 are exact.
 *
 * log2 |x| to about 70 bits, times y in two doubles, split into a whole number n and a fraction p:
 * 2^n 2^p. Algorithm and coefficients: Sun's fdlibm, e_pow.c (2004).
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const size = Math.abs(x);
  const isNegative = x < 0 || Object.is(x, -0);
  const isOdd = isNegative && Math.abs(y) < 9007199254740992 && Math.abs(y % 2) === 1;
  if (Math.abs(y) === Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  if (size === 0 || size === Infinity) {
    const value = y < 0 ? 1 / size : size;
    return isOdd ? -value : value;
  }
  if (isNegative && !Number.isInteger(y)) return NaN;
  if (size === 1) return isOdd ? -1 : 1;
  if (y === 1) return x;
  if (y === -1) return 1 / x;
  if (y === 2) return x * x;
  if (y === 0.5) return Math.sqrt(x);
  const value = positivePower(size, y);
  return isOdd ? -value : value;
}

function positivePower(x: number, y: number): number {
  const far = Math.abs(y) >= 2147485696;
  if (far) {
    const isPastAll = Math.abs(y) >= 18446761665895170000;
    const high = highWord(x);
    if (high < 0x3fefffff || (isPastAll && high < 0x3ff00000)) return y < 0 ? Infinity : 0;
    if (high > 0x3ff00000 || isPastAll) return y > 0 ? Infinity : 0;
    logNextToOne(x);
  } else {
    computeLog2(x);
  }
  const yHigh = withoutLowWord(y);
  const low = (y - yHigh) * LOG[0] + y * LOG[1];
  const high = yHigh * LOG[0];
  return twoTo(high, low);
}

/** log2 x into {@link LOG}, |x - 1| < 2^-20: four terms of its series. */
function logNextToOne(x: number): void {
  const t = x - 1;
  const w = t * t * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
  const u = INVERSE_HIGH * t;
  const v = t * INVERSE_LOW - w * INVERSE;
  LOG[0] = withoutLowWord(u + v);
  LOG[1] = v - (LOG[0] - u);
}

/** log2 x into {@link LOG}: ln((1 + s) / (1 - s)) / ln 2 with s = (x - b) / (x + b), b 1 or 1.5. */
function computeLog2(x: number): void {
  let n = computeExponent(x);
  const fraction = highWord(n < -1022 ? x * 9007199254740992 : x) & 0xfffff;
  let base = 1;
  if (fraction >= 0xbb67a) n++;
  else if (fraction > 0x3988e) base = 1.5;
  const value = n < -1023 ? x * powerOfTwo(1000) * powerOfTwo(-n - 1000) : x * powerOfTwo(-n);
  const u = value - base;
  const v = 1 / (value + base);
  const s = u * v;
  const sHigh = withoutLowWord(s);
  const sum = fromWords(((highWord(value) >> 1) | 0x20000000) + 0x00080000 + (base === 1 ? 0 : 0x40000), 0);
  const rest = value - (sum - base);
  const sLow = v * (u - sHigh * sum - sHigh * rest);
  let z = s * s;
  let r =
    z *
    z *
    (5.99999999999994648725e-1 +
      z *
        (4.28571428578550184252e-1 +
          z *
            (3.33333329818377432918e-1 +
              z *
                (2.72728123808534006489e-1 +
                  z * (2.30660745775561754067e-1 + z * 2.06975017800338417784e-1)))));
  r += sLow * (sHigh + s);
  z = sHigh * sHigh;
  const tHigh = withoutLowWord(3 + z + r);
  const tLow = r - (tHigh - 3 - z);
  const productHigh = sHigh * tHigh;
  const productLow = sLow * tHigh + tLow * s;
  const pHigh = withoutLowWord(productHigh + productLow);
  const pLow = productLow - (pHigh - productHigh);
  const zHigh = CP_HIGH * pHigh;
  const zLow = CP_LOW * pHigh + pLow * CP + (base === 1 ? 0 : LOG2_LOW);
  const offset = base === 1 ? 0 : LOG2_HIGH;
  LOG[0] = withoutLowWord(zHigh + zLow + offset + n);
  LOG[1] = zLow - (LOG[0] - n - offset - zHigh);
}

/** 2^(high + low), `low` small beside `high`. */
function twoTo(high: number, low: number): number {
  const sum = low + high;
  if (sum >= 1024) {
    if (sum > 1024 || low + TO_OVERFLOW > sum - high) return Infinity;
  } else if (sum <= -1075) {
    if (sum < -1075 || low <= sum - high) return 0;
  }
  let n = 0;
  let part = high;
  if (Math.abs(sum) >= PAST_HALF) {
    n = sum < 0 ? -Math.trunc(0.5 - sum) : Math.trunc(sum + 0.5);
    part -= n;
  }
  const t = withoutLowWord(low + part);
  const u = t * LN2_HIGH;
  const v = (low - (t - part)) * LN2 + t * LN2_LOW;
  const z = u + v;
  const w = v - (z - u);
  const c = expRemainder(z);
  // fdlibm subtracts w + z w from the quotient; V8 11 from its divisor, and the stored runs are V8 11's.
  const power = 1 - ((z * c) / (c - 2 - (w + z * w)) - z);
  if (n >= -1021) return n === 1024 ? power * 2 * powerOfTwo(1023) : power * powerOfTwo(n);
  return power * powerOfTwo(n + 1000) * powerOfTwo(-1000);
}
