import { performance } from 'node:perf_hooks';
import { at } from '../../../src-shared/present';
import { fail } from '../../../src-shared/errors';
import type { FileDatasetSpec } from '../../../src-shared/experiment/schema';
import type { PointSample } from '../../../src-shared/run/live/frames';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import type { TrainingData } from '../../algorithms/contract/trainer';
import { Rng } from '../../algorithms/numeric/rng';
import { pictureRows } from '../columns/sample';
import { indicesUpTo } from '../columns/typed/indices';
import { parseFilter, badFilter } from '../filter/expression';
import type { LoadedDataset, LoadOptions } from '../prepare/load';
import { resolvePath } from '../prepare/roles';
import { fitTargetScaler } from '../prepare/targets';
import type { Database, OpenDatabase } from '../source/duckdb';
import { cancelled } from '../source/read-options';
import { findFiles } from './find-files';
import { fitInputs } from './fit-inputs';
import { CHUNK_ROWS, openStreamDatabase, readCells, RowBlocks } from './row-blocks';
import { FirstSums } from './rows/first-sums';
import { RowReservoir } from './rows/held-rows';
import { RowEncoder } from './rows/row-encoder';
import { RowRules } from './rows/row-rules';
import { columnsTold, countInputs, refused, requireStreamable, rowRules } from './streamed-choices';
import { describeTable, type StreamedTable } from './streamed-columns';
import { streamedFacts } from './streamed-facts';
import { fitTarget } from './streamed-target';

/** Rows and cells that are held of a streamed table, at most. */
const HELD_ROWS = 100_000;
const HELD_CELLS = 2 ** 23;
/** The event loop gets a turn at least this often. */
const SLICE_MS = 20;

/**
 * Loads a data set that does not fit into memory: one pass over its files tells counts, means, standard
 * deviations, ranges and categories, and holds a sample of the rows, which `data` is. All rows come by
 * `stream`, a block at a time.
 * @throws BenchtopError naming file, column or field
 */
export async function loadStreamed(spec: FileDatasetSpec, options: LoadOptions): Promise<LoadedDataset> {
  const { seed, model, signal } = options;
  requireStreamable(spec, options);
  const files = await findFiles(resolvePath(spec, options), signal);
  const open = await openStreamDatabase(signal);
  try {
    const table = await describeTable(open.database, files, spec, await condition(open.database, spec));
    const first = await firstPass(spec, table, open, options);
    const { rules, sums, held, starts, targetAt, weightAt } = first;
    const inputs = fitInputs(spec, table.columns, sums.columns, held);
    const target = fitTarget(table, targetAt, sums, held, model);
    const heldScaler = fitTargetScaler(spec, model, target.held, target.classes, held.trainRows);
    const targetScaler = heldScaler === null ? null : sums.targetMoments.standard();
    const width = inputs.names.length;
    const encoder = new RowEncoder(inputs.columns, width, inputs.scaler);
    const rows = held.numbers.length;
    const features = new Float64Array(rows * width);
    encoder.encode(held.columns, indicesUpTo(rows), rows, features, 0);
    const rowNumbers = held.numbers.map((number) => number + 1);
    const facts = streamedFacts({
      spec,
      seed,
      kind: model.kind,
      table,
      sums,
      inputs,
      heldRows: rows,
      classes: target.classes,
      targetScaler,
    });
    const data: TrainingData = {
      rows,
      trainRows: held.trainRows,
      width,
      features,
      target: target.held,
      weights: weightAt < 0 ? null : at(held.columns, weightAt),
      classes: target.classes,
      featureNames: inputs.names,
      scaler: inputs.scaler,
      ...(targetScaler === null ? {} : { targetScaler }),
    };
    const rawEncoder = new RowEncoder(inputs.columns, width);
    return {
      data,
      facts,
      sample: pointSample(facts, rows, target.held, (picked) => {
        const raw = new Float64Array(picked.length * width);
        rawEncoder.encode(held.columns, picked, picked.length, raw, 0);
        return raw;
      }),
      readAt: null,
      rowNumbers,
      rawRows: null,
      lineOf: () => null,
      isDataOf: (stored) => stored.fingerprint === facts.fingerprint,
      stream: new RowBlocks({
        table,
        rules,
        encoder,
        targetAt,
        weightAt,
        toTarget: target.toTarget,
        training: target.part('training'),
        validation: target.part('validation'),
        starts,
      }),
    };
  } catch (error) {
    if (signal?.aborted === true) throw cancelled();
    throw error;
  } finally {
    open.close();
  }
}

