import { NO_DATE, readDate, SlashCounts } from '../../scan/cells/date-reader';
import type { NumberReader } from '../../scan/cells/number-reader';
import { areCodes, isCodeCell, isPowerCode } from '../../scan/cells/code-cells';
import { areDates, areNumbers, type ValueType } from '../../scan/cells/value-type';

function readText(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, end).trim();
}

function hasExponent(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((bytes[i] | 32) === LETTER_E) return true;
  return false;
}
const LETTER_E = 0x65;

/**
 * What the cells of a column that was not read as numbers or dates look like, counted text by text:
 * from that the type is told that the column should be read as.
 */
export class CellTypeCounts {
  numbers = 0;
  /** Of the numbers those that are written as codes. */
  codes = 0;
  dates = 0;
  readonly slashes = new SlashCounts();
  #firstCode: string | null = null;
  #firstPower: string | null = null;
  #hasFractions = false;
  readonly #readNumber: NumberReader;

  constructor(readNumber: NumberReader) {
    this.#readNumber = readNumber;
  }

  /** Counts a filled cell that stands `count` times in the column. */
  take(bytes: Buffer, start: number, end: number, count = 1): void {
    const value = this.#readNumber(bytes, start, end);
    if (value !== Infinity) {
      this.numbers += count;
      const isWhole = value === Math.floor(value);
      if (!isWhole) this.#hasFractions = true;
      const isCode = isWhole && isCodeCell(bytes, start, end);
      if (isCode) this.codes += count;
      if (isCode) this.#firstCode ??= readText(bytes, start, end);
      else if (this.#firstPower === null && hasExponent(bytes, start, end)) {
        const text = readText(bytes, start, end);
        if (isPowerCode(text)) this.#firstPower = text;
      }
      return;
    }
    const date = readDate(bytes, start, end);
    if (date === NO_DATE) return;
    this.slashes.take(date, count);
    this.dates += count;
  }

  /** The first cell that is written as a code, or else as a whole number with an exponent (`1E2`). */
  get firstCode(): string | null {
    return this.#firstCode ?? this.#firstPower;
  }

  /** Whether its numbers are codes: their texts are kept. */
  get areCodes(): boolean {
    return areCodes(this.codes, this.numbers, this.#hasFractions);
  }

  /** @param filled cells that are not missing, all of which were taken */
  findType(filled: number): ValueType {
    if (filled === 0) return 'number';
    if (areNumbers(this.numbers, filled)) return this.areCodes ? 'category' : 'number';
    return areDates(this.dates, filled, this.slashes) ? 'date' : 'category';
  }
}
