import { cancelled } from '../source/read-options';
import { pathLiteral, type Database, type OpenDatabase } from '../source/duckdb';
import { findFiles, type StreamedFiles } from '../stream/find-files';
import { openStreamDatabase } from '../stream/row-blocks';
import { damaged, findColumns, type FoundColumn } from '../stream/streamed-columns';

/** A streamed table as it is looked at. */
export interface FoundTable {
  readonly files: StreamedFiles;
  readonly columns: readonly FoundColumn[];
  /** Rows of each file, as its footer counts them. */
  readonly fileRows: readonly number[];
  readonly rows: number;
}

/** The last table: every page of its rows asks for it. */
let known: FoundTable | null = null;

/**
 * Does something with a streamed table.
 * @throws BenchtopError where there is none, a file is damaged, or the files are not alike
 */
export async function withFoundTable<T>(
  path: string,
  signal: AbortSignal | undefined,
  work: (table: FoundTable, database: Database) => Promise<T>,
): Promise<T> {
  const files = await findFiles(path, signal);
  const open = await openStreamDatabase(signal);
  try {
    const table = known?.files.sha256 === files.sha256 && known.files.path === path ? known : null;
    known = table ?? (await find(open, files));
    return await work(known, open.database);
  } catch (error) {
    if (signal?.aborted === true) throw cancelled();
    throw error;
  } finally {
    open.close();
  }
}

async function find({ database }: OpenDatabase, files: StreamedFiles): Promise<FoundTable> {
  const columns = await findColumns(database, files);
  const fileRows: number[] = [];
  for (const { path } of files.files) {
    const [[rows] = [0]] = await readable(
      database,
      path,
      `SELECT count(*) FROM read_parquet(${pathLiteral(path)})`,
    );
    fileRows.push(Number(rows));
  }
  return { files, columns, fileRows, rows: fileRows.reduce((sum, rows) => sum + rows, 0) };
}

/** Rows of a query on one file. @throws BenchtopError `file-unreadable` naming it */
export async function readable(database: Database, path: string, sql: string): Promise<unknown[][]> {
  try {
    return await database.rows(sql);
  } catch (error) {
    database.throwIfCancelled();
    throw damaged(path, error);
  }
}

/** Rows of a table in a row, as they lie in one file: both ends count from its first row, the last is not in it. */
interface FileRange {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/** Where rows of the whole table lie. @param from 0-based number of the first; @param to of the one after the last */
export function rangesOf({ files, fileRows }: FoundTable, from: number, to: number): FileRange[] {
  let first = 0;
  return files.files.flatMap(({ path }, file) => {
    const start = first;
    first += fileRows[file] ?? 0;
    const [low, high] = [Math.max(from, start), Math.min(to, first)];
    return low < high ? [{ path, from: low - start, to: high - start }] : [];
  });
}

/** SQL of a file's rows in a range: only the row groups that hold them are read. */
export function selectRange(cells: readonly string[], { path, from, to }: FileRange): string {
  const source = `read_parquet(${pathLiteral(path)}, file_row_number = true)`;
  return `SELECT ${cells.join(', ')} FROM ${source} WHERE file_row_number BETWEEN ${from} AND ${to - 1}`;
}
