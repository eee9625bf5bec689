import { computeExponent, powerOfTwo } from './powers-of-two';
import { highWord } from './words';

/**
 * The angle that {@link takeQuarterTurns} is given, and what it leaves: r, and behind it what r lacks of
 * the true rest. Numbers that are handed over here need not be allocated where a call is not inlined.
 */
export const ANGLE = new Float64Array(16);

const TURNS_PER_RADIAN = 6.36619772367581382433e-1;
/** pi/2 in parts of 33 bits, whose products with up to 20 bits are exact, each with the rest of it. */
const FIRST = 1.57079632673412561417;
const FIRST_REST = 6.07710050650619224932e-11;
const SECOND = 6.0771005063039659766e-11;
const SECOND_REST = 2.02226624879595063154e-21;
const THIRD = 2.0222662487111664558e-21;
const THIRD_REST = 8.47842766036889956997e-32;

/** From here on the number of quarter turns times {@link FIRST} would round. */
const FAR = 1647100;

/** The high words of pi/2 and its multiples up to 31: only next to them does the first part cancel. */
const NEAR_QUARTERS = Int32Array.from({ length: 32 }, (_, n) => highWord(n * (Math.PI / 2)));

/**
 * Takes quarter turns off the angle in `ANGLE[0]`, in radians and not within pi/4, until |r| <= pi/4 (a
 * little more at the seams): r goes to `ANGLE[0]`, what rounding it lost to `ANGLE[1]`. r is NaN where
 * the angle is not finite.
 *
 * Up to 1,647,100 by pi/2 in up to three parts of 33 bits (Cody and Waite), as Sun's fdlibm does in
 * e_rem_pio2.c (1993); beyond by as many bits of 2/pi as can matter (Payne and Hanek, "Radian reduction
 * for trigonometric functions", 1983).
 * @returns how many quarter turns were taken off; beyond 1,647,100 modulo 8
 */
export function takeQuarterTurns(): number {
  const x = ANGLE[0];
  const size = Math.abs(x);
  const sign = x < 0 ? -1 : 1;
  if (!(size < FAR)) return sign * farTurns(size, sign);
  const turns = (size * TURNS_PER_RADIAN + 0.5) | 0;
  const high = highWord(size);
  let from = size - turns * FIRST;
  let off = turns * FIRST_REST;
  let r = from - off;
  // Next to a multiple of pi/2 more bits may have cancelled than the first part has to spare.
  if ((turns >= 32 || high === NEAR_QUARTERS[turns]) && bitsLost(high, r) > 16) {
    let before = from;
    from = before - turns * SECOND;
    off = turns * SECOND_REST - (before - from - turns * SECOND);
    r = from - off;
    if (bitsLost(high, r) > 49) {
      before = from;
      from = before - turns * THIRD;
      off = turns * THIRD_REST - (before - from - turns * THIRD);
      r = from - off;
    }
  }
  ANGLE[0] = sign * r;
  ANGLE[1] = sign * (from - r - off);
  return sign * turns;
}

/** How many powers of two r is below a number of that high word. */
function bitsLost(high: number, r: number): number {
  return (high >> 20) - ((highWord(r) >> 20) & 0x7ff);
}

/** 2/pi, 24 bits a number: enough for the largest double. */
const TWO_OVER_PI = table(
  'a2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921c' +
    'fe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980f' +
    'ef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d08' +
    '56033046fc7b6bab',
);

function table(digits: string): Float64Array {
  const numbers = new Float64Array(Math.floor(digits.length / 6));
  for (let i = 0; i < numbers.length; i++) numbers[i] = parseInt(digits.slice(6 * i, 6 * i + 6), 16);
  return numbers;
}

/** pi/2, 24 bits a part. */
const HALF_PI = [
  1.57079625129699707031, 7.54978941586159635335e-8, 5.39030252995776476554e-15, 3.28200341580791294123e-22,
  1.27065575308067607349e-29,
] as const;

const RADIX = 16777216;
/** Digits of the product that are kept at first; more follow where those cancel. */
const KEPT = 5;

const pieces = new Float64Array(16);
const product = new Float64Array(32);
const digits = new Int32Array(32);
const parts = new Float64Array(32);

