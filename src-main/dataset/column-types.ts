import { CategoryColumn, DateColumn, NumberColumn, type Column } from './columns';
import { readDate, SlashKinds } from './date-reader';
import { MissingMarkers } from './missing';
import { numberReader } from './number-reader';
import { markersOf, type TextTable } from './text-table';
import type { ReadOptions } from './read-options';

/** What the cells of a column are read as. */
export type CellType = 'number' | 'date' | 'category';

/** A column is of numbers, with the other cells listed, when at least this share of its cells are. */
const NUMBER_SHARE = 0.9;

/** Whether so many numbers make a column of numbers. */
export function areNumbers(numbers: number, filled: number): boolean {
  return filled > 0 && numbers >= NUMBER_SHARE * filled;
}

/** Type of each given column as the samples let expect; the whole file may tell otherwise. */
export function guessTypes(table: TextTable, places: readonly number[], options: ReadOptions): CellType[] {
  const read = numberReader(table.numbers, 'utf-8');
  return places.map((place) => {
    const markers = markersOf(table.names[place] ?? '', options);
    const missing = new MissingMarkers(markers, table.numbers, 'utf-8');
    const kinds = new SlashKinds();
    let filled = 0;
    let numbers = 0;
    let dates = 0;
    for (const row of table.sampled) {
      const bytes = Buffer.from(row[place] ?? '', 'utf8');
      if (missing.has(bytes, 0, bytes.length)) continue;
      filled++;
      if (read(bytes, 0, bytes.length) !== Infinity) numbers++;
      else if (kinds.take(readDate(bytes, 0, bytes.length))) dates++;
    }
    if (filled === 0 || areNumbers(numbers, filled)) return 'number';
    return dates === filled ? 'date' : 'category';
  });
}

/**
 * What a column turned out to be, now that all of it was read.
 * @returns the type that it must be read as; the one it was read as where that is right
 */
export function typeFound(column: Column, readAs: CellType): CellType {
  const { filled } = column;
  if (column instanceof NumberColumn) {
    return filled === 0 || areNumbers(filled - column.rejects.count, filled) ? 'number' : 'category';
  }
  if (column instanceof DateColumn) return column.bad === 0 && !column.isAmbiguous ? 'date' : 'category';
  if (column instanceof CategoryColumn) {
    const { numbers, dates, areTold } = column.kinds();
    if (filled === 0 || areNumbers(numbers, filled)) return 'number';
    return dates === filled && areTold ? 'date' : 'category';
  }
  return readAs;
}
