import { LN2_HIGH, LN2_LOW, multipleOfLn2 } from './exp';
import { powerOfTwo } from './powers-of-two';

/** From 56 ln 2 on, e^-x is nothing beside 1. */
const FAR = 38.81622314453125;
const OVERFLOWS = 7.09782712893383973096e2;

/**
 * e^x - 1, to less than 1 unit in the last place also next to 0, with the same bits on every platform.
 *
 * x = k ln 2 + r; e^r - 1 by a rational function of r^2 / 2, then the 1 is taken off in the order that
 * loses least for the k there is. Algorithm and coefficients: Sun's fdlibm, s_expm1.c (1993).
 */
export function expm1(x: number): number {
  const size = Math.abs(x);
  if (!(size < FAR && size >= 5.5511151231257827021e-17)) return expm1OfRest(x);
  return reduced(x, multipleOfLn2(x));
}

/** e^x - 1 next to 0, where it is -1 to the last bit, and where it may overflow. */
function expm1OfRest(x: number): number {
  if (!(x >= FAR)) return x <= -FAR ? -1 : x;
  if (x > OVERFLOWS) return Infinity;
  return reduced(x, multipleOfLn2(x));
}

/** e^x - 1 with |x - k ln 2| <= ln(2) / 2 or a little more. */
function reduced(x: number, k: number): number {
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const half = 0.5 * r;
  const s = r * half;
  const q = expm1Quotient(s);
  const t = 3 - q * half;
  const e = s * ((q - t) / (6 - r * t));
  if (k === 0) return r - (r * e - s);
  const lost = high - r - low;
  return scaled(k, r, r * (e - lost) - lost - s);
}

/** Coefficients of 1 - s/30 + ..., the lowest first. */
export const EXPM1_QUOTIENT = [
  1, -3.33333333333331316428e-2, 1.58730158725481460165e-3, -7.93650757867487942473e-5,
  4.00821782732936239552e-6, -2.01099218183624371326e-7,
] as const;
const [, Q1, Q2, Q3, Q4, Q5] = EXPM1_QUOTIENT;

/** 1 - s/30 + ... of s = r^2 / 2. */
export function expm1Quotient(s: number): number {
  return 1 + s * (Q1 + s * (Q2 + s * (Q3 + s * (Q4 + s * Q5))));
}

/** 2^k (1 + r - e) - 1, k not 0. */
function scaled(k: number, r: number, e: number): number {
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k > 0 && k < 20) return (1 - powerOfTwo(-k) - (e - r)) * powerOfTwo(k);
  if (k > 0 && k <= 56) return (r - (e + powerOfTwo(-k)) + 1) * powerOfTwo(k);
  const power = 1 - (e - r);
  return (k === 1024 ? power * 2 * powerOfTwo(1023) : power * powerOfTwo(k)) - 1;
}
