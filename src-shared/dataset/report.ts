import type { Dialect } from './schema';
import type { LeftOutRows, ReadingDoubt } from './doubt';
import type { FileFormat, TableSources } from './format';

/** What reading a file found; the CLI's `inspect --json` and the Data panel both show it. */
export interface InspectReport {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly format: FileFormat;
  /** Set where training reads the rows in blocks and never holds them: of so many files. */
  readonly stream?: { readonly files: number };
  /** Choices among the tables that the file holds, the outer one first; empty where it holds one. */
  readonly sources: readonly TableSources[];
  readonly dialect: DetectedDialect;
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
  readonly rejected: readonly RejectedCell[];
  /** All of them; `rejected` lists the first 1,000. */
  readonly rejectedCount: number;
  /** How often each reason was given, the most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** Anything a person should know, e.g. "Duplicate header \"x\" was renamed to \"x_2\"." */
  readonly notes: readonly string[];
  /** Decisions that could also be otherwise, the most doubtful first. */
  readonly doubts: readonly ReadingDoubt[];
  /** What the file holds beside the table's rows, in the order of the file, at most 1,000 ranges. */
  readonly leftOut: readonly LeftOutRows[];
  /** The first rows as read: text of every cell, null where missing. */
  readonly preview: readonly (readonly (string | null)[])[];
}

export interface DetectedDialect {
  /** One character, or `whitespace`. */
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly comment: string;
  /** Rows that hold the names; 0 for none. */
  readonly header: number;
  readonly encoding: NonNullable<Dialect['encoding']>;
  readonly newline: 'lf' | 'crlf' | 'cr' | 'mixed';
  readonly decimal: '.' | ',';
  readonly thousands: string;
  readonly skip: number;
  readonly byteOrderMark: boolean;
}

export interface ColumnProfile {
  readonly name: string;
  readonly type: 'number' | 'category' | 'text' | 'date';
  readonly missing: number;
  /** The next four for numbers, null otherwise. std is the sample standard deviation. */
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly std: number | null;
  readonly distinct: number;
  /** `distinct` is where counting stopped: there are at least so many. */
  readonly distinctAtLeast: boolean;
  /** Filled cells that do not fit the type. */
  readonly bad: number;
  /** What stands beside the numbers of this column, which is proposed for `columnSettings`; absent: nothing does. */
  readonly unit?: string;
  /** Whether any date has a time of day other than midnight; dates only. */
  readonly hasTimes?: boolean;
  /** Histogram of numbers or dates; null for other types, and where there are no values. */
  readonly histogram: Histogram | null;
  /** The most frequent words of a category or text column, at most 20, the most frequent first. */
  readonly top: readonly CategoryCount[];
}

/** Counts of all values in bins of equal width over [low, high], the last one closed. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
}

export interface CategoryCount {
  readonly word: string;
  readonly count: number;
}

export interface RejectedCell {
  /** 1-based line in the file. */
  readonly line: number;
  readonly column: string | number | null;
  readonly text: string;
  readonly reason: string;
}
