import { renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fail } from '../../src-shared/errors';
import type { RejectedCell } from '../../src-shared/dataset/report';
import { asideName, syncFolder } from '../files/durable';
import { cellSql } from './cells';
import { identifier, literal, withDatabase } from './duckdb';
import { requireColumn } from './inspect';
import { firstLine, withTable, type ReadOptions } from './table';

export interface Conversion {
  readonly rows: number;
  readonly columns: readonly string[];
  readonly rejected: readonly RejectedCell[];
  readonly rejectedCount: number;
}

/**
 * Writes the table as read to a clean CSV (UTF-8, comma, header, LF) or Parquet: the text of every
 * cell is kept; rows that do not fit are listed. The file appears whole or not at all.
 */
export async function convertFile(path: string, to: string, options: ReadOptions = {}): Promise<Conversion> {
  const format = /\.parquet$/i.test(to) ? 'parquet' : /\.csv$/i.test(to) ? 'csv' : null;
  if (format === null)
    throw fail('usage', `${basename(to)} must end in .csv or .parquet.`, { file: to, field: 'to' });
  const aside = asideName(to);
  return withDatabase((database) =>
    withTable(database, path, options, async (table) => {
      const columns = table.names.map(identifier).join(', ');
      const target = format === 'csv' ? '(FORMAT csv, HEADER true)' : '(FORMAT parquet)';
      try {
        await database.run(
          `COPY (SELECT ${columns} FROM data ORDER BY "benchtop row") TO ${literal(aside)} ${target}`,
        );
        renameSync(aside, to);
        syncFolder(dirname(to));
      } catch (error) {
        rmSync(aside, { force: true });
        throw fail('storage', `${to} could not be written: ${firstLine(error)}.`, { file: to });
      }
      const [[rows] = [0]] = await database.rows('SELECT count(*) FROM data');
      return {
        rows: Number(rows),
        columns: table.names,
        rejected: table.ragged,
        rejectedCount: table.ragged.length,
      };
    }),
  );
}

/**
 * Points to predict from a file: the named columns, or all of them where a headerless file has as
 * many as the model takes. [rows][names]
 */
export async function readPoints(path: string, names: readonly string[]): Promise<number[][]> {
  return withDatabase((database) =>
    withTable(database, path, {}, async (table) => {
      const headerless =
        table.dialect !== null && !table.dialect.header && table.names.length === names.length;
      const columns = headerless ? table.names : names;
      for (const name of columns) requireColumn(table.names, name, path, 'points');
      const cells = cellSql(table.dialect);
      const wanted = columns.map((name) => `coalesce(${cells.number(name)}, 'nan'::DOUBLE)`);
      const arrays = await database.doubles(
        `SELECT ${wanted.join(', ')} FROM data ORDER BY "benchtop row"`,
        wanted.length,
      );
      return Array.from({ length: arrays[0]?.length ?? 0 }, (_, row) =>
        arrays.map((column, c) => {
          const value = column[row] ?? NaN;
          if (!Number.isNaN(value)) return value;
          throw fail(
            'invalid-data',
            `Column "${columns[c] ?? ''}" of ${basename(path)} has no number in line ${table.lineOf(row + 1)}.`,
            { file: path, line: table.lineOf(row + 1), column: columns[c] ?? '' },
          );
        }),
      );
    }),
  );
}
