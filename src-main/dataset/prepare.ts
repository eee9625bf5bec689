import { fail } from '../../src-shared/errors';
import type { DatasetSpec } from '../../src-shared/experiment/schema';
import type { Scaler } from '../../src-shared/run/record';
import { Rng } from '../algorithms/rng';
import type { RawTable } from './raw-table';

/** The rows to train on, in raw units: training rows first, then validation rows. */
export interface PreparedRows {
  /** Indices into the table, in the order used. */
  readonly order: Int32Array;
  readonly trainRows: number;
  readonly droppedRows: number;
}

/** Columns of numbers of equal length; NaN stands for missing. */
export type NumberColumns = readonly Float64Array[];

type Missing = Pick<DatasetSpec, 'missing' | 'missingValue'>;

type Choosable = Pick<
  RawTable,
  'features' | 'featureNames' | 'target' | 'targetName' | 'doubtful' | 'firstLines'
> &
  Pick<RawTable, 'file' | 'name'> & {
    /** How much each row counts; NaN where missing. */
    readonly weights?: Float64Array | null;
    readonly weightName?: string | null;
  };

/**
 * Chooses and splits the rows. Doubtful rows and rows without a target or a weight are always left
 * out: there is nothing to learn from them. A missing feature leaves its row out under `drop`; under `mean`,
 * `median` and `constant` it is filled later.
 * @throws BenchtopError `invalid-data` under `error`, where a value is missing or a row is doubtful
 */
export function chooseRows(
  table: Choosable,
  spec: Missing & Pick<DatasetSpec, 'validationSplit'>,
  seed: number,
): PreparedRows {
  const { features, target, doubtful, weights = null } = table;
  const count = features[0]?.length ?? 0;
  const leaveOut = new Uint8Array(count);
  if (doubtful !== null) markWhere(leaveOut, doubtful, (value) => value === 1);
  if (spec.missing === 'error' && leaveOut.includes(1)) throw doubtfulRow(table);
  if (target !== null) markWhere(leaveOut, target, Number.isNaN);
  if (weights !== null) markWhere(leaveOut, weights, Number.isNaN);
  if (spec.missing === 'drop' || spec.missing === 'error') {
    for (const column of features) markWhere(leaveOut, column, Number.isNaN);
  }
  if (spec.missing === 'error' && leaveOut.includes(1)) throw missingValue(table, leaveOut.indexOf(1));
  const kept = new Int32Array(count);
  let used = 0;
  for (let row = 0; row < count; row++) if (leaveOut[row] === 0) kept[used++] = row;
  const rows = kept.slice(0, used);
  const heldOut = Math.min(Math.max(0, used - 1), Math.round(used * spec.validationSplit));
  return { order: split(rows, heldOut, seed), trainRows: used - heldOut, droppedRows: count - used };
}

function markWhere(marks: Uint8Array, column: Float64Array, wanted: (value: number) => boolean): void {
  for (let row = 0; row < column.length; row++) if (wanted(column[row]!)) marks[row] = 1;
}

function missingValue(table: Choosable, row: number): Error {
  const empty = table.features.findIndex((column) => Number.isNaN(column[row]));
  const isTarget = Number.isNaN(table.target?.[row]);
  const other = isTarget ? table.targetName : table.weightName;
  const column = (empty < 0 ? other : table.featureNames[empty]) ?? '';
  const line = table.firstLines?.missing ?? null;
  const where = line === null ? `row ${row + 1}` : `line ${line}`;
  return fail(
    'invalid-data',
    `Column "${column}" of ${table.name} has no value in ${where}: fill it in, or choose another way to deal with missing values.`,
    { column, field: 'dataset.missing', ...whereOf(table, line) },
  );
}

function doubtfulRow(table: Choosable): Error {
  const line = table.firstLines?.doubtful ?? null;
  return fail(
    'invalid-data',
    `Line ${line ?? 1} of ${table.name} does not fit the table: correct it, or choose another way to deal with missing values.`,
    { field: 'dataset.missing', ...whereOf(table, line) },
  );
}

function whereOf({ file }: Choosable, line: number | null): { file?: string; line?: number } {
  return { ...(file === null ? {} : { file }), ...(line === null ? {} : { line }) };
}

/** The values of a column at the given rows. */
export function takeRows(column: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = column[rows[i]!]!;
  return taken;
}

/** Draws `heldOut` rows at random and puts them last; both parts keep the file's order. */
function split(rows: Int32Array, heldOut: number, seed: number): Int32Array {
  if (heldOut === 0) return rows;
  const shuffled = Int32Array.from(rows, (_, i) => i);
  Rng.derive(seed, 'split').shuffle(shuffled);
  const isHeldOut = new Uint8Array(rows.length);
  for (const i of shuffled.subarray(0, heldOut)) isHeldOut[i] = 1;
  const order = new Int32Array(rows.length);
  let train = 0;
  let validation = rows.length - heldOut;
  rows.forEach((row, i) => {
    if (isHeldOut[i] === 1) order[validation++] = row;
    else order[train++] = row;
  });
  return order;
}

/**
 * Fills what is missing in a column, in place: with the constant, or the mean, the median or the most
 * frequent of the training rows' known values.
 */
export function fillMissing(column: Float64Array, trainRows: number, name: string, spec: Missing): void {
  if (spec.missing === 'drop' || spec.missing === 'error' || !column.some(Number.isNaN)) return;
  const known = column.subarray(0, trainRows).filter((value) => !Number.isNaN(value));
  if (known.length === 0 && spec.missing !== 'constant') {
    throw fail('invalid-data', `Column "${name}" has no value at all in the training rows: leave it out.`, {
      column: name,
    });
  }
  const filler = spec.missing === 'constant' ? spec.missingValue : FILLERS[spec.missing](known);
  for (let row = 0; row < column.length; row++) if (Number.isNaN(column[row])) column[row] = filler;
}

/**
 * The scaler of the training rows: standard is (x - mean) / population standard deviation, minmax
 * maps to [0, 1], robust is (x - median) / interquartile range; a column that never changes keeps
 * its scale.
 */
export function fitScaler(kind: DatasetSpec['scaling'], columns: NumberColumns, trainRows: number): Scaler {
  const offset: number[] = [];
  const scale: number[] = [];
  for (const column of columns) {
    const train = column.subarray(0, trainRows);
    if (kind === 'none') {
      offset.push(0);
      scale.push(1);
    } else if (kind === 'standard') {
      const center = mean(train);
      let squares = 0;
      for (const value of train) squares += (value - center) ** 2;
      offset.push(center);
      scale.push(Math.sqrt(squares / train.length) || 1);
    } else if (kind === 'robust') {
      const sorted = train.slice().sort();
      offset.push(quantile(sorted, 0.5));
      scale.push(quantile(sorted, 0.75) - quantile(sorted, 0.25) || 1);
    } else {
      const [low, high] = rangeOf(train);
      offset.push(low);
      scale.push(high - low || 1);
    }
  }
  return { kind, offset, scale };
}

const FILLERS = { mean, median, mostFrequent: mode } as const;

export function rangeOf(values: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function median(values: Float64Array): number {
  return quantile(values.slice().sort(), 0.5);
}

/** Of sorted values, between two of them by straight line, as numpy does. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? NaN;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}

/** The most frequent value; of equals the smallest. */
function mode(values: Float64Array): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = NaN;
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most || (count === most && value < best)) [best, most] = [value, count];
  }
  return best;
}
