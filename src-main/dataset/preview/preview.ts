import { rowsOfBlock, type RowPage, type TableLook, type TableRow } from '../../../src-shared/dataset/look';
import type { ColumnType } from '../../../src-shared/experiment/schema';
import { BenchtopError } from '../../../src-shared/errors';
import { at } from '../../../src-shared/present';
import { CellTypeCounts } from '../columns/typed/cell-type-counts';
import { mixedUnitsNote, unitNote } from '../columns/cell-types/amounts';
import { codeNote } from '../columns/cell-types/code-notes';
import { areNumbers } from '../scan/cells/value-type';
import { NA_TOKENS } from '../dialect/dialect';
import { lowerTables } from '../dialect/reading-doubts';
import { withDatabase, type Database } from '../source/duckdb';
import { numberReader } from '../scan/cells/number-reader';
import { columnTypes, readRows, findTypes } from './page';
import type { ReadOptions } from '../source/read-options';
import { withSeekable } from '../table/seekable-copy';
import { openSource, type Source } from '../source/source';
import { NO_DIALECT } from '../table/copied-from';
import { isTyped, openTyped, withTable, type TypedTable } from '../open/open-table';
import { expectedRows, type TextTable } from '../table/text-table';

/** However many columns there are: guesses need some rows. */
const MIN_FIRST_ROWS = 50;
/** Up to here a packed file is unpacked from its beginning rather than copied. */
const NEAR_ROWS = 10_000;
/** A file of this size is read to its end at once, to say what is left out of it. */
const SMALL_BYTES = 1 << 18;

/**
 * Opens a file of any size: how it is read, its columns and its first rows. Only parts of it are
 * read, so that types and the number of rows are guesses.
 * @throws BenchtopError where the file or the column names cannot be used
 */
export function previewFile(path: string, options: ReadOptions = {}): Promise<TableLook> {
  const source = openSource(path);
  if (isTyped(source, options)) return previewTyped(source, options);
  return withTable(path, options, async (table) => {
    const { names, detected, notes, original } = table;
    const isSmall = original.bytes <= SMALL_BYTES && !original.gzip;
    const { rows, leftOut } = await readRows(table, options, 0, firstRows(names.length), isSmall);
    const types = columnTypes(table, options);
    const { codes, units, mixed } = findTypes(table, options);
    const said = [codeNote(codes), unitNote(units), mixedUnitsNote(mixed)].filter((note) => note !== null);
    const unitBy = new Map(units.map(({ name, unit }) => [name, unit]));
    return {
      path: original.path,
      name: original.name,
      bytes: original.bytes,
      format: original.format,
      sources: table.copied?.sources ?? [],
      dialect: detected,
      columns: names.map((name, c) => {
        const unit = unitBy.get(name);
        return unit === undefined ? { name, type: types[c] ?? 'text' } : { name, type: 'number', unit };
      }),
      notes: [...notes, ...said],
      doubts: [...table.doubts, ...lowerTables(leftOut)],
      leftOut,
      page: toPage(table, 0, rows),
    };
  });
}

/**
 * Rows anywhere in a file. The first time that rows far from its beginning are asked for, all before
 * them is read; later ones are found at once.
 * @param from 0-based number of the first
 * @throws BenchtopError where the file cannot be used; `conflict` when cancelled
 */
export function readPage(path: string, options: ReadOptions, from: number, count: number): Promise<RowPage> {
  const source = openSource(path);
  if (isTyped(source, options)) return typedPage(source, options, from, count);
  return withTable(path, options, async (table) => {
    if (table.isSeekable || from + count <= NEAR_ROWS) {
      return toPage(table, from, (await readRows(table, options, from, count)).rows);
    }
    return withSeekable(table, options.signal, async (copy) =>
      toPage(copy, from, (await readRows(copy, options, from, count)).rows),
    );
  });
}

function firstRows(columns: number): number {
  return Math.max(MIN_FIRST_ROWS, rowsOfBlock(columns));
}

