import { statSync } from 'node:fs';
import { BenchtopError } from '../../../src-shared/errors';
import type { ExploredDataset, ExploredRows } from '../../../src-shared/dataset/explore';
import { generateDataset } from '../../algorithms/generators';
import { Rng } from '../../algorithms/rng';
import { stableJson } from '../../files/hash';
import type { ReadOptions } from '../read-options';
import { readColumns, rowsWhere, type RawColumn, type RawTable, type WantedColumn } from '../raw-table';
import { TableCache, type CachedTable } from './table-cache';

export type { RawColumn } from '../raw-table';

/** Above so many rows an even spread of them is kept: a picture and a quartile need no more. */
export const MOST_ROWS = 20_000_000;
const MOST_BYTES = 512 * 1024 * 1024;

export interface UnreadableColumn {
  readonly name: string;
  readonly problem: string;
}

/** Some columns of a data set, all equally long. */
export interface ExploredTable {
  readonly rows: ExploredRows;
  /** In the order asked for. */
  readonly columns: readonly (RawColumn | UnreadableColumn)[];
  /** 0-based number in the table of each row; null where all rows of it are there. */
  readonly rowNumbers: Int32Array | null;
  /** Of a generated data set, whose columns are known without asking. */
  readonly allColumns: readonly string[] | null;
}

export interface ExploreOptions {
  /** Of the experiment: draws generated points and random samples. */
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ReadOptions['onProgress'];
}

interface LoadedRows extends CachedTable {
  rows: ExploredRows;
  /** The rows are chosen: with the first column that was read. */
  isChosen: boolean;
  /** Rows of the table that are kept; null: all. */
  chosen: Int32Array | null;
  allColumns: readonly string[] | null;
}

const cache = new TableCache<LoadedRows>(MOST_BYTES);

/**
 * Columns of a data set: the rows that its filter and sample leave, as they stand in the file. What
 * was read once is kept until the file or the choice of rows changes.
 * @param names null: all there are, of a generated data set
 */
export async function exploredColumns(
  dataset: ExploredDataset,
  names: readonly string[] | null,
  options: ExploreOptions,
): Promise<ExploredTable> {
  const key = keyOf(dataset, options.seed);
  const table = cache.get(key) ?? newTable();
  if (dataset.kind === 'generated') {
    if (table.columns.size === 0) generate(table, dataset, options.seed);
  } else {
    const unread = [...new Set(names ?? [])].filter((name) => !table.columns.has(name));
    if (unread.length > 0) await read(table, dataset, unread, options);
  }
  cache.keep(key, table);
  const wanted = names ?? table.allColumns ?? [];
  return {
    rows: table.rows,
    columns: wanted.map((name) => table.columns.get(name) ?? absent(name)),
    rowNumbers: table.chosen,
    allColumns: table.allColumns,
  };
}

function absent(name: string): UnreadableColumn {
  return { name, problem: `There is no column "${name}".` };
}

function newTable(): LoadedRows {
  return {
    columns: new Map(),
    bytes: 0,
    rows: { total: 0, used: 0, doubtful: 0 },
    isChosen: false,
    chosen: null,
    allColumns: null,
  };
}

/** Equal for equal rows and equal readings of them. */
function keyOf(dataset: ExploredDataset, seed: number): string {
  if (dataset.kind === 'generated') {
    const { generator, params } = dataset;
    return stableJson({ generator, params, seed });
  }
  const { mtimeMs = 0, size = 0 } = statSync(dataset.path, { throwIfNoEntry: false }) ?? {};
  const { columnSettings, sample, ...rest } = dataset;
  const isDrawn = sample?.method === 'random' && sample.seed === null;
  return stableJson({
    ...rest,
    sample,
    seed: isDrawn ? seed : null,
    mtimeMs,
    size,
    settings: columnSettings.map(({ name, type, na }) => [name, type ?? null, na ?? null]),
  });
}

function generate(
  table: LoadedRows,
  dataset: Extract<ExploredDataset, { kind: 'generated' }>,
  seed: number,
): void {
  const { featureNames, targetName, features, target, rows, width } = generateDataset(dataset, seed);
  featureNames.forEach((name, c) => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = features[row * width + c]!;
    addColumn(table, { name, type: 'number', values, words: null });
  });
  if (targetName !== null && target !== null) {
    addColumn(table, { name: targetName, type: 'number', values: target, words: null });
  }
  table.rows = { total: rows, used: rows, doubtful: 0 };
  table.allColumns = [...table.columns.keys()];
}

function addColumn(table: LoadedRows, column: RawColumn): void {
  table.columns.set(column.name, column);
  table.bytes += column.values.byteLength;
}

type FileDataset = Extract<ExploredDataset, { kind: 'file' }>;

