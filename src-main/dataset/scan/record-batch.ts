import { decodeBytes, isBlankCell } from './cell-text';
import type { Encoding } from '../source/encodings/encoding';

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
  /** Begins a comment within a line, behind a blank; left out or empty: none does. */
  readonly inlineComment?: string | undefined;
  /** Lines left out at the beginning. */
  readonly skip: number;
  /** Lines left out where a record would begin, 1-based. */
  readonly omit?: readonly number[] | undefined;
}

/** What is wrong with a record's quotes, by {@link RecordBatch.parseErrors}. */
export const PARSE_ERRORS = [null, 'a quote is opened and never closed', 'a quote inside a cell'] as const;
export const UNCLOSED = 1;
export const INSIDE = 2;

/** Cells handed on at a time: they and their bytes stay in the processor's cache. */
export const CELLS_A_BATCH = 8192;

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
  /** Indices into {@link PARSE_ERRORS}. */
  readonly parseErrors = new Uint8Array(CELLS_A_BATCH);

  addCell(start: number, end: number): void {
    if (this.cells === this.starts.length) this.#growCells();
    this.starts[this.cells] = start;
    this.ends[this.cells++] = end;
  }

  /** Whether all cells of a record are blank. */
  isBlank(r: number): boolean {
    const from = this.first[r];
    for (let c = from; c < from + this.counts[r]; c++) {
      if (!isBlankCell(this.bytes, this.starts[c], this.ends[c])) return false;
    }
    return true;
  }

  /** Texts of a record's cells. */
  texts(r: number, encoding: Encoding): string[] {
    const from = this.first[r];
    return Array.from({ length: this.counts[r] }, (_, c) =>
      decodeBytes(this.bytes, this.starts[from + c], this.ends[from + c], encoding),
    );
  }

  #growCells(): void {
    const [starts, ends] = [this.starts, this.ends];
    this.starts = new Int32Array(2 * starts.length);
    this.starts.set(starts);
    this.ends = new Int32Array(2 * ends.length);
    this.ends.set(ends);
  }
}
