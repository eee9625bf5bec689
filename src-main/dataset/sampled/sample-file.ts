import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifier, literal, type Database } from '../source/duckdb';
import { isStreamedPath } from '../stream/find-files';
import { damaged } from '../stream/streamed-columns';
import { rangesOf, selectRange, withFoundTable, type FoundTable } from './found-table';

/** Rows and cells of a sample, at most, and the rows that it takes in a row. */
const MOST_ROWS = 100_000;
const MOST_CELLS = 2 ** 22;
const BLOCK_ROWS = 1000;

/** A sample of a streamed table, as a Parquet file of its own that is held like any other. */
interface SampleFile {
  readonly path: string;
  readonly rows: number;
  /** Rows of the whole table. */
  readonly tableRows: number;
}

/** The last one: it is looked at again and again, and made anew where it is another table's. */
let kept: (SampleFile & { readonly of: string; readonly folder: string }) | null = null;
process.once('exit', drop);

function drop(): void {
  if (kept !== null) rmSync(kept.folder, { recursive: true, force: true });
  kept = null;
}

/** The sample of a path's table where that is streamed; null where it is held. @throws BenchtopError as the look */
export async function sampleOf(path: string, signal?: AbortSignal): Promise<SampleFile | null> {
  return isStreamedPath(path) ? withFoundTable(path, signal, writeSample) : null;
}

/**
 * Blocks of rows that are spread evenly over a table, in its order; of a small one all rows.
 * @throws BenchtopError `file-unreadable` naming the damaged file
 */
export async function writeSample(table: FoundTable, database: Database): Promise<SampleFile> {
  const { files, columns, rows: tableRows } = table;
  if (kept?.of === files.sha256) return kept;
  drop();
  const most = Math.max(
    BLOCK_ROWS,
    Math.min(MOST_ROWS, Math.floor(MOST_CELLS / Math.max(1, columns.length))),
  );
  const blocks = Math.max(1, Math.floor(most / BLOCK_ROWS));
  const starts =
    tableRows <= most ? [0] : Array.from({ length: blocks }, (_, k) => Math.floor((k * tableRows) / blocks));
  const length = tableRows <= most ? tableRows : BLOCK_ROWS;
  const cells = columns.map(({ name }) => identifier(name));
  await database.run('DROP TABLE IF EXISTS sampled');
  const [first] = files.files;
  let isMade = false;
  for (const start of starts)
    for (const range of rangesOf(table, start, start + length)) {
      const select = `${selectRange(cells, range)} ORDER BY file_row_number`;
      await change(
        database,
        range.path,
        `${isMade ? 'INSERT INTO sampled' : 'CREATE TABLE sampled AS'} ${select}`,
      );
      isMade = true;
    }
  if (!isMade && first !== undefined)
    await change(
      database,
      first.path,
      `CREATE TABLE sampled AS ${selectRange(cells, { path: first.path, from: 0, to: 1 })}`,
    );
  const folder = mkdtempSync(join(tmpdir(), 'benchtop-sample-'));
  const path = join(folder, 'sample.parquet');
  await database.run(`COPY sampled TO ${literal(path)} (FORMAT parquet)`);
  const [[rows] = [0]] = await database.rows('SELECT count(*) FROM sampled');
  await database.run('DROP TABLE sampled');
  kept = { path, rows: Number(rows), tableRows, of: files.sha256, folder };
  return kept;
}

async function change(database: Database, path: string, sql: string): Promise<void> {
  try {
    await database.run(sql);
  } catch (error) {
    database.throwIfCancelled();
    throw damaged(path, error);
  }
}
