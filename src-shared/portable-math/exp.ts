import { powerOfTwo } from './powers-of-two';

/** Above it e^x is past the largest double. */
const OVERFLOWS = 7.09782712893383973096e2;
/** Below it e^x is closer to 0 than to the smallest double. */
const UNDERFLOWS = -7.4513321910194110842e2;

/** ln 2 in two parts; the first ends in 20 zero bits, so that its small multiples are exact. */
export const LN2_HIGH = 6.9314718036912381649e-1;
export const LN2_LOW = 1.90821492927058770002e-10;
export const INVERSE_LN2 = 1.442695040888963387;

/** The first double whose high word is past that of ln(2) / 2. */
export const PAST_HALF_LN2 = 0.3465735912322998;
/** 3 ln(2) / 2 by its high word alone. */
export const THREE_HALVES_LN2 = 1.0397205352783203;

/**
 * r - r^2/6 + ...: the even part of the rational approximation
 * e^r = 1 + r + r c / (2 - c), c = r - r^2 (P1 + P2 r^2 + ... + P5 r^8), |r| <= ln(2) / 2.
 */
export function expRemainder(r: number): number {
  const t = r * r;
  return (
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t *
              (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))))
  );
}

/**
 * e^x, to less than 1 unit in the last place, with the same bits on every platform.
 *
 * x = k ln 2 + r with |r| <= ln(2) / 2; then e^x = 2^k e^r, e^r by a rational function of r (Remez).
 * Algorithm and coefficients: Sun's fdlibm, e_exp.c (1993).
 */
export function exp(x: number): number {
  if (!(x <= OVERFLOWS && x >= -708)) return expFar(x);
  const size = Math.abs(x);
  if (size < 3.7252902984619140625e-9) return 1 + x;
  // The rounding below would miss e by its last bit.
  if (x === 1) return Math.E;
  const k = multipleOfLn2(x);
  const power = reduced(x, k);
  // 2^1024 is no double, and the power is below 1 there.
  return k === 1024 ? power * 2 * powerOfTwo(1023) : power * powerOfTwo(k);
}

/** The whole k for which k ln 2 is nearest to x, or nearly so: next to ln(2) / 2 the high word decides. */
export function multipleOfLn2(x: number): number {
  const size = Math.abs(x);
  if (size < PAST_HALF_LN2) return 0;
  if (size < THREE_HALVES_LN2) return x < 0 ? -1 : 1;
  return (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
}

/** e^(x - k ln 2), |x - k ln 2| <= ln(2) / 2 or a little more. */
function reduced(x: number, k: number): number {
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = expRemainder(r);
  return 1 - (low - (r * c) / (2 - c) - high);
}

/** e^x where it overflows, or may be below the smallest normal double. */
function expFar(x: number): number {
  if (!(x <= OVERFLOWS)) return x > 0 ? Infinity : NaN;
  if (x < UNDERFLOWS) return 0;
  const k = multipleOfLn2(x);
  return reduced(x, k) * powerOfTwo(k + 1000) * powerOfTwo(-1000);
}
