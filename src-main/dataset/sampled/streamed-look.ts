import { rowsOfBlock, type RowPage, type TableLook, type TableRow } from '../../../src-shared/dataset/look';
import type { ColumnType } from '../../../src-shared/experiment/schema';
import { at } from '../../../src-shared/present';
import { NA_TOKENS } from '../dialect/dialect';
import { identifier, type Database } from '../source/duckdb';
import type { ReadOptions } from '../source/read-options';
import type { FoundColumn } from '../stream/streamed-columns';
import { NO_DIALECT } from '../table/copied-from';
import { rangesOf, readable, selectRange, withFoundTable, type FoundTable } from './found-table';

/** Guesses need some rows. */
const MIN_FIRST_ROWS = 50;

/**
 * A first look at a table that is streamed: its columns, how many rows it has, and the first of them. Of its
 * files no more is read than that.
 * @throws BenchtopError where there are none, one is damaged, or they are not alike
 */
export function lookStreamed(path: string, options: ReadOptions): Promise<TableLook> {
  return withFoundTable(path, options.signal, async (table, database) => {
    const { files, columns } = table;
    const page = await readRows(table, database, options, 0, firstRows(columns.length));
    return {
      path,
      name: files.name,
      bytes: files.files.reduce((sum, { bytes }) => sum + bytes, 0),
      format: 'parquet' as const,
      stream: { files: files.files.length },
      sources: [],
      dialect: NO_DIALECT,
      columns: columns.map((column, c) => ({ name: column.name, type: typeOf(column, page, c) })),
      notes: [],
      doubts: [],
      leftOut: [],
      page,
    };
  });
}

/** Rows anywhere in a table that is streamed. @param from 0-based number of the first */
export function pageOfStreamed(
  path: string,
  options: ReadOptions,
  from: number,
  count: number,
): Promise<RowPage> {
  return withFoundTable(path, options.signal, (table, database) =>
    readRows(table, database, options, from, count),
  );
}

async function readRows(
  table: FoundTable,
  database: Database,
  { dialect, columnNa }: ReadOptions,
  from: number,
  count: number,
): Promise<RowPage> {
  const { columns } = table;
  const cells = columns.map(({ name }) => `CAST(${identifier(name)} AS VARCHAR)`);
  const markers = columns.map(
    ({ name }) => new Set(columnNa?.find((column) => column.name === name)?.na ?? dialect?.na ?? NA_TOKENS),
  );
  const rows: TableRow[] = [];
  for (const range of rangesOf(table, from, from + count)) {
    const found = await readable(
      database,
      range.path,
      `${selectRange(cells, range)} ORDER BY file_row_number`,
    );
    for (const texts of found)
      rows.push({
        line: from + rows.length + 1,
        cells: texts.map((text, c) => {
          const shown = text === null ? '' : String(text);
          return shown.trim() === '' || at(markers, c).has(shown.trim()) ? null : shown;
        }),
        doubt: null,
        bad: [],
      });
  }
  return { from, rows, totalRows: table.rows, totalIsExact: true };
}

function firstRows(columns: number): number {
  return Math.max(MIN_FIRST_ROWS, rowsOfBlock(columns));
}

/** As streamed rows take it; what nothing is trained on is text, and so are texts that seldom come again. */
function typeOf({ kind }: FoundColumn, { rows }: RowPage, index: number): ColumnType {
  if (kind === null) return 'text';
  if (kind !== 'category') return kind;
  const texts = rows.flatMap(({ cells }) => cells[index] ?? []);
  return new Set(texts).size * 2 <= texts.length ? 'category' : 'text';
}
