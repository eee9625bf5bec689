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
