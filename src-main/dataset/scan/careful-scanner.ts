import { BLANK, CellMarks, TAB } from './cell-marks';
import { CR, LF, lineEndAt, MORE, settled, type Bytes } from './line-ends';
import { BROKEN, QuotedCells } from './quoted-cells';
import { INSIDE, UNCLOSED, type RecordBatch, type Splitting } from './record-batch';

/** The quotes are wrong in the record's first line; {@link BROKEN} says that they are in a later one. */
const BROKEN_FIRST = -2;

/**
 * Cuts one record at a time, in any dialect: quotes, escapes, delimiters of many bytes, runs of
 * blanks. A quote that turns out wrong is a plain character of its line.
 */
export class CarefulScanner {
  /** What is wrong with the record that was cut last: an index into PARSE_ERRORS. */
  parseError = 0;
  readonly #batch: RecordBatch;
  readonly #marks: CellMarks;
  readonly #quotes: QuotedCells;
  /** The cell that was cut last ends where a comment begins. */
  #endsInComment = false;
  #filled = 0;
  #isLast = false;

  /** @param encode bytes of a character of the splitting */
  constructor(splitting: Splitting, encode: (character: string) => Uint8Array, batch: RecordBatch) {
    this.#batch = batch;
    this.#marks = new CellMarks(splitting, encode);
    this.#quotes = new QuotedCells(this.#marks, batch);
  }

  /** How many lines the record that was cut last spans. */
  get lines(): number {
    return 1 + this.#quotes.lineEnds;
  }

  /**
   * Adds the cells of the record at `from` to the batch.
   * @param fed.base offset in the whole of `bytes[0]`
   * @returns where its line end is; {@link MORE} where it is not whole, and no cell was added
   */
  cut(fed: Bytes & { readonly base: number }, from: number): number {
    const { bytes, filled, isLast, base } = fed;
    const batch = this.#batch;
    this.#marks.bytes = bytes;
    this.#filled = filled;
    this.#isLast = isLast;
    const firstCell = batch.cells;
    this.#quotes.begin(base, true);
    this.parseError = 0;
    let end = this.#scanCells(from, false);
    if (end >= 0 && this.#quotes.hasSkipped) {
      // It ends after all: now its cells are wanted.
      batch.cells = firstCell;
      this.#quotes.begin(base, false);
      end = this.#scanCells(from, false);
    }
    if (end === BROKEN_FIRST || end === BROKEN) {
      // The quote that opened the record was a plain character: its line stands alone.
      this.parseError = end === BROKEN_FIRST ? INSIDE : UNCLOSED;
      batch.cells = firstCell;
      this.#quotes.begin(base, false);
      end = this.#scanCells(from, true);
    }
    if (end === MORE) batch.cells = firstCell;
    else this.#quotes.unescape();
    return end;
  }

  /**
   * Cells from `from` to the end of the record, into the batch.
   * @param lenient takes a cell whose quotes are wrong as it stands, and no more than one line
   * @returns where the record's line end is, or why there is none
   */
  #scanCells(from: number, lenient: boolean): number {
    const marks = this.#marks;
    const { bytes } = marks;
    const mayGrow = !lenient && !this.#isLast;
    const lineEnd = lenient ? this.#endOfLine(from) : this.#filled;
    if (lineEnd < 0) return MORE;
    const first = marks.isWhitespace ? marks.skipBlanks(from, lineEnd) : from;
    let at = first;
    for (;;) {
      const start = at;
      const quoteAt = marks.skipBlanks(at, lineEnd);
      if (marks.quote.length > 0 && marks.has(marks.quote, quoteAt, lineEnd)) {
        const inside = quoteAt + marks.quote.length;
        let close = this.#quotes.closingQuote(inside, from, lineEnd, mayGrow);
        if (close === MORE) return MORE;
        if (lenient && close >= 0 && !marks.endsCell(close, lineEnd))
          close = this.#quotes.farQuote(inside, lineEnd);
        if (close >= 0) {
          const after = close + marks.quote.length;
          const next = marks.skipBlanks(after, lineEnd);
          if (next >= lineEnd && mayGrow) return MORE;
          const isCommented = next > after && marks.has(marks.comment, next, lineEnd);
          const isEnd = next >= lineEnd || bytes[next] === LF || bytes[next] === CR;
          const isDelimited = marks.isWhitespace ? next > after : marks.has(marks.delimiter, next, lineEnd);
          if (isEnd || isDelimited || isCommented) {
            this.#batch.addCell(inside, close);
            if (isCommented) return this.#endOfLine(next);
            if (isEnd) return this.#settledEnd(next);
            at = next + marks.delimiter.length;
            continue;
          }
        }
        if (!lenient) {
          if (close < 0) return BROKEN;
          if (this.#quotes.lineEnds === 0) return BROKEN_FIRST;
          this.#quotes.breaks(from, close);
          return BROKEN;
        }
        this.#quotes.forgetEscapes();
      }
      const end = this.#cellEnd(start, lineEnd);
      if (end >= lineEnd && mayGrow) return MORE;
      if (this.#endsInComment) {
        // Blanks alone before the comment are no cell where blanks delimit.
        if (end > start || !marks.isWhitespace || start === first)
          this.#batch.addCell(start, this.#withoutBlanks(start, end));
        return this.#endOfLine(end);
      }
      this.#batch.addCell(start, end);
      if (end >= lineEnd || bytes[end] === LF || bytes[end] === CR) return this.#settledEnd(end);
      if (!marks.isWhitespace) at = end + marks.delimiter.length;
      else {
        at = marks.skipBlanks(end, lineEnd);
        if (at >= lineEnd && mayGrow) return MORE;
        if (at >= lineEnd || bytes[at] === LF || bytes[at] === CR) return this.#settledEnd(at);
      }
    }
  }

  /** Where the line goes on to its end, past a comment. */
  #endOfLine(from: number): number {
    return lineEndAt({ bytes: this.#marks.bytes, filled: this.#filled, isLast: this.#isLast }, from);
  }

  /** Where the text between two places ends, blanks at its end aside. */
  #withoutBlanks(from: number, to: number): number {
    const { bytes } = this.#marks;
    let end = to;
    while (end > from && (bytes[end - 1] === BLANK || bytes[end - 1] === TAB)) end--;
    return end;
  }

  #settledEnd(end: number): number {
    return settled({ bytes: this.#marks.bytes, filled: this.#filled, isLast: this.#isLast }, end);
  }

  #cellEnd(from: number, stop: number): number {
    const marks = this.#marks;
    const { bytes } = marks;
    const mark = marks.comment.length > 0 ? marks.comment[0] : -1;
    let at = from;
    this.#endsInComment = false;
    if (marks.isWhitespace) {
      if (bytes[at] === mark && marks.has(marks.comment, at, stop)) {
        this.#endsInComment = true;
        return at;
      }
      for (; at < stop; at++) {
        const byte = bytes[at];
        if (byte === BLANK || byte === TAB || byte === LF || byte === CR) return at;
      }
      return at;
    }
    const delimiter = marks.delimiter[0];
    for (; at < stop; at++) {
      const byte = bytes[at];
      if (byte === LF || byte === CR) return at;
      if (byte === delimiter && marks.has(marks.delimiter, at, stop)) return at;
      if (byte === mark && at > 0 && (bytes[at - 1] === BLANK || bytes[at - 1] === TAB)) {
        if (!marks.has(marks.comment, at, stop)) continue;
        this.#endsInComment = true;
        return at;
      }
    }
    return at;
  }
}
