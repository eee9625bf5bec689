import { amountUnits } from './cell-types/amounts';
import { CellTypeCounts } from './typed/cell-type-counts';
import { areCodes, hasFraction } from '../scan/cells/code-cells';
import { areNumbers, type ValueType } from '../scan/cells/value-type';
import { CategoryColumn } from './typed/category-column';
import { DateColumn } from './typed/date-column';
import { NumberColumn } from './typed/number-column';
import type { Column } from './typed/column';
import { MissingMarkers } from '../scan/missing';
import { numberReader } from '../scan/cells/number-reader';
import { isNumberText } from '../scan/cells/numbers';
import { missingMarkers, type TextTable } from '../table/text-table';
import type { ReadOptions } from '../source/read-options';

/** What the samples let expect of a column; the whole file may tell otherwise. */
export interface TypeGuess {
  readonly type: ValueType;
  readonly typeCounts: CellTypeCounts;
  /** Cells that are not missing. */
  readonly filled: number;
  /** What stands beside nearly all of its numbers; null: nothing, or several units. */
  readonly unit: string | null;
  /** Units that nearly all of its numbers have, where they are several; empty: nothing or one. */
  readonly mixedUnits: readonly string[];
}

/** Type of each given column as the samples let expect. */
export function guessTypes(table: TextTable, indices: readonly number[], options: ReadOptions): TypeGuess[] {
  const read = numberReader(table.numbers, 'utf-8');
  return indices.map((index) => {
    const markers = missingMarkers(table.names[index] ?? '', options);
    const missing = new MissingMarkers(markers, table.numbers, 'utf-8');
    const kinds = new CellTypeCounts(read);
    const cells: string[] = [];
    let filled = 0;
    for (const row of table.sampled) {
      const bytes = Buffer.from(row[index] ?? '', 'utf8');
      if (missing.has(bytes, 0, bytes.length)) continue;
      filled++;
      cells.push(row[index] ?? '');
      kinds.take(bytes, 0, bytes.length);
    }
    const type = kinds.findType(filled);
    const isNumber = (text: string): boolean => isNumberText(text, table.numbers);
    // Where all cells are dates, or numbers with nothing beside them, none has a unit.
    const isPlain = type === 'date' || kinds.numbers === filled;
    const { unit, mixed } = isPlain ? { unit: null, mixed: [] } : amountUnits(cells, isNumber);
    return { type, typeCounts: kinds, filled, unit, mixedUnits: mixed };
  });
}

/**
 * What a column turned out to be, now that all of it was read.
 * @param isClass whether its values name classes: one code among them makes all of them codes
 * @returns the type that it must be read as; the one it was read as where that is right
 */
export function typeFound(column: Column, readAs: ValueType, isClass = false): ValueType {
  const { filled } = column;
  if (column instanceof NumberColumn) {
    const numbers = filled - column.rejects.count;
    if (filled > 0 && !areNumbers(numbers, filled)) return 'category';
    if (isClass && column.codes > 0) return 'category';
    return areCodes(column.codes, numbers, column.codes > 0 && hasFraction(column.finish()))
      ? 'category'
      : 'number';
  }
  if (column instanceof DateColumn) {
    return column.isAmbiguous || !areNumbers(filled - column.invalid, filled) ? 'category' : 'date';
  }
  if (!(column instanceof CategoryColumn)) return readAs;
  const type = column.typeCounts.findType(filled);
  return isClass && type === 'number' && column.typeCounts.codes > 0 ? 'category' : type;
}
