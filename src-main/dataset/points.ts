import { fail } from '../../src-shared/errors';
import { noColumn, readTableColumns } from './column-reader';
import type { ReadOptions } from './read-options';
import { linesOfRows } from './row-lines';
import { withTable } from './table';
import type { TextTable } from './text-table';

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
  return withTable(path, options, (table) => readTable(table, names, options));
}

async function readTable(
  table: TextTable,
  wanted: readonly string[],
  options: ReadOptions,
): Promise<number[][]> {
  const { names, detected, original } = table;
  const { name: fileName, path: file } = original;
  const isNameless =
    detected.header === 0 && names.length === wanted.length && !wanted.every((name) => names.includes(name));
  const found = isNameless ? names : wanted;
  const absent = found.find((name) => !names.includes(name));
  if (absent !== undefined) throw noColumn(names, absent, fileName, file, 'points');
  const { columns, rows } = await readTableColumns(
    table,
    found.map((name) => ({ name, type: 'number', field: 'points' })),
    options,
  );
  const bad = firstBad(columns.map(({ values }) => values));
  if (bad !== null) {
    const column = wanted[bad.column] ?? '';
    const line = (await linesOfRows(table, [bad.row], options.signal)).get(bad.row) ?? bad.row + 1;
    throw fail(
      'invalid-data',
      `Column "${column}" of ${fileName} has no number in line ${line}: correct it.`,
      { file, line, column },
    );
  }
  return Array.from({ length: rows }, (_, row) => columns.map(({ values }) => values[row]!));
}

function firstBad(columns: readonly Float64Array[]): { row: number; column: number } | null {
  let found: { row: number; column: number } | null = null;
  columns.forEach((values, column) => {
    const row = values.findIndex((value) => !Number.isFinite(value));
    if (row >= 0 && (found === null || row < found.row)) found = { row, column };
  });
  return found;
}