/**
 * Checks what a first look at the files tells: they can be read, are alike, and have the columns in use.
 * @throws BenchtopError as {@link loadStreamed}
 */
export async function checkStreamed(spec: FileDatasetSpec, options: LoadOptions): Promise<void> {
  requireStreamable(spec, options);
  const files = await findFiles(resolvePath(spec, options), options.signal);
  const open = await openStreamDatabase(options.signal);
  try {
    await describeTable(open.database, files, spec, await condition(open.database, spec));
  } finally {
    open.close();
  }
}

/** The row filter as SQL, from `WHERE` on. */
async function condition(database: Database, { filter }: FileDatasetSpec): Promise<string> {
  if (filter === null) return '';
  const { isPlain } = await parseFilter(database, filter);
  if (!isPlain)
    throw badFilter(
      'rows that are streamed are filtered by comparisons, arithmetic and plain functions only',
    );
  return ` WHERE (${filter}\n)`;
}

async function firstPass(
  spec: FileDatasetSpec,
  table: StreamedTable,
  open: OpenDatabase,
  { seed, signal, onProgress }: LoadOptions,
) {
  const tableRows = table.fileRows.reduce((sum, rows) => sum + rows, 0);
  if (tableRows > 2 ** 31 - 1) {
    throw fail(
      'invalid-data',
      `${table.files.name} has ${tableRows.toLocaleString('en')} rows, more than the 2,147,483,647 that can be numbered: use a part of the files, or a filter.`,
      { field: 'dataset.path' },
    );
  }
  const count = spec.features.length;
  const targetAt = spec.target === null ? -1 : count;
  const weightAt = spec.weight === null ? -1 : count + (spec.target === null ? 0 : 1);
  const rules = new RowRules(rowRules(spec, { tableRows, seed, targetAt, weightAt }));
  const sums = new FirstSums(columnsTold(spec, table.columns), targetAt, weightAt);
  const width = table.columns.length;
  const cells = Math.max(width, countInputs(spec, table.columns));
  const most = Math.max(1000, Math.min(HELD_ROWS, tableRows, Math.floor(HELD_CELLS / cells)));
  const reservoir = new RowReservoir(width, Math.min(most, Math.max(1, tableRows)), Rng.derive(seed, 'held'));
  const totalBytes = table.files.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const starts: { row: number; training: number; validation: number }[] = [];
  const marks = new Uint8Array(CHUNK_ROWS);
  let row = 0;
  let turned = performance.now();
  const begin = (file: number): void => {
    while (starts.length <= file)
      starts.push({ row, training: sums.trainRows, validation: sums.validationRows });
  };
  for await (const chunk of readCells(open, table)) {
    begin(chunk.file);
    const refusal = rules.mark(chunk, row, marks);
    if (refusal !== null) throw refused(table, spec, refusal);
    sums.add(chunk, marks);
    reservoir.add(chunk, row, marks);
    row += chunk.rows;
    if (performance.now() - turned < SLICE_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted === true) throw cancelled();
    turned = performance.now();
    onProgress?.({ bytes: Math.round((totalBytes * row) / Math.max(1, tableRows)), totalBytes, rows: row });
  }
  begin(table.files.files.length - 1);
  if (sums.trainRows === 0) throw nothingLeft(table, tableRows, sums);
  return { rules, sums, held: reservoir.rows(), starts, targetAt, weightAt };
}

function nothingLeft(table: StreamedTable, tableRows: number, sums: FirstSums): Error {
  const { name } = table.files;
  const dropped = sums.droppedByReason.reduce((sum, rows) => sum + rows, 0);
  const why =
    tableRows === 0
      ? table.where === ''
        ? `${name} has no rows.`
        : `The row filter leaves no row of ${name}.`
      : `None of the ${tableRows.toLocaleString('en')} rows of ${name} can be trained on: ${dropped.toLocaleString('en')} lack a value or hold one that is no number, and ${sums.validationRows.toLocaleString('en')} are for validation.`;
  return fail('invalid-data', why, {
    field: tableRows === 0 && table.where !== '' ? 'dataset.filter' : 'dataset.path',
  });
}

function pointSample(
  facts: DatasetFacts,
  held: number,
  target: Float64Array | null,
  raw: (picked: Int32Array) => Float64Array,
): PointSample {
  const picked = pictureRows(held, facts.features.length);
  return {
    features: facts.features,
    target: facts.target,
    totalRows: facts.rows,
    count: picked.length,
    values: raw(picked),
    targets: target === null ? new Float64Array(0) : Float64Array.from(picked, (row) => target[row] ?? NaN),
    classes: facts.classes,
  };
}
