import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEFT_OUT_KINDS } from '../../../src-shared/dataset/left-out';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { NA_TOKENS, type TextDialect } from '../dialect/dialect';
import { firstLine, literal, pathLiteral, withDatabase, type Database } from '../source/duckdb';
import { NO_DIALECT } from '../table/copied-from';
import { withConverted } from '../formats/converted';
import { uniqueNames } from '../dialect/header';
import type { ReadOptions } from '../source/read-options';
import { RowIndex } from '../table/row-index';
import { linesBeyondAscii } from '../source/lines-beyond-ascii';
import { OtherEncoding } from '../table/scan-rows';
import { openSource, sampleTexts, type Source } from '../source/source';
import { openText, sampleRows, type TextTable } from '../table/text-table';

export type { ReadOptions } from '../source/read-options';

/** Tables that were opened last stay known, with the places of their rows. */
const KEPT_TABLES = 4;
const kept = new Map<string, TextTable>();

/**
 * Opens a file as a table of text and calls `work`, once more where only all of its bytes told the
 * encoding. So `work` must do nothing that cannot be repeated. Parquet and JSON lines are copied to
 * text first; the copy is gone afterwards.
 * @throws BenchtopError where the file or the column names cannot be used
 */
export async function withTable<T>(
  path: string,
  options: ReadOptions,
  work: (table: TextTable) => Promise<T>,
): Promise<T> {
  const source = sourceAs(openSource(path), options);
  if (isTyped(source, options)) return withCopy(source, options, work);
  if (source.format !== 'csv' || options.source?.files !== undefined) {
    return withConverted(source, options, withTable, work);
  }
  const key = toKey(source, options);
  const table = kept.get(key) ?? (await openText(source, options));
  keep(key, table);
  try {
    return await work(table);
  } catch (error) {
    if (!(error instanceof OtherEncoding)) throw error;
    const { detectEncoding } = await import('../source/encodings/detect');
    const other = await openText(source, options, detectEncoding([await linesBeyondAscii(source)]));
    keep(key, other);
    return work(other);
  }
}

function toKey({ path, bytes, modified }: Source, { columns, dialect }: ReadOptions): string {
  return JSON.stringify([path, bytes, modified, columns ?? null, dialect ?? null]);
}

function keep(key: string, table: TextTable): void {
  kept.delete(key);
  kept.set(key, table);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_TABLES) return;
    kept.delete(oldest);
  }
}

/** A Parquet or JSON lines file as DuckDB reads it. */
export interface TypedTable {
  readonly source: Source;
  readonly names: readonly string[];
  /** DuckDB's types of the columns. */
  readonly types: readonly string[];
  readonly notes: readonly string[];
  /** SQL of a relation whose columns t0, t1, … keep their types. */
  readonly relation: string;
}

/** Fixed-width text with a delimiter that a person gave is read as any text. */
function sourceAs(source: Source, { dialect }: ReadOptions): Source {
  return source.format === 'fixed' && dialect?.delimiter !== undefined
    ? { ...source, format: 'csv' }
    : source;
}

/** Whether DuckDB reads a file as it is, with the types of its columns. */
export function isTyped({ format }: Source, { source }: ReadOptions): boolean {
  return (format === 'parquet' || format === 'jsonl') && source?.files === undefined;
}

/** @param looksOnly takes the types of JSON lines from the first ones instead of all */
export async function openTyped(
  database: Database,
  source: Source,
  options: ReadOptions,
  looksOnly: boolean,
): Promise<TypedTable> {
  const { path, name, format, gzip } = source;
  const reader =
    format === 'parquet'
      ? `read_parquet(${pathLiteral(path)})`
      : `read_json(${pathLiteral(path)}, format = 'newline_delimited', compression = '${gzip ? 'gzip' : 'uncompressed'}', sample_size = ${looksOnly ? 20_480 : -1})`;
  let described: unknown[][];
  try {
    described = await database.rows(`DESCRIBE SELECT * FROM ${reader}`);
  } catch (error) {
    throw fail(
      'file-unreadable',
      sentence('{name} cannot be read as {format}: {error}', { name, format, error: firstLine(error) }),
      { file: path },
    );
  }
  const { names, notes } = uniqueNames(options.columns ?? described.map(([column]) => String(column)));
  if (names.length !== described.length) {
    throw fail(
      'invalid-experiment',
      sentence('{name} has {described} columns, but {names} names are given.', {
        name,
        described: described.length,
        names: names.length,
      }),
      { file: path, field: 'dataset.columns' },
    );
  }
  const columnList = names.map((_, c) => `t${c}`).join(', ');
  return {
    source,
    names,
    types: described.map(([, type]) => String(type)),
    notes,
    relation: `${reader} AS t(${columnList})`,
  };
}

async function withCopy<T>(
  source: Source,
  options: ReadOptions,
  work: (table: TextTable) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'benchtop-'));
  try {
    const to = join(folder, 'copy.csv');
    const { names, notes, rows } = await withDatabase(async (database) => {
      const typed = await openTyped(database, source, options, false);
      // In a table of one column an empty line would be no row at all: a second column is added.
      const cells = typed.names.map((_, c) => `CAST(t${c} AS VARCHAR)`);
      if (cells.length === 1) cells.push('0');
      const how = "FORMAT csv, HEADER false, DELIMITER ',', QUOTE '\"', ESCAPE '\"'";
      const [[count] = [0]] = await database.rows(
        `COPY (SELECT ${cells.join(', ')} FROM ${typed.relation}) TO ${literal(to)} (${how})`,
      );
      return { ...typed, rows: Number(count) };
    }, options.signal);
    if (rows === 0) await writeFile(to, '\n');
    const copy = openSource(to);
    const width = Math.max(2, names.length);
    const dialect: TextDialect = {
      delimiter: ',',
      quote: '"',
      escape: '"',
      comment: '',
      skip: 0,
      header: 0,
      decimal: '.',
      thousands: '',
      na: options.dialect?.na ?? NA_TOKENS,
      newline: 'lf',
      width,
      first: [],
      head: [],
      kinds: names.map(() => 'other' as const),
      cellTypes: names.map(() => 'text' as const),
      keep: LEFT_OUT_KINDS,
      notes: [],
      doubts: [],
      quarantined: [],
    };
    const sampled = sampleRows(sampleTexts(copy, 'utf-8'), dialect);
    return await work({
      source: copy,
      original: source,
      names,
      dialect,
      detected: NO_DIALECT,
      encoding: 'utf-8',
      encodingIsGuess: false,
      numbers: { decimal: '.', thousands: '' },
      notes,
      doubts: [],
      quarantined: [],
      index: new RowIndex(),
      isSeekable: true,
      sampled: sampled.rows,
      bytesPerRow: sampled.bytesPerRow,
      isCopy: true,
      copied: null,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
