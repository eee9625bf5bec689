import { isCodeCell } from '../cells/code-cells';
import { digitsBefore, fewDigits, fourDigits, notDigits } from './digit-words';
import { EXACT_POWERS, replaceByNearestDouble } from '../cells/nearest-double';
import type { NumberLayout, NumberTarget, RowSpan } from './number-target';

const LF = 10;
const CR = 13;
const TAB = 9;
const BLANK = 32;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
/** A word of four zeros. */
const ZEROS = 0x30303030;
/** Digits that a double always holds. */
const MAX_DIGITS = 15;
/** Digits that the first part of a number has no more than, of those behind its point. */
const HEAD_DIGITS = 8;
const TENS = Int32Array.from([1, 10, 100, 1000]);
/** By the digits behind the point, and 32 more for a negative number. */
const SCALES = Float64Array.from({ length: 64 }, (_, n) => (n < 32 ? 1 : -1) * Number(`1e${n & 31}`));
/**
 * Reads rows of numbers straight from the bytes into their columns, one after another, missing cells
 * and text in other columns included. It stops in front of the first row that is not plain: with a
 * quote, another number of cells, or a cell that is neither a number nor missing.
 */
export class RowLoop {
  /** Where the row after the last one taken begins. */
  at = 0;
  /** Set where a cell was passed over that is not of digits alone: its bytes may be anything. */
  passedOther = false;
  readonly #stopsAtCodes: boolean;
  readonly #hasOthers: boolean;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #point: number;
  /** One for each column of the table; null where it is not wanted. */
  readonly #columns: readonly (NumberTarget | null)[];

  /** @param columns one for each column of the table; null where it is not wanted */
  constructor(
    { delimiter, quote, decimal, stopsAtCodes, hasOthers }: NumberLayout,
    columns: readonly (NumberTarget | null)[],
  ) {
    this.#stopsAtCodes = stopsAtCodes;
    this.#delimiter = delimiter;
    this.#quote = quote;
    this.#point = decimal === ',' ? COMMA : POINT;
    this.#hasOthers = hasOthers;
    this.#columns = columns;
  }

