import { BLOCK_ROWS, blockCount, type Points } from '../math';

/**
 * The rows of k-means++ in blocks: how far each is from its nearest centre so far, and what that would
 * add up to with one of several rows as the next.
 */
export interface SeedBlocks {
  readonly count: number;
  /** Rows that a pass tries as the next centre; 1 where each next centre is drawn once. */
  readonly tries: number;
  /** No centre yet. */
  begin(): void;
  /**
   * What the next pass goes by.
   * @param joined which of the rows that the pass before tried is a centre now; -1: none, at the first
   * @param tried [tries][width], fewer at a start's first pass
   */
  setTried(joined: number, tried: Float64Array): void;
  /** Measures the rows of a block, and adds them up; or settles them, after {@link SeedBlocks.setSettled}. */
  run(block: number): void;
  /**
   * After a pass, the tried rows of which one lowers the sum most, ascending: a pass may measure only so far
   * as to tell.
   */
  contenders(): readonly number[];
  /**
   * What is read of a tried row must have been settled.
   * @returns whether all blocks are to be run once more for that; false where it is settled already
   */
  setSettled(index: number): boolean;
  /** Of a block's rows by weight, the sum of {@link SeedBlocks.readNearest} by the last pass. */
  readSum(block: number, index: number): number;
  /**
   * Squared distances of a block's rows from the nearest centre, the tried row `index` of the last pass
   * being one too.
   * @param into [BLOCK_ROWS] at least
   */
  readNearest(block: number, index: number, into: Float64Array): void;
}

/** Passes of k-means++ over all blocks, on this thread or with helpers. */
export interface Seeding {
  readonly blocks: Omit<SeedBlocks, 'setTried' | 'setSettled' | 'run'>;
  /** Forgets all centres: every row is infinitely far. */
  begin(): void;
  /**
   * Adds a row that the pass before tried, and that is settled, to the centres, and tries others.
   * See {@link SeedBlocks.setTried}.
   */
  pass(joined: number, tried: Float64Array): void;
  /** Settles a row that the last pass tried: `blocks` holds its sums and distances then. */
  settle(index: number): void;
}

/** Passes of k-means++ on this thread alone, block after block. @param blocks all training rows */
export function ownSeeding(blocks: SeedBlocks): Seeding {
  const runAll = (): void => {
    for (let block = 0; block < blocks.count; block++) blocks.run(block);
  };
  return {
    blocks,
    begin: () => {
      blocks.begin();
    },
    pass(joined, tried) {
      blocks.setTried(joined, tried);
      runAll();
    },
    settle(index) {
      if (blocks.setSettled(index)) runAll();
    },
  };
}

/**
 * Blocks of k-means++ in plain loops: for few rows, and where there is no WebAssembly. To the bit what
 * the modules compute.
 * @param tries rows that a pass tries as the next centre
 */
export function plainSeeds(points: Points, tries: number): SeedBlocks {
  const { rows, width, weights } = points;
  const count = blockCount(rows);
  /** Without the rows that are tried. */
  const nearest = new Float64Array(rows);
  const seeds = new Float64Array(tries * width);
  const center = new Float64Array(width);
  let hasJoined = false;
  let tried = 0;
  const sums = new Float64Array(count * tries);
  // Every other row is added up by itself, as the lanes of a vector do.
  const lanes = new Float64Array(2 * tries);
  return {
    count,
    tries,
    begin: () => {
      nearest.fill(Infinity);
    },
    setTried(joined, next) {
      hasJoined = joined >= 0;
      if (hasJoined) center.set(seeds.subarray(joined * width, (joined + 1) * width));
      seeds.set(next);
      tried = next.length / width;
    },
    run(block) {
      const from = block * BLOCK_ROWS;
      const to = Math.min(rows, from + BLOCK_ROWS);
      lanes.fill(0);
      for (let row = from; row < to; row++) {
        if (hasJoined) nearest[row] = computeNearerDistance(nearest[row], points, row, center, 0);
        const least = nearest[row];
        const lane = (row & 1) * tries;
        const weight = weights === null ? 1 : weights[row];
        for (let i = 0; i < tried; i++) {
          lanes[lane + i] += weight * computeNearerDistance(least, points, row, seeds, i * width);
        }
      }
      for (let i = 0; i < tries; i++) sums[block * tries + i] = lanes[i] + lanes[tries + i];
    },
    contenders: () => Array.from({ length: tried }, (_, index) => index),
    setSettled: () => false,
    readSum: (block, index) => sums[block * tries + index],
    readNearest(block, index, into) {
      const from = block * BLOCK_ROWS;
      into.set(nearest.subarray(from, Math.min(rows, from + BLOCK_ROWS)));
      lowerToNearer(into, points, from, seeds, index * width);
    },
  };
}

/** Lowers the squared distances of a block's rows to those of the centre at `at` where it is nearer. */
export function lowerToNearer(
  nearest: Float64Array,
  points: Pick<Points, 'values' | 'width' | 'rows'>,
  from: number,
  centers: Float64Array,
  at: number,
): void {
  const to = Math.min(points.rows, from + BLOCK_ROWS);
  for (let row = from; row < to; row++) {
    nearest[row - from] = computeNearerDistance(nearest[row - from], points, row, centers, at);
  }
}

/** The squared distance of a row to the centre at `at`, or `least` where it is not nearer. */
function computeNearerDistance(
  least: number,
  { values, width }: Pick<Points, 'values' | 'width'>,
  row: number,
  centers: Float64Array,
  at: number,
): number {
  const first = row * width;
  let sum = 0;
  // A sum of squares only grows: once it is no less, the centre is not nearer.
  for (let j = 0; j < width && sum < least; j++) {
    const difference = values[first + j] - centers[at + j];
    sum += difference * difference;
  }
  return sum < least ? sum : least;
}
