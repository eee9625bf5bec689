import { decodeBytes, encodeText, isBlankByte } from '../cell-text';
import type { Encoding } from '../../source/encodings/encoding';
import { EXACT_POWERS, nearestDouble } from './nearest-double';
import { plainNumberText } from './number-signs';
import { isNumberText, type NumberFormat } from './numbers';

/** Reads bytes from `start` up to `end` as a number: Infinity where they are none, or one too large. */
export type NumberReader = (bytes: Buffer, start: number, end: number) => number;

/** Digits that are kept: nine as one integer, nine as a second, six as a third. */
const MAX_DIGITS = 24;
const PLUS = 43;
const MINUS = 45;
const COMMA = 44;
const POINT = 46;
const ZERO = 48;
/** Fortran's letter of an exponent, in lower case. */
const D = 100;

/**
 * A reader of numbers as `format` writes them, by the grammar of `numberPattern`; the value is
 * exactly JavaScript's `Number()` of the same text. Blanks around a number are allowed.
 * @param encoding of the bytes; only ASCII is looked at but for blanks and thousands separators
 */
export function numberReader({ decimal, thousands }: NumberFormat, encoding: Encoding): NumberReader {
  const point = decimal === ',' ? COMMA : POINT;
  const format = { decimal, thousands };
  const separator = thousands === '' ? null : encodeText(thousands, encoding);
  const scratch = Buffer.alloc(512);
  return (bytes, start, end) => {
    const value = readPlain(bytes, start, end, point);
    if (value !== Infinity || start >= end) return value;
    const length = separator === null ? 0 : withoutSeparators(bytes, start, end, separator, point, scratch);
    const grouped = length > 0 && length < scratch.length ? readPlain(scratch, 0, length, point) : Infinity;
    // Blanks beyond ASCII may stand around a number, a minus in front, and Fortran's D inside.
    if (grouped !== Infinity || (length < scratch.length && !isUnusual(bytes, start, end))) return grouped;
    return readText(decodeBytes(bytes, start, end, encoding), format);
  };
}

function isUnusual(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] >= 0x80 || (bytes[i] | 32) === D) return true;
  return false;
}

/**
 * Without thousands separators. Digits are gathered as up to three integers; where the value is one
 * exact number by or over one exact power of ten, rounding happens once (Clinger, "How to read
 * floating point numbers accurately", 1990); else {@link nearestDouble} has it, and the rare one
 * that it is not certain of is read by JavaScript.
 */
function readPlain(bytes: Buffer, start: number, end: number, point: number): number {
  let i = start;
  let stop = end;
  while (i < stop && bytes[i] <= 32 && isBlankByte(bytes[i])) i++;
  while (stop > i && bytes[stop - 1] <= 32 && isBlankByte(bytes[stop - 1])) stop--;
  if (i >= stop) return Infinity;
  const from = i;
  const sign = bytes[i];
  if (sign === MINUS || sign === PLUS) i++;
  const whole = i;
  let head = 0;
  let tail = 0;
  let rest = 0;
  let count = 0;
  while (i < stop && bytes[i] === ZERO) i++;
  for (; i < stop; i++) {
    const digit = bytes[i] - ZERO;
    if (digit >>> 0 > 9) break;
    if (count < 9) head = (Math.imul(head, 10) + digit) | 0;
    else if (count < 18) tail = (Math.imul(tail, 10) + digit) | 0;
    else if (count < MAX_DIGITS) rest = (Math.imul(rest, 10) + digit) | 0;
    count++;
  }
  let digits = i - whole;
  let fraction = 0;
  if (i < stop && bytes[i] === point) {
    i++;
    const after = i;
    if (count === 0) while (i < stop && bytes[i] === ZERO) i++;
    for (; i < stop; i++) {
      const digit = bytes[i] - ZERO;
      if (digit >>> 0 > 9) break;
      if (count < 9) head = (Math.imul(head, 10) + digit) | 0;
      else if (count < 18) tail = (Math.imul(tail, 10) + digit) | 0;
      else if (count < MAX_DIGITS) rest = (Math.imul(rest, 10) + digit) | 0;
      count++;
    }
    fraction = i - after;
    digits += fraction;
  }
  if (digits === 0) return Infinity;
  let power = -fraction;
  if (i < stop) {
    if ((bytes[i] | 32) !== 101) return Infinity;
    i++;
    const isDown = bytes[i] === MINUS;
    if (i < stop && (isDown || bytes[i] === PLUS)) i++;
    if (i >= stop) return Infinity;
    let exponent = 0;
    for (; i < stop; i++) {
      const digit = bytes[i] - ZERO;
      if (digit >>> 0 > 9) return Infinity;
      if (exponent < 100_000) exponent = exponent * 10 + digit;
    }
    power += isDown ? -exponent : exponent;
  }
  const value = computeValue(head, tail, rest, count, power);
  if (Number.isNaN(value)) return readAscii(bytes, from, stop, point);
  return sign === MINUS ? -value : value;
}

