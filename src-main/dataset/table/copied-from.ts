import type { TableSources } from '../../../src-shared/dataset/format';
import type { LeftOutRows } from '../../../src-shared/dataset/left-out';
import type { DetectedDialect, RejectedCell } from '../../../src-shared/dataset/report';
import type { ValueType } from '../scan/cells/value-type';
import type { LineMap } from './line-map';

/** What is known of a table that was turned into text from a file of another kind. */
export interface CopiedFrom {
  /** Types that the file gives its columns; null, or null for a column: told by its cells. */
  readonly types: readonly (ValueType | null)[] | null;
  /** Rows of the original by lines of the copy; null: rows are numbered from 1. */
  readonly lines: LineMap | null;
  readonly sources: readonly TableSources[];
  /** Cells that are missing because what stood there is no value: the first of them, and all by reason. */
  readonly cells: readonly RejectedCell[];
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** SHA-256 of the other files that were read, in their order. */
  readonly others: readonly string[];
  /** What stood beside the rows where they were copied from, by its lines there. */
  readonly leftOut: readonly LeftOutRows[];
  /** Rows (0-based) whose cells may not be in their right places. */
  readonly suspects: ReadonlyMap<number, CopiedSuspect>;
}

/** Why a row is doubtful, and what stood there. */
export interface CopiedSuspect {
  readonly reason: string;
  readonly text: string;
}

/** What a file that is no text has in place of a dialect. */
export const NO_DIALECT: DetectedDialect = {
  delimiter: '',
  quote: '',
  escape: '',
  comment: '',
  header: 1,
  encoding: 'utf-8',
  newline: 'lf',
  decimal: '.',
  thousands: '',
  skip: 0,
  byteOrderMark: false,
};
