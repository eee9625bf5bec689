import { blockCount } from '../math';
import { FIELDS, HEAD_BYTES, SCALARS, SPARE_ROWS, type Field } from './block';
import { MAX_PAIRED_FEATURES } from './pairs';
import { seedLists } from './seed-lists';
import { shortStride } from './shorts';

/** Byte offset of the int32 words by which threads share out blocks; the arrays come after them. */
export const CONTROL_AT = 256;
/** Byte offset of the rows' values, whatever else a memory holds. */
export const VALUES_AT = 512;
/** Multiply-adds a row up to which all of a pair's distances in float64 are quicker than bounds. */
const PAIRED_WORK = 64;

/** What is to be laid out in a memory. */
export interface Shape {
  readonly rows: number;
  readonly width: number;
  readonly k: number;
  readonly weighted: boolean;
  /** Rows that a pass of k-means++ tries; null where nothing is drawn so. */
  readonly tries: number | null;
}

/** Where everything is in a memory. */
export interface Layout {
  readonly at: Readonly<Record<Field, number>>;
  readonly bytes: number;
  /** Centres of a group, and how many groups they make; 0 for the kernel in pairs. */
  readonly size: number;
  readonly groups: number;
}

/**
 * Whether the kernel that works out all distances, two rows at a time, is used (few features and
 * clusters), not the one by groups.
 */
export function isPaired(width: number, k: number): boolean {
  return width <= MAX_PAIRED_FEATURES && width * k <= PAIRED_WORK;
}

/** Sizes of groups for many centres: sums of so many distances fit into registers. */
const GROUP_SIZES = [16, 20, 24];

/** Centres of a group: of the sizes the one that leaves the fewest places empty, a smaller one first. */
function groupSize(k: number): number {
  if (k <= 8) return k <= 4 ? 4 : 8;
  const places = (size: number): number => Math.ceil(k / size) * size;
  return GROUP_SIZES.reduce((best, size) => (places(size) < places(best) ? size : best));
}

/**
 * Lays out what the kernels work on.
 * @param valueRows rows that the values have room for; more than `rows` where others follow them
 */
export function computeLayout({ rows, width, k, weighted, tries }: Shape, valueRows = rows): Layout {
  const isGrouped = !isPaired(width, k);
  const size = isGrouped ? groupSize(k) : 0;
  const groups = isGrouped ? Math.ceil(k / size) : 0;
  let end = VALUES_AT;
  const take = (bytes: number): number => {
    const at = end;
    end += Math.ceil(bytes / 16) * 16;
    return at;
  };
  const values = take(8 * (Math.max(valueRows, rows) + SPARE_ROWS) * width);
  const blocks = blockCount(rows);
  const massAt = HEAD_BYTES;
  const countsAt = massAt + (weighted ? 8 * k : 0);
  const sumsAt = countsAt + 8 * Math.ceil(k / 2);
  const scratchAt = sumsAt + 8 * k * width;
  const flagsAt = scratchAt + 4 * groups * size;
  const floatsAt = flagsAt + 4 * groups;
  const outBytes = Math.ceil((floatsAt + (isGrouped ? 4 * width : 0)) / 64) * 64;
  const centers = take(8 * k * width);
  const shortTries = isGrouped ? (tries ?? 0) : 0;
  const seedListBytes = shortTries === 0 ? 0 : Math.ceil(seedLists(shortTries).bytes / 64) * 64;
  const at: Record<Field, number> = {
    rows,
    values,
    weights: take(weighted ? 8 * (rows + 1) : 0),
    labels: take(4 * (rows + 1)),
    distances: take(8 * (rows + SPARE_ROWS)),
    centers,
    centersEnd: centers + 8 * k * width,
    outs: take(blocks * outBytes),
    outBytes,
    massAt,
    countsAt,
    sumsAt,
    scratchAt,
    flagsAt,
    groups,
    floatsAt,
    shift: take(isGrouped ? 8 * width : 0),
    ranges: take(isGrouped ? 16 * width : 0),
    floatCenters: take(4 * groups * (1 + width) * size),
    bounds: take(isGrouped ? 4 * rows * groups : 0),
    drifts: take(8 * groups),
    scalars: take(SCALARS.bytes),
    seeds: take(tries === null ? 0 : 8 * (1 + tries) * width),
    seedSums: take(tries === null ? 0 : 8 * (1 + tries) * blocks),
    shorts: take(shortTries === 0 ? 0 : 2 * (rows + SPARE_ROWS) * width + 16),
    shortsDue: 0,
    lengths: take(shortTries === 0 ? 0 : 4 * (rows + SPARE_ROWS)),
    seedShorts: take(2 * shortTries * shortStride(width)),
    seedFactors: take(16 * Math.ceil(shortTries / 4)),
    seedNorms: take(16 * Math.ceil(shortTries / 4)),
    joined: -1,
    settled: -1,
    joinedSlot: 0,
    settledSlot: 0,
    seedLists: take(blocks * seedListBytes),
    seedListBytes,
  };
  if (4 * FIELDS.length > CONTROL_AT) throw new RangeError('More fields than there is room for');
  return { at, bytes: end, size, groups };
}
