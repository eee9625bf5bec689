import { freemem, totalmem } from 'node:os';
import { fail } from '../../../src-shared/errors';
import { counted, sentence } from '../../../src-shared/language/sentence';
import type { DatasetSpec, Scaling } from '../../../src-shared/experiment/schema';
import { computeDateParts } from '../../../src-shared/run/points/date-parts';
import type { Encoder, Scaler } from '../../../src-shared/run/record/dataset-facts';
import { at as elementAt } from '../../../src-shared/present';
import type { RawColumn } from '../columns/raw-table';
import type { Slices } from '../source/slices';
import { fitEncoder, inputNames, withTypical } from './encoders';
import { LARGE_TABLE, type FeatureRoom } from './layout/feature-room';
import { keepFit, knownFit } from './kept/known-fits';
import { fittedBefore, FittedInputs } from './layout/fitted-inputs';
import { RowTiles } from './layout/row-tiles';
import { layRowsInPlace, type LaidInputs, type LaidNumber } from './layout/rows-in-place';
import { findSettings, type RoleTable } from './roles';

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
  /** SHA-256 of each input's scaled values; null where nobody asked. */
  readonly digests: readonly string[] | null;
  /**
   * [rows][inputs], raw, of rows from one up to another: each number as the table has it, or as it was
   * filled. Null where the table was a large one, which is not held beside the features.
   */
  readonly rawRows: ((from: number, to: number) => Float64Array) | null;
}

export interface InputOptions {
  /** Places of the used rows in the table, training rows first. */
  readonly order: Int32Array;
  /** Places of the rows whose words have an input each: those of `order`, and of parts that are not used now. */
  readonly known: Int32Array;
  readonly trainRows: number;
  /** Places in `order` of the rows whose raw inputs are kept beside. */
  readonly sampled: Int32Array;
  /** Where the columns may lie. */
  readonly room: FeatureRoom;
  /** Makes the array for the features of that many inputs, of zeros. */
  readonly zeros: (width: number) => Float64Array;
  /** Whether the table is wanted in place of the features. */
  readonly keepsTable: boolean;
  /** Whether hashes of the inputs are wanted. */
  readonly hashes: boolean;
  /** Equal for equal columns, rows and choices, which are then not fitted again; null: they are. */
  readonly fitKey: string | null;
  readonly slices: Slices;
}

/** Below this nobody asks whether it fits. */
const ALWAYS_FITS_BYTES = 1 << 30;

/**
 * Fills, encodes and scales the feature columns, all fitted on the training rows. Where a large table lies
 * in a room, its columns become the features there: they are used up.
 * @throws BenchtopError where a column's choices do not fit it, or the inputs do not fit in memory
 */
