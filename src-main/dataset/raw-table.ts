import type { RejectedCell } from '../../src-shared/dataset/report';
import { fail } from '../../src-shared/errors';
import type { RowSample } from '../../src-shared/experiment/schema';
import { sha256OfFile } from '../files/hash';
import { missingSql, numberSql, trimSql } from './cells';
import { firstLine, identifier, literal, withDatabase, type Database } from './duckdb';
import { listBadCells } from './inspect';
import { sampleRows } from './sample';
import { withTable, type ReadOptions, type TextTable } from './table';

// Over DuckDB, until the byte reader takes this file's place: the interface is the one that stays.

export interface RawColumn {
  readonly name: string;
  readonly type: 'number' | 'date' | 'category';
  /**
   * number: the value; date: days since 1970-01-01 UTC; category: index into `words`. NaN where
   * missing, Infinity where the cell does not fit its type (a bad cell).
   */
  readonly values: Float64Array;
  readonly words: readonly string[] | null;
}

/** The chosen columns, before anything is done to them. */
export interface RawTable {
  readonly name: string;
  /** Path of the file; null where the table was generated. */
  readonly file: string | null;
  /** Of the file's bytes, or of the generated values. */
  readonly sha256: string;
  readonly rows: number;
  /** In the order asked for. */
  readonly columns: readonly RawColumn[];
  /** 1 for rows whose cells may not be in their right place; null where there are none. */
  readonly doubtful: Uint8Array | null;
  /** 0-based numbers of the rows in the whole table, where only a sample of them was read. */
  readonly rowNumbers: Int32Array | Float64Array | null;
  /** Line in the file of rows: 0-based numbers in the whole table, ascending. */
  linesOf(rows: readonly number[]): Promise<Map<number, number>>;
  /** The first of what could not be read. */
  readonly rejected: readonly RejectedCell[];
  readonly rejectedCount: number;
}

export interface WantedColumn {
  readonly name: string;
  /** `auto`: number where 90 % of the filled cells are, else date where all are, else category. */
  readonly type: 'number' | 'category' | 'date' | 'auto';
  readonly na?: readonly string[];
  /** For errors, e.g. `dataset.features.0`. */
  readonly field: string;
}

export interface ColumnOptions extends ReadOptions {
  /** Keeps only these rows while reading. */
  readonly sample?: RowSample | null | undefined;
}

const MOST_WORDS = 100_000;
const NUMBER_SHARE = 0.9;
const MS_A_DAY = 86_400_000;

/**
 * Reads the wanted columns of a file.
 * @throws BenchtopError where a column is not there
 */
export function readColumns(
  path: string,
  wanted: readonly WantedColumn[],
  options: ColumnOptions,
): Promise<RawTable> {
  return withDatabase(
    (database) => withTable(database, path, options, (table) => readTable(database, table, wanted, options)),
    options.signal,
  );
}

