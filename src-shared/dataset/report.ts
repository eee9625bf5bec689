import type { Dialect } from '../experiment/schema';

/** What reading a file found; the CLI's `inspect --json` and the Data panel both show it. */
export interface InspectReport {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly format: 'csv' | 'parquet' | 'jsonl';
  readonly dialect: DetectedDialect;
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
  readonly rejected: readonly RejectedCell[];
  /** All of them; `rejected` lists the first 1,000. */
  readonly rejectedCount: number;
  /** Anything a person should know, e.g. "Duplicate header \"x\" was renamed to \"x_2\"." */
  readonly notes: readonly string[];
  /** The first rows as read: text of every cell, null where missing. */
  readonly preview: readonly (readonly (string | null)[])[];
}

export interface DetectedDialect {
  /** One character, or `whitespace`. */
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly comment: string;
  readonly header: boolean;
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
}

export interface RejectedCell {
  /** 1-based line in the file. */
  readonly line: number;
  readonly column: string | number | null;
  readonly text: string;
  readonly reason: string;
}