export async function modelInputs(
  { features: columns }: RoleTable,
  spec: DatasetSpec,
  options: InputOptions,
): Promise<ModelInputs> {
  const { order, trainRows, slices, keepsTable } = options;
  const isWhole = isEveryRow(order, columns);
  const before = options.fitKey === null ? null : knownFit(options.fitKey);
  const encoders = before?.encoders ?? (await fitEncoders(columns, spec, options, isWhole));
  const names = encoders.flatMap(inputNames);
  const width = names.length;
  assertFits(order.length, width);
  const isLarge = !keepsTable && order.length * width >= LARGE_TABLE;
  const scalings = encoders.flatMap((encoder) => inputNames(encoder).map(() => findScaling(spec, encoder)));
  const { sampled: sampledRows, hashes } = options;
  const fitted =
    before === null ? new FittedInputs({ width, trainRows, sampledRows, hashes }) : fittedBefore(before);
  const room = isLarge ? options.room.holding(columns, order.length, width) : null;
  const features = keepsTable
    ? new Float64Array(0)
    : (room?.values.subarray(0, order.length * width) ?? options.zeros(width));
  const tiles = room === null && !keepsTable ? new RowTiles(features, width) : null;
  const spare = room === null ? null : new Float64Array(order.length);
  const laid: LaidInputs[] = [];
  let at = 0;
  for (const [c, column] of columns.entries()) {
    const encoder = elementAt(encoders, c);
    const own = column.values.subarray(0, order.length);
    const values =
      isWhole && isAsItIs(column, encoder) ? own : encoded(column, encoder, order, spare ?? undefined);
    if (encoder.kind === 'oneHot') {
      fitted.addCodes(values, encoder.categories.length);
      if (tiles === null) laid.push({ column: c, at, kind: 'codes' });
      else for (let row = 0; row < values.length; row++) features[row * width + at + values[row]!] = 1;
    } else {
      const inputs: LaidNumber[] = [];
      for (const [i, read] of reads(encoder).entries()) {
        const numbers = read === null ? values : values.map(read);
        const { offset, scale } = fitted.addNumbers(numbers, elementAt(scalings, at + i));
        if (tiles === null) inputs.push({ read, offset, scale });
        else tiles.add({ values: numbers, at: at + i, offset, scale });
        await slices.next();
      }
      laid.push({ column: c, at, kind: 'numbers', inputs });
    }
    at += inputNames(encoder).length;
    if (room !== null && values !== own) own.set(values);
    await slices.next();
  }
  if (options.fitKey !== null) keepFit(options.fitKey, { ...fitted, encoders });
  tiles?.flush();
  if (room !== null) {
    for (const _ of layRowsInPlace(room, order.length, width, laid)) await slices.next();
  }
  return {
    names,
    encoders,
    scaler: {
      kind: spec.scaling,
      offset: [...fitted.offset],
      scale: [...fitted.scale],
      ...toKinds(spec, scalings),
    },
    ranges: [...fitted.ranges],
    features,
    sampled: fitted.sampled,
    digests: fitted.digests,
    rawRows: isLarge ? null : (from, to) => rawInputs(encoders, columns, order.subarray(from, to), width),
  };
}

async function fitEncoders(
  columns: readonly RawColumn[],
  spec: DatasetSpec,
  { known, order, trainRows, slices }: InputOptions,
  isWhole: boolean,
): Promise<Encoder[]> {
  const encoders: Encoder[] = [];
  for (const column of columns) {
    const encoder = fitEncoder(spec, column, known, trainRows);
    encoders.push(withTypical(encoder, column, { order, trainRows, isWhole }));
    await slices.next();
  }
  return encoders;
}

/** Whether all rows of the columns are used, in their order. */
function isEveryRow(order: Int32Array, columns: readonly RawColumn[]): boolean {
  if (columns.some(({ values }) => values.length !== order.length)) return false;
  for (let i = 0; i < order.length; i++) if (order[i] !== i) return false;
  return true;
}

/** Whether a column's values are the numbers that are learned: nothing is filled, and no word is numbered. */
function isAsItIs({ categories }: RawColumn, { fill }: Encoder): boolean {
  return categories === null && fill === null;
}

/** How the inputs of a column come of its values: null for the values themselves, or each part of its dates. */
function reads({ kind, parts = [] }: Encoder): readonly (((value: number) => number) | null)[] {
  if (kind !== 'dateParts') return [null];
  return parts.map((part) => (day: number) => computeDateParts(day, [part])[0] ?? NaN);
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
      for (const read of reads(encoder)) {
        tiles.add({ values: read === null ? values : values.map(read), at, offset: 0, scale: 1 });
        at++;
      }
    }
  }
  tiles.flush();
  return raw;
}

/**
 * A column's used rows as numbers, or as codes of its categories; nothing is missing any more.
 * @param taken that they are written to
 */
function encoded(
  { values, categories: fileCategories }: RawColumn,
  { categories, fill }: Encoder,
  order: Int32Array,
  taken = new Float64Array(order.length),
): Float64Array {
  const indexByCategory = new Map(categories.map((category, index) => [category, index]));
  const indexByWord = fileCategories?.map((word) => indexByCategory.get(word) ?? NaN) ?? null;
  const filler = typeof fill === 'string' ? (indexByCategory.get(fill) ?? NaN) : (fill ?? NaN);
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
    sentence(
      'The {rows} rows × {width} model inputs need {needed} GB of memory, more than there is: use a sample (dataset.sample), fewer columns, or ordinal encoding.',
      { rows: counted(rows), width: counted(width), needed: (needed / 1e9).toFixed(1) },
    ),
    { field: 'dataset.encoding' },
  );
}
