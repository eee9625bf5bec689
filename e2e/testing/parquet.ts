import { DuckDBInstance } from '@duckdb/node-api';

/** Writes rows of a SELECT over `i`, the row's number, to a Parquet file. */
export async function writeParquet(path: string, select: string, from: number, to: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT ${select} FROM range(${from}, ${to}) AS t(i)) TO '${path.replace(/'/g, "''")}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}
