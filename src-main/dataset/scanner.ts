import { fail } from '../../src-shared/errors';

/** The name for runs of blanks and tabs as delimiter. */
export const WHITESPACE = 'whitespace';

/** How a text is cut into records and cells. */
export interface Splitting {
  /** One or more characters, or {@link WHITESPACE}. */
  readonly delimiter: string;
  /** Empty: quotes mean nothing. */
  readonly quote: string;
  readonly escape: string;
  /** Lines that begin with it are left out; empty: none. */
  readonly comment: string;
  /** Lines left out at the beginning. */
  readonly skip: number;
  /** Lines left out where a record would begin, 1-based. */
  readonly omit?: readonly number[] | undefined;
}

/** What is wrong with a record's quotes, by {@link RecordBatch.flaws}. */
export const FLAWS = [null, 'a quote is opened and never closed', 'a quote inside a cell'] as const;
const UNCLOSED = 1;
const INSIDE = 2;

/** A quoted cell longer than this was never meant to be one. */
const LONGEST_QUOTED = 1 << 24;
const LONGEST_RECORD = 1 << 28;
/** Cells handed on at a time: they and their bytes stay in the processor's cache. */
const CELLS_A_BATCH = 8192;

const LF = 10;
const CR = 13;
const BLANK = 32;
const TAB = 9;

/** Classes of bytes for the plain loop. */
const PLAIN = 0;
const DELIMITER = 1;
const NEWLINE = 2;
const RETURN = 3;

/**
 * Records as places of bytes: cell `c` of record `r` is `bytes` from `starts[first[r] + c]` up to
 * `ends[first[r] + c]`, without its quotes and escapes. Holds until the scanner is fed again.
 */
export class RecordBatch {
  bytes: Buffer = Buffer.alloc(1);
  starts = new Int32Array(2 * CELLS_A_BATCH);
  ends = new Int32Array(2 * CELLS_A_BATCH);
  cells = 0;
  records = 0;
  readonly first = new Int32Array(CELLS_A_BATCH);
  readonly counts = new Int32Array(CELLS_A_BATCH);
  /** 1-based line where each record begins. */
  readonly lines = new Float64Array(CELLS_A_BATCH);
  /** Where each record begins and ends in `bytes`, its line end not counted. */
  readonly from = new Int32Array(CELLS_A_BATCH);
  readonly to = new Int32Array(CELLS_A_BATCH);
  /** Indices into {@link FLAWS}. */
  readonly flaws = new Uint8Array(CELLS_A_BATCH);

  addCell(start: number, end: number): void {
    if (this.cells === this.starts.length) this.#growCells();
    this.starts[this.cells] = start;
    this.ends[this.cells++] = end;
  }

  #growCells(): void {
    const [starts, ends] = [this.starts, this.ends];
    this.starts = new Int32Array(2 * starts.length);
    this.starts.set(starts);
    this.ends = new Int32Array(2 * ends.length);
    this.ends.set(ends);
  }
}

/** More bytes are needed before the record is whole. */
const MORE = -1;
/** The quotes are wrong in the record's first line, or in a later one. */
const BROKEN_FIRST = -2;
const BROKEN_LATER = -3;

/**
 * Cuts bytes into records, fed in chunks of any size, as RFC 4180 says, and goes on where it is
 * broken: a quote that turns out wrong is a plain character of its line, the record is marked, and
 * the lines after it are read anew. LF, CRLF and CR end a line, mixed as they come. The bytes are
 * those of an encoding in which ASCII is ASCII.
 */
export class ByteScanner {
  readonly batch = new RecordBatch();
  readonly #classes = new Uint8Array(256);
  readonly #isWhitespace: boolean;
  readonly #delimiter: Uint8Array;
  readonly #quote: Uint8Array;
  readonly #escape: Uint8Array;
  readonly #escapesByDoubling: boolean;
  readonly #comment: Uint8Array;
  readonly #skip: number;
  readonly #omit: ReadonlySet<number>;
  #leavesOut: boolean;
  /** The last line that skip or omit leave out. */
  readonly #lastLeftOut: number;
  #bytes: Buffer = Buffer.allocUnsafeSlow(1 << 16);
  #filled = 0;
  #at = 0;
  /** A record that did not end by here is not tried again before there are so many bytes. */
  #enough = 0;
  #line: number;
  #base: number;
  #isLast = false;
  /** Cells of the record at hand that hold escapes. */
  #escaped: number[] = [];
  #linesSpanned = 1;

