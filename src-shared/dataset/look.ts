import type { ColumnType } from './schema';
import type { LeftOutRows, ReadingDoubt } from './doubt';
import type { FileFormat, TableSources } from './format';
import type { ColumnProfile, DetectedDialect } from './report';

/** What a first look at a data file tells, however large it is: nothing here reads it to the end. */
export interface TableLook {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly format: FileFormat;
  /** Set where training reads the rows in blocks and never holds them: of so many files. */
  readonly stream?: { readonly files: number };
  /** Choices among the tables that the file holds, the outer one first; empty where it holds one. */
  readonly sources: readonly TableSources[];
  readonly dialect: DetectedDialect;
  /** Types are guessed from parts of the file. */
  readonly columns: readonly LookColumn[];
  /** Anything a person should know, e.g. about renamed columns. */
  readonly notes: readonly string[];
  /** Decisions that could also be otherwise, the most doubtful first. */
  readonly doubts: readonly ReadingDoubt[];
  /** What the file holds beside the table's rows, in the order of the file; of a large file what its first rows show. */
  readonly leftOut: readonly LeftOutRows[];
  readonly page: RowPage;
}

/** A column as a first look finds it. */
interface LookColumn extends Pick<ColumnProfile, 'unit' | 'hasTimes'> {
  readonly name: string;
  readonly type: ColumnType;
}

const BLOCK_ROWS = 200;
const BLOCK_CELLS = 20_000;

/**
 * Rows that are sent to the window at once: 200, of many columns fewer, for every cell takes its time
 * on the way and the window can do nothing else meanwhile.
 */
export function rowsOfBlock(columns: number): number {
  return Math.max(10, Math.min(BLOCK_ROWS, Math.floor(BLOCK_CELLS / Math.max(1, columns))));
}

/** Some rows of the table as it is read, before anything is done to them. */
export interface RowPage {
  /** 0-based number of the first row. */
  readonly from: number;
  readonly rows: readonly TableRow[];
  /** Rows of the whole table; an estimate until the file was read to its end once. */
  readonly totalRows: number;
  readonly totalIsExact: boolean;
}

export interface TableRow {
  /** 1-based line in the file. */
  readonly line: number;
  /** Text of every cell, null where missing. */
  readonly cells: readonly (string | null)[];
  /** Why the row may not have its cells in their right columns, or null. */
  readonly doubt: string | null;
  /** Indices of the cells that do not fit their column's type. */
  readonly bad: readonly number[];
}

/** How far reading a file has come. */
export interface ReadProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
  /** Progress of work on the rows once they are read: parts done, a part of one too. */
  readonly part?: { readonly done: number; readonly of: number };
}
