import type { ColumnType } from '../../../src-shared/experiment/schema';
import type { LeftOutRows } from '../../../src-shared/dataset/left-out';
import type { TableRow } from '../../../src-shared/dataset/look';
import { at } from '../../../src-shared/present';
import { decodeBytes } from '../scan/cell-text';
import { guessTypes } from '../columns/column-types';
import type { MixedUnits, UnitColumn } from '../columns/cell-types/amounts';
import type { CodeColumn } from '../columns/cell-types/code-notes';
import { areNumbers, type ValueType } from '../scan/cells/value-type';
import { NO_DATE, readDate } from '../scan/cells/date-reader';
import { MissingMarkers } from '../scan/missing';
import { numberReader, type NumberReader } from '../scan/cells/number-reader';
import type { ReadOptions } from '../source/read-options';
import type { RowBatch } from '../table/batch/row-batch';
import { scanRows } from '../table/scan-rows';
import { declaredType, missingMarkers, type TextTable } from '../table/text-table';

/** What is known of a table's columns. */
export interface KnownTypes {
  readonly types: readonly ValueType[];
  /** Columns of numbers that were taken for codes. */
  readonly codes: readonly CodeColumn[];
  /** Columns of numbers with a unit beside them, as the samples have them. */
  readonly units: readonly UnitColumn[];
  /** Columns of numbers that have one unit here and another there, as the samples have them. */
  readonly mixed: readonly MixedUnits[];
}

/** Types of a table's columns, by the markers they were found with. */
const known = new WeakMap<TextTable, KnownTypes & { readonly markers: string }>();

function markersKey({ dialect, columnNa }: ReadOptions): string {
  return JSON.stringify([dialect?.na ?? null, columnNa ?? null]);
}

/** Remembers what all of the file told of the columns' types. */
export function rememberTypes(table: TextTable, found: KnownTypes, options: ReadOptions): void {
  known.set(table, { ...found, markers: markersKey(options) });
}

/** Types of all columns: of the whole file where it was read to its end, else guessed from parts of it. */
export function findTypes(table: TextTable, options: ReadOptions): KnownTypes {
  const found = known.get(table);
  if (found?.markers === markersKey(options)) return found;
  const indices = table.names.map((_, index) => index);
  const guesses = guessTypes(table, indices, options);
  const codes = guesses.flatMap(({ typeCounts, filled }, index): CodeColumn[] => {
    const code = areNumbers(typeCounts.numbers, filled) && typeCounts.areCodes ? typeCounts.firstCode : null;
    return code === null ? [] : [{ name: table.names[index] ?? '', code }];
  });
  const units = guesses.flatMap(({ unit }, index): UnitColumn[] =>
    unit === null ? [] : [{ name: table.names[index] ?? '', unit }],
  );
  const mixed = guesses.flatMap(({ mixedUnits }, index): MixedUnits[] =>
    mixedUnits.length === 0 ? [] : [{ name: table.names[index] ?? '', units: mixedUnits }],
  );
  const guessed = {
    types: guesses.map(({ type }, index) => declaredType(table, index) ?? type),
    codes,
    units,
    mixed,
  };
  rememberTypes(table, guessed, options);
  return guessed;
}

/** The same for people, who tell categories from texts. */
export function columnTypes(table: TextTable, options: ReadOptions): ColumnType[] {
  return findTypes(table, options).types.map((type, index) => {
    if (type !== 'category' || declaredType(table, index) === 'category') return type;
    const cells = table.sampled.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
    return new Set(cells).size * 2 <= cells.length ? 'category' : 'text';
  });
}

/** Makes rows for people of batches: texts, doubts, and cells that do not fit. */
class RowReader {
  readonly #table: TextTable;
  readonly #types: readonly ValueType[];
  readonly #missing: readonly MissingMarkers[];
  readonly #readNumber: NumberReader;

  constructor(table: TextTable, options: ReadOptions) {
    const { names, numbers, encoding } = table;
    this.#table = table;
    this.#types = findTypes(table, options).types;
    this.#missing = names.map((name) => new MissingMarkers(missingMarkers(name, options), numbers, encoding));
    this.#readNumber = numberReader(numbers, encoding);
  }

  row(batch: RowBatch, row: number): TableRow {
    const { bytes, starts, ends, base, lines, suspects } = batch;
    const bad: number[] = [];
    const cells = this.#types.map((type, index) => {
      const cell = at(base, row) + index;
      const [start, end] = [at(starts, cell), at(ends, cell)];
      if (at(this.#missing, index).has(bytes, start, end)) return null;
      if (type === 'number' && this.#readNumber(bytes, start, end) === Infinity) bad.push(index);
      else if (type === 'date' && readDate(bytes, start, end) === NO_DATE) bad.push(index);
      return decodeBytes(bytes, start, end, this.#table.encoding);
    });
    const doubt = suspects.find((each) => each.row === row)?.reason ?? null;
    return { line: at(lines, row), cells, doubt, bad };
  }
}

/**
 * Rows `from` up to `from + count` as they are read, and what was left out on the way.
 * @param toEnd reads on to the end of the file, to learn all that is left out
 */
export async function readRows(
  table: TextTable,
  options: ReadOptions,
  from: number,
  count: number,
  toEnd = false,
): Promise<{ rows: TableRow[]; leftOut: readonly LeftOutRows[] }> {
  const { signal, onProgress } = options;
  const reader = new RowReader(table, options);
  const rows: TableRow[] = [];
  if (count <= 0) return { rows, leftOut: [] };
  const start = table.isSeekable ? table.index.before(from) : null;
  const { leftOut } = await scanRows(
    table,
    (batch) => {
      const end = Math.min(batch.rows, from + count - batch.firstRow);
      for (let row = Math.max(0, from - batch.firstRow); row < end; row++) rows.push(reader.row(batch, row));
      return toEnd || batch.firstRow + batch.rows < from + count;
    },
    { signal, onProgress, from: start },
  );
  return { rows, leftOut };
}
