import { CarefulScanner } from './careful-scanner';
import { FedBytes } from './fed-bytes';
import { CR, LF, lineEndAt, MORE } from './line-ends';
import type { NumberRows } from './straight/number-rows';
import { CELLS_A_BATCH, RecordBatch, WHITESPACE, type Splitting } from './record-batch';

export { PARSE_ERRORS as FLAWS, WHITESPACE, type RecordBatch, type Splitting } from './record-batch';

/** Classes of bytes for the plain loop. */
const PLAIN = 0;
const DELIMITER = 1;
const NEWLINE = 2;
const RETURN = 3;

/**
 * Cuts bytes into records, fed in chunks of any size, as RFC 4180 says, and goes on where it is
 * broken: a quote that turns out wrong is a plain character of its line, the record is marked, and
 * the lines after it are read anew. LF, CRLF and CR end a line, mixed as they come. The bytes are
 * those of an encoding in which ASCII is ASCII.
 */
export class ByteScanner {
  readonly batch = new RecordBatch();
  readonly #classes = new Uint8Array(256);
  /** The largest byte that is not plain. */
  readonly #lastClassed: number;
  /** Delimited by single bytes: the plain loop will do. */
  readonly #isPlain: boolean;
  readonly #careful: CarefulScanner;
  readonly #comment: Uint8Array;
  readonly #skip: number;
  readonly #omit: ReadonlySet<number>;
  #leavesOut: boolean;
  /** The last line that skip or omit leave out. */
  readonly #lastLeftOut: number;
  readonly #fed: FedBytes;
  #line: number;

