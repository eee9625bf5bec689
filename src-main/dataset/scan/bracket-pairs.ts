import type { CellMarks } from './cell-marks';

const LEFT_SQUARE = 0x5b;
const RIGHT_SQUARE = 0x5d;
const LEFT_CURLY = 0x7b;
const RIGHT_CURLY = 0x7d;

/**
 * Which brackets of a line close those that stand behind a quote, square and curly ones alike: found in one pass
 * over the line, however many cells ask.
 */
export class BracketPairs {
  readonly #marks: CellMarks;
  /** Opening brackets behind quotes, ascending, and what closes each; -1: nothing. */
  #opens: Int32Array = new Int32Array(64);
  #closes: Int32Array = new Int32Array(64);
  #count = 0;
  #isRead = false;

  constructor(marks: CellMarks) {
    this.#marks = marks;
  }

  /** Another line is at hand. */
  begin(): void {
    this.#isRead = false;
  }

  /** Place of the bracket that closes the one at `open`, in the line up to `stop`; -1 where there is none, or no bracket. */
  closeOf(open: number, stop: number): number {
    const byte = this.#marks.bytes[open];
    if (open >= stop || (byte !== LEFT_SQUARE && byte !== LEFT_CURLY)) return -1;
    if (!this.#isRead) this.#read(open, stop);
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#opens[middle] < open) low = middle + 1;
      else high = middle;
    }
    return this.#opens[low] === open && low < this.#count ? this.#closes[low] : -1;
  }

  #read(from: number, stop: number): void {
    const { bytes, quote } = this.#marks;
    this.#isRead = true;
    this.#count = 0;
    /** Brackets behind quotes that are open, by their places in the list, and how deep they stand. */
    const open: number[] = [];
    const depths: number[] = [];
    let depth = 0;
    for (let at = from; at < stop; at++) {
      const byte = bytes[at];
      if (byte === LEFT_SQUARE || byte === LEFT_CURLY) {
        if (this.#marks.has(quote, at - quote.length, stop)) {
          open.push(this.#add(at));
          depths.push(depth);
        }
        depth++;
      } else if (byte === RIGHT_SQUARE || byte === RIGHT_CURLY) {
        depth--;
        if (depths[depths.length - 1] !== depth) continue;
        this.#closes[open.pop()!] = at;
        depths.pop();
      }
    }
  }

  #add(at: number): number {
    if (this.#count === this.#opens.length) {
      this.#opens = grown(this.#opens);
      this.#closes = grown(this.#closes);
    }
    this.#opens[this.#count] = at;
    this.#closes[this.#count] = -1;
    return this.#count++;
  }
}

function grown(values: Int32Array): Int32Array {
  const longer = new Int32Array(2 * values.length);
  longer.set(values);
  return longer;
}
