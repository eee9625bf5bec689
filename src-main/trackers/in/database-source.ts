import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { queriesFor, readAnswer, readTables, writeStore, type Queries } from './database-store';
import { countMlflow, readMlflow } from './mlflow-in';
import type { CountedRuns, SourceReading } from './source-reading';
import type { TakenIn } from '../../../src-shared/ipc/library';

/** Writes the answer of a database to a query as CSV. */
export type AskDatabase = (database: string, query: string, to: string) => Promise<unknown>;

/** A database of runs, and who asks it. */
export interface DatabaseSource {
  readonly path: string;
  readonly ask: AskDatabase;
}

/** Whose database a file of SQLite is; null: of neither MLflow nor trackio. */
export async function recogniseDatabase({
  path,
  ask,
}: DatabaseSource): Promise<'mlflow-database' | 'trackio' | null> {
  return inFolder(async (folder) => {
    const tables = await readTables((query) => answer({ path, ask }, query, folder));
    const queries = queriesFor(tables);
    if (queries === null) return null;
    return queries['runs'] === undefined ? 'trackio' : 'mlflow-database';
  });
}

/** @throws BenchtopError `invalid-data` where the database is neither MLflow's nor trackio's */
export async function readDatabase(
  source: DatabaseSource,
  findFolder: (id: string) => string,
  reading: SourceReading,
): Promise<TakenIn['runs']> {
  return asStore(source, (store) => readMlflow(store, findFolder, reading));
}

/** Counts the runs of a database. @throws BenchtopError `invalid-data` where it is neither MLflow's nor trackio's */
export function countDatabase(source: DatabaseSource, reading: SourceReading): Promise<CountedRuns> {
  return asStore(source, (store) => countMlflow(store, reading));
}

/** A database becomes a file store of MLflow first, in a folder that is gone afterwards. */
function asStore<T>(source: DatabaseSource, use: (store: string) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const { path } = source;
    const queries: Queries | null = queriesFor(await readTables((query) => answer(source, query, folder)));
    if (queries === null)
      throw fail('invalid-data', `${path} is a database of neither MLflow nor trackio.`, { file: path });
    const answers: Record<string, string[][]> = {};
    for (const [name, query] of Object.entries(queries)) answers[name] = await answer(source, query, folder);
    const store = join(folder, 'store');
    await mkdir(store);
    writeStore(answers, path, store);
    return use(store);
  });
}

async function answer({ path, ask }: DatabaseSource, query: string, folder: string): Promise<string[][]> {
  const to = join(folder, 'answer.csv');
  await rm(to, { force: true });
  await ask(path, query, to);
  return readAnswer(to);
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'benchtop-database-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