  /**
   * @param encode bytes of a character of the splitting
   * @param offset of the first byte fed, in the whole
   * @param line 1-based, of the first byte fed
   */
  constructor(splitting: Splitting, encode: (character: string) => Uint8Array, offset = 0, line = 1) {
    const { delimiter, quote, escape, comment } = splitting;
    this.#isWhitespace = delimiter === WHITESPACE;
    this.#delimiter = this.#isWhitespace ? new Uint8Array(0) : encode(delimiter);
    this.#quote = encode(quote);
    this.#escape = encode(escape);
    this.#escapesByDoubling = escape === quote;
    this.#comment = encode(comment);
    this.#skip = splitting.skip;
    this.#omit = new Set(splitting.omit);
    this.#lastLeftOut = (splitting.omit ?? []).reduce((a, b) => Math.max(a, b), this.#skip);
    this.#leavesOut = line <= this.#lastLeftOut || comment !== '';
    this.#base = offset;
    this.#line = line;
    // What is neither plain nor this takes the careful way.
    const careful = 4;
    if (this.#delimiter.length === 1) this.#classes[this.#delimiter[0]!] = DELIMITER;
    else if (this.#delimiter.length > 1) this.#classes[this.#delimiter[0]!] = careful;
    if (this.#quote.length > 0) this.#classes[this.#quote[0]!] = careful;
    this.#classes[LF] = NEWLINE;
    this.#classes[CR] = RETURN;
  }

  /** Offset in the whole of `batch.bytes[0]`. */
  get base(): number {
    return this.#base;
  }

  /** Line that the next record begins in. */
  get line(): number {
    return this.#line;
  }

  /** Adds bytes; what was not handed on yet stays. `null` tells the end. */
  feed(chunk: Uint8Array | null): void {
    if (chunk === null) {
      this.#isLast = true;
      this.#enough = 0;
      this.#bytes[this.#filled] = LF;
      return;
    }
    const kept = this.#filled - this.#at;
    const needed = kept + chunk.length + 1;
    if (kept > LONGEST_RECORD) {
      throw fail(
        'invalid-data',
        `Line ${this.#line} is longer than ${LONGEST_RECORD >> 20} MB: this is no table of text, or its lines end in another way.`,
        { line: this.#line },
      );
    }
    if (needed > this.#bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length));
      grown.set(this.#bytes.subarray(this.#at, this.#filled));
      this.#bytes = grown;
    } else this.#bytes.copyWithin(0, this.#at, this.#filled);
    this.#base += this.#at;
    this.#enough = Math.max(0, this.#enough - this.#at);
    this.#at = 0;
    this.#bytes.set(chunk, kept);
    this.#filled = kept + chunk.length;
    // The plain loop ends here without looking for the end of the bytes.
    this.#bytes[this.#filled] = LF;
  }

  /** Room for bytes of repaired cells, which hold as long as the batch: their place in `batch.bytes`. */
  append(extra: Uint8Array): number {
    // Behind the sentinel of what was fed, and lost with the next feeding.
    const at = Math.max(this.#filled + 1, this.#extraEnd);
    if (at + extra.length > this.#bytes.length) {
      const grown = Buffer.allocUnsafeSlow(2 * (at + extra.length));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.batch.bytes = grown;
    }
    this.#bytes.set(extra, at);
    this.#extraEnd = at + extra.length;
    return at;
  }
  #extraEnd = 0;

  /** Fills the batch with the next whole records; false where there are none before more bytes come. */
  next(): boolean {
    const { batch } = this;
    batch.bytes = this.#bytes;
    batch.cells = 0;
    batch.records = 0;
    this.#extraEnd = 0;
    if (this.#filled < this.#enough) return false;
    while (batch.cells < CELLS_A_BATCH && batch.records < CELLS_A_BATCH) {
      if (this.#at >= this.#filled) break;
      if (this.#leavesOut && this.#isLeftOut()) {
        const end = this.#lineEnd(this.#at);
        if (end < 0) return this.#wait();
        this.#at = this.#afterLineEnd(end);
        this.#line++;
        this.#leavesOut = this.#line <= this.#lastLeftOut || this.#comment.length > 0;
        continue;
      }
      if (this.#isWhitespace || this.#delimiter.length !== 1) {
        if (!this.#takeCareful(this.#at)) return this.#wait();
      } else if (this.#leavesOut) {
        if (!this.#takePlain(1)) return this.#wait();
      } else if (!this.#takePlain(CELLS_A_BATCH)) return this.#wait();
    }
    return batch.records > 0;
  }

  #wait(): boolean {
    // A long record is tried again only when it has doubled: no more than twice the work in all.
    if (this.batch.records === 0) this.#enough = this.#at + 2 * (this.#filled - this.#at);
    return this.batch.records > 0;
  }

  /** Records without quotes, in the tightest loop. @returns false where one is not whole yet */
  #takePlain(most: number): boolean {
    const { batch } = this;
    const bytes = this.#bytes;
    const classes = this.#classes;
    const filled = this.#filled;
    const isLast = this.#isLast;
    const { first, counts, lines, from, to, flaws } = batch;
    let { starts, ends, cells, records } = batch;
    let line = this.#line;
    let at = this.#at;
    let isWhole = true;
    const stopRecords = Math.min(records + most, CELLS_A_BATCH);
    while (records < stopRecords && cells < CELLS_A_BATCH && at < filled) {
      const firstCell = cells;
      let start = at;
      let i = at;
      let kind = PLAIN;
      for (;;) {
        while (classes[bytes[i]!] === PLAIN) i++;
        kind = classes[bytes[i]!]!;
        if (kind > NEWLINE) break;
        if (cells === starts.length) {
          batch.cells = cells;
          batch.addCell(0, 0);
          ({ starts, ends } = batch);
        }
        starts[cells] = start;
        ends[cells++] = i;
        if (kind === NEWLINE) break;
        start = ++i;
      }
      let next = i + 1;
      if (kind === RETURN) {
        if (i + 1 >= filled && !isLast) {
          cells = firstCell;
          isWhole = false;
          break;
        }
        if (i + 1 < filled && bytes[i + 1] === LF) next++;
        if (cells === starts.length) {
          batch.cells = cells;
          batch.addCell(0, 0);
          ({ starts, ends } = batch);
        }
        starts[cells] = start;
        ends[cells++] = i;
      } else if (kind > NEWLINE) {
        batch.cells = firstCell;
        batch.records = records;
        this.#line = line;
        this.#at = at;
        if (!this.#takeCareful(at)) return false;
        ({ starts, ends, cells, records } = batch);
        line = this.#line;
        at = this.#at;
        continue;
      } else if (i >= filled) {
        if (!isLast) {
          cells = firstCell;
          isWhole = false;
          break;
        }
        next = filled;
      }
      first[records] = firstCell;
      counts[records] = cells - firstCell;
      lines[records] = line++;
      from[records] = at;
      to[records] = i;
      flaws[records++] = 0;
      at = next;
    }
    batch.cells = cells;
    batch.records = records;
    this.#line = line;
    this.#at = at;
    return isWhole;
  }

  /** One record in any dialect. @returns false where it is not whole yet; nothing is changed then */
  #takeCareful(from: number): boolean {
    const { batch } = this;
    const firstCell = batch.cells;
    this.#escaped = [];
    this.#linesSpanned = 1;
    let flaw = 0;
    let end = this.#scanCells(from, false);
    if (end === BROKEN_FIRST || end === BROKEN_LATER) {
      // The quote that opened the record was a plain character: its line stands alone.
      flaw = end === BROKEN_FIRST ? INSIDE : UNCLOSED;
      batch.cells = firstCell;
      this.#escaped = [];
      this.#linesSpanned = 1;
      end = this.#scanCells(from, true);
    }
    if (end === MORE) {
      batch.cells = firstCell;
      return false;
    }
    for (const cell of this.#escaped) this.#unescape(cell);
    const r = batch.records++;
    batch.first[r] = firstCell;
    batch.counts[r] = batch.cells - firstCell;
    batch.lines[r] = this.#line;
    batch.from[r] = from;
    batch.to[r] = end;
    batch.flaws[r] = flaw;
    this.#line += this.#linesSpanned;
    this.#at = this.#afterLineEnd(end);
    return true;
  }

  /**
   * Cells from `from` to the end of the record, into the batch.
   * @param lenient takes a cell whose quotes are wrong as it stands, and no more than one line
   * @returns where the record's line end is, or why there is none
   */
  #scanCells(from: number, lenient: boolean): number {
    const bytes = this.#bytes;
    const lineEnd = lenient ? this.#lineEnd(from) : this.#filled;
    if (lineEnd < 0) return MORE;
    let at = this.#isWhitespace ? this.#skipBlanks(from, lineEnd) : from;
    for (;;) {
      const start = at;
      const quoteAt = this.#skipBlanks(at, lineEnd);
      if (this.#quote.length > 0 && this.#has(this.#quote, quoteAt, lineEnd)) {
        const escapes = this.#escaped.length;
        const close = this.#closingQuote(quoteAt + this.#quote.length, from, lineEnd, lenient);
        if (close === MORE) return MORE;
        if (close >= 0) {
          const after = close + this.#quote.length;
          const next = this.#skipBlanks(after, lineEnd);
          if (next >= lineEnd && !lenient && !this.#isLast) return MORE;
          const isEnd = next >= lineEnd || bytes[next] === LF || bytes[next] === CR;
          const isDelimited = this.#isWhitespace ? next > after : this.#has(this.#delimiter, next, lineEnd);
          if (isEnd || isDelimited) {
            this.batch.addCell(quoteAt + this.#quote.length, close);
            if (isEnd) return this.#settledEnd(next);
            at = next + this.#delimiter.length;
            continue;
          }
        }
        if (!lenient) return this.#linesSpanned === 1 && close >= 0 ? BROKEN_FIRST : BROKEN_LATER;
        this.#escaped.length = escapes;
      }
      const end = this.#cellEnd(start, lineEnd);
      if (end >= lineEnd && !lenient && !this.#isLast) return MORE;
      this.batch.addCell(start, end);
      if (end >= lineEnd || bytes[end] === LF || bytes[end] === CR) return this.#settledEnd(end);
      if (!this.#isWhitespace) at = end + this.#delimiter.length;
      else {
        at = this.#skipBlanks(end, lineEnd);
        if (at >= lineEnd && !lenient && !this.#isLast) return MORE;
        if (at >= lineEnd || bytes[at] === LF || bytes[at] === CR) return this.#settledEnd(at);
      }
    }
  }

  /** A CR at the very end of the bytes may be half of a CRLF. */
  #settledEnd(end: number): number {
    return this.#bytes[end] === CR && end + 1 >= this.#filled && !this.#isLast ? MORE : end;
  }

  /** Where the quote that closes the cell at `from` is; {@link BROKEN_LATER} where there is none. */
  #closingQuote(from: number, recordFrom: number, stop: number, lenient: boolean): number {
    const bytes = this.#bytes;
    const quote = this.#quote[0]!;
    const escape = this.#escape.length > 0 && !this.#escapesByDoubling ? this.#escape[0]! : -1;
    const cell = this.batch.cells;
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
        this.#linesSpanned++;
        if (at - recordFrom > LONGEST_QUOTED) return BROKEN_LATER;
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
    const { starts, ends } = this.batch;
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
    let at = from;
    if (this.#isWhitespace) {
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

  #isLeftOut(): boolean {
    if (this.#line <= this.#skip || this.#omit.has(this.#line)) return true;
    return this.#has(this.#comment, this.#at, this.#filled);
  }

  /** Where the line ends, or {@link MORE}. */
  #lineEnd(from: number): number {
    const bytes = this.#bytes;
    for (let i = from; i < this.#filled; i++) {
      if (bytes[i] === LF || bytes[i] === CR) return this.#settledEnd(i);
    }
    return this.#isLast ? this.#filled : MORE;
  }

  #afterLineEnd(end: number): number {
    if (end >= this.#filled) return this.#filled;
    const isPair = this.#bytes[end] === CR && end + 1 < this.#filled && this.#bytes[end + 1] === LF;
    return end + (isPair ? 2 : 1);
  }
}
