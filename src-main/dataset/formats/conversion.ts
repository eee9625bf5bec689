import type { ReadingDoubt } from '../../../src-shared/dataset/doubt';
import type { TableSources } from '../../../src-shared/dataset/format';
import type { LeftOutRows } from '../../../src-shared/dataset/left-out';
import type { RejectedCell } from '../../../src-shared/dataset/report';
import type { ValueType } from '../scan/cells/value-type';
import type { NumberFormat } from '../scan/cells/numbers';
import type { ReadOptions } from '../source/read-options';
import type { Source } from '../source/source';
import type { TextTable } from '../table/text-table';
import type { CellWriter } from './cell-writer';
import type { CopiedSuspect } from '../table/copied-from';
import type { LineMap } from '../table/line-map';

/** What a converter is given: a file, how it is to be read, and where its cells go. */
export interface ConversionRequest {
  readonly source: Source;
  readonly options: ReadOptions;
  readonly writer: CellWriter;
  readonly findings: Findings;
  /** Opens another file as a table of text, as any file is opened. */
  readonly withTable: WithTable;
}

export type WithTable = <T>(
  path: string,
  options: ReadOptions,
  work: (table: TextTable) => Promise<T>,
) => Promise<T>;

/** What a converter says of the cells that it wrote. */
export interface Conversion {
  /** Names of the columns; null: among the cells, to be looked for as in any text. */
  readonly names: readonly string[] | null;
  /** Types that the file itself gives its columns; null, or null for a column: told by its cells. */
  readonly types: readonly (ValueType | null)[] | null;
  /** Rows that were written; null where some of them are no rows of the table. */
  readonly rows: number | null;
  /** Rows of the original by lines of the copy; null: the rows are numbered. */
  readonly lines: LineMap | null;
  /** The outer choice first. */
  readonly sources: readonly TableSources[];
  /** SHA-256 of the other files that were read, in their order. */
  readonly others: readonly string[];
  /** What stood beside the rows where they were copied from. */
  readonly leftOut?: readonly LeftOutRows[];
  /** Decisions that could also be otherwise. */
  readonly doubts?: readonly ReadingDoubt[];
  /** How numbers are written, where the cells are as they were in a text. */
  readonly numbers?: NumberFormat;
  /** The text that the rows were taken from, with what was decided in reading it. */
  readonly from?: TextTable;
  /** Rows (0-based) whose cells may not be in their right places. */
  readonly doubtful?: ReadonlyMap<number, CopiedSuspect>;
}

/** Turns a file of another kind into text. @throws BenchtopError where it is damaged or refused */
export type Converter = (request: ConversionRequest) => Promise<Conversion>;

/** Cells listed in full; all are counted. */
const LISTED = 1000;

/** What a converter found that a person should know. */
export class Findings {
  readonly notes: string[] = [];
  /** Cells that are missing because what stood there is no value. */
  readonly cells: FoundCell[] = [];
  readonly counts = new Map<string, number>();

  /** Forgets all that was found, where a file is read once more. */
  clear(): void {
    this.notes.length = 0;
    this.cells.length = 0;
    this.counts.clear();
  }

  /** Says that the copy begins at another column than the places that cells were listed with. */
  beginAt(column: number): void {
    this.cells.forEach((cell, i) => {
      this.cells[i] = { ...cell, column: cell.column - column };
    });
  }

  note(text: string): void {
    this.notes.push(text);
  }

  /** A cell that was left empty, with what stood there. @param line in the original */
  cell(reason: string, line: number, column: number, text: string): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
    if (this.cells.length < LISTED) this.cells.push({ reason, line, column, text });
  }
}

export interface FoundCell extends Omit<RejectedCell, 'column'> {
  /** 0-based place in the copy. */
  readonly column: number;
}
