import { fail } from '../../src-shared/errors';
import type { DatasetSpec } from '../../src-shared/experiment/schema';
import type { Scaler } from '../../src-shared/run/record';
import { Rng } from '../algorithms/rng';

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

/**
 * Chooses and splits the rows. Rows with a missing target are always dropped: there is nothing to
 * learn from them. Missing features are dropped or refused here, or filled later.
 * @throws BenchtopError `invalid-data` where `missing` is `error` and a value is missing
 */
export function chooseRows(
  features: NumberColumns,
  names: readonly string[],
  target: Float64Array | null,
  spec: Missing & Pick<DatasetSpec, 'validationSplit'>,
  seed: number,
): PreparedRows {
  const count = features[0]?.length ?? 0;
  const kept = new Int32Array(count);
  let used = 0;
  for (let row = 0; row < count; row++) {
    const empty = features.findIndex((column) => Number.isNaN(column[row]));
    if (empty >= 0 && spec.missing === 'error') {
      throw fail(
        'invalid-data',
        `Column "${names[empty] ?? ''}" has no value in row ${row + 1}: choose another way to deal with missing values.`,
        { column: names[empty] ?? '', line: row + 1, field: 'dataset.missing' },
      );
    }
    if (empty >= 0 && spec.missing === 'drop') continue;
    if (target !== null && Number.isNaN(target[row])) continue;
    kept[used++] = row;
  }
  const rows = kept.slice(0, used);
  const heldOut = Math.min(Math.max(0, used - 1), Math.round(used * spec.validationSplit));
  return { order: split(rows, heldOut, seed), trainRows: used - heldOut, droppedRows: count - used };
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
 * Fills what is missing in a column, in place: with the constant, or the mean or median of the
 * training rows' known values.
 */
export function fillMissing(column: Float64Array, trainRows: number, name: string, spec: Missing): void {
  if (spec.missing === 'drop' || spec.missing === 'error' || !column.some(Number.isNaN)) return;
  const known = column.subarray(0, trainRows).filter((value) => !Number.isNaN(value));
  if (known.length === 0 && spec.missing !== 'constant') {
    throw fail('invalid-data', `Column "${name}" has no value at all in the training rows: leave it out.`, {
      column: name,
    });
  }
  const filler =
    spec.missing === 'constant' ? spec.missingValue : spec.missing === 'mean' ? mean(known) : median(known);
  for (let row = 0; row < column.length; row++) if (Number.isNaN(column[row])) column[row] = filler;
}

/**
 * The scaler of the training rows: standard is (x - mean) / population standard deviation, minmax
 * maps to [0, 1]; a column that never changes keeps its scale.
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
    } else {
      const [low, high] = rangeOf(train);
      offset.push(low);
      scale.push(high - low || 1);
    }
  }
  return { kind, offset, scale };
}

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
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