async function readTable(
  database: Database,
  table: TextTable,
  wanted: readonly WantedColumn[],
  { sample, onProgress }: ColumnOptions,
): Promise<RawTable> {
  const { source, relation } = table;
  onProgress?.({ bytes: 0, totalBytes: source.bytes, rows: 0 });
  const places = wanted.map(({ name, field }) => placeOf(table, name, field));
  const sha256 = sha256OfFile(source.path);
  // Awaited at the end; a failure of what comes first must not leave it unhandled.
  sha256.catch(() => undefined);
  const columns: RawColumn[] = [];
  for (const [i, column] of wanted.entries()) {
    columns.push(await readColumn(database, table, places[i] ?? 0, column));
  }
  const rows = columns[0]?.values.length ?? 0;
  if (rows === 0) {
    throw fail('invalid-data', `${source.name} has a header but no rows.`, { file: source.path });
  }
  const [doubts] =
    table.rejectedCount === 0
      ? [null]
      : await database.doubles(`SELECT CAST(doubtful AS DOUBLE) FROM ${relation}`, 1);
  const bad = places.filter((_, i) => columns[i]?.type === 'number' && columns[i].values.includes(Infinity));
  const badCells = bad.length === 0 ? [] : await listBadCells(database, table, [...new Set(bad)]);
  onProgress?.({ bytes: source.bytes, totalBytes: source.bytes, rows });
  const kept = sample == null ? null : sampleRows(rows, sample, sample.seed ?? 0);
  const take = (values: Float64Array): Float64Array =>
    kept === null ? values : Float64Array.from(kept, (row) => values[row]!);
  return {
    name: source.name,
    file: source.path,
    sha256: await sha256,
    rows: kept?.length ?? rows,
    columns: columns.map((column) => ({ ...column, values: take(column.values) })),
    doubtful: doubts == null ? null : Uint8Array.from(take(doubts)),
    rowNumbers: kept,
    linesOf: async (numbers) => {
      const lines = await table.linesOf(numbers.map((row) => row + 1));
      return new Map([...lines].map(([row, line]) => [row - 1, line]));
    },
    rejected: [...table.rejected, ...badCells],
    rejectedCount: table.rejectedCount + badCells.length,
  };
}

async function readColumn(
  database: Database,
  table: TextTable,
  place: number,
  { name, type, na }: WantedColumn,
): Promise<RawColumn> {
  const own = na === undefined ? table : { ...table, na };
  if (type === 'number' || type === 'auto') {
    const [values = new Float64Array(0)] = await readNumbers(database, own, [place], false);
    if (type === 'number' || isOfNumbers(values)) return { name, type: 'number', values, words: null };
  }
  if (type === 'date' || type === 'auto') {
    const cell = `c${place}`;
    const day = `epoch_ms(TRY_CAST(${trimSql(cell)} AS TIMESTAMP)) / ${MS_A_DAY}.0`;
    const [values = new Float64Array(0)] = await database.doubles(
      `SELECT CASE WHEN ${missingSql(cell, own.na)} THEN 'nan'::DOUBLE ELSE coalesce(${day}, 'infinity'::DOUBLE) END FROM ${table.relation}`,
      1,
    );
    if (type === 'date' || !values.includes(Infinity)) return { name, type: 'date', values, words: null };
  }
  return { name, type: 'category', ...(await readCodes(database, own, place, name)) };
}

function isOfNumbers(values: Float64Array): boolean {
  let filled = 0;
  let bad = 0;
  for (const value of values) {
    if (!Number.isNaN(value)) filled++;
    if (value === Infinity) bad++;
  }
  return filled - bad >= NUMBER_SHARE * filled;
}

async function readCodes(
  database: Database,
  { relation, na, source }: TextTable,
  place: number,
  name: string,
): Promise<{ values: Float64Array; words: string[] }> {
  const cell = `c${place}`;
  await database.run(
    `CREATE OR REPLACE TEMP TABLE words AS SELECT DISTINCT ${trimSql(cell)} AS word FROM ${relation}
     WHERE NOT ${missingSql(cell, na)} LIMIT ${MOST_WORDS + 1}`,
  );
  const words = (await database.rows('SELECT word FROM words ORDER BY word')).map(([word]) => String(word));
  if (words.length > MOST_WORDS) {
    throw fail('invalid-data', `Column "${name}" of ${source.name} has more than 100,000 different words.`, {
      file: source.path,
      column: name,
    });
  }
  const list = '(SELECT list(word ORDER BY word) FROM words)';
  const code = `CAST(list_position(${list}, ${trimSql(cell)}) - 1 AS DOUBLE)`;
  const [values = new Float64Array(0)] = await database.doubles(
    `SELECT CASE WHEN ${missingSql(cell, na)} THEN 'nan'::DOUBLE ELSE coalesce(${code}, 'nan'::DOUBLE) END FROM ${relation}`,
    1,
  );
  return { values, words };
}

