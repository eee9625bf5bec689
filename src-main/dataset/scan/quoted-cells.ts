import { BracketPairs } from './bracket-pairs';
import type { CellMarks } from './cell-marks';
import { CR, LF, MORE } from './line-ends';
import { OpenQuotes } from './open-quotes';
import type { RecordBatch } from './record-batch';

/** No quote closes the cell. */
export const BROKEN = -3;

/** A quoted cell longer than this was never meant to be one. */
const MAX_QUOTED_LENGTH = 1 << 24;

/** Finds the quotes that close the cells of one record, and takes the escapes out of these cells. */
export class QuotedCells {
  /** Line ends within the quotes of the record at hand. */
  lineEnds = 0;
  readonly #marks: CellMarks;
  readonly #batch: RecordBatch;
  readonly #brackets: BracketPairs;
  readonly #openQuotes = new OpenQuotes();
  /** Offset in the whole of the bytes at hand. */
  #base = 0;
  /** Whether lines may be passed that an earlier record passed: what is in them counts for nothing then. */
  #maySkip = false;
  /** Lines were passed so. */
  hasSkipped = false;
  /** No quote from here to the line's end ends a cell. */
  #noEndFrom = Infinity;
  /** Cells of the record at hand that hold escapes. */
  #escaped: number[] = [];

  constructor(marks: CellMarks, batch: RecordBatch) {
    this.#marks = marks;
    this.#batch = batch;
    this.#brackets = new BracketPairs(marks);
  }

  /**
   * Begins a record.
   * @param base offset in the whole of the bytes at hand
   * @param maySkip it is enough to know where the record ends, or that it does not: then `hasSkipped`
   */
  begin(base: number, maySkip: boolean): void {
    this.#base = base;
    this.#maySkip = maySkip;
    this.hasSkipped = false;
    this.#noEndFrom = Infinity;
    this.#brackets.begin();
    this.#escaped = [];
    this.lineEnds = 0;
  }

  /** The record at `recordFrom` has a wrong quote at `at`, in a later line than its first. */
  breaks(recordFrom: number, at: number): void {
    this.#openQuotes.breaks(this.#base + recordFrom, this.#base + at);
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
        if (this.#maySkip) {
          const known = this.#openQuotes.follow(this.#base + at);
          if (known === 'broken') return BROKEN;
          if (known !== null) {
            at = known - this.#base;
            this.hasSkipped = true;
          }
        }
        if (at - recordFrom > MAX_QUOTED_LENGTH) {
          if (this.#maySkip) this.#openQuotes.givesUp(this.#base + recordFrom, this.#base + at);
          return BROKEN;
        }
      }
      at++;
    }
    if (mayGrow) return MORE;
    if (this.#maySkip) this.breaks(recordFrom, stop);
    return BROKEN;
  }

  /**
   * The quote that closes a cell with plain quotes in it, `5" wide`: the first one that a delimiter or
   * the line's end follows. {@link BROKEN} where a quote that opens another cell comes first.
   */
  farQuote(from: number, stop: number): number {
    const marks = this.#marks;
    if (from >= this.#noEndFrom) return BROKEN;
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
    this.#noEndFrom = from;
    return BROKEN;
  }

  /**
   * The quote that closes a cell of plain JSON, `"["a", "b"]"`: behind the bracket that closes its
   * first one. -1 where the cell begins with no bracket, or none closes it.
   */
  #quoteAfterBrackets(from: number, stop: number): number {
    const close = this.#brackets.closeOf(from, stop);
    const marks = this.#marks;
    const isClosed = close >= 0 && marks.has(marks.quote, close + 1, stop) && marks.endsCell(close + 1, stop);
    return isClosed ? close + 1 : -1;
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
