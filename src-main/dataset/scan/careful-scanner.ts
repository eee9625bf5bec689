import { CR, LF, lineEndAt, MORE, settled, type Bytes } from './line-ends';
import { INSIDE, UNCLOSED, WHITESPACE, type RecordBatch, type Splitting } from './record-batch';

/** The quotes are wrong in the record's first line, or in a later one. */
const BROKEN_FIRST = -2;
const BROKEN_LATER = -3;

/** A quoted cell longer than this was never meant to be one. */
const MAX_QUOTED_LENGTH = 1 << 24;

const BLANK = 32;
const TAB = 9;
const LEFT_SQUARE = 0x5b;
const RIGHT_SQUARE = 0x5d;
const LEFT_CURLY = 0x7b;
const RIGHT_CURLY = 0x7d;

/**
 * Cuts one record at a time, in any dialect: quotes, escapes, delimiters of many bytes, runs of
 * blanks. A quote that turns out wrong is a plain character of its line.
 */
export class CarefulScanner {
  /** Of the record that was cut last: an index into FLAWS, and how many lines it spans. */
  parseError = 0;
  lines = 1;
  readonly #batch: RecordBatch;
  readonly #isWhitespace: boolean;
  readonly #delimiter: Uint8Array;
  readonly #quote: Uint8Array;
  readonly #escape: Uint8Array;
  readonly #comment: Uint8Array;
  /** The cell that was cut last ends where a comment begins. */
  #endsInComment = false;
  readonly #escapesByDoubling: boolean;
  #bytes: Buffer = Buffer.alloc(0);
  #filled = 0;
  #isLast = false;
  /** Cells of the record at hand that hold escapes. */
  #escaped: number[] = [];

  /** @param encode bytes of a character of the splitting */
  constructor(splitting: Splitting, encode: (character: string) => Uint8Array, batch: RecordBatch) {
    const { delimiter, quote, escape, inlineComment = '' } = splitting;
    this.#batch = batch;
    this.#isWhitespace = delimiter === WHITESPACE;
    this.#delimiter = this.#isWhitespace ? new Uint8Array(0) : encode(delimiter);
    this.#quote = encode(quote);
    this.#escape = encode(escape);
    this.#comment = encode(inlineComment);
    this.#escapesByDoubling = escape === quote;
  }

