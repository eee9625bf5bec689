import { isAbsolute, join } from 'node:path';
import { fail } from '../../src-shared/errors';
import type { DatasetSpec, FileDatasetSpec, ModelSpec } from '../../src-shared/experiment/schema';
import type { PointSample } from '../../src-shared/run/frames';
import type { DatasetFacts } from '../../src-shared/run/record';
import { generateDataset } from '../algorithms/generators';
import type { TrainingData } from '../algorithms/trainer';
import { sha256, stableJson } from '../files/hash';
import { chooseRows, fillMissing, fitScaler, rangeOf, takeRows } from './prepare';
import { readColumns, type RawTable } from './raw-table';
import { classesOf } from './targets';

/** A data set as a run uses it. */
export interface LoadedDataset {
  readonly data: TrainingData;
  readonly facts: DatasetFacts;
  readonly sample: PointSample;
  /** 1-based row of the table (header not counted) for each used row. */
  readonly rowNumbers: Int32Array;
}

export interface LoadOptions {
  /** Of the experiment: draws generated points and the validation rows. */
  readonly seed: number;
  readonly model: ModelSpec;
  /** Folder that a relative path starts from; the current one when left out. */
  readonly baseFolder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const SAMPLE_ROWS = 5000;

/**
 * Loads a data set as an experiment asks: read, missing values, split, scaling. The training rows
 * come first; both parts keep the order of the file.
 * @throws BenchtopError naming file, line, column or field
 */
export async function loadDataset(spec: DatasetSpec, options: LoadOptions): Promise<LoadedDataset> {
  const { seed, model } = options;
  const raw = spec.kind === 'file' ? await readFile(spec, options) : generated(spec, seed);
  const chosen = chooseRows(raw, spec, seed);
  const { order, trainRows } = chosen;
  if (order.length === 0) throw noRows(raw, chosen.droppedRows);
  const columns = raw.features.map((column, c) => {
    const taken = takeRows(column, order);
    fillMissing(taken, trainRows, raw.featureNames[c] ?? '', spec);
    return taken;
  });
  const scaler = fitScaler(spec.scaling, columns, trainRows);
  const rows = order.length;
  const { target, classes } = classesOf(
    raw.target === null ? null : takeRows(raw.target, order),
    raw.words,
    model,
  );
  const { name, featureNames, targetName } = raw;
  const facts: DatasetFacts = {
    name,
    sha256: raw.sha256,
    rows,
    droppedRows: chosen.droppedRows,
    trainRows,
    validationRows: rows - trainRows,
    features: [...featureNames],
    target: targetName,
    classes: [...classes],
    featureRanges: columns.map(rangeOf),
    scaler,
    fingerprint: fingerprint(spec, raw, seed),
  };
  const data: TrainingData = {
    rows,
    trainRows,
    width: columns.length,
    features: scaledRows(columns, scaler),
    target,
    weights: null,
    classes,
    featureNames,
    scaler,
  };
  return { data, facts, sample: sampleOf(columns, target, facts), rowNumbers: order.map((row) => row + 1) };
}

/** Columns side by side, row by row, as the model sees them. */
function scaledRows(
  columns: readonly Float64Array[],
  { offset, scale }: TrainingData['scaler'],
): Float64Array {
  const width = columns.length;
  const rows = columns[0]?.length ?? 0;
  const features = new Float64Array(rows * width);
  columns.forEach((column, c) => {
    const from = offset[c] ?? 0;
    const by = scale[c] ?? 1;
    for (let row = 0; row < rows; row++) features[row * width + c] = (column[row]! - from) / by;
  });
  return features;
}

/** Equal for equal data, columns and treatment: runs with equal fingerprints can be compared. */
function fingerprint(spec: DatasetSpec, raw: RawTable, seed: number): string {
  const { missing, missingValue, scaling, validationSplit } = spec;
  return sha256(
    stableJson({
      data: raw.sha256,
      columns: spec.kind === 'file' ? (spec.columns ?? null) : null,
      dialect: spec.kind === 'file' ? (spec.dialect ?? null) : null,
      features: raw.featureNames,
      target: raw.targetName,
      missing,
      missingValue: missing === 'constant' ? missingValue : null,
      scaling,
      validationSplit,
      seed: validationSplit > 0 ? seed : null,
    }),
  );
}

function readFile(spec: FileDatasetSpec, { model, baseFolder, signal }: LoadOptions): Promise<RawTable> {
  const path = baseFolder === undefined || isAbsolute(spec.path) ? spec.path : join(baseFolder, spec.path);
  return readColumns(path, spec, { columns: spec.columns, dialect: spec.dialect, signal }, model);
}

function generated(spec: Extract<DatasetSpec, { kind: 'generated' }>, seed: number): RawTable {
  const table = generateDataset(spec, seed);
  const { rows, width } = table;
  const features = table.featureNames.map((_, c) => {
    const column = new Float64Array(rows);
    for (let row = 0; row < rows; row++) column[row] = table.features[row * width + c] ?? NaN;
    return column;
  });
  return {
    name: table.name,
    file: null,
    sha256: sha256(stableJson([table.featureNames, table.targetName]), table.features, table.target ?? ''),
    featureNames: table.featureNames,
    features,
    targetName: table.targetName,
    target: table.target,
    words: null,
    doubtful: null,
    firstLines: null,
  };
}

function noRows({ name, file, features, featureNames }: RawTable, dropped: number): Error {
  const empty = features.findIndex((column) => column.every(Number.isNaN));
  const why =
    dropped === 0
      ? 'it has no rows'
      : empty >= 0
        ? `column "${featureNames[empty] ?? ''}" has no values; leave it out`
        : `all ${dropped} have missing values; choose another way to deal with them`;
  return fail('invalid-data', `${name} has no rows that can be used: ${why}.`, {
    field: dropped === 0 || empty >= 0 ? 'dataset.features' : 'dataset.missing',
    ...(file === null ? {} : { file }),
  });
}

/** All rows up to 5,000, else an even spread over them; raw units. */
function sampleOf(
  columns: readonly Float64Array[],
  target: Float64Array | null,
  facts: DatasetFacts,
): PointSample {
  const count = Math.min(SAMPLE_ROWS, facts.rows);
  const width = columns.length;
  const values = new Float64Array(count * width);
  const targets = new Float64Array(target === null ? 0 : count);
  for (let i = 0; i < count; i++) {
    const row = Math.floor((i * facts.rows) / count);
    for (let c = 0; c < width; c++) values[i * width + c] = columns[c]?.[row] ?? NaN;
    if (target !== null) targets[i] = target[row] ?? NaN;
  }
  return {
    features: facts.features,
    target: facts.target,
    totalRows: facts.rows,
    count,
    values,
    targets,
    classes: facts.classes,
  };
}
