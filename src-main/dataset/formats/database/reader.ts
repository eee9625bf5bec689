import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BenchtopError, fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { firstLine, literal, withDatabase, type Database } from '../../source/duckdb';
import type { Source } from '../../source/source';

export type Row = readonly (string | null)[];

/** An SQLite database that is only read. */
export interface SqliteReader {
  /** Names of a query's columns. */
  names(select: string): Promise<readonly string[]>;
  /** All rows of a query whose columns are texts, some at a time. */
  rows(select: string, take: (rows: readonly Row[]) => Promise<void>): Promise<void>;
}

const EXTENSION = 'sqlite_scanner.duckdb_extension';

/**
 * Opens a database with DuckDB's extension, which set-up puts beside DuckDB, or else with Node's own
 * reader, which newer versions have.
 * @throws BenchtopError `engine-unavailable` where neither is there; where the database is damaged
 */
export async function openSqlite<T>(
  source: Pick<Source, 'name' | 'path'>,
  signal: AbortSignal | undefined,
  work: (database: SqliteReader) => Promise<T>,
): Promise<T> {
  try {
    const extension = extensionPath();
    if (extension !== null) {
      return await withDatabase(async (database) => {
        await database.run(`LOAD ${literal(extension)}`);
        await database.run('SET sqlite_all_varchar = true');
        await database.run(`ATTACH ${literal(source.path)} AS db (TYPE sqlite, READ_ONLY)`);
        // A query that is streamed outlives the statement that would otherwise open and close the file.
        await database.run('BEGIN TRANSACTION');
        return work(readByDuckDb(database));
      }, signal);
    }
    const library = nodeSqlite();
    if (library === null) {
      throw fail(
        'engine-unavailable',
        sentence(
          '{name} is an SQLite database, for which this installation has no reader: run "npm start" once with a network, or export the table as CSV.',
          { name: source.name },
        ),
        { file: source.path },
      );
    }
    const database = new library.DatabaseSync(source.path, { readOnly: true });
    try {
      return await work(readByNode(database));
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof BenchtopError || signal?.aborted === true) throw error;
    throw fail(
      'file-unreadable',
      sentence('{name} cannot be read as an SQLite database: {error}.', {
        name: source.name,
        error: firstLine(error),
      }),
      {
        file: source.path,
      },
    );
  }
}

/** Where the extension lies; null where it is not there. */
export function extensionPath(): string | null {
  try {
    const binary = `@duckdb/node-bindings-${process.platform}-${process.arch}/package.json`;
    const path = join(dirname(createRequire(__filename).resolve(binary)), EXTENSION);
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

function readByDuckDb(database: Database): SqliteReader {
  const relation = (select: string): string => `sqlite_query('db', ${literal(select)})`;
  return {
    async names(select) {
      const described = await database.rows(`DESCRIBE SELECT * FROM ${relation(select)}`);
      return described.map(([name]) => String(name));
    },
    rows: (select, take) => database.texts(`SELECT * FROM ${relation(select)}`, take),
  };
}

/** What is used of `node:sqlite`, which comes with Node 22. */
interface NodeSqlite {
  readonly DatabaseSync: new (path: string, options: { readOnly: boolean }) => NodeDatabase;
}
interface NodeDatabase {
  prepare(sql: string): {
    columns(): { name: string }[];
    iterate(): Iterable<Record<string, string | null>>;
  };
  close(): void;
}

const ROWS_AT_ONCE = 1024;

/** Node's own reader; null in versions without it. */
export function nodeSqlite(): NodeSqlite | null {
  const modules = process as { getBuiltinModule?: (name: string) => unknown };
  return (modules.getBuiltinModule?.('node:sqlite') as NodeSqlite | undefined) ?? null;
}

function readByNode(database: NodeDatabase): SqliteReader {
  return {
    names: (select) =>
      Promise.resolve(
        database
          .prepare(select)
          .columns()
          .map(({ name }) => name),
      ),
    async rows(select, take) {
      let rows: Row[] = [];
      for (const row of database.prepare(select).iterate()) {
        rows.push(Object.values(row));
        if (rows.length < ROWS_AT_ONCE) continue;
        await take(rows);
        rows = [];
      }
      await take(rows);
    },
  };
}
