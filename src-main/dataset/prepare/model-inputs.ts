import { freemem, totalmem } from 'node:os';
import { fail } from '../../../src-shared/errors';
import type { DatasetSpec, Scaling } from '../../../src-shared/experiment/schema';
import { computeDateParts } from '../../../src-shared/run/points/date-parts';
import type { Encoder, Scaler } from '../../../src-shared/run/record/dataset-facts';
import { fitEncoder, inputNames, withTypical } from './encoders';
import type { RawColumn } from '../columns/raw-table';
import { findSettings, type RoleTable } from './roles';
import type { Slices } from '../source/slices';
import { fitScaling, computeRange } from '../../algorithms/numeric/statistics';
import { at as elementAt } from '../../../src-shared/present';
import { RowTiles } from './row-tiles';

/** Used rows as a model sees them. */
export interface ModelInputs {
  readonly names: readonly string[];
  readonly encoders: readonly Encoder[];
  readonly scaler: Scaler;
  /** Raw [min, max] of each input over the used rows. */
  readonly ranges: [number, number][];
  /** [rows][inputs], scaled. */
  readonly features: Float64Array;
  /** [sampled rows][inputs], raw. */
  readonly sampled: Float64Array;
  /** [rows][inputs], raw, of rows from one up to another: each number as the table has it, or as it was filled. */
  rawRows(from: number, to: number): Float64Array;
}

/** Below this nobody asks whether it fits. */
const ALWAYS_FITS_BYTES = 1 << 30;

/**
 * Fills, encodes and scales the feature columns, all fitted on the training rows.
 * @param order places of the used rows in the table, training rows first
 * @param sampled places in `order` of the rows whose raw inputs are kept beside
 * @param zeros makes the array for the features of that many inputs, of zeros
 * @throws BenchtopError where a column's choices do not fit it, or the inputs do not fit in memory
 */
export async function modelInputs(
  { features: columns }: RoleTable,
  spec: DatasetSpec,
  order: Int32Array,
  trainRows: number,
  sampled: Int32Array,
  zeros: (width: number) => Float64Array,
  slices: Slices,
): Promise<ModelInputs> {
  const encoders: Encoder[] = [];
  for (const column of columns) {
    encoders.push(withTypical(fitEncoder(spec, column, order, trainRows), column, order, trainRows));
    await slices.next();
  }
  const names = encoders.flatMap(inputNames);
  const width = names.length;
  assertFits(order.length, width);
  const scalings = encoders.flatMap((encoder) => inputNames(encoder).map(() => findScaling(spec, encoder)));
  const inputs: ModelInputs & { scaler: { offset: number[]; scale: number[] } } = {
    names,
    encoders,
    scaler: { kind: spec.scaling, offset: [], scale: [], ...toKinds(spec, scalings) },
    ranges: [],
    features: zeros(width),
    sampled: new Float64Array(sampled.length * width),
    rawRows: (from, to) => rawInputs(encoders, columns, order.subarray(from, to), width),
  };
  const tiles = new RowTiles(inputs.features, width);
  let at = 0;
  for (const [c, column] of columns.entries()) {
    const encoder = elementAt(encoders, c);
    const values = encoded(column, encoder, order);
    if (encoder.kind === 'oneHot') {
      addOneHot(inputs, values, encoder.categories.length, at, width, sampled);
      at += encoder.categories.length;
    } else {
      for (const numbers of numberInputs(encoder, values)) {
        addNumbers(inputs, tiles, numbers, elementAt(scalings, at), trainRows, at, width, sampled);
        at++;
        await slices.next();
      }
    }
    await slices.next();
  }
  tiles.flush();
  return inputs;
}

/** Inputs of a column that are numbers: its values themselves, or each part of its dates. */
function* numberInputs(
  { kind, parts = [] }: Encoder,
  values: Float64Array,
): Generator<Float64Array, void, undefined> {
  if (kind !== 'dateParts') yield values;
  else for (const part of parts) yield values.map((day) => computeDateParts(day, [part])[0] ?? NaN);
}