  /**
   * Adds the cells of the record at `from` to the batch.
   * @returns where its line end is; {@link MORE} where it is not whole, and no cell was added
   */
  cut({ bytes, filled, isLast }: Bytes, from: number): number {
    const batch = this.#batch;
    this.#bytes = bytes;
    this.#filled = filled;
    this.#isLast = isLast;
    const firstCell = batch.cells;
    this.#escaped = [];
    this.lines = 1;
    this.parseError = 0;
    let end = this.#scanCells(from, false);
    if (end === BROKEN_FIRST || end === BROKEN_LATER) {
      // The quote that opened the record was a plain character: its line stands alone.
      this.parseError = end === BROKEN_FIRST ? INSIDE : UNCLOSED;
      batch.cells = firstCell;
      this.#escaped = [];
      this.lines = 1;
      end = this.#scanCells(from, true);
    }
    if (end === MORE) batch.cells = firstCell;
    else for (const cell of this.#escaped) this.#unescape(cell);
    return end;
  }

  /**
   * Cells from `from` to the end of the record, into the batch.
   * @param lenient takes a cell whose quotes are wrong as it stands, and no more than one line
   * @returns where the record's line end is, or why there is none
   */
  #scanCells(from: number, lenient: boolean): number {
    const bytes = this.#bytes;
    const lineEnd = lenient
      ? lineEndAt({ bytes, filled: this.#filled, isLast: this.#isLast }, from)
      : this.#filled;
    if (lineEnd < 0) return MORE;
    const first = this.#isWhitespace ? this.#skipBlanks(from, lineEnd) : from;
    let at = first;
    for (;;) {
      const start = at;
      const quoteAt = this.#skipBlanks(at, lineEnd);
      if (this.#quote.length > 0 && this.#has(this.#quote, quoteAt, lineEnd)) {
        const escapes = this.#escaped.length;
        const inside = quoteAt + this.#quote.length;
        let close = this.#closingQuote(inside, from, lineEnd, lenient);
        if (close === MORE) return MORE;
        if (lenient && close >= 0 && !this.#endsCell(close, lineEnd)) close = this.#farQuote(inside, lineEnd);
        if (close >= 0) {
          const after = close + this.#quote.length;
          const next = this.#skipBlanks(after, lineEnd);
          if (next >= lineEnd && !lenient && !this.#isLast) return MORE;
          const isCommented = next > after && this.#has(this.#comment, next, lineEnd);
          const isEnd = next >= lineEnd || bytes[next] === LF || bytes[next] === CR;
          const isDelimited = this.#isWhitespace ? next > after : this.#has(this.#delimiter, next, lineEnd);
          if (isEnd || isDelimited || isCommented) {
            this.#batch.addCell(inside, close);
            if (isCommented) return this.#endOfLine(next);
            if (isEnd) return this.#settledEnd(next);
            at = next + this.#delimiter.length;
            continue;
          }
        }
        if (!lenient) return this.lines === 1 && close >= 0 ? BROKEN_FIRST : BROKEN_LATER;
        this.#escaped.length = escapes;
      }
      const end = this.#cellEnd(start, lineEnd);
      if (end >= lineEnd && !lenient && !this.#isLast) return MORE;
      if (this.#endsInComment) {
        // Blanks alone before the comment are no cell where blanks delimit.
        if (end > start || !this.#isWhitespace || start === first)
          this.#batch.addCell(start, this.#withoutBlanks(start, end));
        return this.#endOfLine(end);
      }
      this.#batch.addCell(start, end);
      if (end >= lineEnd || bytes[end] === LF || bytes[end] === CR) return this.#settledEnd(end);
      if (!this.#isWhitespace) at = end + this.#delimiter.length;
      else {
        at = this.#skipBlanks(end, lineEnd);
        if (at >= lineEnd && !lenient && !this.#isLast) return MORE;
        if (at >= lineEnd || bytes[at] === LF || bytes[at] === CR) return this.#settledEnd(at);
      }
    }
  }

  /** Where the line goes on to its end, past a comment. */
  #endOfLine(from: number): number {
    return lineEndAt({ bytes: this.#bytes, filled: this.#filled, isLast: this.#isLast }, from);
  }

  /** Whether a delimiter, a comment or the line's end follows the quote at `close`, blanks aside. */
  #endsCell(close: number, stop: number): boolean {
    const bytes = this.#bytes;
    const after = close + this.#quote.length;
    const next = this.#skipBlanks(after, stop);
    if (next >= stop || bytes[next] === LF || bytes[next] === CR) return true;
    if (next > after && this.#has(this.#comment, next, stop)) return true;
    return this.#isWhitespace ? next > after : this.#has(this.#delimiter, next, stop);
  }

  /**
   * The quote that closes a cell with plain quotes in it, `5" wide`: the first one that a delimiter or
   * the line's end follows. {@link BROKEN_LATER} where a quote that opens another cell comes first.
   */
  #farQuote(from: number, stop: number): number {
    const closed = this.#quoteAfterBrackets(from, stop);
    if (closed >= 0) return closed;
    let hasInner = false;
    let at = from;
    while (at < stop) {
      if (!this.#has(this.#quote, at, stop)) {
        at++;
        continue;
      }
      const next = at + this.#quote.length;
      if (this.#escapesByDoubling && this.#has(this.#quote, next, stop) && !this.#endsCell(next, stop)) {
        this.#noteEscape(this.#batch.cells);
        at = next + this.#quote.length;
        continue;
      }
      if (this.#endsCell(at, stop)) return at;
      const before = at - this.#delimiter.length;
      if (!hasInner && before >= from && !this.#isWhitespace && this.#has(this.#delimiter, before, stop))
        return BROKEN_LATER;
      hasInner = true;
      at = next;
    }
    return BROKEN_LATER;
  }

  /**
   * The quote that closes a cell of plain JSON, `"["a", "b"]"`: behind the bracket that closes its
   * first one. -1 where the cell begins with no bracket, or none closes it.
   */
  #quoteAfterBrackets(from: number, stop: number): number {
    const bytes = this.#bytes;
    let depth = 0;
    for (let at = from; at < stop; at++) {
      const byte = bytes[at]!;
      if (byte === LEFT_SQUARE || byte === LEFT_CURLY) depth++;
      else if (byte === RIGHT_SQUARE || byte === RIGHT_CURLY) depth--;
      if (depth > 0) continue;
      const isClosed = at > from && this.#has(this.#quote, at + 1, stop) && this.#endsCell(at + 1, stop);
      return isClosed ? at + 1 : -1;
    }
    return -1;
  }

  /** Where the text between two places ends, blanks at its end aside. */
  #withoutBlanks(from: number, to: number): number {
    let end = to;
    while (end > from && (this.#bytes[end - 1] === BLANK || this.#bytes[end - 1] === TAB)) end--;
    return end;
  }

  #settledEnd(end: number): number {
    return settled({ bytes: this.#bytes, filled: this.#filled, isLast: this.#isLast }, end);
  }

  /** Where the quote that closes the cell at `from` is; {@link BROKEN_LATER} where there is none. */
  #closingQuote(from: number, recordFrom: number, stop: number, lenient: boolean): number {
    const bytes = this.#bytes;
    const quote = this.#quote[0]!;
    const escape = this.#escape.length > 0 && !this.#escapesByDoubling ? this.#escape[0]! : -1;
    const cell = this.#batch.cells;
    const mayGrow = !lenient && !this.#isLast;
    let at = from;
    for (; at < stop;) {
      const byte = bytes[at]!;
      if (byte === escape && this.#has(this.#escape, at, stop)) {
        const next = at + this.#escape.length;
        if (next >= stop && mayGrow) return MORE;
        if (next < stop && bytes[next] !== LF && bytes[next] !== CR) {
          this.#noteEscape(cell);
          at = next + (this.#has(this.#quote, next, stop) ? this.#quote.length : 1);
          continue;
        }
      } else if (byte === quote && this.#has(this.#quote, at, stop)) {
        const next = at + this.#quote.length;
        if (!this.#escapesByDoubling) return at;
        if (next >= stop && mayGrow) return MORE;
        if (!this.#has(this.#quote, next, stop)) return at;
        this.#noteEscape(cell);
        at = next + this.#quote.length;
        continue;
      } else if (byte === LF || byte === CR) {
        if (byte === CR && at + 1 >= stop && mayGrow) return MORE;
        if (byte === CR && bytes[at + 1] === LF && at + 1 < stop) at++;
        this.lines++;
        if (at - recordFrom > MAX_QUOTED_LENGTH) return BROKEN_LATER;
      }
      at++;
    }
    return mayGrow ? MORE : BROKEN_LATER;
  }

  #noteEscape(cell: number): void {
    if (this.#escaped[this.#escaped.length - 1] !== cell) this.#escaped.push(cell);
  }

  /** Takes the escapes out of a cell, in place. */
  #unescape(cell: number): void {
    const bytes = this.#bytes;
    const { starts, ends } = this.#batch;
    const end = ends[cell]!;
    let to = starts[cell]!;
    for (let i = to; i < end;) {
      if (this.#has(this.#escape, i, end) && i + this.#escape.length < end) {
        const next = i + this.#escape.length;
        const isLiteral = this.#escapesByDoubling
          ? this.#has(this.#quote, next, end)
          : bytes[next] !== LF && bytes[next] !== CR;
        if (isLiteral) i = next;
        const width = this.#has(this.#quote, i, end) ? this.#quote.length : 1;
        for (let k = 0; k < width; k++) bytes[to++] = bytes[i++]!;
      } else bytes[to++] = bytes[i++]!;
    }
    ends[cell] = to;
  }

  #cellEnd(from: number, stop: number): number {
    const bytes = this.#bytes;
    const mark = this.#comment.length > 0 ? this.#comment[0]! : -1;
    let at = from;
    this.#endsInComment = false;
    if (this.#isWhitespace) {
      if (bytes[at] === mark && this.#has(this.#comment, at, stop)) {
        this.#endsInComment = true;
        return at;
      }
      for (; at < stop; at++) {
        const byte = bytes[at]!;
        if (byte === BLANK || byte === TAB || byte === LF || byte === CR) return at;
      }
      return at;
    }
    const delimiter = this.#delimiter[0]!;
    for (; at < stop; at++) {
      const byte = bytes[at]!;
      if (byte === LF || byte === CR) return at;
      if (byte === delimiter && this.#has(this.#delimiter, at, stop)) return at;
      if (byte === mark && at > 0 && (bytes[at - 1] === BLANK || bytes[at - 1] === TAB)) {
        if (!this.#has(this.#comment, at, stop)) continue;
        this.#endsInComment = true;
        return at;
      }
    }
    return at;
  }

  /** Blanks beside a quote are not part of the cell, unless they delimit. */
  #skipBlanks(from: number, stop: number): number {
    const bytes = this.#bytes;
    let at = from;
    while (at < stop && (bytes[at] === BLANK || bytes[at] === TAB)) {
      if (!this.#isWhitespace && this.#has(this.#delimiter, at, stop)) break;
      at++;
    }
    return at;
  }

  #has(what: Uint8Array, at: number, stop: number): boolean {
    if (what.length === 0 || at + what.length > stop) return false;
    for (let i = 0; i < what.length; i++) if (this.#bytes[at + i] !== what[i]) return false;
    return true;
  }
}
