import { statSync } from 'node:fs';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { DatasetSpec, FileSource } from '../../../src-shared/experiment/schema';
import { at } from '../../../src-shared/present';
import { readEncoders, toRawColumns } from '../../../src-shared/run/points/raw-columns';
import type { ColumnMatches, PointFileCheck, PointFileRows } from '../../../src-shared/run/points/point-file';
import { matchColumns, type ColumnPairs } from './match-columns';
import { BlockMaker, type BlockOptions, type PointBlock } from './point-blocks';
import type { PointModel } from './point-cells';
import { DayOrder, PointColumn } from './point-columns';
import type { ReadOptions } from '../source/read-options';
import { findSettings } from '../prepare/roles';
import { findFiles } from '../stream/find-files';
import type { RowBatch } from '../table/batch/row-batch';
import { scanRows } from '../table/scan-rows';
import { withSeekable } from '../table/seekable-copy';
import { withTable } from '../open/open-table';
import { missingMarkers, type TextTable } from '../table/text-table';

/** A file of points and how it is to be read. */
export interface PointFile {
  readonly path: string;
  /** Which of the file's tables is read, and which other files with it. */
  readonly source?: FileSource | undefined;
  /** Rows that hold names; null: detected. */
  readonly header: number | null;
  readonly matches: ColumnMatches;
}

export type { PointBlock } from './point-blocks';

type Options = Pick<ReadOptions, 'signal' | 'onProgress'>;

/**
 * Says how a file stands to a model before anything is predicted: which column is which, what is
 * absent or left over, and (where nothing is absent) what its cells are worth, for which all of it is read.
 * @param spec of the run's data set: its names and missing markers hold here too
 * @throws BenchtopError where the file cannot be read, or dates do not tell the day from the month
 */
export async function checkPointFile(
  model: PointModel,
  spec: DatasetSpec,
  given: PointFile,
  options: Options = {},
): Promise<Omit<PointFileCheck, 'answers'>> {
  const file = await filesOf(given, options.signal);
  return withTable(file.path, readOptions(file, options), async (table) => {
    const pairs = pairColumns(model, spec, file, table);
    const { original, names, detected, notes } = table;
    const common = {
      path: original.path,
      name: original.name,
      stamp: readStamp(table),
      header: detected.header,
      columns: names,
      absent: pairs.absent,
      extra: pairs.extra,
      notes,
    };
    if (pairs.absent.length > 0) {
      return { ...common, matched: pairs.matched.map((pair) => ({ ...pair, cells: null })), rows: null };
    }
    const columns = await openColumns(model, spec, file, table, pairs, options);
    const rows = { total: 0, usable: 0, doubtful: 0, outside: 0 };
    await scanRows(
      table,
      (batch) => {
        countRows(rows, columns, batch);
        return true;
      },
      options,
    );
    if (rows.total === 0)
      throw fail('invalid-data', sentence('{name} has no rows.', { name: original.name }), {
        file: original.path,
      });
    const matched = pairs.matched.map((pair, e) => ({ ...pair, cells: columns[e]?.counts() ?? null }));
    return { ...common, matched, rows };
  });
}

/** A folder of tables is read as its files, one after the other. */
async function filesOf<T extends PointFile>(file: T, signal: AbortSignal | undefined): Promise<T> {
  const isFolder = statSync(file.path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder || file.source?.files !== undefined) return file;
  const [path = file.path, ...files] = (await findFiles(file.path, signal)).files.map((each) => each.path);
  return files.length === 0 ? { ...file, path } : { ...file, path, source: { ...file.source, files } };
}

function countRows(
  rows: { -readonly [K in keyof PointFileRows]: number },
  columns: readonly PointColumn[],
  batch: RowBatch,
): void {
  const doubtful = new Set(batch.suspects.map(({ row }) => row));
  for (let row = 0; row < batch.rows; row++) {
    let isUsable = !doubtful.has(row);
    let isOutside = false;
    for (const column of columns) {
      const value = column.read(batch, row);
      column.count(value, batch, row);
      if (value === Infinity || (Number.isNaN(value) && column.encoder.fill === null)) isUsable = false;
      else if (column.isOutside(value)) isOutside = true;
    }
    rows.total++;
    if (doubtful.has(row)) rows.doubtful++;
    if (isUsable) rows.usable++;
    if (isOutside) rows.outside++;
  }
}

/**
 * Reads the rows of a checked file, block after block.
 * @param stamp of the check: `conflict` where the file is another by now
 * @param take a block holds until it is answered
 */
export async function readPointFile(
  model: PointModel,
  spec: DatasetSpec,
  given: PointFile & { readonly stamp: string },
  options: BlockOptions,
  take: (block: PointBlock) => Promise<void> | void,
): Promise<void> {
  const file = await filesOf(given, options.signal);
  return withTable(file.path, readOptions(file, options), async (table) => {
    if (readStamp(table) !== file.stamp) {
      throw fail(
        'conflict',
        sentence('{name} was changed since its columns were matched: match them again.', {
          name: table.original.name,
        }),
        {
          file: table.original.path,
        },
      );
    }
    const pairs = pairColumns(model, spec, file, table);
    if (pairs.absent.length > 0)
      throw fail(
        'conflict',
        sentence('{name} lacks columns of the model: match them first.', { name: table.original.name }),
      );
    const dayFirst = await dayOrders(file, table, pairs, options);
    const read = (textTable: TextTable): Promise<void> =>
      readBlocks(model, spec, textTable, pairs, dayFirst, options, take);
    const { from = 0 } = options;
    if (from === 0 || table.isSeekable) return read(table);
    return withSeekable(table, options.signal, read);
  });
}

