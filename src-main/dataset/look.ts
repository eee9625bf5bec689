import type { RowPage, TableLook, TableRow } from '../../src-shared/dataset/look';
import { missingSql } from './cells';
import { withDatabase, type Database } from './duckdb';
import { withTable, type ReadOptions, type TextTable } from './table';

const FIRST_ROWS = 200;

/** Opens a file: how it is read, its columns and its first rows. */
export function look(path: string, options: ReadOptions = {}): Promise<TableLook> {
  return withDatabase(
    (database) =>
      withTable(database, path, options, async (table) => {
        const { source, dialect, names, notes } = table;
        return {
          path: source.path,
          name: source.name,
          bytes: source.bytes,
          format: source.format,
          dialect,
          columns: names.map((name) => ({ name, type: 'text' as const })),
          notes,
          page: await pageOf(database, table, 0, FIRST_ROWS),
        };
      }),
    options.signal,
  );
}

/** Rows anywhere in a file. @param from 0-based number of the first */
export function readPage(path: string, options: ReadOptions, from: number, count: number): Promise<RowPage> {
  return withDatabase(
    (database) => withTable(database, path, options, (table) => pageOf(database, table, from, count)),
    options.signal,
  );
}

async function pageOf(
  database: Database,
  { relation, names, na, linesOf }: TextTable,
  from: number,
  count: number,
): Promise<RowPage> {
  const cells = names.map((_, c) => `CASE WHEN NOT ${missingSql(`c${c}`, na)} THEN c${c} END`);
  const found = await database.rows(
    `SELECT doubtful, ${cells.join(', ')} FROM ${relation} LIMIT ${count} OFFSET ${from}`,
  );
  const [[total] = [0]] = await database.rows(`SELECT count(*) FROM ${relation}`);
  const numbers = found.map((_, i) => from + i + 1);
  const lines = await linesOf(numbers);
  const rows = found.map(([doubtful, ...texts], i): TableRow => ({
    line: lines.get(from + i + 1) ?? from + i + 1,
    cells: texts.map((text) => (text === null ? null : String(text))),
    doubt: Number(doubtful) === 1 ? 'does not fit the table' : null,
    bad: [],
  }));
  return { from, rows, totalRows: Number(total), totalIsExact: true };
}
