import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

type Library = typeof import('@duckdb/node-api');
let library: Library | null = null;

/** Loads DuckDB's native library; later calls find it loaded. Take a native turn around the first. */
export async function openDuckDb(): Promise<void> {
  library ??= await import('@duckdb/node-api');
}

/** Runs `work` on a database of its own in memory, which is gone afterwards. */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  await openDuckDb();
  if (library === null) throw new Error('DuckDB is not loaded');
  const instance: DuckDBInstance = await library.DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return await work(new Database(connection));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The few ways in which tables are read here. */
export class Database {
  readonly #connection: DuckDBConnection;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  async run(sql: string): Promise<void> {
    await this.#connection.run(sql);
  }

  /** All rows as JavaScript values: for small answers. */
  async rows(sql: string): Promise<unknown[][]> {
    const result = await this.#connection.run(sql);
    return (await result.getRows()) as unknown[][];
  }

  /** A query of DOUBLE columns that are never NULL, as one array a column. */
  async doubles(sql: string, columnCount: number): Promise<Float64Array[]> {
    const parts: Float64Array[][] = Array.from({ length: columnCount }, () => []);
    const result = await this.#connection.stream(sql);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) break;
      for (let c = 0; c < columnCount; c++) {
        // The vector's own array, copied whole: its value getters cost a hundred times as much.
        const { items } = chunk.getColumnVector(c) as unknown as { items: Float64Array };
        parts[c]?.push(items.slice(0, chunk.rowCount));
      }
    }
    return parts.map(concat);
  }
}

function concat(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** An SQL string. */
export function literal(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}

/** An SQL name. */
export function identifier(name: string): string {
  return `"${name.replace(/"/g, '""')}"`;
}
