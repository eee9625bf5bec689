import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { GROUP_TAG } from './mlflow-in';

/** What is asked of a database: texts in hex, so that a line of the answer is a row. The row of x alone is left out. */
export type Queries = Readonly<Record<string, string>>;

const hex = (column: string): string => `'x' || hex(coalesce(${column}, ''))`;
/** One row more, of nothing: an answer without rows would be refused as a table. */
const orNothing = (select: string, columns: number): string =>
  `${select} UNION ALL SELECT 'x'${", 'x'".repeat(columns - 1)}`;

/** Names of the tables, each in a row, and of their columns behind a point. */
const TABLES = orNothing(
  `SELECT ${hex('name')} AS a, 'x' AS b FROM sqlite_master UNION ALL SELECT ${hex("m.name || '.' || c.name")}, 'x' FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`,
  2,
);

const MLFLOW: Queries = {
  runs: orNothing(
    `SELECT ${hex('r.run_uuid')} AS run, ${hex('r.name')} AS name, ${hex('r.status')} AS status, ${hex('r.start_time')} AS began, ${hex('e.name')} AS experiment FROM runs r LEFT JOIN experiments e ON e.experiment_id = r.experiment_id WHERE coalesce(r.lifecycle_stage, 'active') <> 'deleted'`,
    5,
  ),
  params: orNothing(
    `SELECT ${hex('run_uuid')} AS run, ${hex('key')} AS name, ${hex('value')} AS value FROM params`,
    3,
  ),
  tags: orNothing(
    `SELECT ${hex('run_uuid')} AS run, ${hex('key')} AS name, ${hex('value')} AS value FROM tags`,
    3,
  ),
  // 17 digits tell every number from its neighbours.
  metrics: orNothing(
    `SELECT ${hex('run_uuid')} AS run, ${hex('key')} AS name, ${hex("CASE WHEN is_nan THEN 'nan' ELSE printf('%!.17g', value) END")} AS value, ${hex('timestamp')} AS at, ${hex('step')} AS step FROM metrics`,
    5,
  ),
};

/** Of trackio from 0.10 on runs have ids, and some of one project may be called alike. */
const trackio = (hasIds: boolean, hasConfigs: boolean): Queries => {
  const run = `${hex(hasIds ? 'run_id' : 'run_name')} AS run`;
  return {
    metrics: orNothing(
      `SELECT ${run}, ${hex('run_name')} AS name, ${hex('metrics')} AS metrics, ${hex('timestamp')} AS at, ${hex('step')} AS step FROM metrics`,
      5,
    ),
    ...(hasConfigs
      ? { configs: orNothing(`SELECT ${run}, ${hex('config')} AS config FROM configs`, 2) }
      : {}),
  };
};

/** Names of a database's tables, and of their columns as `table.column`. @param ask answers a query with rows of texts */
export async function readTables(ask: (query: string) => Promise<string[][]>): Promise<ReadonlySet<string>> {
  return new Set((await ask(TABLES)).map(([name = '']) => name));
}

/** Whose database it is, and what is to be asked of it; null: of neither MLflow nor trackio. */
export function queriesFor(tables: ReadonlySet<string>): Queries | null {
  if (['runs.run_uuid', 'metrics.is_nan', 'params', 'tags', 'experiments'].every((name) => tables.has(name)))
    return MLFLOW;
  if (['metrics.run_name', 'metrics.metrics', 'metrics.step'].every((name) => tables.has(name)))
    return trackio(tables.has('metrics.run_id'), tables.has('configs'));
  return null;
}

/** Rows of an answer that was written as CSV, their texts as they were. @param path of the file, with a header */
export function readAnswer(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const cells = line.trim().split(',');
      if (line === '' || cells.every((cell) => cell === 'x')) return [];
      return [cells.map((cell) => Buffer.from(cell.slice(1), 'hex').toString('utf8'))];
    });
}

/**
 * Writes the answers of a database as a file store of MLflow, which is read like any other.
 * @param answers rows by query
 * @param source the database: trackio's has its project's name
 * @param to a new folder
 */
export function writeStore(
  answers: Readonly<Record<string, readonly (readonly string[])[]>>,
  source: string,
  to: string,
): void {
  const store = new Store(to);
  if (answers['runs'] === undefined) fromTrackio(answers, basename(source, extname(source)), store);
  else fromMlflow(answers, store);
  store.write();
}

type Answers = Parameters<typeof writeStore>[0];