function addNumbers(
  { scaler, ranges, sampled }: Pick<ModelInputs, 'sampled' | 'ranges' | 'scaler'>,
  tiles: RowTiles,
  values: Float64Array,
  scaling: Scaling,
  trainRows: number,
  at: number,
  width: number,
  sampledRows: Int32Array,
): void {
  const { offset, scale } = fitScaling(scaling, values.subarray(0, trainRows));
  scaler.offset.push(offset);
  scaler.scale.push(scale);
  ranges.push(computeRange(values));
  tiles.add({ values, at, offset, scale });
  for (let i = 0; i < sampledRows.length; i++) sampled[i * width + at] = values[sampledRows[i]!]!;
}

function addOneHot(
  { scaler, ranges, features, sampled }: Pick<ModelInputs, 'features' | 'sampled' | 'ranges' | 'scaler'>,
  codes: Float64Array,
  count: number,
  at: number,
  width: number,
  sampledRows: Int32Array,
): void {
  for (let i = 0; i < count; i++) {
    scaler.offset.push(0);
    scaler.scale.push(1);
    ranges.push([0, 1]);
  }
  for (let row = 0; row < codes.length; row++) features[row * width + at + codes[row]!] = 1;
  for (let i = 0; i < sampledRows.length; i++) sampled[i * width + at + codes[sampledRows[i]!]!] = 1;
}

/** Scaling and the way back may change a number's last digit: they are taken from the table again. */
function rawInputs(
  encoders: readonly Encoder[],
  columns: readonly RawColumn[],
  order: Int32Array,
  width: number,
): Float64Array {
  const raw = new Float64Array(order.length * width);
  const tiles = new RowTiles(raw, width);
  let at = 0;
  for (const [c, column] of columns.entries()) {
    const encoder = elementAt(encoders, c);
    const values = encoded(column, encoder, order);
    if (encoder.kind === 'oneHot') {
      for (let row = 0; row < values.length; row++) raw[row * width + at + values[row]!] = 1;
      at += encoder.categories.length;
    } else {
      for (const numbers of numberInputs(encoder, values))
        tiles.add({ values: numbers, at: at++, offset: 0, scale: 1 });
    }
  }
  tiles.flush();
  return raw;
}

/** A column's used rows as numbers, or as places among its categories; nothing is missing any more. */
function encoded(
  { values, categories: fileCategories }: RawColumn,
  { categories, fill }: Encoder,
  order: Int32Array,
): Float64Array {
  const indexByCategory = new Map(categories.map((category, index) => [category, index]));
  const indexByWord = fileCategories?.map((word) => indexByCategory.get(word) ?? NaN) ?? null;
  const filler = typeof fill === 'string' ? (indexByCategory.get(fill) ?? NaN) : (fill ?? NaN);
  const taken = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const value = values[order[i]!]!;
    taken[i] = Number.isNaN(value) ? filler : indexByWord === null ? value : indexByWord[value]!;
  }
  return taken;
}

function findScaling(spec: DatasetSpec, { column, kind }: Encoder): Scaling {
  if (kind === 'oneHot') return 'none';
  return findSettings(spec, column)?.settings.scaling ?? spec.scaling;
}

/** Only where they are not all what the data set says: most records then stay short. */
function toKinds(spec: DatasetSpec, scalings: Scaling[]): { kinds?: Scaling[] } {
  return scalings.every((scaling) => scaling === spec.scaling) ? {} : { kinds: scalings };
}

/** One-hot encoding can make a small file large. */
function assertFits(rows: number, width: number): void {
  const needed = rows * width * Float64Array.BYTES_PER_ELEMENT;
  // Free memory does not count what the system would give back: half of all is left as a chance.
  if (needed <= Math.max(ALWAYS_FITS_BYTES, freemem(), totalmem() / 2)) return;
  throw fail(
    'invalid-data',
    `The ${rows.toLocaleString('en')} rows × ${width.toLocaleString('en')} model inputs need ${(needed / 1e9).toFixed(1)} GB of memory, more than there is: use a sample (dataset.sample), fewer columns, or ordinal encoding.`,
    { field: 'dataset.encoding' },
  );
}
