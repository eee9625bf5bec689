import { ANGLE, takeQuarterTurns } from './angle';

/** The first double whose high word is past that of pi/4: below it nothing is taken off. */
const EIGHTH_TURN = 0.7853984832763672;
/** Below 2^-27 the sine is the angle and the cosine 1. */
const SMALL = 7.450580596923828e-9;

/**
 * The sine of an angle in radians, to less than 1 unit in the last place however large the angle, with
 * the same bits on every platform: NaN of an infinite angle.
 *
 * The angle less a whole number of quarter turns is r with |r| <= pi/4 (in two doubles); then a
 * polynomial of degree 13, or of 14 for the cosine (Remez). Algorithm and coefficients: Sun's fdlibm,
 * s_sin.c, k_sin.c and k_cos.c (1993).
 */
export function sin(x: number): number {
  one[0] = x;
  sineInPlace(one, 0, 1, 0);
  return one[0];
}

/**
 * The cosine of an angle in radians, to less than 1 unit in the last place however large the angle, with
 * the same bits on every platform: NaN of an infinite angle. Computed as {@link sin} says.
 */
export function cos(x: number): number {
  one[0] = x;
  sineInPlace(one, 0, 1, 1);
  return one[0];
}

/** Replaces `values[from]` to `values[to - 1]` by their cosines: what {@link cos} gives. */
export function cosInPlace(values: Float64Array, from: number, to: number): void {
  sineInPlace(values, from, to, 1);
}

/** What a call for one number hands over: as an argument V8 would allocate it. */
const one = new Float64Array(16);

/** The sines of angles and `ahead` quarter turns more. */
function sineInPlace(values: Float64Array, from: number, to: number, ahead: number): void {
  for (let i = from; i < to; i++) {
    let turns = ahead;
    let r = values[i];
    let rest = 0;
    if (!(Math.abs(r) < EIGHTH_TURN)) {
      ANGLE[0] = r;
      turns += takeQuarterTurns();
      r = ANGLE[0];
      rest = ANGLE[1];
    }
    const value = (turns & 1) === 0 ? sine(r, rest) : cosine(r, rest);
    values[i] = (turns & 2) === 0 ? value : -value;
  }
}

/** sin(r + rest) for |r| <= pi/4: r - r^3/6 + ... */
function sine(r: number, rest: number): number {
  if (Math.abs(r) < SMALL) return r;
  const z = r * r;
  const cube = z * r;
  const q =
    8.33333333332248946124e-3 +
    z *
      (-1.98412698298579493134e-4 +
        z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  if (rest === 0) return r + cube * (-1.66666666666666324348e-1 + z * q);
  return r - (z * (0.5 * rest - cube * q) - rest - cube * -1.66666666666666324348e-1);
}

/** cos(r + rest) for |r| <= pi/4: 1 - r^2/2 + r^4/24 - ... */
function cosine(r: number, rest: number): number {
  const size = Math.abs(r);
  if (size < SMALL) return 1;
  const z = r * r;
  const q =
    z *
    (4.16666666666666019037e-2 +
      z *
        (-1.38888888888741095749e-3 +
          z *
            (2.48015872894767294178e-5 +
              z *
                (-2.75573143513906633035e-7 +
                  z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11)))));
  if (size < 0.2999999523162842) return 1 - (0.5 * z - (z * q - r * rest));
  // About a quarter of |r|, taken off 1 without rounding: so little of r^2/2 is left that its own is small.
  const part =
    size >= 0.7812504768371582
      ? 0.28125
      : size < 0.5
        ? ((size * 4194304) | 0) / 16777216
        : ((size * 2097152) | 0) / 8388608;
  return 1 - part - (0.5 * z - part - (z * q - r * rest));
}