function fromMlflow({ runs = [], params = [], tags = [], metrics = [] }: Answers, store: Store): void {
  for (const [id = '', name = '', status = '', began = '', experiment = ''] of runs)
    store.run(id, { name, status, began: Number(began), experiment });
  for (const [id = '', name = '', value = ''] of params) store.put(id, 'params', name, value);
  for (const [id = '', name = '', value = ''] of tags) store.put(id, 'tags', name, value);
  for (const [id = '', name = '', value = '', at = '', step = ''] of metrics)
    store.put(id, 'metrics', name, `${at} ${unbounded(value)} ${step}\n`);
}

/** MLflow keeps infinities as the largest numbers. */
function unbounded(text: string): string {
  const number = Number(text);
  return Math.abs(number) >= 1.797693134862315e308 ? (number > 0 ? 'inf' : '-inf') : text;
}

/** What trackio keeps among the settings itself: who made a run and when, which are none. */
const TRACKIO_OWN: ReadonlySet<string> = new Set(['_Username', '_Created']);

function fromTrackio({ metrics = [], configs = [] }: Answers, project: string, store: Store): void {
  for (const [run = '', name = '', text = '', time = '', step = ''] of metrics) {
    const id = `${project}/${run}`;
    const at = Date.parse(time);
    store.run(id, { name, status: 'FINISHED', began: at, experiment: project });
    for (const [metric, value] of Object.entries(readObject(text))) {
      const number = typeof value === 'number' ? String(value) : infinity(value);
      if (number !== null) store.put(id, 'metrics', metric, `${at} ${number} ${step}\n`);
    }
  }
  for (const [run = '', text = ''] of configs) {
    for (const [name, value] of Object.entries(readObject(text))) {
      if (TRACKIO_OWN.has(name)) continue;
      const id = `${project}/${run}`;
      if (name !== '_Group')
        store.put(id, 'params', name, typeof value === 'string' ? value : JSON.stringify(value));
      else if (typeof value === 'string') store.put(id, 'tags', GROUP_TAG, value);
    }
  }
}

/** trackio keeps what JSON has no number for as a word. */
function infinity(value: unknown): string | null {
  const words: Readonly<Record<string, string>> = { Infinity: 'inf', '-Infinity': '-inf', NaN: 'nan' };
  return typeof value === 'string' ? (words[value] ?? null) : null;
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

interface StoredRun {
  readonly name: string;
  readonly status: string;
  readonly began: number;
  readonly experiment: string;
}

/** Runs and their files, until they are written. */
class Store {
  readonly #to: string;
  readonly #runs = new Map<string, { readonly run: StoredRun; readonly files: Map<string, string[]> }>();

  constructor(to: string) {
    this.#to = to;
  }

  /** Known from its first mention on. */
  run(id: string, run: StoredRun): void {
    if (!this.#runs.has(id)) this.#runs.set(id, { run, files: new Map() });
  }

  /** Adds to a file of a run that is known; a name that would lie outside of the folder is left out. */
  put(id: string, kind: 'params' | 'tags' | 'metrics', name: string, text: string): void {
    const parts = name.split('/');
    const isOutside = parts.some((part) => part === '' || part === '.' || part === '..');
    const files = this.#runs.get(id)?.files;
    if (files === undefined || isOutside || name.includes('\\') || name.includes('\0')) return;
    const path = `${kind}/${name}`;
    const lines = files.get(path);
    if (lines === undefined) files.set(path, [text]);
    else if (kind === 'metrics') lines.push(text);
  }

  write(): void {
    const experiments = new Map<string, string>();
    let number = 0;
    for (const [id, { run, files }] of this.#runs) {
      let folder = experiments.get(run.experiment);
      if (folder === undefined) {
        folder = join(this.#to, String(experiments.size));
        experiments.set(run.experiment, folder);
        put(join(folder, 'meta.yaml'), `name: ${JSON.stringify(run.experiment)}\n`);
      }
      const place = join(folder, String(number++));
      mkdirSync(join(place, 'params'), { recursive: true });
      const meta = { run_id: id, run_name: run.name, status: run.status, start_time: run.began };
      put(
        join(place, 'meta.yaml'),
        Object.entries(meta)
          .map(([key, value]) => `${key}: ${typeof value === 'number' ? value : JSON.stringify(value)}\n`)
          .join(''),
      );
      for (const [path, lines] of files) put(join(place, path), lines.join(''));
    }
  }
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
