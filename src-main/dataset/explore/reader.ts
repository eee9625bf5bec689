import { fail } from '../../../src-shared/errors';
import { missingSql, numberSql, trimSql } from '../cells';
import { firstLine, identifier, withDatabase, type Database } from '../duckdb';
import { noColumn } from '../raw-table';
import { withTable, type ReadOptions, type TextTable } from '../table';

// Over DuckDB, until raw-table.ts has readColumns and rowsWhere of the same shape.

export interface RawColumn {
  readonly name: string;
  readonly type: 'number' | 'date' | 'category';
  /** NaN where missing, Infinity where the cell is not of the type. */
  readonly values: Float64Array;
  readonly words: readonly string[] | null;
}

export interface RawTable {
  readonly rows: number;
  readonly columns: readonly RawColumn[];
  readonly doubtful: Uint8Array | null;
}

export interface WantedColumn {
  readonly name: string;
  readonly type: 'number' | 'category' | 'date' | 'auto';
  readonly na?: readonly string[];
  readonly field: string;
}

const MOST_WORDS = 100_000;
const NUMBER_SHARE = 0.9;

export function readColumns(
  path: string,
  wanted: readonly WantedColumn[],
  options: ReadOptions,
): Promise<RawTable> {
  return withDatabase(
    (database) =>
      withTable(database, path, options, async (table) => {
        const columns: RawColumn[] = [];
        for (const column of wanted) columns.push(await readColumn(database, table, column));
        const doubts =
          table.rejectedCount === 0
            ? null
            : (await database.doubles(`SELECT CAST(doubtful AS DOUBLE) FROM ${table.relation}`, 1))[0];
        const [[rows] = [0]] = await database.rows(`SELECT count(*) FROM ${table.relation}`);
        return { rows: Number(rows), columns, doubtful: doubts == null ? null : Uint8Array.from(doubts) };
      }),
    options.signal,
  );
}

async function readColumn(
  database: Database,
  { source, names, relation, numbers, na: ownNa }: TextTable,
  { name, type, na = ownNa, field }: WantedColumn,
): Promise<RawColumn> {
  const place = names.indexOf(name);
  if (place < 0) throw noColumn(names, name, source.name, source.path, field);
  const cell = `c${place}`;
  const doubles = async (sql: string): Promise<Float64Array> =>
    (await database.doubles(`SELECT ${sql} FROM ${relation}`, 1))[0] ?? new Float64Array(0);
  if (type === 'number' || type === 'auto') {
    const values = await doubles(numberSql(cell, numbers, na));
    const filled = values.filter((value) => !Number.isNaN(value)).length;
    const good = values.filter((value) => value - value === 0).length;
    if (type === 'number' || (good > 0 && good >= NUMBER_SHARE * filled)) {
      return { name, type: 'number', values, words: null };
    }
  }
  const missing = missingSql(cell, na);
  if (type === 'date' || type === 'auto') {
    const values = await doubles(
      `CASE WHEN ${missing} THEN 'nan'::DOUBLE
       ELSE coalesce(epoch(TRY_CAST(${cell} AS TIMESTAMP)) / 86400.0, 'infinity'::DOUBLE) END`,
    );
    const hasValues = values.some((value) => value - value === 0);
    if (type === 'date' || (hasValues && !values.includes(Infinity))) {
      return { name, type: 'date', values, words: null };
    }
  }
  const word = trimSql(cell);
  const found = await database.rows(
    `SELECT DISTINCT ${word} FROM ${relation} WHERE NOT ${missing} LIMIT ${MOST_WORDS + 1}`,
  );
  if (found.length > MOST_WORDS) {
    throw fail(
      'invalid-data',
      `Column "${name}" of ${source.name} has more than ${MOST_WORDS.toLocaleString('en')} different texts: leave it out, or make it a number column.`,
      { file: source.path, column: name, field },
    );
  }
  await database.run(`DROP TYPE IF EXISTS words`);
  await database.run(
    `CREATE TYPE words AS ENUM (SELECT DISTINCT ${word} AS w FROM ${relation} WHERE NOT ${missing} ORDER BY w)`,
  );
  const words = (await database.rows('SELECT unnest(enum_range(NULL::words))')).map(([text]) => String(text));
  const values = await doubles(
    `CASE WHEN ${missing} THEN 'nan'::DOUBLE ELSE CAST(enum_code(${word}::words) AS DOUBLE) END`,
  );
  return { name, type: 'category', values, words };
}

export function rowsWhere(path: string, filter: string, options: ReadOptions): Promise<Uint8Array> {
  return withDatabase(
    (database) =>
      withTable(database, path, options, async ({ names, relation, numbers, na }) => {
        const columns: string[] = [];
        for (const [place, name] of names.entries()) {
          const cell = `c${place}`;
          const value = numberSql(cell, numbers, na);
          const [[bad] = [0]] = await database.rows(
            `SELECT count(*) FROM (SELECT ${value} AS v FROM ${relation}) WHERE isinf(v)`,
          );
          columns.push(
            Number(bad) === 0
              ? `CASE WHEN NOT isnan(${value}) THEN ${value} END AS ${identifier(name)}`
              : `CASE WHEN NOT ${missingSql(cell, na)} THEN ${cell} END AS ${identifier(name)}`,
          );
        }
        try {
          const [mask] = await database.doubles(
            `SELECT CASE WHEN (${filter}) THEN 1.0 ELSE 0.0 END::DOUBLE FROM (SELECT ${columns.join(', ')} FROM ${relation})`,
            1,
          );
          return Uint8Array.from(mask ?? []);
        } catch (error) {
          throw fail('invalid-experiment', `The row filter cannot be used: ${firstLine(error)}`, {
            field: 'dataset.filter',
          });
        }
      }),
    options.signal,
  );
}
