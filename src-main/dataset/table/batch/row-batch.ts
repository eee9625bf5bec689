import { decodeBytes } from '../../scan/cell-text';
import type { Encoding } from '../../source/encodings/encoding';

/** A row whose cells may not be in their right places. */
export interface SuspectRow {
  /** Within its batch. */
  readonly row: number;
  readonly reason: string;
  /** The record as it was split. */
  readonly text: string;
}

/**
 * Some rows of a table, each with exactly as many cells as the table has columns: cell `c` of row
 * `r` is `bytes` from `starts[base[r] + c]` up to `ends[base[r] + c]`. Holds until the next batch.
 */
export interface RowBatch {
  readonly bytes: Buffer;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly base: Int32Array;
  readonly rows: number;
  /** 0-based number of the first row in the table. */
  readonly firstRow: number;
  /** 1-based line of each row. */
  readonly lines: Float64Array;
  /** Offset of each row in the text; NaN for the empty row of a blank line. */
  readonly offsets: Float64Array;
  /** Ascending. */
  readonly suspects: readonly SuspectRow[];
}

/** Where reading can begin: in front of a row. */
export interface RowLocation {
  /** 0-based number of the row that comes next. */
  readonly row: number;
  readonly offset: number;
  readonly line: number;
}

/** Where a cell of a row begins and ends in the batch's bytes. @param column its place in the table */
export function findCell(
  { starts, ends, base }: RowBatch,
  row: number,
  column: number,
): readonly [start: number, end: number] {
  const cell = base[row] + column;
  return [starts[cell], ends[cell]];
}

/** Text of a cell of a row. @param column its place in the table */
export function cellText(batch: RowBatch, row: number, column: number, encoding: Encoding): string {
  const [start, end] = findCell(batch, row, column);
  return decodeBytes(batch.bytes, start, end, encoding);
}
