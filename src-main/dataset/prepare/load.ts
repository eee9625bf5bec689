import { resolve } from 'node:path';
import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { DatasetSpec, ModelSpec } from '../../../src-shared/experiment/schema';
import type { PointSample } from '../../../src-shared/run/live/frames';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import type { FeatureTable } from '../../algorithms/contract/feature-table';
import { modelAlgorithm } from '../../algorithms/models';
import type { RowStream } from '../../algorithms/contract/row-stream';
import type { TrainingData } from '../../algorithms/contract/trainer';
import { sha256 } from '../../files/hash';
import { beginStage } from '../../threads/stages';
import { classTextNote, codeNote } from '../columns/cell-types/code-notes';
import { chooseRows, filteredRows } from './choose-rows';
import { checkFeatureWords } from './encoders';
import { computeFingerprint, isSameData } from './fingerprint';
import { rowNumber } from './lines';
import { valueHashes } from './value-hashes';
import { toFitKey } from './kept/fit-key';
import type { KnownTables } from './kept/known-tables';
import { FeatureRoom } from './layout/feature-room';
import { modelInputs } from './model-inputs';
import { pictureRows } from '../columns/sample';
import { take } from '../columns/typed/indices';
import { rowsWhere } from '../filter/filter';
import { generatedRoles, resolvePath, readRoles, toSchema, resolveSource, type RoleTable } from './roles';
import { Slices } from '../source/slices';
import { splitRows } from './split/split';
import { setTestPartApart } from './split/test-part';
import { checkTargetWords, findClasses, fitTargetScaler } from './targets';

/** A data set as a run uses it. */
export interface LoadedDataset {
  readonly data: TrainingData;
  readonly facts: DatasetFacts;
  readonly sample: PointSample;
  /** Milliseconds since 1970 when its table was read, where that was for another run; null: for this one. */
  readonly readAt: number | null;
  /** 1-based row of the table (header not counted) for each used row, in the order of `data`. */
  readonly rowNumbers: Int32Array;
  /**
   * [rows][inputs]: the features of rows of `data` from one up to another in raw units, as the table has
   * them, or as they were filled. Null for a large table,
   * which is not held beside its features, unless it was asked for.
   */
  readonly rawRows: ((from: number, to: number) => Float64Array) | null;
  /** Line in the file of a row by its 1-based number; null for generated data. */
  lineOf(row: number): number | null;
  /** Whether this is what a stored run was trained on, by its facts. */
  isDataOf(stored: DatasetFacts): boolean;
  /** All rows, where they are more than memory holds: all else is of a sample of them then. Absent: all are held. */
  readonly stream?: RowStream;
}

