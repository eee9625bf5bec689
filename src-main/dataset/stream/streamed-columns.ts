import { basename } from 'node:path';
import { fail } from '../../../src-shared/errors';
import type { FileDatasetSpec } from '../../../src-shared/experiment/schema';
import { noColumn } from '../columns/column-errors';
import type { WantedColumn } from '../columns/raw-table';
import { badFilter } from '../filter/expression';
import { NA_TOKENS } from '../dialect/dialect';
import { findSettings, wantedColumns } from '../prepare/roles';
import { firstLine, identifier, literal, pathLiteral, type Database } from '../source/duckdb';
import type { StreamedFiles } from './find-files';

/** A category of more texts than these is no category. */
const MOST_TEXTS = 10_000;
const SHOWN_NAMES = 5;

const NUMBERS = /^(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\(.*\))$/;
const DATES = /^(?:DATE|TIMESTAMP.*)$/;
const TEXTS = /^(?:VARCHAR|BOOLEAN|UUID|ENUM\(.*\))$/;

/** A column that has a role, as it is read from the files. */
export interface StreamedColumn {
  readonly name: string;
  readonly type: 'number' | 'date' | 'category';
  /** SQL of a DOUBLE that is never NULL: NaN where a cell is missing, infinite where it does not fit. */
  readonly sql: string;
  /** Of a category: its texts, of which the cells are the indices; else null. */
  readonly categories: readonly string[] | null;
}

/** What a table's blocks are read with. */
export interface StreamedTable {
  readonly files: StreamedFiles;
  /** Features, then target and weight where there are any. */
  readonly columns: readonly StreamedColumn[];
  /** SQL of the row filter as a condition, from `WHERE` on; empty without one. */
  readonly where: string;
  /** Rows of each file that the filter leaves. */
  readonly fileRows: readonly number[];
  readonly filteredRows: number;
}

/**
 * Looks at all files' columns, and counts their rows.
 * @param where condition of the row filter; empty without one
 * @throws BenchtopError where a file is damaged, has other columns than the first one, or lacks one in use
 */
export async function describeTable(
  database: Database,
  files: StreamedFiles,
  spec: FileDatasetSpec,
  where: string,
): Promise<StreamedTable> {
  const wanted = wantedColumns(spec);
  const first = await describe(database, files, 0);
  for (let f = 1; f < files.files.length; f++)
    requireAlike(
      first,
      await describe(database, files, f),
      wanted.map(({ name }) => name),
    );
  await requireFilter(database, first, where);
  const columns: StreamedColumn[] = [];
  for (const column of wanted) columns.push(await toColumn(database, files, spec, column, first, where));
  const fileRows: number[] = [];
  let all = 0;
  for (const { path } of files.files) {
    const source = `read_parquet(${pathLiteral(path)})`;
    const [[rows] = [0]] = await database.rows(`SELECT count(*) FROM ${source}${where}`);
    const [[whole] = [0]] = where === '' ? [[rows]] : await database.rows(`SELECT count(*) FROM ${source}`);
    fileRows.push(Number(rows));
    all += Number(whole);
  }
  return {
    files,
    columns,
    where,
    fileRows,
    filteredRows: all - fileRows.reduce((sum, rows) => sum + rows, 0),
  };
}

/** SQL that reads the cells of one file, in the order of its rows. */
export function selectCells({ files, columns, where }: StreamedTable, file: number): string {
  const { path = '' } = files.files[file] ?? {};
  return `SELECT ${columns.map(({ sql }) => sql).join(', ')} FROM read_parquet(${pathLiteral(path)})${where}`;
}

/** A column of all files, whether it has a role or not. */
export interface FoundColumn {
  readonly name: string;
  /** What streamed rows take it for; null: nothing that is trained on. */
  readonly kind: StreamedColumn['type'] | null;
}

/**
 * Looks at all columns of all files.
 * @throws BenchtopError where a file is damaged, or has other columns than the first one
 */
export async function findColumns(database: Database, files: StreamedFiles): Promise<FoundColumn[]> {
  const first = await describe(database, files, 0);
  const names = [...first.types.keys()];
  for (let f = 1; f < files.files.length; f++) requireAlike(first, await describe(database, files, f), names);
  return [...first.types].map(([name, type]) => ({ name, kind: kindOf(type) }));
}

/** SQL of the condition that a cell of text is missing. @param na markers; null: the usual ones */
export function isMissingText(name: string, na: readonly string[] | null): string {
  const cell = identifier(name);
  const markers = ['', ...(na ?? NA_TOKENS)].map((marker) => literal(marker.trim()));
  return `(${cell} IS NULL OR trim(CAST(${cell} AS VARCHAR)) IN (${markers.join(', ')}))`;
}

interface DescribedFile {
  readonly name: string;
  readonly path: string;
  /** DuckDB's type of each column. */
  readonly types: ReadonlyMap<string, string>;
}

async function describe(database: Database, { files }: StreamedFiles, index: number): Promise<DescribedFile> {
  const { path = '' } = files[index] ?? {};
  const name = basename(path);
  const rows = await readable(database, path, `DESCRIBE SELECT * FROM read_parquet(${pathLiteral(path)})`);
  return { name, path, types: new Map(rows.map(([column, type]) => [String(column), String(type)])) };
}

/** @throws BenchtopError `invalid-experiment` where a filter is none of these columns */
async function requireFilter(database: Database, { path }: DescribedFile, where: string): Promise<void> {
  if (where === '') return;
  try {
    await database.rows(`DESCRIBE SELECT 1 FROM read_parquet(${pathLiteral(path)})${where}`);
  } catch (error) {
    database.throwIfCancelled();
    throw badFilter(firstLine(error));
  }
}

