import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadProgress } from '../../src-shared/dataset/look';
import type { DetectedDialect, RejectedCell } from '../../src-shared/dataset/report';
import { BenchtopError, fail } from '../../src-shared/errors';
import type { Dialect } from '../../src-shared/experiment/schema';
import { linesOfRows, writeCleanCopy } from './clean-copy';
import { detectDialect, NA_TOKENS, type TextDialect } from './dialect';
import { firstLine, literal, pathLiteral, type Database } from './duckdb';
import type { Encoding } from './encoding';
import { headerNames, numberedNames, uniqueNames } from './header';
import type { NumberFormat } from './numbers';
import { WHITESPACE } from './records';
import { encodingOf, encodingOfAll, openError, openSource, sampleTexts, type Source } from './source';

export interface ReadOptions {
  /** Names for a file without a header, or other names for one with. */
  readonly columns?: readonly string[] | undefined;
  /** What is left out is detected. */
  readonly dialect?: Dialect | undefined;
  /** Stops reading; the call rejects with `conflict`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
  /** Cells that mean "no value" in single columns, instead of the dialect's. */
  readonly columnNa?: readonly { readonly name: string; readonly na: readonly string[] }[] | undefined;
}

/** A file as a relation of texts, in the file's order. */
export interface TextTable {
  readonly source: Source;
  readonly names: readonly string[];
  /** SQL of the relation; its columns are c0, c1, … of type VARCHAR, and `doubtful`, 0 or 1. */
  readonly relation: string;
  readonly dialect: DetectedDialect;
  readonly numbers: NumberFormat;
  readonly na: readonly string[];
  readonly notes: readonly string[];
  /** Doubtful rows: other numbers of cells, broken quotes, undecodable bytes. */
  readonly rejected: readonly RejectedCell[];
  readonly rejectedCount: number;
  /** Lines in the file of rows, numbered from 1 and ascending. */
  linesOf(rows: readonly number[]): Promise<Map<number, number>>;
}

/**
 * Opens a file and calls `work` while it can be read. DuckDB reads it directly where that is safe;
 * if it then complains of a single row, the work is done once more on a clean copy. So `work` must
 * do nothing that cannot be repeated.
 * @throws BenchtopError where the file or the column names cannot be used
 */
export async function withTable<T>(
  database: Database,
  path: string,
  options: ReadOptions,
  work: (table: TextTable) => Promise<T>,
): Promise<T> {
  const source = openSource(path);
  const result = await (source.format === 'csv'
    ? withText(database, source, options, work)
    : openTyped(database, source, source.format, options).then(work));
  source.assertUnchanged();
  return result;
}

async function withText<T>(
  database: Database,
  source: Source,
  options: ReadOptions,
  work: (table: TextTable) => Promise<T>,
): Promise<T> {
  const guessed = encodingOf(source, options.dialect?.encoding);
  const opened = openText(source, guessed, options);
  if (isPlain(source, opened)) {
    const outcome = await attempt(() => work(opened.table(directRelation(source, opened.dialect), null)));
    database.throwIfCancelled();
    const understood = outcome.ok || outcome.error instanceof BenchtopError;
    if (understood && !(await hasRejects(database))) {
      if (outcome.ok) return outcome.value;
      throw outcome.error;
    }
  }
  const isOpenQuestion =
    options.dialect?.encoding === undefined && !guessed.mark && guessed.encoding === 'utf-8';
  const encoding = isOpenQuestion ? await encodingOfAll(source) : guessed.encoding;
  const settled =
    encoding === guessed.encoding ? opened : openText(source, { ...guessed, encoding }, options);
  const folder = await mkdtemp(join(tmpdir(), 'benchtop-'));
  try {
    const copy = join(folder, 'clean.csv');
    const found = await writeCleanCopy(source, encoding, settled.dialect, copy, () => {
      database.throwIfCancelled();
    }).catch((error: unknown) => {
      throw openError(source.path, error);
    });
    return await work(settled.table(cleanRelation(copy, settled.dialect.width, found.longestLine), found));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function attempt<T>(
  work: () => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; error: unknown }> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error };
  }
}

interface Opened {
  readonly dialect: TextDialect;
  readonly encoding: Encoding;
  readonly startsBlank: boolean;
  table(relation: string, clean: Pick<TextTable, 'rejected' | 'rejectedCount'> | null): TextTable;
}

function openText(
  source: Source,
  { encoding, mark }: { encoding: Encoding; mark: boolean },
  options: ReadOptions,
): Opened {
  if ((options.dialect?.omit?.length ?? 0) > 0) {
    throw fail('invalid-experiment', 'This version of Benchtop cannot leave out single lines yet.', {
      field: 'dataset.dialect.omit',
    });
  }
  const samples = sampleTexts(source, encoding);
  if (samples.every((sample) => sample.trim() === '')) {
    throw fail('invalid-data', `${source.name} holds only blank lines: it has no rows.`, {
      file: source.path,
    });
  }
  const dialect = detectDialect(samples, options.dialect);
  const { names, notes } = columnNames(source, dialect, options.columns);
  const { delimiter, quote, escape, comment, header, newline, decimal, thousands, skip, na } = dialect;
  return {
    dialect,
    encoding,
    startsBlank: /^[ \t]*[\r\n]/.test(samples[0] ?? ''),
    table: (relation, clean) => ({
      source,
      names,
      relation,
      dialect: {
        delimiter,
        quote,
        escape,
        comment,
        header,
        encoding,
        newline,
        decimal,
        thousands,
        skip,
        byteOrderMark: mark,
      },
      numbers: { decimal, thousands },
      na,
      notes: [...dialect.notes, ...notes],
      rejected: [...dialect.aside, ...(clean?.rejected ?? [])],
      rejectedCount: dialect.aside.length + (clean?.rejectedCount ?? 0),
      linesOf: (rows) => linesOfRows(source, encoding, dialect, rows),
    }),
  };
}