async function read(
  table: LoadedRows,
  dataset: FileDataset,
  names: readonly string[],
  { seed, signal, onProgress }: ExploreOptions,
): Promise<void> {
  const { path, columns, dialect, columnSettings } = dataset;
  const columnNa = columnSettings.flatMap(({ name, na }) => (na === undefined ? [] : [{ name, na }]));
  const options: ReadOptions = { columns, dialect, columnNa, signal, onProgress };
  const wanted = names.map((name, i) => wantedColumn(dataset, name, i));
  const raw = await readOrTell(path, wanted, options, table);
  if (raw === null) return;
  if (!table.isChosen) {
    const mask = dataset.filter === null ? null : await rowsWhere(path, dataset.filter, options);
    chooseRows(table, dataset, raw.rows, mask, raw.doubtful, seed);
  }
  const { chosen } = table;
  for (const column of raw.columns) {
    const values = chosen === null ? column.values : takeRows(column.values, chosen);
    addColumn(table, inOrder({ ...column, values }));
  }
}

/** Categories numbered in the order of their words: as numbers where all are, else as texts. */
function inOrder(column: RawColumn): RawColumn {
  const { words, values } = column;
  if (words === null) return column;
  const areNumbers = words.every((word) => word.trim() !== '' && Number.isFinite(Number(word)));
  const order = words
    .map((_, place) => place)
    .sort((a, b) => {
      const [first, second] = [words[a]!, words[b]!];
      const gap = areNumbers ? Number(first) - Number(second) : 0;
      return gap !== 0 ? gap : first < second ? -1 : 1;
    });
  const places = new Float64Array(words.length);
  order.forEach((old, place) => {
    places[old] = place;
  });
  // NaN and Infinity stay what they are.
  const codes = values.map((code) => places[code] ?? code);
  return { ...column, values: codes, words: order.map((old) => words[old]!) };
}

function wantedColumn({ columnSettings }: FileDataset, name: string, place: number): WantedColumn {
  const { type, na } = columnSettings.find((settings) => settings.name === name) ?? {};
  return {
    name,
    type: type === undefined ? 'auto' : type === 'text' ? 'category' : type,
    field: `chart.columns.${place}`,
    ...(na === undefined ? {} : { na }),
  };
}

/**
 * Reads columns together; where one of them cannot be read, one by one, so that the others still
 * are. null where none can.
 */
async function readOrTell(
  path: string,
  wanted: readonly WantedColumn[],
  options: ReadOptions,
  table: LoadedRows,
): Promise<RawTable | null> {
  try {
    return await readColumns(path, wanted, options);
  } catch (thrown) {
    const isOfOneColumn =
      thrown instanceof BenchtopError &&
      thrown.info.kind === 'invalid-data' &&
      thrown.info.field?.startsWith('chart.columns.') === true;
    if (!isOfOneColumn) throw thrown;
    const place = Number(thrown.info.field?.split('.')[2]);
    const name = wanted[place]?.name ?? '';
    table.columns.set(name, { name, problem: thrown.info.message });
    const others = wanted.filter((column) => column.name !== name);
    if (others.length === 0) return null;
    return readOrTell(
      path,
      others.map((column, i) => ({ ...column, field: `chart.columns.${i}` })),
      options,
      table,
    );
  }
}

/** Filter, then sample, then what cannot be trusted, then what is too much. */
function chooseRows(
  table: LoadedRows,
  { sample, rejects }: FileDataset,
  count: number,
  mask: Uint8Array | null,
  doubtful: Uint8Array | null,
  seed: number,
): void {
  let rows = mask === null ? null : placesOf(mask);
  const left = rows?.length ?? count;
  if (sample !== null && sample.rows < left) {
    const kept = sampleRows(left, sample, sample.seed ?? seed);
    rows = rows === null ? kept : kept.map((place) => rows![place]!);
  }
  const total = rows?.length ?? count;
  let leftOut = 0;
  if (doubtful !== null && rejects === 'drop') {
    const all = rows ?? Int32Array.from({ length: count }, (_, row) => row);
    rows = all.filter((row) => doubtful[row] !== 1);
    leftOut = total - rows.length;
  }
  const used = rows?.length ?? count;
  if (used > MOST_ROWS) {
    const all = rows;
    rows = Int32Array.from({ length: MOST_ROWS }, (_, i) => {
      const place = Math.floor((i * used) / MOST_ROWS);
      return all === null ? place : all[place]!;
    });
  }
  table.isChosen = true;
  table.chosen = rows;
  table.bytes += rows?.byteLength ?? 0;
  table.rows = { total, used: Math.min(used, MOST_ROWS), doubtful: leftOut };
}

function placesOf(mask: Uint8Array): Int32Array {
  let count = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row] === 1) count++;
  const rows = new Int32Array(count);
  for (let row = 0, filled = 0; row < mask.length; row++) if (mask[row] === 1) rows[filled++] = row;
  return rows;
}

function takeRows(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
}

/** As training samples. */
function sampleRows(
  count: number,
  { method, rows }: { method: 'first' | 'every' | 'random'; rows: number },
  seed: number,
): Int32Array {
  const kept = new Int32Array(Math.min(count, rows));
  if (method === 'first') return kept.map((_, i) => i);
  if (method === 'every') return kept.map((_, i) => Math.floor((i * count) / kept.length));
  const rng = Rng.derive(seed, 'sample');
  for (let row = 0, taken = 0; taken < kept.length; row++) {
    if (rng.uniform() * (count - row) < kept.length - taken) kept[taken++] = row;
  }
  return kept;
}
