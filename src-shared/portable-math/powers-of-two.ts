import { highWord, lowWord } from './words';

/** The exponent of the smallest positive double, 2^-1074. */
const MIN_EXPONENT = -1074;

/** Every power of two that a double can be, 2^-1074 first. */
const POWERS = table();

function table(): Float64Array {
  const powers = new Float64Array(1024 - MIN_EXPONENT);
  let power = Number.MIN_VALUE;
  for (let i = 0; i < powers.length; i++) {
    powers[i] = power;
    power *= 2;
  }
  return powers;
}

/**
 * 2^n, exact.
 * @param n whole number from -1074 to 1023; NaN beyond them
 */
export function powerOfTwo(n: number): number {
  return POWERS[n - MIN_EXPONENT];
}

/**
 * The largest whole n with 2^n <= |x|: the floor of log2 |x|, exact also next to a power of two.
 * @param x finite and not 0
 */
export function computeExponent(x: number): number {
  const biased = (highWord(x) >>> 20) & 0x7ff;
  if (biased > 0) return biased - 1023;
  // Below 2^-1022 the first bit set says it.
  const high = highWord(x) & 0xfffff;
  return high === 0 ? -1043 - Math.clz32(lowWord(x)) : -1011 - Math.clz32(high);
}

/**
 * The least whole n with |x| <= 2^n: the ceiling of log2 |x|, exact also next to a power of two.
 * @param x finite and not 0
 */
export function exponentAbove(x: number): number {
  const below = computeExponent(x);
  return powerOfTwo(below) === Math.abs(x) ? below : below + 1;
}
