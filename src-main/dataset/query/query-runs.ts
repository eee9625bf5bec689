import { closeSync, createWriteStream, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { fail } from '../../../src-shared/errors';
import { ROW_COUNTS } from '../../../src-shared/run/live/frames';
import type {
  QueriedLog,
  QueriedTable,
  QueryAnswer,
  QueryParams,
} from '../../../src-shared/run/library/query';
import { OpenRows } from '../../files/csv/open-rows';
import { quote } from '../../files/csv/csv-text';
import {
  firstLine,
  literal,
  pathLiteral,
  withDatabase,
  type Appended,
  type Database,
} from '../source/duckdb';

/**
 * Answers one SELECT over the runs: DuckDB sees the tables, and of the disk the logs of the runs alone, which it
 * reads as it needs them. Nothing can be written, attached or loaded.
 * @throws BenchtopError `usage` for another statement, or what DuckDB says of it
 */
export async function queryRuns(
  { sql, tables, logs, most }: QueryParams,
  signal?: AbortSignal,
): Promise<QueryAnswer> {
  const aside = mkdtempSync(join(tmpdir(), 'benchtop-query-'));
  try {
    return await withDatabase(async (database) => {
      await requireSelect(database, sql);
      for (const table of tables) await addTable(database, table);
      const read = await addMetrics(
        database,
        /\bmetrics\b/i.test(sql) ? logs : [],
        join(aside, 'metrics.csv'),
      );
      await database.run(`SET allowed_paths = [${read.map(literal).join(', ')}]`);
      await database.run('SET enable_external_access = false');
      await database.run('SET lock_configuration = true');
      try {
        return await database.answer(sql, most);
      } catch (error) {
        if (signal?.aborted === true) throw error;
        throw fail('usage', describeProblem(error), { field: 'SQL' });
      }
    }, signal);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** What DuckDB says of a query, with the names that it would know in place of one that it does not. */
function describeProblem(error: unknown): string {
  const { message } = error as Error;
  if (/^Permission Error/.test(message))
    return 'A query sees the tables runs, params and metrics, and no file of your disk: open a table with “benchtop inspect”, or as data in the window.';
  const said = firstLine(error)
    .replace(/^(Binder|Parser|Catalog) Error: /, '')
    .replace(/[.!]$/, '');
  const near = /^\s*(?:Candidate bindings|Did you mean)[:\s]*(.+?)\??\s*$/m.exec(message)?.[1];
  return `${said} (in the query)${near === undefined ? '' : `: perhaps ${near.replace(/^"|"$/g, '')}`}.`;
}

/** Refuses what is no single SELECT. */
async function requireSelect(database: Database, sql: string): Promise<void> {
  const [[text] = []] = await database.rows(`SELECT json_serialize_sql(${literal(sql)})::VARCHAR`);
  const parsed = JSON.parse(String(text)) as {
    error: boolean;
    error_message?: string;
    statements?: unknown[];
  };
  if (!parsed.error && parsed.statements?.length === 1) return;
  const isOther = /only SELECT/i.test(parsed.error_message ?? '') || !parsed.error;
  throw fail(
    'usage',
    isOther
      ? 'A query is one SELECT: nothing is changed, attached or written by it.'
      : `${(parsed.error_message ?? 'it cannot be read').split('\n')[0] ?? ''} (in the query)`,
    { field: 'SQL' },
  );
}

async function addTable(database: Database, { name, columns, rows }: QueriedTable): Promise<void> {
  const appended = columns.map(({ type }, c): Appended => ({
    type,
    valueAt: (row) => rows[row]?.[c] ?? null,
  }));
  await database.append(`${name}_rows`, appended, rows.length);
  const named = columns.map((column, c) => `c${c} AS "${column.name}"`);
  await database.run(`CREATE VIEW ${name} AS SELECT ${named.join(', ')} FROM ${name}_rows`);
}

/** A view of all logs, a row a number. @returns the files that it reads */
async function addMetrics(database: Database, logs: readonly QueriedLog[], aside: string): Promise<string[]> {
  // What DuckDB would read otherwise: a header that comes again, a last line that is torn.
  const external = logs.filter(({ isExternal, path }) => isExternal || isTorn(path));
  const apart = new Set(external);
  const own = logs.filter((log) => !apart.has(log));
  const parts: string[] = [];
  if (own.length > 0) {
    const files = own.map(({ path }) => pathLiteral(path)).join(', ');
    // Each has columns of its own; a torn last line is no row.
    parts.push(`SELECT parse_filename(parse_path(filename)[-2]) AS run_id, step, elapsedMs AS elapsed_ms, metric, value FROM (
      UNPIVOT (SELECT * FROM read_csv([${files}], header = true, all_varchar = true, union_by_name = true, filename = true,
        delim = ',', quote = '"', escape = '"', strict_mode = false, ignore_errors = true))
      ON COLUMNS(* EXCLUDE (filename, step, elapsedMs)) INTO NAME metric VALUE value)`);
  }
  if (external.length > 0) {
    await writeLong(external, aside);
    parts.push(`SELECT run_id, step, elapsed_ms, metric, value FROM read_csv(${pathLiteral(aside)}, header = true, all_varchar = true,
      delim = ',', quote = '"', escape = '"')`);
  }
  const all =
    parts.length === 0
      ? `SELECT '' AS run_id, '' AS step, '' AS elapsed_ms, '' AS metric, '' AS value WHERE false`
      : parts.join(' UNION ALL ');
  await database.run(`CREATE VIEW metrics AS SELECT run_id, TRY_CAST(step AS DOUBLE) AS step,
    TRY_CAST(elapsed_ms AS DOUBLE) AS elapsed_ms, metric, TRY_CAST(value AS DOUBLE) AS value
    FROM (${all}) WHERE TRY_CAST(step AS DOUBLE) IS NOT NULL AND TRY_CAST(value AS DOUBLE) IS NOT NULL
      AND metric NOT IN (${ROW_COUNTS.map(literal).join(', ')})`);
  return [...own.map(({ path }) => path), ...(external.length > 0 ? [aside] : [])];
}

/** Whether a file does not end with a line's end. */
function isTorn(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const last = Buffer.alloc(1);
    const { size } = fstatSync(file);
    return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a;
  } finally {
    closeSync(file);
  }
}

const BLOCK_BYTES = 1 << 20;

/** Logs whose header may come again, as one CSV with a row a number: streamed, so that none is held. */
async function writeLong(logs: readonly QueriedLog[], to: string): Promise<void> {
  const output = createWriteStream(to, { mode: 0o600 });
  const put = async (text: string): Promise<void> => {
    if (!output.write(text)) await once(output, 'drain');
  };
  await put('run_id,step,elapsed_ms,metric,value\n');
  for (const { id, path } of logs) {
    const file = await open(path, 'r').catch(() => null);
    if (file === null) continue;
    try {
      const rows = new OpenRows();
      const block = Buffer.alloc(BLOCK_BYTES);
      let rest = Buffer.alloc(0);
      for (;;) {
        const { bytesRead } = await file.read(block, 0, block.length, null);
        if (bytesRead === 0) break;
        const bytes = Buffer.concat([rest, block.subarray(0, bytesRead)]);
        const end = bytes.lastIndexOf(0x0a) + 1;
        rest = bytes.subarray(end);
        const { step, elapsedMs, series } = rows.read(
          bytes.toString('utf8', 0, end).split('\n').slice(0, -1),
        );
        for (const [name, values] of Object.entries(series)) {
          const metric = quote(name);
          let text = '';
          for (let row = 0; row < step.length; row++)
            if (!Number.isNaN(values[row]))
              text += `${id},${step[row]},${elapsedMs[row]},${metric},${values[row]}\n`;
          await put(text);
        }
      }
    } finally {
      await file.close();
    }
  }
  output.end();
  await once(output, 'close');
}
