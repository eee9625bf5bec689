import { isBlankByte } from '../cell-text';

const ZERO = 48;
/** Whole numbers of fewer digits are all below 2^53. */
const LARGE_DIGITS = 16;
/**
 * A column is one of codes where at least this share of its cells is written as one: of postal codes
 * and numbers filled up with zeros a tenth, in a column of quantities a slip of the pen.
 */
const CODE_SHARE = 0.01;

/**
 * Whether a cell is a whole number that is written as no quantity is: with leading zeros (`007`), or
 * with more digits than a double tells apart (beyond 2^53). As a number, `01` and `1` would be one
 * value, and so would two numbers of 20 digits that differ in the last.
 */
export function isCodeCell(bytes: Uint8Array, start: number, end: number): boolean {
  let from = start;
  let stop = end;
  while (from < stop && isBlankByte(bytes[from])) from++;
  while (stop > from && isBlankByte(bytes[stop - 1])) stop--;
  const hasZero = bytes[from] === ZERO;
  // A minus is of a quantity: -05 is one; but -12345678901234567890 is not held by a double either.
  if (bytes[from] === 45 || bytes[from] === 43) from++;
  const digits = stop - from;
  if (digits < 2 || (!hasZero && digits < LARGE_DIGITS)) return false;
  for (let i = from; i < stop; i++) if ((bytes[i] - ZERO) >>> 0 > 9) return false;
  return (
    hasZero || Number(Buffer.from(bytes.subarray(from, stop)).toString('latin1')) > Number.MAX_SAFE_INTEGER
  );
}

/**
 * Whether a first glance at a cell leaves it open that {@link isCodeCell} holds: for loops over many
 * cells, most of which this lets pass.
 */
export function mayBeCode(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= LARGE_DIGITS || (end - start > 1 && bytes[start] <= ZERO);
}

/**
 * Whether a column of numbers is one of codes instead, so that its cells keep their text.
 * @param hasFractions whether any of the numbers is not whole: then they measure something
 */
export function areCodes(codes: number, numbers: number, hasFractions: boolean): boolean {
  return codes > 0 && !hasFractions && codes >= CODE_SHARE * numbers;
}

/** Whether any number is not whole. Missing and bad cells (NaN, infinite) are passed over. */
export function hasFraction(values: Float64Array, count = values.length): boolean {
  for (let i = 0; i < count; i++) {
    const value = values[i];
    if (value !== Math.floor(value) && !Number.isNaN(value)) return true;
  }
  return false;
}

/** Of a class this is a name rather than a number. */
const POWER_CODE = /^\d+[eE]\d+$/;

/** Whether a number is written as a whole one with an exponent, such as `1E2`. */
export function isPowerCode(text: string): boolean {
  return POWER_CODE.test(text);
}