  /**
   * Takes rows up to the first that is not plain. Missing cells are taken off their column's `filled`.
   * @returns how many; `at` tells where they end
   */
  take({ values, firstRow, endRow, bytes, from, filled, stop }: RowSpan): number {
    const width = values.length;
    const delimiter = this.#delimiter;
    const point = this.#point;
    const stopsAtCodes = this.#stopsAtCodes;
    const words = this.#viewWords(bytes);
    const parts = this.#parts;
    let rows = firstRow;
    let next = from;
    takeRows: while (rows < endRow && next < stop) {
      let i = next;
      let hasGaps = false;
      for (let c = 0; c < width; c++) {
        const to = values[c];
        if (to === null) {
          i = this.#skipCell(bytes, i);
          if (i < 0) break takeRows;
        } else {
          // Four digits at a time: first as many words as are all digits, then the rest of one.
          const start = i;
          const negative = bytes[i] === MINUS ? 1 : 0;
          i += negative;
          const whole = i;
          let head = 0;
          let word = words.getInt32(i, true) ^ ZEROS;
          let others = notDigits(word);
          while (others === 0) {
            head = head * 10_000 + fourDigits(word);
            i += 4;
            word = words.getInt32(i, true) ^ ZEROS;
            others = notDigits(word);
          }
          let count = digitsBefore(others);
          head = head * TENS[count] + fewDigits(word, count);
          i += count;
          let digits = i - whole;
          let fraction = 0;
          let tail = 0;
          let tailDigits = 0;
          if (bytes[i] === point) {
            const after = ++i;
            word = words.getInt32(i, true) ^ ZEROS;
            others = notDigits(word);
            while (others === 0) {
              if (digits + i - after <= HEAD_DIGITS) head = head * 10_000 + fourDigits(word);
              else {
                if (tailDigits > MAX_DIGITS - 7) break;
                tail = tail * 10_000 + fourDigits(word);
                tailDigits += 4;
              }
              i += 4;
              word = words.getInt32(i, true) ^ ZEROS;
              others = notDigits(word);
            }
            count = digitsBefore(others);
            if (tailDigits === 0) head = head * TENS[count] + fewDigits(word, count);
            else {
              tail = tail * TENS[count] + fewDigits(word, count);
              tailDigits += count;
            }
            i += count;
            fraction = i - after;
            digits += fraction;
          }
          const end = bytes[i];
          const isEnd = c + 1 < width ? end === delimiter : end === LF || end === CR;
          if (isEnd && tailDigits === 0 && digits > 0 && digits <= MAX_DIGITS) {
            if (stopsAtCodes && bytes[start] === ZERO && digits > 1 && fraction === 0) break takeRows;
            to[rows] = head / SCALES[fraction | (negative << 5)];
          } else {
            let value = NaN;
            if (digits > 0 && digits - tailDigits <= MAX_DIGITS) {
              parts[0] = head;
              parts[1] = tail;
              this.#long(bytes, i, tailDigits, fraction);
              value = parts[0];
              i = this.#end;
            }
            const isOver = c + 1 < width ? bytes[i] === delimiter : bytes[i] === LF || bytes[i] === CR;
            if (Number.isNaN(value) || !isOver) {
              value = this.#otherCell(c, bytes, start);
              if (value === Infinity) break takeRows;
              i = this.#end;
              hasGaps ||= Number.isNaN(value);
              to[rows] = value;
            } else to[rows] = negative === 1 ? -value : value;
          }
        }
        if (c + 1 < width) {
          if (bytes[i] !== delimiter) break takeRows;
          i++;
        }
      }
      if (bytes[i] === CR) i++;
      // A row that the bytes at hand do not end, or with more cells than columns.
      if (i >= filled || bytes[i] !== LF) break;
      if (hasGaps) {
        if (this.#hasOthers && this.#mayBeNone(bytes, next)) break;
        this.#noteGaps(values, rows);
      }
      rows++;
      next = i + 1;
    }
    this.at = next;
    return rows - firstRow;
  }

  /**
   * A number of many digits or with an exponent, which is read here: the first two of `#parts` are
   * its digits, the first its value afterwards, NaN where that is not certain. Doubles that are
   * handed over would each be an object.
   */
  #long(bytes: Buffer, at: number, tailDigits: number, fraction: number): void {
    const parts = this.#parts;
    let i = at;
    let power = 0 - fraction;
    if ((bytes[i] | 32) === 101) {
      const isDown = bytes[++i] === MINUS;
      if (isDown || bytes[i] === PLUS) i++;
      const from = i;
      let exponent = 0;
      for (let digit = bytes[i] - ZERO; digit >>> 0 <= 9; digit = bytes[++i] - ZERO) {
        if (exponent < 10_000) exponent = exponent * 10 + digit;
      }
      if (i === from) {
        parts[0] = NaN;
        return;
      }
      power += isDown ? 0 - exponent : exponent;
    }
    this.#end = i;
    if (tailDigits === 0 && power >= -22 && power <= 22) {
      if (power < 0) parts[0] /= EXACT_POWERS[-power];
      else parts[0] *= EXACT_POWERS[power];
    } else replaceByNearestDouble(parts, tailDigits, power, false);
  }
  readonly #parts = new Float64Array(2);
  #end = 0;

  /** A cell that is not of digits alone; Infinity where it stops the rows. `#end` is where it ends. */
  #otherCell(c: number, bytes: Buffer, start: number): number {
    const end = this.#skipCell(bytes, start);
    this.#end = end;
    if (end < 0 || (this.#stopsAtCodes && isCodeCell(bytes, start, end))) return Infinity;
    return this.#columns[c]!.numberAt(bytes, start, end);
  }

  #viewWords({ buffer, byteOffset, length }: Buffer): DataView {
    const known = this.#words;
    if (known?.buffer === buffer && known.byteOffset === byteOffset && known.byteLength === length) {
      return known;
    }
    this.#words = new DataView(buffer, byteOffset, length);
    return this.#words;
  }
  #words: DataView | null = null;

  /** End of a cell without quotes; -1 where there is one. */
  #skipCell(bytes: Buffer, from: number): number {
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    let i = from;
    this.passedOther = true;
    for (;;) {
      const byte = bytes[i];
      if (byte === delimiter || byte === LF || byte === CR) return i;
      if (byte === quote) return -1;
      i++;
    }
  }

  /** Whether there is nothing behind a row's first cell: it may be no row at all, which is not told here. */
  #mayBeNone(bytes: Buffer, from: number): boolean {
    const delimiter = this.#delimiter;
    let i = from;
    while (bytes[i] !== delimiter) i++;
    while (bytes[i] === delimiter || bytes[i] === BLANK || bytes[i] === TAB) i++;
    return bytes[i] === LF || bytes[i] === CR;
  }

  #noteGaps(values: readonly (Float64Array | null)[], row: number): void {
    values.forEach((each, c) => {
      if (each !== null && Number.isNaN(each[row])) this.#columns[c]!.filled--;
    });
  }
}
