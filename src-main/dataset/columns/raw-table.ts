import type { LeftOutRows } from '../../../src-shared/dataset/left-out';
import type { RejectedCell } from '../../../src-shared/dataset/report';
import type { RowSample } from '../../../src-shared/experiment/schema';
import type { ValueType } from '../scan/cells/value-type';
import type { ReadOptions } from '../source/read-options';
import type { RowLines } from '../table/row-lines';
import type { ColumnRoom } from './column-room';
import type { ClassTexts } from './cell-types/class-texts';

/** One column as numbers, before anything is done to them. */
export interface RawColumn {
  readonly name: string;
  readonly type: ValueType;
  /**
   * A number's value; a date's days since 1970-01-01 UTC; a category's index in `categories`. NaN where
   * missing, Infinity where the cell does not fit the type.
   */
  readonly values: Float64Array;
  /** The distinct texts of a category, ascending; null for others. */
  readonly categories: readonly string[] | null;
  /** The first cell that is written as a code (`007`), where that made numbers a category; absent: nothing did. */
  readonly code?: string;
  /** Of numbers that name classes and are not all written as JavaScript would: how they are; absent: as numbers. */
  readonly classTexts?: ClassTexts;
}

/** The chosen columns of a file as they are read. */
export interface RawTable {
  readonly name: string;
  /** Path of the file; null where the table was generated. */
  readonly file: string | null;
  /** Whether the file is itself the text that was read: no copy was made of it, and no other file was looked at. */
  readonly isText: boolean;
  /** Of the file's bytes. */
  readonly sha256: string;
  /** Of the other files that were read with it, in their order. */
  readonly others: readonly string[];
  readonly rows: number;
  /** In the order asked for. */
  readonly columns: readonly RawColumn[];
  /** 1 for rows whose cells may not be in their right place; null where there are none. */
  readonly suspect: Uint8Array | null;
  /** 0-based numbers in the whole table of the rows of a sample, ascending; null where all rows were read. */
  readonly rowNumbers: Int32Array | null;
  /** Line in the file of each row that was read, by its 0-based number in the whole table; null where the table was generated. */
  readonly lines: RowLines | null;
  /** Doubtful rows, and cells that do not fit; the first 1,000 by line. */
  readonly rejected: readonly RejectedCell[];
  readonly rejectedCount: number;
  /** What the file holds beside the table's rows; of a sample of the first rows, up to its last one. */
  readonly leftOut: readonly LeftOutRows[];
}

export interface WantedColumn {
  readonly name: string;
  /**
   * `auto`: of numbers where at least 90 % of the filled cells are and they are not written as codes
   * (`007`), else of dates where at least 90 % are, else a category.
   */
  readonly type: ValueType | 'auto';
  /** Whether the values name classes: of type `auto`, numbers then keep their text where it says more. */
  readonly isClass?: boolean;
  /** Of type `number`: what stands beside its numbers; absent: nothing may. */
  readonly unit?: string | undefined;
  /** Markers for "no value" in this column, instead of those of `options`. */
  readonly na?: readonly string[] | undefined;
  /** Where an error belongs, e.g. `dataset.features.0`. */
  readonly field: string;
}

export interface ColumnOptions extends ReadOptions {
  /** Reads only these rows of the file. */
  readonly sample?: RowSample | null | undefined;
  /**
   * Memory for the first of the wanted columns, given how many rows are expected and the types; null: each
   * has its own. More rows than there is room for lie elsewhere.
   */
  readonly room?: ((rows: number, types: readonly ValueType[]) => ColumnRoom | null) | undefined;
}
