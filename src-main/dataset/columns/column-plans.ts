import { at } from '../../../src-shared/present';
import { MissingMarkers } from '../scan/missing';
import { numberReader } from '../scan/cells/number-reader';
import type { ValueType } from '../scan/cells/value-type';
import { declaredType, missingMarkers, type TextTable } from '../table/text-table';
import { amountReader } from './cell-types/amounts';
import { noColumn } from './column-errors';
import type { ColumnOptions, WantedColumn } from './raw-table';
import { CategoryColumn } from './typed/category-column';
import type { Column, ColumnPlan } from './typed/column';
import { DateColumn } from './typed/date-column';
import { NumberColumn } from './typed/number-column';

/** How each wanted column of a table is read: its place, type, missing values and unit. */
export class ColumnPlans {
  /** The wanted columns; a type that the file itself declares stands in place of `auto`. */
  readonly wanted: readonly WantedColumn[];
  /** Place in the table of each wanted column. */
  readonly indices: readonly number[];
  /** Distinct words that a category may have. */
  readonly mostWords: number;
  readonly #table: TextTable;
  readonly #options: ColumnOptions;

  /** @throws BenchtopError where a column is not there */
  constructor(table: TextTable, wanted: readonly WantedColumn[], options: ColumnOptions, mostWords: number) {
    this.#table = table;
    this.#options = options;
    this.mostWords = mostWords;
    const { names, original } = table;
    this.indices = wanted.map(({ name, field }) => {
      const index = names.indexOf(name);
      if (index < 0) throw noColumn(names, name, original.name, original.path, field);
      return index;
    });
    this.wanted = wanted.map((column, i) => ({
      ...column,
      type: column.type === 'auto' ? (declaredType(table, at(this.indices, i)) ?? 'auto') : column.type,
    }));
  }

  /**
   * An empty column for the i-th wanted one, read as a type.
   * @param capacity rows that it has room for
   * @param room where its values lie, as long as there are no more; an array of its own when left out
   */
  column(i: number, type: ValueType, capacity: number, room?: Float64Array): Column {
    const plan = { ...this.#plan(i, capacity), ...(room === undefined ? {} : { room }) };
    if (type === 'number') return new NumberColumn(plan);
    return type === 'date' ? new DateColumn(plan) : new CategoryColumn(plan, this.mostWords);
  }

  /** An empty column of categories for the i-th wanted one, whatever its type. */
  categories(i: number, capacity: number): CategoryColumn {
    return new CategoryColumn(this.#plan(i, capacity), this.mostWords);
  }

  /** What means missing in a wanted column, by its place in the table. */
  markersAt(index: number): readonly string[] {
    const own = this.wanted[this.indices.indexOf(index)]?.na;
    return own ?? missingMarkers(this.#table.names[index] ?? '', this.#options);
  }

  #plan(i: number, capacity: number): ColumnPlan {
    const { numbers, encoding, names } = this.#table;
    const { na, unit, type } = at(this.wanted, i);
    const index = at(this.indices, i);
    const name = at(names, index);
    const readNumber = numberReader(numbers, encoding);
    return {
      index,
      name,
      readNumber: unit === undefined ? readNumber : amountReader(readNumber, unit, encoding),
      hasUnit: unit !== undefined,
      missing: new MissingMarkers(na ?? missingMarkers(name, this.#options), numbers, encoding),
      encoding,
      capacity,
      seeksCodes: type === 'auto',
    };
  }
}
