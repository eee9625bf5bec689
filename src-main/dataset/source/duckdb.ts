import { createRequire } from 'node:module';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { cancelled } from './read-options';

type Library = typeof import('@duckdb/node-api');
let library: Library | null = null;

let takeTurn = async (load: () => void): Promise<void> => {
  load();
};

/**
 * Says how native code is loaded in this thread; without it DuckDB is loaded at once.
 * @param take calls `load` the first time, while no other thread of the process loads any; later calls
 * resolve once that is done
 */
export function provideNativeTurn(take: (load: () => void) => Promise<void>): void {
  takeTurn = take;
}

/**
 * DuckDB, loaded when a table first needs it: text files never do.
 * By require: for import() Node would read every file of the package twice, the first time for its exports.
 */
async function openDuckDb(): Promise<Library> {
  if (library === null)
    await takeTurn(() => {
      library ??= createRequire(__filename)('@duckdb/node-api') as Library;
    });
  if (library === null) throw new Error('DuckDB is not loaded');
  return library;
}

const MEBIBYTE = 1_048_576;

const OPTIONS: Record<string, string> = {
  // It makes a join of every list of missing markers: four times the time, and memory without end.
  disabled_optimizers: 'in_clause',
  // The window and other runs need some too; what is more goes to temporary files.
  memory_limit: `${Math.floor(totalmem() / 2 / MEBIBYTE)}MiB`,
  // Nothing is fetched, and what does not fit in memory goes where temporary files belong.
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  temp_directory: join(tmpdir(), `benchtop-duckdb-${process.pid}`),
};

/** A database that stays open until it is closed. */
export interface OpenDatabase {
  readonly database: Database;
  /** Ends what it reads; more than once is no error. */
  close(): void;
}

/**
 * Opens a database of its own in memory.
 * @param signal stops the query that runs
 * @param settings DuckDB's, on top of those that every database has here
 */
