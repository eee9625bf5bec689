import { BLOCK_ROWS, type Points } from '../math';
import { lowerToNearer, type SeedBlocks } from '../start/seed-passes';
import { FIELDS, NOWHERE, SCALARS, SPARE_ROWS, type Field } from './block';
import { FAR, type Scaling } from './scaling';
import { seedLists } from './seed-lists';
import { computeShortError, SHORT_LENGTH, shortStride } from './shorts';

/** A memory with what passes of k-means++ work on. */
export interface SeedMemory {
  readonly buffer: ArrayBufferLike;
  readonly at: Readonly<Record<Field, number>>;
  readonly points: Pick<Points, 'values' | 'rows' | 'width'>;
  readonly blocks: number;
  readonly tries: number;
  /** The module's `seed`. */
  readonly run: (block: number) => unknown;
}

/** Passes that work out all distances in float64, two rows at a time. */
export function pairedSeeds({ buffer, at, points, blocks, tries, run }: SeedMemory): SeedBlocks {
  const { rows, width } = points;
  // A row that alone is tried joins the centres at once; of several the one that is chosen.
  const joins = tries === 1 ? 0 : 1;
  const sets = joins + tries;
  const nearest = new Float64Array(buffer, at.distances, rows + 1);
  const seeds = new Float64Array(buffer, at.seeds, sets * width);
  const sums = new Float64Array(buffer, at.seedSums, blocks * sets);
  let count = 0;
  return {
    count: blocks,
    tries,
    begin() {
      nearest.fill(Infinity);
      // What fills up a pair adds nothing.
      nearest[rows] = 0;
    },
    setTried(joined, tried) {
      count = tried.length / width;
      if (joins === 1) {
        if (joined >= 0) seeds.copyWithin(0, (1 + joined) * width, (2 + joined) * width);
        // None has joined so far: the first, which is the only one, will.
        else seeds.set(tried);
      }
      seeds.set(tried, joins * width);
    },
    run,
    contenders: () => Array.from({ length: count }, (_, index) => index),
    setSettled: () => false,
    readSum: (block, index) => sums[block * sets + joins + index],
    readNearest(block, index, into) {
      const from = block * BLOCK_ROWS;
      into.set(nearest.subarray(from, Math.min(rows, from + BLOCK_ROWS)));
      if (joins === 1) lowerToNearer(into, points, from, seeds, (1 + index) * width);
    },
  };
}

/** Gains beyond this, scaled, may be of limits that were cut: rows are about 1. */
const MOST_GAIN = 1e30;
/** What adding a chunk's gains up in float32 may lose of them. */
const LOST = 1e-4;
/** What adding up squared distances in float64 may lose of their sum, and more. */
const LOST_OF_SUM = 1e-9;

/** Whether passes add up what each tried row gains; equal weights alone are counted, and one has no rival. */
export function hasGains({ weighted }: { readonly weighted: boolean }, tries: number): boolean {
  return !weighted && tries > 1;
}

/**
 * Passes that work distances out in whole numbers, which mostly tell which tried row is the best one; those
 * that may be are settled in float64, where the whole numbers leave open which distance is less.
 * @param memory.weighted whether the rows have weights
 */
