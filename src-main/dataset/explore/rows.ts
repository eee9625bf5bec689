import { statSync } from 'node:fs';
import { BenchtopError } from '../../../src-shared/errors';
import type { ExploredDataset, ExploredRows } from '../../../src-shared/dataset/explore';
import type { RowSample } from '../../../src-shared/experiment/schema';
import { stableJson } from '../../files/hash';
import { drawGenerated } from '../prepare/generated';
import { previewFile } from '../preview/preview';
import type { RawColumn, RawTable, WantedColumn } from '../columns/raw-table';
import { readColumns } from '../columns/column-reader';
import { rowsWhere } from '../filter/filter';
import type { ReadOptions } from '../source/read-options';
import { take } from '../columns/typed/indices';
import { sortedCategories } from '../columns/categories';
import { chooseRows, MAX_ROWS } from './choose-rows';
import { TableCache, type CachedTable } from './table-cache';

export type { RawColumn } from '../columns/raw-table';

const MAX_BYTES = 512 * 1024 * 1024;

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
  /** The rows that are read of the file; null: all. */
  sample: RowSample | null;
  /** Places among the rows read of those that are kept; null: all. */
  chosen: Int32Array | null;
  /** Their numbers in the whole table; null: all of it, in order. */
  rowNumbers: Int32Array | null;
  allColumns: readonly string[] | null;
}

const cache = new TableCache<LoadedRows>(MAX_BYTES);

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
  const key = toKey(dataset, options.seed);
  const table = cache.get(key) ?? newTable();
  if (dataset.kind === 'generated') {
    if (table.columns.size === 0) await generate(table, dataset, options);
  } else {
    const unread = [...new Set(names ?? [])].filter((name) => !table.columns.has(name));
    if (unread.length > 0) await read(table, dataset, unread, options);
  }
  cache.keep(key, table);
  const wanted = names ?? table.allColumns ?? [];
  return {
    rows: table.rows,
    columns: wanted.map((name) => table.columns.get(name) ?? absent(name)),
    rowNumbers: table.rowNumbers,
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
    sample: null,
    chosen: null,
    rowNumbers: null,
    allColumns: null,
  };
}

/** Equal for equal rows and equal readings of them. */
function toKey(dataset: ExploredDataset, seed: number): string {
  if (dataset.kind === 'generated') {
    const { generator, params } = dataset;
    return stableJson({ generator, params, seed });
  }
  const files = [dataset.path, ...(dataset.source?.files ?? [])].map((path) => {
    const { mtimeMs = 0, size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
    return [mtimeMs, size];
  });
  const { columnSettings, sample, ...rest } = dataset;
  const isDrawn = sample?.method === 'random' && sample.seed === null;
  return stableJson({
    ...rest,
    sample,
    seed: isDrawn ? seed : null,
    files,
    settings: columnSettings.map(({ name, type, na }) => [name, type ?? null, na ?? null]),
  });
}

async function generate(
  table: LoadedRows,
  dataset: Extract<ExploredDataset, { kind: 'generated' }>,
  { seed, signal }: ExploreOptions,
): Promise<void> {
  const drawn = await drawGenerated(dataset, seed, signal);
  const { featureNames, targetName, features, target, rows, width } = drawn;
  featureNames.forEach((name, c) => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = features[row * width + c]!;
    addColumn(table, { name, type: 'number', values, categories: null });
  });
  if (targetName !== null && target !== null) {
    addColumn(table, { name: targetName, type: 'number', values: target, categories: null });
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
  const { path, source, columns, dialect, columnSettings, filter } = dataset;
  const columnNa = columnSettings.flatMap(({ name, na }) => (na === undefined ? [] : [{ name, na }]));
  const options: ReadOptions = { source, columns, dialect, columnNa, signal, onProgress };
  if (!table.isChosen) table.sample = await sampleToRead(dataset, options, seed);
  const wanted = names.map((name, i) => wantedColumn(dataset, name, i));
  const raw = await readOrTell(path, wanted, options, table);
  if (raw === null) return;
  if (!table.isChosen) {
    const mask = filter === null ? null : await rowsWhere(path, filter, options);
    const isWhole = table.sample === null || filter !== null || dataset.sample !== null;
    const total = isWhole ? raw.rows : (await previewFile(path, options)).page.totalRows;
    const { rows, chosen, rowNumbers } = chooseRows(dataset, raw, mask, total, seed);
    table.isChosen = true;
    table.rows = rows;
    table.chosen = chosen;
    table.rowNumbers = rowNumbers;
    table.bytes += (rowNumbers?.byteLength ?? 0) + (chosen?.byteLength ?? 0);
  }
  const { chosen } = table;
  for (const column of raw.columns) {
    const values = chosen === null ? column.values : take(column.values, chosen);
    addColumn(table, inOrder({ ...column, values }));
  }
}

/** A category numbered as people count: 9 before 10 where all words are numbers. */
function inOrder(column: RawColumn): RawColumn {
  const { categories, values } = column;
  if (categories === null) return column;
  const ordered = sortedCategories(categories);
  if (ordered.every((word, index) => word === categories[index])) return column;
  const indexByCategory = new Map(ordered.map((word, index) => [word, index]));
  const indexByCode = Float64Array.from(categories, (word) => indexByCategory.get(word) ?? NaN);
  // NaN and Infinity stay what they are.
  return { ...column, categories: ordered, values: values.map((code) => indexByCode[code] ?? code) };
}

/** The data set's own sample where no filter goes before it; an even spread of a file that is too long. */
async function sampleToRead(
  { path, filter, sample }: FileDataset,
  options: ReadOptions,
  seed: number,
): Promise<RowSample | null> {
  if (filter === null && sample !== null) return { ...sample, seed: sample.seed ?? seed };
  const { totalRows } = (await previewFile(path, options)).page;
  // What a look tells may be an estimate.
  return totalRows <= MAX_ROWS * 0.95 ? null : { method: 'every', rows: MAX_ROWS, seed: null };
}

function wantedColumn({ columnSettings }: FileDataset, name: string, index: number): WantedColumn {
  const { type, na, unit } = columnSettings.find((settings) => settings.name === name) ?? {};
  return {
    name,
    type: type === undefined ? 'auto' : type === 'text' ? 'category' : type,
    field: `chart.columns.${index}`,
    ...(na === undefined ? {} : { na }),
    ...(unit === undefined ? {} : { unit }),
  };
}

/**
 * Reads columns together; where one of them cannot be read, the others without it. null where none
 * can.
 */
async function readOrTell(
  path: string,
  wanted: readonly WantedColumn[],
  options: ReadOptions,
  table: LoadedRows,
): Promise<RawTable | null> {
  try {
    return await readColumns(path, wanted, { ...options, sample: table.sample });
  } catch (thrown) {
    const index = thrown instanceof BenchtopError ? findIndex(thrown.info.field) : null;
    const bad = index === null ? undefined : wanted[index];
    if (bad === undefined || !(thrown instanceof BenchtopError)) throw thrown;
    table.columns.set(bad.name, { name: bad.name, problem: thrown.info.message });
    const others = wanted.filter((column) => column !== bad);
    if (others.length === 0) return null;
    return readOrTell(
      path,
      others.map((column, i) => ({ ...column, field: `chart.columns.${i}` })),
      options,
      table,
    );
  }
}

/** Which of the wanted columns an error is about; null where it is about the file. */
function findIndex(field: string | undefined): number | null {
  const index = /^chart\.columns\.(\d+)$/.exec(field ?? '')?.[1];
  return index === undefined ? null : Number(index);
}
