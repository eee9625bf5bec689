import { rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { RejectedCell } from '../../src-shared/dataset/report';
import { BenchtopError, fail } from '../../src-shared/errors';
import { asideName, renameDurable, writeError } from '../files/durable';
import { identifier, literal, withDatabase } from './duckdb';
import { withTable, type ReadOptions } from './table';

export interface Conversion {
  readonly rows: number;
  readonly columns: readonly string[];
  /** Rows that are doubtful, the first 1,000 of them; they are in the new file all the same. */
  readonly rejected: readonly RejectedCell[];
  readonly rejectedCount: number;
}

/**
 * Writes the table as read to a clean CSV (UTF-8, comma, header, LF) or Parquet: no row is left out
 * and the text of every cell is kept. The file appears whole or not at all.
 * @param to ends in .csv or .parquet; a file there is replaced
 * @throws BenchtopError `usage` for another ending, `disk-full` or `storage` where it cannot be written
 */
export async function convertFile(path: string, to: string, options: ReadOptions = {}): Promise<Conversion> {
  const format = /\.parquet$/i.test(to) ? 'parquet' : /\.csv$/i.test(to) ? 'csv' : null;
  if (format === null) {
    throw fail('usage', `${basename(to)} must end in .csv or .parquet.`, { file: to, field: 'to' });
  }
  const target = resolve(to);
  const aside = asideName(target);
  try {
    const conversion = await withDatabase(
      (database) =>
        withTable(database, path, options, async ({ relation, names, rejected, rejectedCount }) => {
          const query = format === 'csv' ? csvQuery(relation, names) : parquetQuery(relation, names);
          const how = format === 'csv' ? 'FORMAT csv, HEADER false' : 'FORMAT parquet';
          await database.run(`COPY (${query}) TO ${literal(aside)} (${how})`);
          const [[rows] = [0]] = await database.rows(`SELECT count(*) FROM ${relation}`);
          return { rows: Number(rows), columns: names, rejected, rejectedCount };
        }),
      options.signal,
    );
    renameDurable(aside, target);
    return conversion;
  } catch (error) {
    rmSync(aside, { force: true });
    throw error instanceof BenchtopError ? error : writeError(target, 0, error);
  }
}

/** The header is a row of the query: COPY's own would change names that differ only in case. */
function csvQuery(relation: string, names: readonly string[]): string {
  // In a table of one column an empty line would be no row at all.
  const cells = names.map((_, c) => (names.length === 1 ? `coalesce(c${c}, '') AS c${c}` : `c${c}`));
  return `SELECT ${names.map(literal).join(', ')} UNION ALL SELECT ${cells.join(', ')} FROM ${relation}`;
}

/** Names that differ only in case are one name to DuckDB: the later gets a number. */
function parquetQuery(relation: string, names: readonly string[]): string {
  const taken = new Set<string>();
  const cells = names.map((given, c) => {
    let name = given;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${given}_${n}`;
    taken.add(name.toLowerCase());
    return `c${c} AS ${identifier(name)}`;
  });
  return `SELECT ${cells.join(', ')} FROM ${relation}`;
}