/** Error of a file that DuckDB cannot read. */
export function damaged(path: string, error: unknown): Error {
  return fail('file-unreadable', `${basename(path)} cannot be read as Parquet: ${firstLine(error)}`, {
    file: path,
    field: 'dataset.path',
  });
}

/** Only the columns in use have to be alike. */
function requireAlike(first: DescribedFile, other: DescribedFile, wanted: readonly string[]): void {
  const used = wanted.filter((name) => first.types.has(name));
  const lacking = used.filter((name) => !other.types.has(name));
  const [column] = lacking;
  if (column !== undefined) {
    const names = lacking.slice(0, SHOWN_NAMES).map((name) => `"${name}"`);
    throw fail(
      'invalid-data',
      `${other.name} lacks the column${lacking.length === 1 ? '' : 's'} ${names.join(', ')}${lacking.length > SHOWN_NAMES ? ' …' : ''} that ${first.name} has: all files of one table need the columns in use.`,
      { file: other.path, column, field: 'dataset.path' },
    );
  }
  for (const name of used) {
    const here = kindOf(other.types.get(name) ?? '');
    const there = kindOf(first.types.get(name) ?? '');
    if (here === there) continue;
    throw fail(
      'invalid-data',
      `Column "${name}" is ${there ?? 'neither number, date nor text'} in ${first.name} and ${here ?? 'neither'} in ${other.name}: write it alike in all files.`,
      { file: other.path, column: name, field: 'dataset.path' },
    );
  }
}

function kindOf(type: string): StreamedColumn['type'] | null {
  if (NUMBERS.test(type)) return 'number';
  if (DATES.test(type)) return 'date';
  return TEXTS.test(type) ? 'category' : null;
}

async function toColumn(
  database: Database,
  files: StreamedFiles,
  spec: FileDatasetSpec,
  { name, type: asked, field, na }: WantedColumn,
  { types, name: fileName, path }: DescribedFile,
  where: string,
): Promise<StreamedColumn> {
  const written = types.get(name);
  if (written === undefined) throw noColumn([...types.keys()], name, fileName, path, field);
  const own = kindOf(written);
  if (own === null) {
    throw fail(
      'invalid-data',
      `Column "${name}" of ${fileName} is of the type ${written.slice(0, 60)}, which is neither number, date nor text: leave it out.`,
      { file: path, column: name, field },
    );
  }
  const type = asked === 'auto' ? own : asked;
  const cell = identifier(name);
  const text = `trim(CAST(${cell} AS VARCHAR))`;
  const missing = [...(na ?? spec.dialect?.na ?? NA_TOKENS)].map((marker) => literal(marker.trim()));
  const isMissing = `${cell} IS NULL${own === 'category' && missing.length > 0 ? ` OR ${text} IN (${missing.join(', ')})` : ''}`;
  const numberOf = (value: string): string =>
    `CASE WHEN ${isMissing} THEN 'nan'::DOUBLE ELSE coalesce(${value}, 'inf'::DOUBLE) END`;
  if (type === 'number') {
    const value = own === 'category' ? `TRY_CAST(${text} AS DOUBLE)` : `TRY_CAST(${cell} AS DOUBLE)`;
    if (own !== 'date') return { name, type, sql: numberOf(value), categories: null };
  }
  if (type === 'date' || own === 'date') {
    const time = own === 'category' ? `TRY_CAST(${text} AS TIMESTAMP)` : `CAST(${cell} AS TIMESTAMP)`;
    if (type !== 'category')
      return { name, type: 'date', sql: numberOf(`epoch(${time}) / 86400.0`), categories: null };
  }
  const categories = await readTexts(
    database,
    files,
    `CASE WHEN ${isMissing} THEN NULL ELSE ${text} END`,
    where,
  );
  if (categories.length > MOST_TEXTS) {
    throw fail(
      'invalid-data',
      `Column "${name}" of ${files.name} holds more than ${MOST_TEXTS.toLocaleString('en')} different texts: leave it out, or read it as numbers.`,
      { file: path, column: name, field },
    );
  }
  const list = `[${categories.map(literal).join(', ')}]::VARCHAR[]`;
  return {
    name,
    type: 'category',
    sql: `CASE WHEN ${isMissing} THEN 'nan'::DOUBLE ELSE CAST(list_position(${list}, ${text}) - 1 AS DOUBLE) END`,
    categories,
  };
}

/** The distinct texts of a column in all files, by code unit; a few more than may be where there are too many. */
async function readTexts(
  database: Database,
  { files }: StreamedFiles,
  text: string,
  where: string,
): Promise<string[]> {
  const texts = new Set<string>();
  for (const { path } of files) {
    const rows = await readable(
      database,
      path,
      `SELECT DISTINCT ${text} FROM read_parquet(${pathLiteral(path)})${where} LIMIT ${MOST_TEXTS + 2}`,
    );
    for (const [word] of rows) if (word !== null) texts.add(String(word));
    if (texts.size > MOST_TEXTS) break;
  }
  return [...texts].sort((a, b) => (a < b ? -1 : 1));
}

/** Rows of a query on one file. @throws BenchtopError `file-unreadable` naming it */
async function readable(database: Database, path: string, sql: string): Promise<unknown[][]> {
  try {
    return await database.rows(sql);
  } catch (error) {
    database.throwIfCancelled();
    throw damaged(path, error);
  }
}

/** A column's settings say what a missing cell does; of others the data set. */
export function missingPolicies(spec: FileDatasetSpec): ('fill' | 'drop' | 'error')[] {
  return spec.features.map((name) => {
    const policy = findSettings(spec, name)?.settings.missing ?? spec.missing;
    return policy === 'drop' || policy === 'error' ? policy : 'fill';
  });
}
