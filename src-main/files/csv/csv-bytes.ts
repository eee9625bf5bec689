import { csvText } from './csv-text';

const FIRST_BYTES = 1 << 16;
/** No number is longer: -1.2345678901234567e-308. */
const MAX_NUMBER_BYTES = 32;
/** Texts of up to so many characters, and so many of them, are kept as they are written: names of classes. */
const MAX_KEPT_LENGTH = 64;
const MAX_KEPT = 256;

/** Digits after the point that are looked for. */
const DECIMALS = 6;
const SHIFT = Number(`1e${DECIMALS}`);
/** Fifteen digits are another number's for no other fifteen, so that they are the shortest. */
const MAX_SHIFTED = 1e15;

const [COMMA, MINUS, POINT, ZERO, END] = [44, 45, 46, 48, 10];

/**
 * Rows of CSV as bytes. Every number is written as `String` writes it; most numbers of a data file
 * are whole or have few decimals, and their digits need no string in between, which would take ten
 * times as long.
 */
export class CsvBytes {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;
  readonly #kept = new Map<string, Uint8Array>();

  row(cells: readonly (number | string)[]): void {
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]!;
      if (typeof cell === 'number') this.#number(cell);
      else this.#text(cell);
      this.#bytes[this.#length++] = COMMA;
    }
    if (cells.length === 0) this.#reserve(1);
    else this.#length--;
    this.#bytes[this.#length++] = END;
  }

  /** The rows since the last call; overwritten by the next row. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #number(value: number): void {
    this.#reserve(MAX_NUMBER_BYTES);
    const size = Math.abs(value);
    const shifted = Math.round(size * SHIFT);
    if (!(shifted < MAX_SHIFTED && shifted / SHIFT === size)) {
      // The same digits as `String`'s, which keeps what it made of numbers before: that takes twice as long, and
      // leaves strings behind that only a full collection frees. `write` takes longer than making the digits.
      const text = Number.isFinite(value) ? JSON.stringify(value) : String(value);
      const bytes = this.#bytes;
      const from = this.#length;
      for (let i = 0; i < text.length; i++) bytes[from + i] = text.charCodeAt(i);
      this.#length += text.length;
      return;
    }
    if (value < 0) this.#bytes[this.#length++] = MINUS;
    const whole = Math.floor(size);
    this.#whole(whole);
    let rest = (shifted - whole * SHIFT) | 0;
    if (rest === 0) return;
    this.#bytes[this.#length++] = POINT;
    for (let unit = SHIFT / 10; rest > 0; unit = (unit / 10) | 0) {
      const digit = (rest / unit) | 0;
      this.#bytes[this.#length++] = ZERO + digit;
      rest = (rest - digit * unit) | 0;
    }
  }

  /** Below 10^9: within 32 bits, which all of this is worked out in. */
  #whole(value: number): void {
    let digits = 1;
    for (let above = 10; above <= value; above *= 10) digits++;
    this.#length += digits;
    for (let at = this.#length - 1, left = value | 0; digits > 0; digits--, at--) {
      const tenth = (left / 10) | 0;
      this.#bytes[at] = ZERO + ((left - 10 * tenth) | 0);
      left = tenth;
    }
  }

  #text(cell: string): void {
    const written = this.#kept.get(cell) ?? this.#written(cell);
    this.#reserve(written.length);
    const bytes = this.#bytes;
    const from = this.#length;
    if (written.length > MAX_KEPT_LENGTH) bytes.set(written, from);
    else for (let i = 0; i < written.length; i++) bytes[from + i] = written[i]!;
    this.#length += written.length;
  }

  #written(cell: string): Uint8Array {
    const written = Buffer.from(csvText(cell), 'utf8');
    if (cell.length <= MAX_KEPT_LENGTH && this.#kept.size < MAX_KEPT) this.#kept.set(cell, written);
    return written;
  }

  /** For a cell, and what ends it. */
  #reserve(bytes: number): void {
    const needed = this.#length + bytes + 1;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, needed));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
