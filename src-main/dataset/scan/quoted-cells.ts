import type { CellMarks } from './cell-marks';
import { CR, LF, MORE } from './line-ends';
import type { RecordBatch } from './record-batch';

/** No quote closes the cell. */
export const BROKEN = -3;

/** A quoted cell longer than this was never meant to be one. */
const MAX_QUOTED_LENGTH = 1 << 24;

const LEFT_SQUARE = 0x5b;
const RIGHT_SQUARE = 0x5d;
const LEFT_CURLY = 0x7b;
const RIGHT_CURLY = 0x7d;

/** Finds the quotes that close the cells of one record, and takes the escapes out of these cells. */
export class QuotedCells {
  /** Line ends within the quotes of the record at hand. */
  lineEnds = 0;
  readonly #marks: CellMarks;
  readonly #batch: RecordBatch;
  /** Cells of the record at hand that hold escapes. */
  #escaped: number[] = [];

  constructor(marks: CellMarks, batch: RecordBatch) {
    this.#marks = marks;
    this.#batch = batch;
  }

  /** Begins a record. */
  begin(): void {
    this.#escaped = [];
    this.lineEnds = 0;
  }

  /** The cell that is added next is a plain one: what was noted of escapes in it does not count. */
  forgetEscapes(): void {
    if (this.#escaped[this.#escaped.length - 1] === this.#batch.cells) this.#escaped.pop();
  }

  /** Takes the escapes out of the record's cells, in place. */
  unescape(): void {
    for (const cell of this.#escaped) this.#unescape(cell);
  }

  /**
   * Where the quote that closes the cell at `from` is; {@link BROKEN} where there is none.
   * @param mayGrow more bytes may come: {@link MORE} where they are needed to tell
   */
  closingQuote(from: number, recordFrom: number, stop: number, mayGrow: boolean): number {
    const marks = this.#marks;
    const { bytes } = marks;
    const quote = marks.quote[0];
    const escape = marks.escape.length > 0 && !marks.escapesByDoubling ? marks.escape[0] : -1;
    let at = from;
    for (; at < stop;) {
      const byte = bytes[at];
      if (byte === escape && marks.has(marks.escape, at, stop)) {
        const next = at + marks.escape.length;
        if (next >= stop && mayGrow) return MORE;
        if (next < stop && bytes[next] !== LF && bytes[next] !== CR) {
          this.#noteEscape();
          at = next + (marks.has(marks.quote, next, stop) ? marks.quote.length : 1);
          continue;
        }
      } else if (byte === quote && marks.has(marks.quote, at, stop)) {
        const next = at + marks.quote.length;
        if (!marks.escapesByDoubling) return at;
        if (next >= stop && mayGrow) return MORE;
        if (!marks.has(marks.quote, next, stop)) return at;
        this.#noteEscape();
        at = next + marks.quote.length;
        continue;
      } else if (byte === LF || byte === CR) {
        if (byte === CR && at + 1 >= stop && mayGrow) return MORE;
        if (byte === CR && bytes[at + 1] === LF && at + 1 < stop) at++;
        this.lineEnds++;
        if (at - recordFrom > MAX_QUOTED_LENGTH) return BROKEN;
      }
      at++;
    }
    return mayGrow ? MORE : BROKEN;
  }

  /**
   * The quote that closes a cell with plain quotes in it, `5" wide`: the first one that a delimiter or
   * the line's end follows. {@link BROKEN} where a quote that opens another cell comes first.
   */
  farQuote(from: number, stop: number): number {
    const marks = this.#marks;
    const closed = this.#quoteAfterBrackets(from, stop);
    if (closed >= 0) return closed;
    let hasInner = false;
    let at = from;
    while (at < stop) {
      if (!marks.has(marks.quote, at, stop)) {
        at++;
        continue;
      }
      const next = at + marks.quote.length;
      if (marks.escapesByDoubling && marks.has(marks.quote, next, stop) && !marks.endsCell(next, stop)) {
        this.#noteEscape();
        at = next + marks.quote.length;
        continue;
      }
      if (marks.endsCell(at, stop)) return at;
      const before = at - marks.delimiter.length;
      if (!hasInner && before >= from && !marks.isWhitespace && marks.has(marks.delimiter, before, stop))
        return BROKEN;
      hasInner = true;
      at = next;
    }
    return BROKEN;
  }

  /**
   * The quote that closes a cell of plain JSON, `"["a", "b"]"`: behind the bracket that closes its
   * first one. -1 where the cell begins with no bracket, or none closes it.
   */
  #quoteAfterBrackets(from: number, stop: number): number {
    const marks = this.#marks;
    const { bytes } = marks;
    let depth = 0;
    for (let at = from; at < stop; at++) {
      const byte = bytes[at];
      if (byte === LEFT_SQUARE || byte === LEFT_CURLY) depth++;
      else if (byte === RIGHT_SQUARE || byte === RIGHT_CURLY) depth--;
      if (depth > 0) continue;
      const isClosed = at > from && marks.has(marks.quote, at + 1, stop) && marks.endsCell(at + 1, stop);
      return isClosed ? at + 1 : -1;
    }
    return -1;
  }

  #noteEscape(): void {
    const { cells } = this.#batch;
    if (this.#escaped[this.#escaped.length - 1] !== cells) this.#escaped.push(cells);
  }

  /** Takes the escapes out of a cell, in place. */
  #unescape(cell: number): void {
    const marks = this.#marks;
    const { bytes } = marks;
    const { starts, ends } = this.#batch;
    const end = ends[cell];
    let to = starts[cell];
    for (let i = to; i < end;) {
      if (marks.has(marks.escape, i, end) && i + marks.escape.length < end) {
        const next = i + marks.escape.length;
        const isLiteral = marks.escapesByDoubling
          ? marks.has(marks.quote, next, end)
          : bytes[next] !== LF && bytes[next] !== CR;
        if (isLiteral) i = next;
        const width = marks.has(marks.quote, i, end) ? marks.quote.length : 1;
        for (let k = 0; k < width; k++) bytes[to++] = bytes[i++];
      } else bytes[to++] = bytes[i++];
    }
    ends[cell] = to;
  }
}