/** The digits as one number by a power of ten; NaN where this is not certain to be the nearest double. */
function computeValue(head: number, tail: number, rest: number, count: number, power: number): number {
  if (count <= 9) {
    if (power === 0) return head;
    if (power < 0 && power >= -22) return head / EXACT_POWERS[-power];
    if (power > 0 && power <= 22) return head * EXACT_POWERS[power];
    return nearestDouble(head, 0, 0, power, false);
  }
  const kept = Math.min(count, MAX_DIGITS);
  const tailDigits = kept - 9;
  const all = count <= 18 ? tail : tail * EXACT_POWERS[kept - 18] + rest;
  if (count <= 15 && power >= -22 && power <= 22) {
    const exact = head * EXACT_POWERS[tailDigits] + all;
    return power < 0 ? exact / EXACT_POWERS[-power] : exact * EXACT_POWERS[power];
  }
  return nearestDouble(head, all, tailDigits, power + count - kept, count > kept);
}

function readAscii(bytes: Buffer, start: number, end: number, point: number): number {
  const text = bytes.toString('latin1', start, end);
  return finite(Number(point === COMMA ? text.replace(',', '.') : text));
}

function readText(text: string, { decimal, thousands }: NumberFormat): number {
  if (!isNumberText(text, { decimal, thousands })) return Infinity;
  const trimmed = text.trim();
  const plain = thousands === '' || !trimmed.includes(thousands) ? plainNumberText(trimmed) : trimmed;
  const joined = thousands === '' ? plain : plainNumberText(plain.split(thousands).join(''));
  return finite(Number(decimal === ',' ? joined.replace(',', '.') : joined));
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Infinity;
}

/**
 * Copies a number without its separators.
 * @returns the bytes written: 0 where it is not whole groups of three, `to.length` where it is too long
 */
function withoutSeparators(
  bytes: Uint8Array,
  start: number,
  stop: number,
  separator: Uint8Array,
  point: number,
  to: Uint8Array,
): number {
  if (stop - start >= to.length) return to.length;
  let end = stop;
  let i = start;
  let n = 0;
  while (end > i && isBlankByte(bytes[end - 1])) end--;
  while (i < end && isBlankByte(bytes[i])) i++;
  if (bytes[i] === MINUS || bytes[i] === PLUS) to[n++] = bytes[i++];
  let group = 0;
  let groups = 0;
  while (i < end) {
    const byte = bytes[i];
    if (byte >= ZERO && byte <= 57) {
      to[n++] = byte;
      group++;
      i++;
    } else if (startsWith(bytes, i, end, separator)) {
      if (groups === 0 ? group < 1 || group > 3 : group !== 3) return 0;
      groups++;
      group = 0;
      i += separator.length;
    } else break;
  }
  if (groups === 0 || group !== 3) return 0;
  if (i < end && bytes[i] !== point && (bytes[i] | 32) !== 101 && !isBlankByte(bytes[i])) return 0;
  while (i < end) to[n++] = bytes[i++];
  return n;
}

function startsWith(bytes: Uint8Array, at: number, end: number, what: Uint8Array): boolean {
  if (at + what.length > end) return false;
  for (let i = 0; i < what.length; i++) if (bytes[at + i] !== what[i]) return false;
  return true;
}
