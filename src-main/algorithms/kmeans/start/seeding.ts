import type { KMEANS_INITS } from '../../../../src-shared/experiment/schema';
import { log } from '../../../../src-shared/portable-math/log';
import { BLOCK_ROWS, blockCount, type Points } from '../math';
import { sumWeights } from '../../numeric/weights';
import { type Rng } from '../../numeric/rng';

/** Above so many multiply-adds each next centre is drawn once: a start must not hold up Stop. */
const GREEDY_COST = 2e9;

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
  /** Measures the rows of a block, and adds them up. */
  run(block: number): void;
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
  readonly blocks: Omit<SeedBlocks, 'setTried' | 'run'>;
  /** Forgets all centres: every row is infinitely far. */
  begin(): void;
  /**
   * Adds a row that the pass before tried to the centres, and tries others; `blocks` holds the outcome.
   * See {@link SeedBlocks.setTried}.
   */
  pass(joined: number, tried: Float64Array): void;
}

/** Rows to try for each next centre: by default 2 + ln k, and one where that takes long. */
export function countTries({ rows, width }: Pick<Points, 'rows' | 'width'>, k: number): number {
  const tries = 2 + Math.floor(log(k));
  return tries * rows * width * k > GREEDY_COST ? 1 : tries;
}

/** Passes of k-means++ on this thread alone, block after block. @param blocks all training rows */
export function ownSeeding(blocks: SeedBlocks): Seeding {
  return {
    blocks,
    begin: () => {
      blocks.begin();
    },
    pass(joined, tried) {
      blocks.setTried(joined, tried);
      for (let block = 0; block < blocks.count; block++) blocks.run(block);
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

/**
 * k-means++ (Arthur and Vassilvitskii 2007): each next centre is a row drawn with a probability
 * proportional to its squared distance from the nearest centre so far, times its weight; the first
 * by weight alone. Greedy, as in the paper's own experiments and scikit-learn: of several rows
 * drawn, the one that lowers the inertia most.
 */
export function plusPlusCenters(
  points: Points,
  k: number,
  rng: Rng,
  seeding = ownSeeding(plainSeeds(points, countTries(points, k))),
): Float64Array {
  const { width } = points;
  const { tries } = seeding.blocks;
  const centers = new Float64Array(k * width);
  const tried = new Float64Array(tries * width);
  const first = unevenWeights(points);
  copyRow(points, first === null ? rng.integer(points.rows) : drawByWeight(first, rng), centers, 0);
  seeding.begin();
  if (k > 1) seeding.pass(-1, centers.subarray(0, width));
  /** Which of the rows that the last pass tried is the newest centre. */
  let joined = 0;
  for (let c = 1; c < k; c++) {
    const draw = createDrawer(points, seeding.blocks, joined);
    for (let i = 0; i < tries; i++) copyRow(points, draw(rng), tried, i);
    // The last need not be measured where there is none to choose from.
    if (tries > 1 || c + 1 < k) seeding.pass(joined, tried);
    joined = 0;
    let lowest = Infinity;
    for (let i = 0; i < tries && tries > 1; i++) {
      const inertia = computeSum(seeding.blocks, i);
      if (i > 0 && inertia >= lowest) continue;
      lowest = inertia;
      joined = i;
    }
    centers.set(tried.subarray(joined * width, (joined + 1) * width), c * width);
  }
  return centers;
}

/** Sum over the blocks, the tried row `index` being a centre too. */
function computeSum(blocks: Seeding['blocks'], index: number): number {
  let sum = 0;
  for (let block = 0; block < blocks.count; block++) sum += blocks.readSum(block, index);
  return sum;
}

/**
 * Draws rows, each as likely as its squared distance times its weight.
 * @param joined which of the rows that the last pass tried is a centre
 */
function createDrawer(
  { rows, weights }: Points,
  blocks: Seeding['blocks'],
  joined: number,
): (rng: Rng) => number {
  const total = computeSum(blocks, joined);
  const nearest = new Float64Array(BLOCK_ROWS);
  return (rng) => {
    let left = rng.uniform() * total;
    let block = 0;
    let leftThere = left;
    for (let each = 0; each < blocks.count && left >= 0; each++) {
      const sum = blocks.readSum(each, joined);
      // Rounding may leave a little at the end: the last that has any is drawn.
      if (!(sum > 0)) continue;
      block = each;
      leftThere = left;
      left -= sum;
    }
    const from = block * BLOCK_ROWS;
    let chosen = from;
    blocks.readNearest(block, joined, nearest);
    for (let row = from; row < Math.min(rows, from + BLOCK_ROWS) && leftThere >= 0; row++) {
      const least = nearest[row - from];
      const share = weights === null ? least : weights[row] * least;
      if (!(share > 0)) continue;
      chosen = row;
      leftThere -= share;
    }
    return chosen;
  };
}

/** The centres that a start is drawn with; those of chosen rows come from elsewhere. */
export function startCenters(
  init: (typeof KMEANS_INITS)[number],
  points: Points,
  k: number,
  rng: Rng,
  seeding?: Seeding,
): Float64Array {
  return init === 'k-means++' ? plusPlusCenters(points, k, rng, seeding) : randomCenters(points, k, rng);
}

/** The rows' weights where they differ: equal weights are drawn from as if there were none. */
function unevenWeights({ weights, rows }: Points): Float64Array | null {
  if (weights === null) return null;
  for (let row = 1; row < rows; row++) if (weights[row] !== weights[0]) return weights.subarray(0, rows);
  return null;
}

/** A row, each as likely as its weight; the last one that has any where rounding leaves nothing. */
function drawByWeight(weights: Float64Array, rng: Rng): number {
  let left = rng.uniform() * sumWeights(weights, 0, weights.length);
  let chosen = 0;
  for (let row = 0; row < weights.length; row++) {
    if (weights[row] <= 0) continue;
    chosen = row;
    left -= weights[row];
    if (left < 0) break;
  }
  return chosen;
}

/** k different rows, each set equally likely; with weights they are drawn one by one, by weight. */
export function randomCenters(points: Points, k: number, rng: Rng): Float64Array {
  const uneven = unevenWeights(points);
  if (uneven !== null) return weightedCenters(points, k, uneven.slice(), rng);
  const order = new Int32Array(points.rows);
  for (let row = 0; row < order.length; row++) order[row] = row;
  rng.shuffle(order);
  const centers = new Float64Array(k * points.width);
  for (let c = 0; c < k; c++) copyRow(points, order[c] ?? 0, centers, c);
  return centers;
}

function weightedCenters(points: Points, k: number, left: Float64Array, rng: Rng): Float64Array {
  const centers = new Float64Array(k * points.width);
  for (let c = 0; c < k; c++) {
    const row = drawByWeight(left, rng);
    copyRow(points, row, centers, c);
    left[row] = 0;
  }
  return centers;
}

function copyRow({ values, width }: Points, row: number, centers: Float64Array, c: number): void {
  centers.set(values.subarray(row * width, (row + 1) * width), c * width);
}