export function shortSeeds(
  {
    buffer,
    at,
    points: { rows, width },
    blocks,
    tries,
    run,
    weighted,
  }: SeedMemory & { readonly weighted: boolean },
  scaling: Scaling,
): SeedBlocks {
  const fields = new Int32Array(buffer, 0, FIELDS.length);
  const nearest = new Float64Array(buffer, at.distances, rows + SPARE_ROWS);
  const seeds = new Float64Array(buffer, at.seeds, tries * width);
  const sums = new Float64Array(buffer, at.seedSums, blocks * tries);
  const shorts = new Int16Array(buffer, at.seedShorts, tries * shortStride(width));
  const factors = new Float32Array(buffer, at.seedFactors, 4 * Math.ceil(tries / 4));
  const norms = new Float32Array(buffer, at.seedNorms, factors.length);
  const scalars = new Float64Array(buffer, at.scalars, SCALARS.bytes / 8);
  const error = computeShortError(width);
  const lists = seedLists(tries);
  /** Of the last pass: the place of their distances by the tried rows that are settled. */
  const settled = new Map<number, number>();
  /** Whether the first pass has yet to write the whole numbers of all rows, which stay. */
  let isDue = true;
  let count = 0;
  /** Before any of the rows that it tried; Infinity: nobody knows. */
  let total = Infinity;
  /** Whether the tried rows are no farther than rows are. */
  let isNear = false;
  const sumOf = (index: number): number => {
    let sum = 0;
    for (let block = 0; block < blocks; block++) sum += sums[block * tries + index];
    return sum;
  };
  /** What a tried row lowers the sum by, scaled: at least, and at most. */
  const gainOf = (index: number): { least: number; most: number } => {
    let least = 0;
    let most = 0;
    for (let block = 0; block < blocks; block++) {
      const part = at.seedLists + block * at.seedListBytes + lists.gainsAt + 16 * index;
      const [low, high] = new Float64Array(buffer, part, 2);
      least += low;
      most += high;
    }
    return { least: least * (1 - LOST), most: most * (1 + LOST) };
  };
  return {
    count: blocks,
    tries,
    begin() {
      scalars[SCALARS.seedShare / 8] = 1 - error;
      // What fills up a few rows adds nothing.
      nearest.fill(Infinity).fill(0, rows);
    },
    setTried(joined, tried) {
      total = joined < 0 ? Infinity : sumOf(joined);
      fields[FIELDS.indexOf('joined')] = joined;
      fields[FIELDS.indexOf('joinedSlot')] = settled.get(joined) ?? 0;
      fields[FIELDS.indexOf('settled')] = -1;
      fields[FIELDS.indexOf('shortsDue')] = isDue ? 1 : 0;
      isDue = false;
      settled.clear();
      count = tried.length / width;
      seeds.set(tried);
      shorts.fill(0);
      // A row that is not tried is nearer to none.
      norms.fill(NOWHERE);
      let largest = 0;
      for (let index = 0; index < count; index++) {
        const own = tried.subarray(index * width, (index + 1) * width);
        const length = writeShorts(scaling, own, shorts.subarray(index * shortStride(width)));
        factors[index] = (-2 * Math.min(length, FAR)) / SHORT_LENGTH / SHORT_LENGTH;
        norms[index] = Math.min(length * length, FAR * FAR);
        largest = Math.max(largest, length * length);
      }
      scalars[SCALARS.seedMargin / 8] = largest * error + 1e-30;
      isNear = largest <= FAR;
    },
    run,
    contenders() {
      const all = Array.from({ length: count }, (_, index) => index);
      if (!hasGains({ weighted }, tries) || count < 2 || !isNear) return all;
      const gains = all.map(gainOf);
      const most = Math.max(...gains.map((gain) => gain.most));
      const least = Math.max(...gains.map((gain) => gain.least));
      const rounding = LOST_OF_SUM * total * scaling.scale * scaling.scale;
      // Not to be told where a number is none.
      if (!(most < MOST_GAIN) || !(least - rounding < MOST_GAIN)) return all;
      return all.filter((index) => gains[index].most >= least - rounding);
    },
    setSettled(index) {
      if (settled.has(index)) return false;
      fields[FIELDS.indexOf('settled')] = index;
      fields[FIELDS.indexOf('settledSlot')] = settled.size;
      settled.set(index, settled.size);
      return true;
    },
    readSum: (block, index) => sums[block * tries + index],
    readNearest(block, index, into) {
      const from = block * BLOCK_ROWS;
      into.set(nearest.subarray(from, Math.min(rows, from + BLOCK_ROWS)));
      const part = at.seedLists + block * at.seedListBytes;
      const first = part + lists.rowsAt + index * lists.rowsBytes;
      const [end] = new Int32Array(buffer, part + lists.endsAt + 4 * index, 1);
      const found = new Int32Array(buffer, first, (end - first) / 4);
      const distances = new Float64Array(
        buffer,
        part + lists.distancesAt + (settled.get(index) ?? 0) * lists.distancesBytes,
        found.length,
      );
      for (let i = 0; i < found.length; i++)
        into[found[i] - from] = Math.min(into[found[i] - from], distances[i]);
    },
  };
}

/** Whole numbers of a row, as the module writes them. @returns the row's length, scaled */
function writeShorts({ shift, scale }: Scaling, row: Float64Array, into: Int16Array): number {
  const scaled = row.map((value, j) => (value - shift[j]) * scale);
  const length = Math.sqrt(scaled.reduce((sum, value) => sum + value * value, 0));
  const factor = SHORT_LENGTH / Math.max(length, Number.MIN_VALUE);
  if (length > 0) scaled.forEach((value, j) => (into[j] = Math.round(value * factor)));
  return length;
}