/**
 * The rows for which an SQL expression over the columns is true, as marks of 1; the columns have the
 * types that `auto` finds.
 * @throws BenchtopError `invalid-experiment` at `dataset.filter`
 */
export function rowsWhere(path: string, filter: string, options: ReadOptions): Promise<Uint8Array> {
  return withDatabase(
    (database) =>
      withTable(database, path, options, async (table) => {
        await refuseStatements(database, filter);
        const named = table.names.flatMap((name, c) => (filter.includes(name) ? [c] : []));
        const cells: string[] = [];
        for (const c of named) cells.push(await typedCell(database, table, c));
        const from = `(SELECT ${['1 AS "one row"', ...cells].join(', ')} FROM ${table.relation})`;
        try {
          const [marks] = await database.doubles(
            `SELECT CASE WHEN (${filter}) THEN 1::DOUBLE ELSE 0::DOUBLE END FROM ${from}`,
            1,
          );
          return Uint8Array.from(marks ?? []);
        } catch (error) {
          database.throwIfCancelled();
          throw badFilter(firstLine(error));
        }
      }),
    options.signal,
  );
}

async function typedCell(database: Database, table: TextTable, place: number): Promise<string> {
  const name = table.names[place] ?? '';
  const { type } = await readColumn(database, table, place, { name, type: 'auto', field: '' });
  const cell = `c${place}`;
  const value = {
    number: `nullif(nullif(${numberSql(cell, table.numbers, table.na)}, 'nan'::DOUBLE), 'infinity'::DOUBLE)`,
    date: `TRY_CAST(${trimSql(cell)} AS TIMESTAMP)`,
    category: `CASE WHEN NOT ${missingSql(cell, table.na)} THEN ${trimSql(cell)} END`,
  }[type];
  return `${value} AS ${identifier(name)}`;
}

async function refuseStatements(database: Database, filter: string): Promise<void> {
  const [[json] = ['']] = await database.rows(
    `SELECT CAST(json_serialize_sql(${literal(`SELECT (${filter})`)}) AS VARCHAR)`,
  );
  const parsed = JSON.parse(String(json)) as {
    error: boolean;
    error_message?: string;
    statements?: { node?: { type?: string; select_list?: unknown[]; from_table?: { type?: string } } }[];
  };
  const node = parsed.statements?.[0]?.node;
  if (parsed.error) throw badFilter(parsed.error_message ?? 'it is not an expression');
  const isOne = parsed.statements?.length === 1 && node?.select_list?.length === 1;
  if (!isOne || node.type !== 'SELECT_NODE' || node.from_table?.type !== 'EMPTY')
    throw badFilter('it must be one expression');
}

function badFilter(why: string): Error {
  return fail('invalid-experiment', `The row filter cannot be used: ${why}.`, { field: 'dataset.filter' });
}

function placeOf({ names, source }: TextTable, name: string, field: string): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  throw noColumn(names, name, source.name, source.path, field);
}

/** A column that is not there, with the ones that are. */
export function noColumn(
  names: readonly string[],
  name: string,
  fileName: string,
  file: string,
  field: string,
): Error {
  const known = names
    .slice(0, 20)
    .map((known) => `"${known}"`)
    .join(', ');
  const more = names.length > 20 ? ` and ${names.length - 20} more` : '';
  return fail('invalid-data', `${fileName} has no column "${name}": its columns are ${known}${more}.`, {
    file,
    column: name,
    field,
  });
}

/** One array a column: NaN where missing, Infinity where the cell is no number; last the doubts, if asked. */
export function readNumbers(
  database: Database,
  { relation, numbers, na }: TextTable,
  places: readonly number[],
  withDoubts: boolean,
): Promise<Float64Array[]> {
  const wanted = places.map((c) => numberSql(`c${c}`, numbers, na));
  if (withDoubts) wanted.push('CAST(doubtful AS DOUBLE)');
  return database.doubles(`SELECT ${wanted.join(', ')} FROM ${relation}`, wanted.length);
}