function toPage(table: TextTable, from: number, rows: readonly TableRow[]): RowPage {
  const { total } = table.index;
  return { from, rows, totalRows: total ?? expectedRows(table), totalIsExact: total !== null };
}

function previewTyped(source: Source, options: ReadOptions): Promise<TableLook> {
  return withTyped(source, options, async (database, typed) => {
    const page = await pageOfTyped(database, typed, options, 0, firstRows(typed.names.length));
    return {
      path: source.path,
      name: source.name,
      bytes: source.bytes,
      format: source.format,
      sources: [],
      dialect: NO_DIALECT,
      columns: typed.names.map((name, c) => ({ name, type: detectType(page, typed.types[c] ?? '', c) })),
      notes: typed.notes,
      doubts: [],
      leftOut: [],
      page,
    };
  });
}

function typedPage(source: Source, options: ReadOptions, from: number, count: number): Promise<RowPage> {
  return withTyped(source, options, (database, typed) => pageOfTyped(database, typed, options, from, count));
}

/** Types of JSON lines come from the first ones; where later ones do not fit them, from all. */
function withTyped<T>(
  source: Source,
  options: ReadOptions,
  work: (database: Database, typed: TypedTable) => Promise<T>,
): Promise<T> {
  return withDatabase(async (database) => {
    try {
      return await work(database, await openTyped(database, source, options, true));
    } catch (error) {
      database.throwIfCancelled();
      if (source.format !== 'jsonl' || error instanceof BenchtopError) throw error;
      return work(database, await openTyped(database, source, options, false));
    }
  }, options.signal);
}

async function pageOfTyped(
  database: Database,
  { names, relation, source }: TypedTable,
  { dialect, columnNa }: ReadOptions,
  from: number,
  count: number,
): Promise<RowPage> {
  const cells = names.map((_, c) => `CAST(t${c} AS VARCHAR)`);
  const found = await database.rows(
    `SELECT ${cells.join(', ')} FROM ${relation} LIMIT ${count} OFFSET ${from}`,
  );
  const markers = names.map(
    (name) => new Set(columnNa?.find((column) => column.name === name)?.na ?? dialect?.na ?? NA_TOKENS),
  );
  const rows = found.map((texts, i): TableRow => ({
    line: from + i + 1,
    cells: texts.map((text, c) => {
      const shown = text === null ? '' : String(text);
      return shown.trim() === '' || at(markers, c).has(shown.trim()) ? null : shown;
    }),
    doubt: null,
    bad: [],
  }));
  if (source.format === 'parquet') {
    const [[total] = [0]] = await database.rows(`SELECT count(*) FROM ${relation}`);
    return { from, rows, totalRows: Number(total), totalIsExact: true };
  }
  // JSON lines would have to be read to their end to be counted.
  const isEnd = rows.length > 0 && rows.length < count;
  return { from, rows, totalRows: isEnd ? from + rows.length : linesExpected(source), totalIsExact: isEnd };
}

function linesExpected({ bytes, gzip, samples }: Source): number {
  const [head = Buffer.alloc(0)] = samples;
  const lines = head.toString('latin1').split('\n').length - 1;
  return Math.max(1, Math.round((lines * bytes * (gzip ? 3 : 1)) / Math.max(1, head.length)));
}

/** DuckDB's type, but for texts that are all numbers, and numbers that are codes. */
function detectType({ rows }: RowPage, type: string, index: number): ColumnType {
  if (/DOUBLE|FLOAT|DECIMAL/.test(type)) return 'number';
  if (/^(DATE|TIMESTAMP)/.test(type)) return 'date';
  const texts = rows.flatMap(({ cells }) => cells[index] ?? []);
  const kinds = new CellTypeCounts(numberReader({ decimal: '.', thousands: '' }, 'utf-8'));
  for (const text of texts) {
    const bytes = Buffer.from(text, 'utf8');
    kinds.take(bytes, 0, bytes.length);
  }
  const isNumber = /INT/.test(type) || areNumbers(kinds.numbers, texts.length);
  if (isNumber && !kinds.areCodes) return 'number';
  return new Set(texts).size * 2 <= texts.length ? 'category' : 'text';
}