/** Whether DuckDB's reader is known to read such a file as it stands, or to say that it cannot. */
function isPlain(source: Source, { dialect, encoding, startsBlank }: Opened): boolean {
  const { delimiter, quote, escape, comment, skip, newline, width, first, header } = dialect;
  return (
    !source.gzip &&
    encoding === 'utf-8' &&
    (newline === 'lf' || newline === 'crlf') &&
    delimiter !== WHITESPACE &&
    delimiter.length === 1 &&
    quote.length <= 1 &&
    (escape === quote || escape === '') &&
    comment === '' &&
    skip === 0 &&
    !startsBlank &&
    width > 1 &&
    (header === 0 || first.length === width)
  );
}

function directRelation(source: Source, { delimiter, quote, width, header }: TextDialect): string {
  return `(SELECT *, 0 AS doubtful FROM read_csv(${pathLiteral(source.path)}, auto_detect = false, header = false,
    skip = ${header}, delim = ${literal(delimiter)}, quote = ${literal(quote)}, escape = ${literal(quote)},
    columns = {${cellTypes(width)}}, ignore_errors = true, store_rejects = true, rejects_limit = 10))`;
}

function cleanRelation(path: string, width: number, longestLine: number): string {
  const longest = Math.max(1 << 21, longestLine + 1024);
  return `read_csv(${pathLiteral(path)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',
    columns = {'line': 'BIGINT', 'doubtful': 'INTEGER', ${cellTypes(width)}}, max_line_size = ${longest})`;
}

function cellTypes(width: number): string {
  return Array.from({ length: width }, (_, c) => `'c${c}': 'VARCHAR'`).join(', ');
}

async function hasRejects(database: Database): Promise<boolean> {
  const [tables] = await database.rows(
    "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors' AND temporary",
  );
  if (Number(tables?.[0]) === 0) return false;
  const [found] = await database.rows('SELECT count(*) FROM reject_errors');
  return Number(found?.[0]) > 0;
}

function columnNames(
  source: Source,
  { header, head, width }: TextDialect,
  given: readonly string[] | undefined,
): { names: readonly string[]; notes: readonly string[] } {
  if (given === undefined) {
    return header > 0 ? headerNames(head, width) : { names: numberedNames(width), notes: [] };
  }
  if (given.length === width) return uniqueNames(given);
  const columns = width === 1 ? '1 column' : `${width} columns`;
  throw fail('invalid-experiment', `${source.name} has ${columns}, but ${given.length} names are given.`, {
    file: source.path,
    field: 'dataset.columns',
  });
}

/** What a file with types of its own has in place of a dialect. */
const NO_DIALECT: DetectedDialect = {
  delimiter: '',
  quote: '',
  escape: '',
  comment: '',
  header: 1,
  encoding: 'utf-8',
  newline: 'lf',
  decimal: '.',
  thousands: '',
  skip: 0,
  byteOrderMark: false,
};

async function openTyped(
  database: Database,
  source: Source,
  format: 'parquet' | 'jsonl',
  options: ReadOptions,
): Promise<TextTable> {
  const { path, name } = source;
  const reader =
    format === 'parquet'
      ? `read_parquet(${pathLiteral(path)})`
      : `read_json(${pathLiteral(path)}, format = 'newline_delimited', compression = '${source.gzip ? 'gzip' : 'uncompressed'}', sample_size = -1)`;
  let described: unknown[][];
  try {
    described = await database.rows(`DESCRIBE SELECT * FROM ${reader}`);
  } catch (error) {
    throw fail('file-unreadable', `${name} cannot be read as ${format}: ${firstLine(error)}`, { file: path });
  }
  const found = uniqueNames(options.columns ?? described.map(([column]) => String(column)));
  if (found.names.length !== described.length) {
    throw fail(
      'invalid-experiment',
      `${name} has ${described.length} columns, but ${found.names.length} names are given.`,
      { file: path, field: 'dataset.columns' },
    );
  }
  const places = found.names.map((_, c) => `t${c}`).join(', ');
  const cells = found.names.map((_, c) => `CAST(t${c} AS VARCHAR) AS c${c}`).join(', ');
  return {
    source,
    names: found.names,
    relation: `(SELECT ${cells}, 0 AS doubtful FROM ${reader} AS t(${places}))`,
    dialect: NO_DIALECT,
    numbers: { decimal: '.', thousands: '' },
    na: options.dialect?.na ?? NA_TOKENS,
    notes: found.notes,
    rejected: [],
    rejectedCount: 0,
    linesOf: (rows) => Promise.resolve(new Map(rows.map((row) => [row, row]))),
  };
}
