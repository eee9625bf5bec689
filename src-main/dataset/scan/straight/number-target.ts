/** How rows are cut into cells and numbers written; can be sent to another thread. */
export interface NumberLayout {
  /** Columns of the table, at least 2. */
  readonly width: number;
  /** As a byte. */
  readonly delimiter: number;
  /** As a byte; -1 for none. */
  readonly quote: number;
  readonly decimal: '.' | ',';
  /** Whether a row with a cell that is written as a code (`007`) is not plain. */
  readonly stopsAtCodes: boolean;
  /** Whether a row of which no more than the first cell is filled may be none: it is not taken then. */
  readonly hasOthers: boolean;
}

/** Rows that are to be taken from bytes at hand, and where their values go. */
export interface RowSpan {
  /** Of each column of the table, null where it is passed over. */
  readonly values: readonly (Float64Array | null)[];
  /** Where the first row's values go in `values`. */
  readonly firstRow: number;
  /** Where in `values` no row goes. */
  readonly endRow: number;
  /** A line feed and some room stand behind `filled`. */
  readonly bytes: Buffer;
  /** Where the first row begins. */
  readonly from: number;
  /** Where the bytes end. */
  readonly filled: number;
  /** No row is taken that begins here or behind. */
  readonly stop: number;
}

/** Where the values of one column go. */
export interface NumberTarget {
  /** In the table. */
  readonly index: number;
  /** Cells that are not missing. */
  filled: number;
  /** Where the values of the next rows go, at most `most`; {@link took} tells how many came. */
  room(most: number): Float64Array;
  /** Counts rows that were written to {@link room}, all of them as filled. */
  took(rows: number): void;
  /** A cell's number: NaN where it is missing, Infinity where it is none. */
  numberAt(bytes: Buffer, start: number, end: number): number;
}