export async function openDatabase(
  signal?: AbortSignal,
  settings: Readonly<Record<string, string>> = {},
): Promise<OpenDatabase> {
  const { DuckDBInstance } = await openDuckDb();
  const instance = await DuckDBInstance.create(':memory:', { ...OPTIONS, ...settings });
  const connection = await instance.connect();
  const interrupt = (): void => {
    connection.interrupt();
  };
  signal?.addEventListener('abort', interrupt);
  let isOpen = true;
  return {
    database: new Database(connection, signal),
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      signal?.removeEventListener('abort', interrupt);
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/**
 * Runs `work` on a database of its own in memory, which is gone afterwards.
 * @param signal stops the query that runs; the call then rejects with `conflict`
 * @param settings as {@link openDatabase}
 */
export async function withDatabase<T>(
  work: (database: Database) => Promise<T>,
  signal?: AbortSignal,
  settings: Readonly<Record<string, string>> = {},
): Promise<T> {
  const { database, close } = await openDatabase(signal, settings);
  try {
    database.throwIfCancelled();
    return await work(database);
  } catch (error) {
    if (signal?.aborted === true) throw cancelled();
    throw error;
  } finally {
    close();
  }
}

/** The few ways in which tables are read here. */
export class Database {
  readonly #connection: DuckDBConnection;
  readonly #signal: AbortSignal | undefined;

  constructor(connection: DuckDBConnection, signal?: AbortSignal) {
    this.#connection = connection;
    this.#signal = signal;
  }

  throwIfCancelled(): void {
    if (this.#signal?.aborted === true) throw cancelled();
  }

  async run(sql: string): Promise<void> {
    this.throwIfCancelled();
    await this.#connection.run(sql);
  }

  /** All rows as JavaScript values: for small answers. */
  async rows(sql: string): Promise<unknown[][]> {
    this.throwIfCancelled();
    const result = await this.#connection.run(sql);
    return result.getRows();
  }

  /** The first rows of a query as plain values, with its columns' names. */
  async answer(
    sql: string,
    most: number,
  ): Promise<{ columns: string[]; rows: (number | string | boolean | null)[][]; isCut: boolean }> {
    this.throwIfCancelled();
    const result = await this.#connection.stream(sql);
    const columns = result.deduplicatedColumnNames();
    const rows: (number | string | boolean | null)[][] = [];
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return { columns, rows, isCut: false };
      this.throwIfCancelled();
      for (const row of chunk.getRows()) {
        if (rows.length >= most) return { columns, rows, isCut: true };
        rows.push(row.map(toPlain));
      }
    }
  }

  /** All rows of a query of VARCHAR columns as they come, some at a time. */
  async texts(sql: string, take: (rows: readonly (string | null)[][]) => Promise<void>): Promise<void> {
    this.throwIfCancelled();
    const result = await this.#connection.stream(sql);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      this.throwIfCancelled();
      await take(chunk.getRows() as (string | null)[][]);
    }
  }

  /**
   * All rows of a query of DOUBLE columns that are never NULL, some at a time and in the query's order; DuckDB
   * reads on while they are worked on. The columns may be changed, and are not to be kept.
   */
  async *chunks(
    sql: string,
    columnCount: number,
  ): AsyncGenerator<{ readonly columns: readonly Float64Array[]; readonly rows: number }, void, void> {
    this.throwIfCancelled();
    const result = await this.#connection.stream(sql);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      this.throwIfCancelled();
      const columns = Array.from({ length: columnCount }, (_, c) => {
        // The vector's own array: its value getters cost a hundred times as much.
        const { items } = chunk.getColumnVector(c) as unknown as { items: Float64Array };
        return items;
      });
      yield { columns, rows: chunk.rowCount };
    }
  }

  /** Makes a table of columns c0, c1, … */
  async append(table: string, columns: readonly Appended[], rows: number): Promise<void> {
    if (library === null) throw new Error('DuckDB is not loaded');
    const names = columns.map(({ type }, c) => `c${c} ${type}`);
    await this.run(`CREATE TABLE ${table} (${names.join(', ')})`);
    const { DOUBLE, VARCHAR, DuckDBDataChunk } = library;
    const types = columns.map(({ type }) => (type === 'DOUBLE' ? DOUBLE : VARCHAR));
    const appender = await this.#connection.createAppender(table);
    let turned = performance.now();
    for (let from = 0; from < rows; from += ROWS_A_CHUNK) {
      const length = Math.min(ROWS_A_CHUNK, rows - from);
      const chunk = DuckDBDataChunk.create(types, length);
      columns.forEach(({ valueAt }, c) => {
        chunk.setColumnValues(
          c,
          Array.from({ length }, (_, i) => valueAt(from + i)),
        );
      });
      appender.appendDataChunk(chunk);
      if (performance.now() - turned < SLICE_MS) continue;
      await new Promise(setImmediate);
      this.throwIfCancelled();
      turned = performance.now();
    }
    appender.closeSync();
  }

  /**
   * A query of DOUBLE columns that are never NULL, as one array a column. Not streamed: DuckDB would
   * work on one core then, and the number of rows would not be known.
   */
  async doubles(sql: string, columnCount: number): Promise<Float64Array[]> {
    this.throwIfCancelled();
    const result = await this.#connection.run(sql);
    const columns = Array.from({ length: columnCount }, () => new Float64Array(result.rowCount));
    for (let row = 0; ;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return columns;
      this.throwIfCancelled();
      for (let c = 0; c < columnCount; c++) {
        // The vector's own array, copied whole: its value getters cost a hundred times as much.
        const { items } = chunk.getColumnVector(c) as unknown as { items: Float64Array };
        columns[c]?.set(items.subarray(0, chunk.rowCount), row);
      }
      row += chunk.rowCount;
    }
  }
}

/** A value as JSON has it; whole numbers beyond 2^53, times and lists as texts. */
function toPlain(value: unknown): number | string | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  return String(value);
}

/** A column to be appended, value by value. */
export interface Appended {
  readonly type: 'DOUBLE' | 'VARCHAR';
  readonly valueAt: (row: number) => number | string | null;
}

const ROWS_A_CHUNK = 2048;
/** The event loop gets a turn at least this often, so that messages come in. */
const SLICE_MS = 20;

/** An SQL string. */
export function literal(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}

/** An SQL name. */
export function identifier(name: string): string {
  return `"${name.replace(/"/g, '""')}"`;
}

/** An absolute path for DuckDB's readers, which would take `*`, `?` and `[` for patterns. */
export function pathLiteral(path: string): string {
  return literal(path.replace(/[*?[]/g, '[$&]'));
}

/** The first line of what DuckDB complains about. */
export function firstLine(error: unknown): string {
  return ((error as Error).message.split('\n')[0] ?? '').trim();
}
