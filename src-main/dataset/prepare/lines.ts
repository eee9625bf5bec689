import { sentence, type Sentence } from '../../../src-shared/language/sentence';
import type { ErrorInfo } from '../../../src-shared/errors';
import type { RawTable } from '../columns/raw-table';
import { at } from '../../../src-shared/present';

type Lined = Pick<RawTable, 'file' | 'lines' | 'rowNumbers'>;

/** 0-based number in the whole table of a row that was read. */
export function rowNumber({ rowNumbers }: Pick<RawTable, 'rowNumbers'>, row: number): number {
  return rowNumbers === null ? row : at(rowNumbers, row);
}

/** 1-based line in the file of a row that was read; null where there is no file. */
export function findLine(table: Lined, row: number): number | null {
  if (table.lines === null || row < 0) return null;
  return table.lines.at(rowNumber(table, row));
}

/** "line 7", or "row 3" where there is no file. */
export function lineText(line: number | null, row: number): Sentence {
  return line === null ? sentence('row {row}', { row: row + 1 }) : sentence('line {line}', { line });
}

/** Where it is, for an error. */
export function toErrorInfo({ file }: Lined, line: number | null): Pick<ErrorInfo, 'file' | 'line'> {
  return { ...(file === null ? {} : { file }), ...(line === null ? {} : { line }) };
}
