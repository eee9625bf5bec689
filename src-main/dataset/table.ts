import { fail } from '../../src-shared/errors';
import type { RejectedCell } from '../../src-shared/dataset/report';
import type { Dialect } from '../../src-shared/experiment/schema';
import { identifier, literal, type Database } from './duckdb';
import { detectDialect, uniqueNames, WHITESPACE, type HeadDialect } from './dialect';
import { readHead, statOf, withUtf8, type TextHead } from './text-head';

export interface ReadOptions {
  /** Names for a file without a header, or other names for one with. */
  readonly columns?: readonly string[] | undefined;
  readonly dialect?: Dialect | undefined;
}

/** A file as a DuckDB relation `data`: every cell as text, and `rn`, the row's number from 1. */
export interface TextTable {
  readonly format: 'csv' | 'parquet' | 'jsonl';
  readonly head: TextHead | null;
  readonly dialect: HeadDialect | null;
  readonly names: readonly string[];
  readonly notes: readonly string[];
  /** Rows that do not have the file's number of cells. */
  readonly ragged: readonly RejectedCell[];
  /** Line of a row in the file, as long as no cell spans lines. */
  lineOf(rowNumber: number): number;
}

const BINARY_FORMATS: readonly [RegExp, 'parquet' | 'jsonl'][] = [
  [/\.parquet$/i, 'parquet'],
  [/\.(jsonl|ndjson)(\.gz)?$/i, 'jsonl'],
];

/**
 * Opens a file in a database as the view `data`, and calls `work` while it can be read.
 * @throws BenchtopError where the file or the column names cannot be used
 */
export async function withTable<T>(
  database: Database,
  path: string,
  options: ReadOptions,
  work: (table: TextTable) => Promise<T>,
): Promise<T> {
  const format = BINARY_FORMATS.find(([pattern]) => pattern.test(path))?.[1];
  if (format !== undefined) return work(await openTyped(database, path, format));
  const head = readHead(path, options.dialect?.encoding);
  return withUtf8(head, async (utf8Path) => work(await openText(database, head, utf8Path, options)));
}

async function openText(
  database: Database,
  head: TextHead,
  path: string,
  options: ReadOptions,
): Promise<TextTable> {
  const dialect = detectDialect(head, options.dialect);
  const width = usualWidth(dialect.lines);
  const { names, notes } = columnNames(head, dialect, width, options.columns);
  const places = Array.from({ length: width }, (_, c) => `c${c}`);
  const skipped = dialect.skip + (dialect.header ? 1 : 0);
  const comment = dialect.comment === '' ? '' : `, comment = ${literal(dialect.comment)}`;
  if (dialect.delimiter === WHITESPACE) {
    // Lines whole, split here: DuckDB's delimiter is one character.
    await database.run(
      `CREATE TEMP TABLE lines AS SELECT row_number() OVER () AS rn, string_split_regex(trim(line, ' ' || chr(9) || chr(13)), '[ \\t]+') AS cells
       FROM read_csv(${literal(path)}, auto_detect = false, header = false, skip = ${skipped}, delim = chr(1), quote = '', escape = '', columns = {'line': 'VARCHAR'}${comment})
       WHERE trim(line, ' ' || chr(9) || chr(13)) <> ''`,
    );
    const cells = places.map((place, c) => `cells[${c + 1}] AS ${place}`).join(', ');
    await database.run(
      `CREATE TEMP VIEW text_rows AS SELECT rn, ${cells} FROM lines WHERE len(cells) = ${width}`,
    );
  } else {
    const types = places.map((place) => `'${place}': 'VARCHAR'`).join(', ');
    await database.run(
      `CREATE TEMP TABLE text_rows AS SELECT row_number() OVER () AS rn, *
       FROM read_csv(${literal(path)}, auto_detect = false, header = false, skip = ${skipped}, delim = ${literal(dialect.delimiter)},
         quote = ${literal(dialect.quote)}, escape = ${literal(dialect.quote === '' ? '' : dialect.escape)}, columns = {${types}}${comment},
         null_padding = false, ignore_errors = true, store_rejects = true, max_line_size = 100000000)`,
    );
  }
  const renamed = places.map((place, c) => `${place} AS ${identifier(names[c] ?? place)}`).join(', ');
  await database.run(`CREATE TEMP VIEW data AS SELECT rn AS "benchtop row", ${renamed} FROM text_rows`);
  const ragged =
    dialect.delimiter === WHITESPACE
      ? await raggedLines(database, width, skipped)
      : await rejectedRows(database);
  return {
    format: 'csv',
    head,
    dialect,
    names,
    notes,
    ragged,
    lineOf: (rowNumber) =>
      rowNumber + skipped + ragged.filter(({ line }) => line - skipped <= rowNumber).length,
  };
}

