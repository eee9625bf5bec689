import { computeExponent, powerOfTwo } from '../../../../src-shared/portable-math/powers-of-two';

/** Powers of ten that are doubles. */
export const EXACT_POWERS = Float64Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));
/** Beyond it halves of the factors could overflow, or the product's low part be lost. */
const MAX_POWER = 270;
/** Splits a double into two halves whose products are exact (Veltkamp). */
const SPLITTER = 134217729;
/** Numbers that stand for a power of ten in a table, see {@link nearestPower}. */
export const POWER_FIELDS = 4;

let table: Float64Array | null = null;

/**
 * The double nearest to (head · 10^tailDigits + tail) · 10^power. The decimal number is held in two
 * doubles, and so is the power of ten: their product is known to about 30 digits (Dekker, "A
 * floating-point technique for extending the available precision", 1971).
 * @param head a whole number of at most 15 digits
 * @param tail a whole number below 10^tailDigits
 * @param tailDigits at most 15
 * @param isCut more digits follow that are not in `tail`
 * @returns NaN where that is not certain, as near to the middle of two doubles
 */
export function nearestDouble(
  head: number,
  tail: number,
  tailDigits: number,
  power: number,
  isCut: boolean,
): number {
  ownDigits[0] = head;
  ownDigits[1] = tail;
  replaceByNearestDouble(ownDigits, tailDigits, power, isCut);
  return ownDigits[0];
}
const ownDigits = new Float64Array(2);

/**
 * Puts the double nearest to a decimal number, as {@link nearestDouble} returns it, in place of the
 * number's digits. For loops over many numbers: doubles that are handed from function to function are
 * an object each, unless V8 happens to join the functions.
 * @param digits head and tail; afterwards its first value is the double, or NaN
 */
export function replaceByNearestDouble(
  digits: Float64Array,
  tailDigits: number,
  power: number,
  isCut: boolean,
): void {
  const head = digits[0];
  const tail = digits[1];
  if (head === 0 && tail === 0 && !isCut) {
    digits[0] = 0;
    return;
  }
  digits[0] = NaN;
  if (power < -MAX_POWER || power > MAX_POWER) return;
  table ??= powers();
  // head · 10^tailDigits + tail, as high + low.
  const shift = table[POWER_FIELDS * (MAX_POWER + tailDigits)];
  const shiftUpper = table[POWER_FIELDS * (MAX_POWER + tailDigits) + 1];
  const shiftLower = table[POWER_FIELDS * (MAX_POWER + tailDigits) + 2];
  const headUpper = upperHalf(head);
  const headLower = head - headUpper;
  const shifted = head * shift;
  const error =
    headLower * shiftLower -
    (shifted - headUpper * shiftUpper - headLower * shiftUpper - headUpper * shiftLower);
  const high = shifted + tail;
  // A sum of two whole numbers is rounded once, also in the middle of two doubles.
  if (power === 0 && error === 0 && !isCut) {
    digits[0] = high;
    return;
  }
  const low = tail - (high - shifted) + error;
  const at = POWER_FIELDS * (MAX_POWER + power);
  const factor = table[at];
  const factorUpper = table[at + 1];
  const factorLower = table[at + 2];
  const highUpper = upperHalf(high);
  const highLower = high - highUpper;
  const product = high * factor;
  const productError =
    highLower * factorLower -
    (product - highUpper * factorUpper - highLower * factorUpper - highUpper * factorLower);
  const correction = productError + (high * table[at + 3] + low * factor);
  // What is left out of the correction is far below a billionth of half a unit in the last place.
  const margin = product * 1e-26;
  const least = product + (correction - margin);
  // The digits that were cut are worth less than one in the last place of those that were not.
  const most = product + (correction + margin + (isCut ? factor : 0));
  if (least === most && least > 1e-280 && least < 1e280) digits[0] = least;
}

function upperHalf(value: number): number {
  const scaled = SPLITTER * value;
  return scaled - (scaled - value);
}

/** The powers of ten from -{@link MAX_POWER} to {@link MAX_POWER}, one behind the other. */
function powers(): Float64Array {
  const all = new Float64Array(POWER_FIELDS * (2 * MAX_POWER + 1));
  for (let power = -MAX_POWER; power <= MAX_POWER; power++) {
    all.set(nearestPower(power), POWER_FIELDS * (MAX_POWER + power));
  }
  return all;
}

/**
 * 10^`power` to about 106 bits, worked out in whole numbers: the nearest double, its upper and lower
 * half (Veltkamp), and what the double lacks.
 * @param power a whole number from -270 to 270
 */
export function nearestPower(power: number): readonly [number, number, number, number] {
  const nearest = Number(`1e${power}`);
  const upper = upperHalf(nearest);
  const lack = power < 0 ? lackBelowOne(nearest, -power) : Number(10n ** BigInt(power) - BigInt(nearest));
  return [nearest, upper, nearest - upper, lack];
}

/** 10^-power - nearest. */
function lackBelowOne(nearest: number, power: number): number {
  // nearest = mantissa / 2^places, a whole mantissa of 53 bits.
  const fractionBits = 52 - computeExponent(nearest);
  // 2^places itself may be too large for a double.
  const mantissa = BigInt(
    nearest * powerOfTwo(fractionBits >> 1) * powerOfTwo(fractionBits - (fractionBits >> 1)),
  );
  const ten = 10n ** BigInt(power);
  const lack = (((1n << BigInt(fractionBits)) - mantissa * ten) << 128n) / ten;
  return (
    Number(lack) *
    2 ** -128 *
    powerOfTwo(-(fractionBits >> 1)) *
    powerOfTwo(-(fractionBits - (fractionBits >> 1)))
  );
}