  /**
   * @param encode bytes of a character of the splitting
   * @param offset of the first byte fed, in the whole
   * @param line 1-based, of the first byte fed
   */
  constructor(splitting: Splitting, encode: (character: string) => Uint8Array, offset = 0, line = 1) {
    const { delimiter, quote, comment } = splitting;
    this.#careful = new CarefulScanner(splitting, encode, this.batch);
    const delimiterBytes = delimiter === WHITESPACE ? new Uint8Array(0) : encode(delimiter);
    const quoteBytes = encode(quote);
    this.#isPlain = delimiterBytes.length === 1;
    this.#comment = encode(comment);
    this.#skip = splitting.skip;
    this.#omit = new Set(splitting.omit);
    this.#lastLeftOut = (splitting.omit ?? []).reduce((a, b) => Math.max(a, b), this.#skip);
    this.#leavesOut = line <= this.#lastLeftOut || comment !== '';
    this.#fed = new FedBytes(offset);
    this.#line = line;
    // What is neither plain nor this takes the careful way.
    const careful = 4;
    if (this.#isPlain) this.#classes[delimiterBytes[0]] = DELIMITER;
    if (quoteBytes.length > 0) this.#classes[quoteBytes[0]] = careful;
    const inlineBytes = encode(splitting.inlineComment ?? '');
    if (inlineBytes.length > 0) this.#classes[inlineBytes[0]] = careful;
    this.#classes[LF] = NEWLINE;
    this.#classes[CR] = RETURN;
    this.#lastClassed = this.#classes.reduce((top, kind, byte) => (kind === PLAIN ? top : byte), 0);
  }

  /** Offset in the whole of `batch.bytes[0]`. */
  get base(): number {
    return this.#fed.base;
  }

  /** Offset in the whole of the next record. */
  get offset(): number {
    return this.#fed.base + this.#fed.at;
  }

  /** Line that the next record begins in. */
  get line(): number {
    return this.#line;
  }

  /**
   * Adds bytes; what was not handed on yet stays. `null` tells the end.
   * @throws BenchtopError `invalid-data` where a record is longer than 256 MB
   */
  feed(chunk: Uint8Array | null): void {
    this.#fed.feed(chunk, this.#line);
  }

  /** Room for bytes of repaired cells, which hold as long as the batch: their place in `batch.bytes`. */
  append(extra: Uint8Array): number {
    const at = this.#fed.append(extra);
    this.batch.bytes = this.#fed.bytes;
    return at;
  }

  /** Whether the next record may be taken straight: a byte delimits, and no lines are left out. */
  get canTakeStraight(): boolean {
    return this.#isPlain && !this.#leavesOut;
  }

  /** Offset in the whole of the next byte to feed. */
  get fedTo(): number {
    return this.#fed.base + this.#fed.filled;
  }

  /**
   * Lets rows be taken straight from the bytes at hand.
   * @param stop offset in the whole from which on no row may begin
   * @returns how many were
   */
  takeStraight(rows: NumberRows, stop = Infinity): number {
    const fed = this.#fed;
    if (!this.canTakeStraight || !fed.areEnough) return 0;
    const end = Math.min(fed.filled, stop - fed.base);
    const taken = rows.take(fed.bytes, fed.at, fed.filled, end);
    fed.at = rows.at;
    this.#line += taken;
    return taken;
  }

  /** Goes on at another record, which may lie behind all that was fed: it is to be fed next then. */
  skipTo(offset: number, lines: number): void {
    this.#line += lines;
    this.#fed.skipTo(offset);
  }

  /** Fills the batch with the next whole records; false where there are none before more bytes come. */
  next(): boolean {
    const { batch } = this;
    const fed = this.#fed;
    batch.bytes = fed.bytes;
    batch.cells = 0;
    batch.records = 0;
    fed.dropAppended();
    if (!fed.areEnough) return false;
    while (batch.cells < CELLS_A_BATCH && batch.records < CELLS_A_BATCH) {
      if (fed.at >= fed.filled) break;
      if (this.#leavesOut && this.#isLeftOut()) {
        const end = lineEndAt(fed, fed.at);
        if (end < 0) return this.#wait();
        fed.at = this.#afterLineEnd(end);
        this.#line++;
        this.#leavesOut = this.#line <= this.#lastLeftOut || this.#comment.length > 0;
        continue;
      }
      if (!this.#isPlain) {
        if (!this.#takeCareful(fed.at)) return this.#wait();
      } else if (this.#leavesOut) {
        if (!this.#takePlain(1)) return this.#wait();
      } else if (!this.#takePlain(CELLS_A_BATCH)) return this.#wait();
    }
    return batch.records > 0;
  }

  #wait(): boolean {
    if (this.batch.records > 0) return true;
    this.#fed.wait();
    return false;
  }

  /** Records without quotes, in the tightest loop. @returns false where one is not whole yet */
  #takePlain(most: number): boolean {
    const { batch } = this;
    const fed = this.#fed;
    const { bytes, filled, isLast } = fed;
    const classes = this.#classes;
    // Most bytes of numbers stand above all that delimits.
    const last = this.#lastClassed;
    const { first, counts, lines, from, to, parseErrors } = batch;
    let { starts, ends, cells, records } = batch;
    let line = this.#line;
    let at = fed.at;
    let isWhole = true;
    const stopRecords = Math.min(records + most, CELLS_A_BATCH);
    while (records < stopRecords && cells < CELLS_A_BATCH && at < filled) {
      const firstCell = cells;
      let start = at;
      let i = at;
      let kind = PLAIN;
      for (;;) {
        let byte = bytes[i];
        while (byte > last || classes[byte] === PLAIN) byte = bytes[++i];
        kind = classes[byte];
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
        fed.at = at;
        if (!this.#takeCareful(at)) return false;
        ({ starts, ends, cells, records } = batch);
        line = this.#line;
        at = fed.at;
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
      parseErrors[records++] = 0;
      at = next;
    }
    batch.cells = cells;
    batch.records = records;
    this.#line = line;
    fed.at = at;
    return isWhole;
  }

  /** One record in any dialect. @returns false where it is not whole yet; nothing is changed then */
  #takeCareful(from: number): boolean {
    const { batch } = this;
    const careful = this.#careful;
    const firstCell = batch.cells;
    const end = careful.cut(this.#fed, from);
    if (end === MORE) return false;
    const r = batch.records++;
    batch.first[r] = firstCell;
    batch.counts[r] = batch.cells - firstCell;
    batch.lines[r] = this.#line;
    batch.from[r] = from;
    batch.to[r] = end;
    batch.parseErrors[r] = careful.parseError;
    this.#line += careful.lines;
    this.#fed.at = this.#afterLineEnd(end);
    return true;
  }

  #isLeftOut(): boolean {
    if (this.#line <= this.#skip || this.#omit.has(this.#line)) return true;
    const comment = this.#comment;
    const { bytes, at, filled } = this.#fed;
    if (comment.length === 0 || at + comment.length > filled) return false;
    return comment.every((byte, i) => bytes[at + i] === byte);
  }

  #afterLineEnd(end: number): number {
    const { bytes, filled } = this.#fed;
    if (end >= filled) return filled;
    const isPair = bytes[end] === CR && end + 1 < filled && bytes[end + 1] === LF;
    return end + (isPair ? 2 : 1);
  }
}