async function openTyped(database: Database, path: string, format: 'parquet' | 'jsonl'): Promise<TextTable> {
  if (statOf(path).isDirectory())
    throw fail('file-unreadable', `${path} is a folder: choose a file in it.`, { file: path });
  const reader = format === 'parquet' ? 'read_parquet' : 'read_ndjson_auto';
  let described: unknown[][];
  try {
    described = await database.rows(`DESCRIBE SELECT * FROM ${reader}(${literal(path)})`);
  } catch (error) {
    throw fail('file-unreadable', `${path} cannot be read as ${format}: ${firstLine(error)}`, { file: path });
  }
  const { names, notes } = uniqueNames(described.map(([name]) => String(name)));
  const cells = names.map((name) => `CAST(${identifier(name)} AS VARCHAR) AS ${identifier(name)}`).join(', ');
  await database.run(
    `CREATE TEMP VIEW data AS SELECT row_number() OVER () AS "benchtop row", ${cells} FROM ${reader}(${literal(path)})`,
  );
  return { format, head: null, dialect: null, names, notes, ragged: [], lineOf: (rowNumber) => rowNumber };
}

function usualWidth(lines: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of lines) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0])[0];
}

function columnNames(
  head: TextHead,
  dialect: HeadDialect,
  width: number,
  given: readonly string[] | undefined,
): { names: string[]; notes: string[] } {
  if (given !== undefined) {
    if (given.length !== width) {
      throw fail(
        'invalid-experiment',
        `${head.name} has ${width} columns, but ${given.length} names are given.`,
        { file: head.path, field: 'dataset.columns' },
      );
    }
    return uniqueNames(given);
  }
  const first = dialect.header ? (dialect.lines[0] ?? []) : [];
  return uniqueNames(
    Array.from({ length: width }, (_, c) => (dialect.header ? (first[c] ?? '') : `column${c + 1}`)),
  );
}

async function raggedLines(database: Database, width: number, skipped: number): Promise<RejectedCell[]> {
  const rows = await database.rows(
    `SELECT rn, len(cells), array_to_string(cells, ' ') FROM lines WHERE len(cells) <> ${width} ORDER BY rn`,
  );
  return rows.map(([rn, count, text]) => ({
    line: Number(rn) + skipped,
    column: null,
    text: String(text).slice(0, 1000),
    reason: `${Number(count)} cells instead of ${width}`,
  }));
}

async function rejectedRows(database: Database): Promise<RejectedCell[]> {
  const rows = await database.rows(
    'SELECT line, any_value(csv_line), any_value(error_type), any_value(error_message) FROM reject_errors GROUP BY line ORDER BY line',
  );
  return rows.map(([line, text, type, message]) => ({
    line: Number(line),
    column: null,
    text: String(text ?? '').slice(0, 1000),
    reason: reasonOf(String(type), String(message)),
  }));
}

function reasonOf(type: string, message: string): string {
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (counts !== null) return `${counts[2] ?? ''} cells instead of ${counts[1] ?? ''}`;
  return type.toLowerCase();
}

export function firstLine(error: unknown): string {
  return ((error as Error).message.split('\n')[0] ?? '').trim();
}
