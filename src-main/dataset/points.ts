import { fail } from '../../src-shared/errors';
import { withDatabase, type Database } from './duckdb';
import { noColumn, readNumbers } from './raw-table';
import { withTable, type ReadOptions, type TextTable } from './table';

/**
 * Points to predict from a file: the named columns, or all of them where a headerless file has as
 * many columns as there are names. [rows][names]
 * @throws BenchtopError where a column is not there or a cell holds no number
 */
export function readPoints(
  path: string,
  names: readonly string[],
  options: ReadOptions = {},
): Promise<number[][]> {
  return withDatabase(
    (database) => withTable(database, path, options, (table) => readTable(database, table, names)),
    options.signal,
  );
}

async function readTable(
  database: Database,
  table: TextTable,
  wanted: readonly string[],
): Promise<number[][]> {
  const { names, dialect, source } = table;
  const isNameless =
    dialect.header === 0 && names.length === wanted.length && !wanted.every((name) => names.includes(name));
  const places = isNameless ? names.map((_, c) => c) : wanted.map((name) => names.indexOf(name));
  const absent = wanted[places.indexOf(-1)];
  if (absent !== undefined) throw noColumn(names, absent, source.name, source.path, 'points');
  const columns = await readNumbers(database, table, places, false);
  const rows = columns[0]?.length ?? 0;
  if (rows === 0) {
    throw fail('invalid-data', `${source.name} has a header but no rows.`, { file: source.path });
  }
  const bad = firstBad(columns);
  if (bad !== null) {
    const column = wanted[bad.column] ?? '';
    const line = (await table.linesOf([bad.row + 1])).get(bad.row + 1) ?? bad.row + 1;
    throw fail(
      'invalid-data',
      `Column "${column}" of ${source.name} has no number in line ${line}: correct it.`,
      {
        file: source.path,
        line,
        column,
      },
    );
  }
  return Array.from({ length: rows }, (_, row) => columns.map((column) => column[row]!));
}

function firstBad(columns: readonly Float64Array[]): { row: number; column: number } | null {
  let found: { row: number; column: number } | null = null;
  columns.forEach((values, column) => {
    const row = values.findIndex((value) => !Number.isFinite(value));
    if (row >= 0 && (found === null || row < found.row)) found = { row, column };
  });
  return found;
}