async function readBlocks(
  model: PointModel,
  spec: DatasetSpec,
  table: TextTable,
  pairs: ColumnPairs,
  dayFirst: readonly boolean[],
  options: BlockOptions,
  take: (block: PointBlock) => Promise<void> | void,
): Promise<void> {
  const { from = 0, count = Infinity, signal, onProgress } = options;
  const columns = columnsIn(model, spec, table, pairs, dayFirst);
  const byOrder = new Map(
    pairs.matched.map(({ source, how, column }) => [how === 'order' ? source : null, column]),
  );
  const names = table.names.map((name) => byOrder.get(name) ?? name);
  const maker = new BlockMaker(model, columns, table, names, options);
  await scanRows(
    table,
    async (batch) => {
      const end = Math.min(batch.rows, from + count - batch.firstRow);
      const doubtful = new Set(batch.suspects.map(({ row }) => row));
      for (let row = Math.max(0, from - batch.firstRow); row < end; row++) {
        maker.add(batch, row, doubtful.has(row));
        if (maker.isFull) await take(maker.hand());
      }
      return batch.firstRow + batch.rows < from + count;
    },
    { signal, onProgress, from: from === 0 ? null : table.index.before(from) },
  );
  if (maker.rows > 0) await take(maker.hand());
}

function readOptions({ source, header }: PointFile, { signal, onProgress }: Options): ReadOptions {
  return { source, dialect: header === null ? undefined : { header }, signal, onProgress };
}

function readStamp({ original }: TextTable): string {
  return `${original.bytes}-${original.modified}`;
}

function pairColumns(
  model: PointModel,
  spec: DatasetSpec,
  { matches }: PointFile,
  table: TextTable,
): ColumnPairs {
  return matchColumns(model, table.names, table.detected.header > 0, spec, matches);
}

async function openColumns(
  model: PointModel,
  spec: DatasetSpec,
  file: PointFile,
  table: TextTable,
  pairs: ColumnPairs,
  options: Options,
): Promise<PointColumn[]> {
  return columnsIn(model, spec, table, pairs, await dayOrders(file, table, pairs, options));
}

function columnsIn(
  model: PointModel,
  spec: DatasetSpec,
  table: TextTable,
  { matched }: ColumnPairs,
  dayFirst: readonly boolean[],
): PointColumn[] {
  const facts = toRawColumns(model);
  return readEncoders(model).map((encoder, e) => {
    const source = matched[e]?.source ?? null;
    const own =
      findSettings(spec, encoder.column)?.settings.na ??
      (spec.kind === 'file' ? spec.dialect?.na : undefined);
    const markers = source === null ? [] : (own ?? missingMarkers(source, {}));
    const index = source === null ? -1 : table.names.indexOf(source);
    return new PointColumn(table, encoder, at(facts, e), index, {
      markers,
      dayFirst: dayFirst[e] ?? true,
      unit: findSettings(spec, encoder.column)?.settings.unit,
    });
  });
}

/** Orders of day and month that were found in whole files; the last few. */
const KEPT_ORDERS = 8;
const knownOrders = new Map<string, readonly boolean[]>();

/** Whether the dates of each column begin with the day; only columns of dates are read for it. */
async function dayOrders(
  file: PointFile,
  table: TextTable,
  { matched }: ColumnPairs,
  options: Options,
): Promise<readonly boolean[]> {
  if (matched.every(({ kind }) => kind !== 'date')) return matched.map(() => true);
  const sources = matched.map(({ source, kind }) => (kind === 'date' ? source : null));
  const key = JSON.stringify([file.path, file.header, readStamp(table), sources]);
  const known = knownOrders.get(key);
  if (known !== undefined) return known;
  const orders = sources.map((source) =>
    source === null ? null : new DayOrder(table.names.indexOf(source)),
  );
  await scanRows(
    table,
    (batch) => {
      for (const order of orders)
        for (let row = 0; order !== null && row < batch.rows; row++) order.look(batch, row);
      return true;
    },
    options,
  );
  const open = orders.findIndex((order) => order?.isAmbiguous === true);
  if (open >= 0) {
    const { name, path } = table.original;
    const column = sources[open] ?? '';
    throw fail(
      'invalid-data',
      sentence(
        'Column "{column}" of {name} has dates such as 1/2/2024 only: nothing tells the day from the month. Write them as 2024-02-01.',
        { column, name },
      ),
      { file: path, column, field: 'points' },
    );
  }
  const found = orders.map((order) => order?.dayFirst ?? true);
  knownOrders.set(key, found);
  for (const oldest of knownOrders.keys()) {
    if (knownOrders.size <= KEPT_ORDERS) break;
    knownOrders.delete(oldest);
  }
  return found;
}