/** Takes quarter turns off an angle from {@link FAR} on; see {@link takeQuarterTurns}. */
function farTurns(size: number, sign: number): number {
  if (!(size < Infinity)) {
    ANGLE[0] = NaN;
    return 0;
  }
  const exponent = computeExponent(size) - 23;
  const count = cut(size * powerOfTwo(-exponent));
  // Digits of 2/pi before this one would add multiples of 8 quarter turns.
  const first = Math.max(0, Math.trunc((exponent - 3) / 24));
  let shift = exponent - 24 * (first + 1);
  let last = KEPT - 1;
  for (let i = 0; i <= last; i++) product[i] = column(first + i, count);
  let fraction = 0;
  let turns = 0;
  let above = 0;
  for (;;) {
    fraction = carried(last) * powerOfTwo(shift);
    fraction -= 8 * Math.floor(fraction / 8);
    turns = Math.trunc(fraction);
    fraction -= turns;
    above = 0;
    if (shift > 0) {
      const whole = digits[last - 1] >> (24 - shift);
      turns += whole;
      digits[last - 1] -= whole << (24 - shift);
      above = digits[last - 1] >> (23 - shift);
    } else if (shift === 0) {
      above = digits[last - 1] >> 23;
    } else if (fraction >= 0.5) {
      above = 2;
    }
    // Above a half the next quarter turn is nearer.
    if (above > 0) {
      turns++;
      const isBorrowed = complement(last, shift);
      if (above === 2) {
        fraction = 1 - fraction;
        if (isBorrowed) fraction -= powerOfTwo(shift);
      }
    }
    if (fraction !== 0 || digits.subarray(KEPT - 1, last).some((digit) => digit !== 0)) break;
    let more = 1;
    while (digits[KEPT - 1 - more] === 0) more++;
    for (let i = last + 1; i <= last + more; i++) product[i] = column(first + i, count);
    last += more;
  }
  if (fraction === 0) {
    do {
      last--;
      shift -= 24;
    } while (digits[last] === 0);
  } else {
    const leading = fraction * powerOfTwo(-shift);
    if (leading >= RADIX) {
      digits[last + 1] = Math.trunc(leading / RADIX);
      digits[last] = leading - RADIX * digits[last + 1];
      last++;
      shift += 24;
    } else digits[last] = leading;
  }
  timesHalfPi(last, shift, above === 0 ? sign : -sign);
  return turns;
}

/** Cuts a number below 2^24 into three of 24 bits; returns how many are needed. */
function cut(value: number): number {
  let rest = value;
  let count = 0;
  for (let i = 0; i < 3; i++) {
    pieces[i] = Math.trunc(rest);
    rest = (rest - pieces[i]) * RADIX;
    if (pieces[i] !== 0) count = i + 1;
  }
  return count;
}

/** The sum of the pieces' products with 2/pi that have one weight: exact, three of 48 bits. */
function column(at: number, count: number): number {
  let sum = 0;
  for (let j = 0; j < count && j <= at; j++) sum += pieces[j] * TWO_OVER_PI[at - j];
  return sum;
}

/** Carries the product into 24-bit {@link digits}, the last first; returns what is before them. */
function carried(last: number): number {
  let value = product[last];
  for (let i = 0; i < last; i++) {
    const carry = Math.trunc(value / RADIX);
    digits[i] = value - RADIX * carry;
    value = product[last - 1 - i] + carry;
  }
  return value;
}

/** Takes the digits off 1; returns whether any was not 0. */
function complement(last: number, shift: number): boolean {
  let isBorrowed = false;
  for (let i = 0; i < last; i++) {
    if (isBorrowed) digits[i] = RADIX - 1 - digits[i];
    else if (digits[i] !== 0) {
      isBorrowed = true;
      digits[i] = RADIX - digits[i];
    }
  }
  if (shift > 0) digits[last - 1] &= (RADIX >> shift) - 1;
  return isBorrowed;
}

/** The digits, the last of weight 2^shift, times pi/2, into {@link ANGLE}. */
function timesHalfPi(last: number, shift: number, sign: number): void {
  let unit = powerOfTwo(shift);
  for (let i = last; i >= 0; i--) {
    product[i] = unit * digits[i];
    unit /= RADIX;
  }
  for (let i = last; i >= 0; i--) {
    let sum = 0;
    for (let k = 0; k < HALF_PI.length && k <= last - i; k++) sum += HALF_PI[k] * product[i + k];
    parts[last - i] = sum;
  }
  let sum = 0;
  for (let i = last; i >= 0; i--) sum += parts[i];
  ANGLE[0] = sign * sum;
  let rest = parts[0] - sum;
  for (let i = 1; i <= last; i++) rest += parts[i];
  ANGLE[1] = sign * rest;
}