export interface LoadOptions {
  /** Of the experiment: draws generated points, the sample and the validation rows. */
  readonly seed: number;
  readonly model: ModelSpec;
  /** Whether the model is trained on it. */
  readonly trains?: boolean | undefined;
  /**
   * Whether the rows in raw units are wanted, however large the table is, in place of the features: these are
   * empty then.
   */
  readonly keepsTable?: boolean | undefined;
  /**
   * Whether the test part is looked at: its rows then stand in the place of the validation rows. Training
   * never asks for it.
   */
  readonly opensTest?: boolean | undefined;
  /** Makes the array of zeros for the features, [rows][width]; a plain one when left out. */
  readonly allocate?: ((features: FeatureTable) => Float64Array) | undefined;
  /** Folder that a relative path starts from; the current one when left out. */
  readonly baseFolder?: string | undefined;
  /** Where the files are read instead, the first one first; null or left out: where the data set says. */
  readonly readFrom?: readonly string[] | null | undefined;
  /** Tables that were read before, taken instead of reading; left out: it is read, and nothing is kept. */
  readonly tables?: KnownTables | undefined;
  /** Ends loading; the call rejects with `conflict`. */
  readonly signal?: AbortSignal | undefined;
  /** Told how far reading a file has come. */
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/**
 * Loads a data set that fits into memory as an experiment asks: read, filter, sample, leave out what cannot be used, split,
 * fill, encode, scale. The training rows come first; both parts keep the order of the file.
 * @throws BenchtopError naming file, line, column or field
 */
export async function loadWhole(spec: DatasetSpec, options: LoadOptions): Promise<LoadedDataset> {
  const { seed, model, signal } = options;
  const slices = new Slices(signal);
  const marks = await filterMarks(spec, options);
  const { allocate = plainFeatures } = options;
  const inPlace = spec.kind === 'file' && options.keepsTable !== true ? spec.features.length : 0;
  const room = new FeatureRoom(allocate, inPlace);
  const known = spec.kind === 'file' ? ((await options.tables?.find(spec, options)) ?? null) : null;
  // It is not read: a stage of its own, which nothing stands in.
  if (known !== null) beginStage('memory');
  const table = known?.table ?? (await readTable(spec, options, room));
  beginStage('features');
  await slices.next();
  const { raw } = table;
  const { rows: requestedRows, counts } = filteredRows(table, spec, marks, seed);
  if (table.target !== null) checkTargetWords(raw, table.target, requestedRows, model);
  for (const [i, column] of table.features.entries()) {
    checkFeatureWords(raw, spec, column, requestedRows, `dataset.features.${i}`);
    await slices.next();
  }
  const chosen = await chooseRows(table, spec, requestedRows, slices);
  const { rest, test } = setTestPartApart(table, spec, chosen.rows);
  const split = splitRows(table, spec, rest, seed);
  const { trainRows } = split;
  const order = options.opensTest === true ? joined(split.order.subarray(0, trainRows), test) : split.order;
  // Words and classes have a place in whatever part they stand.
  const used = joined(split.order, test);
  const hashes = modelAlgorithm(model.kind).data.hashesFeatures && options.trains === true;
  await slices.next();
  const rows = order.length;
  const sampled = pictureRows(rows, table.features.length);
  const { target: targets, classes } = findClasses(
    table.target === null ? null : take(table.target.values, test.length === 0 ? order : joined(order, used)),
    table.target?.categories ?? null,
    model,
    table.target?.classTexts ?? null,
  );
  const target = targets?.subarray(0, rows) ?? null;
  const targetScaler = fitTargetScaler(spec, model, target, classes, trainRows);
  const inputs = await modelInputs(table, spec, {
    order,
    known: used,
    trainRows,
    sampled,
    room,
    zeros: (width) => allocate({ rows, width, trainRows, classes: classes.length }),
    keepsTable: options.keepsTable === true,
    hashes,
    fitKey:
      options.tables === undefined ? null : toFitKey(spec, raw, { order, known: used, trainRows, hashes }),
    slices,
  });
  const rowNumbers = order.map((row) => rowNumber(raw, row) + 1);
  const notes = columnNotes(table);
  const facts: DatasetFacts = {
    name: raw.name,
    path: raw.file,
    sha256: raw.sha256,
    ...furtherFiles(spec, options, raw.others),
    rows,
    droppedRows: chosen.dropped,
    droppedByReason: chosen.droppedByReason,
    ...counts,
    leftOut: [...raw.leftOut],
    trainRows,
    validationRows: rows - trainRows,
    features: [...inputs.names],
    target: table.target?.name ?? null,
    schema: toSchema(table),
    encoders: [...inputs.encoders],
    classes: [...classes],
    featureRanges: inputs.ranges,
    scaler: inputs.scaler,
    ...(targetScaler === null ? {} : { targetScaler }),
    ...readChoices(spec, seed),
    split: split.facts,
    ...(test.length === 0 ? {} : { testRows: test.length }),
    rowsSha256: sha256(rowNumbers, String(trainRows)),
    valuesSha256: valueHashes(table, order, inputs.digests),
    fingerprint: computeFingerprint(table, spec, split.facts, seed),
    ...(notes.length === 0 ? {} : { notes }),
  };
  const data: TrainingData = {
    rows,
    trainRows,
    width: inputs.names.length,
    features: inputs.features,
    target,
    weights: table.weight === null ? null : take(table.weight.values, order),
    classes,
    featureNames: inputs.names,
    scaler: inputs.scaler,
    ...(targetScaler === null ? {} : { targetScaler }),
  };
  const sample: PointSample = {
    features: facts.features,
    target: facts.target,
    totalRows: rows,
    count: sampled.length,
    values: inputs.sampled,
    targets: target === null ? new Float64Array(0) : take(target, sampled),
    classes: facts.classes,
  };
  return {
    data,
    facts,
    sample,
    readAt: known?.readAt ?? null,
    rowNumbers,
    rawRows: inputs.rawRows,
    lineOf: (row) => raw.lines?.at(row - 1) ?? null,
    isDataOf: (stored) => isSameData({ table, spec, seed, facts }, stored),
  };
}

/** Reads or draws a data set's table: where others may want it too, into memory that they share. */
async function readTable(spec: DatasetSpec, options: LoadOptions, room: FeatureRoom): Promise<RoleTable> {
  if (spec.kind === 'generated') return generatedRoles(spec, options.seed, options.signal);
  const { tables } = options;
  const table = await readRoles(spec, {
    ...options,
    room: (rows, types) => tables?.room(rows, spec.features.length) ?? room.take(rows, types),
  });
  tables?.keep(table, spec, options);
  return table;
}

/** One after the other; the first itself where there is nothing to add. */
function joined(first: Int32Array, second: Int32Array): Int32Array {
  if (second.length === 0) return first;
  const all = new Int32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function plainFeatures({ rows, width }: FeatureTable): Float64Array {
  return new Float64Array(rows * width);
}

/** The further files of several, as they were read. */
function furtherFiles(
  spec: DatasetSpec,
  options: LoadOptions,
  hashes: readonly string[],
): Pick<DatasetFacts, 'others'> {
  if (spec.kind !== 'file' || spec.source?.files === undefined) return {};
  const { source, moved } = resolveSource(spec, options);
  const files = moved?.files ?? source?.files ?? [];
  return { others: files.map((path, i) => ({ path: resolve(path), sha256: hashes[i] ?? '' })) };
}

/** What was decided of the columns in use that a person should know. */
function columnNotes({ features, target }: RoleTable): string[] {
  const columns = target === null ? features : [...features, target];
  const codes = columns.flatMap(({ name, code }) => (code === undefined ? [] : [{ name, code }]));
  const texts = target?.classTexts === undefined ? null : classTextNote(target.name, target.classTexts);
  return [codeNote(codes), texts].filter((note) => note !== null);
}

function filterMarks(spec: DatasetSpec, options: LoadOptions): Promise<Uint8Array | null> {
  if (spec.kind !== 'file' || spec.filter === null) return Promise.resolve(null);
  const { columns, dialect, columnSettings } = spec;
  const columnNa = columnSettings.flatMap(({ name, na }) => (na === undefined ? [] : [{ name, na }]));
  return rowsWhere(resolvePath(spec, options), spec.filter, {
    ...resolveSource(spec, options),
    columns,
    dialect,
    columnNa,
    signal: options.signal,
  });
}

function readChoices(spec: DatasetSpec, seed: number): Pick<DatasetFacts, 'weight' | 'filter' | 'sample'> {
  if (spec.kind === 'generated') return { weight: null, filter: null, sample: null };
  const { weight, filter, sample } = spec;
  return {
    weight,
    filter,
    sample:
      sample === null ? null : { ...sample, seed: sample.method === 'random' ? (sample.seed ?? seed) : null },
  };
}
