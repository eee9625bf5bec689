import type { KMEANS_INITS } from '../../../../src-shared/experiment/schema';
import { log } from '../../../../src-shared/portable-math/log';
import { BLOCK_ROWS, blockCount, type Points } from '../math';
import { sumWeights } from '../../numeric/weights';
import { type Rng } from '../../numeric/rng';

/** Above so many multiply-adds each next centre is drawn once: a start must not hold up Stop. */
const GREEDY_COST = 2e9;

/**
 * The rows of k-means++ in blocks: how far each is from its nearest centre so far, and what that
 * would add up to with one of several candidates for the next.
 */
export interface SeedBlocks {
  readonly count: number;
  /** Candidates that a pass tries; 0 where each next centre is drawn once. */
  readonly candidates: number;
  /** [rows]: squared distance from the nearest centre. */
  readonly nearest: Float64Array;
  /** [count][1 + candidates]: of a block's rows by weight, the distances; then with each candidate. */
  readonly sums: Float64Array;
  /** No centre yet. */
  begin(): void;
  /** What the next pass goes by: a centre that joins the others, and candidates [candidates][width]. */
  setCenters(center: Float64Array, candidates: Float64Array): void;
  /** Measures the rows of a block against the new centre, and adds up its part of `sums`. */
  run(block: number): void;
}

/** Passes of k-means++ over all blocks, on this thread or with helpers. */
export interface Seeding {
  readonly blocks: Omit<SeedBlocks, 'setCenters' | 'run'>;
  /** Forgets all centres: every row is infinitely far. */
  begin(): void;
  /**
   * Adds a centre [width] and measures candidates [candidates][width] for the next; `blocks.sums` holds
   * the outcome.
   */
  pass(center: Float64Array, candidates: Float64Array): void;
}

/** Candidates for each next centre: by default 2 + ln k, and none to choose from where that takes long. */
export function countCandidates({ rows, width }: Points, k: number): number {
  const trials = 2 + Math.floor(log(k));
  return trials * rows * width * k > GREEDY_COST ? 0 : trials;
}

/** Passes of k-means++ on this thread alone, block after block. @param blocks all training rows */
export function ownSeeding(blocks: SeedBlocks): Seeding {
  return {
    blocks,
    begin: () => {
      blocks.begin();
    },
    pass(center, candidates) {
      blocks.setCenters(center, candidates);
      for (let block = 0; block < blocks.count; block++) blocks.run(block);
    },
  };
}

/**
 * Blocks of k-means++ in plain loops: for few rows, and where there is no WebAssembly. To the bit what
 * `wasm/seeds.ts` computes.
 * @param candidates that a pass tries for the next centre
 */
export function plainSeeds(points: Points, candidates: number): SeedBlocks {
  const { rows, width, weights } = points;
  const count = blockCount(rows);
  const nearest = new Float64Array(rows);
  const sets = 1 + candidates;
  const measured = new Float64Array(sets * width);
  const sums = new Float64Array(count * sets);
  // Every other row is added up by itself, as the lanes of a vector do.
  const lanes = new Float64Array(2 * sets);
  return {
    count,
    candidates,
    nearest,
    sums,
    begin: () => {
      nearest.fill(Infinity);
    },
    setCenters(center, tried) {
      measured.set(center);
      measured.set(tried, width);
    },
    run(block) {
      const from = block * BLOCK_ROWS;
      const to = Math.min(rows, from + BLOCK_ROWS);
      lanes.fill(0);
      for (let row = from; row < to; row++) {
        const least = computeNearerDistance(nearest[row], points, row, measured, 0);
        const lane = (row & 1) * sets;
        const weight = weights === null ? 1 : weights[row];
        nearest[row] = least;
        lanes[lane] += weight * least;
        for (let c = 1; c < sets; c++) {
          lanes[lane + c] += weight * computeNearerDistance(least, points, row, measured, c * width);
        }
      }
      for (let c = 0; c < sets; c++) sums[block * sets + c] = lanes[c] + lanes[sets + c];
    },
  };
}

/** The squared distance of a row to the centre at `at`, or `least` where it is not nearer. */
function computeNearerDistance(
  least: number,
  { values, width }: Points,
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
  seeding = ownSeeding(plainSeeds(points, countCandidates(points, k))),
): Float64Array {
  const { rows, width } = points;
  const { candidates } = seeding.blocks;
  const centers = new Float64Array(k * width);
  const tried = new Float64Array(candidates * width);
  const first = unevenWeights(points);
  copyRow(points, first === null ? rng.integer(rows) : drawByWeight(first, rng), centers, 0);
  let center = centers.subarray(0, width);
  /** Which of the last pass' sums are those with all centres. */
  let setIndex = 0;
  seeding.begin();
  if (k > 1) seeding.pass(center, tried);
  for (let c = 1; c < k; c++) {
    const draw = createDrawer(points, seeding.blocks, center, setIndex);
    if (candidates === 0) {
      copyRow(points, draw(rng), centers, c);
      center = centers.subarray(c * width, (c + 1) * width);
      if (c + 1 < k) seeding.pass(center, tried);
      continue;
    }
    for (let i = 0; i < candidates; i++) copyRow(points, draw(rng), tried, i);
    seeding.pass(center, tried);
    let lowest = Infinity;
    for (let i = 1; i <= candidates; i++) {
      const inertia = computeSum(seeding.blocks, i);
      if (i > 1 && inertia >= lowest) continue;
      lowest = inertia;
      setIndex = i;
    }
    centers.set(tried.subarray((setIndex - 1) * width, setIndex * width), c * width);
    center = centers.subarray(c * width, (c + 1) * width);
  }
  return centers;
}

/** Sum over the blocks for the centres alone (`setIndex` 0), or with a candidate as well. */
function computeSum({ sums, candidates }: Seeding['blocks'], setIndex: number): number {
  let sum = 0;
  for (let at = setIndex; at < sums.length; at += 1 + candidates) sum += sums[at];
  return sum;
}

/**
 * Draws rows, each as likely as its squared distance times its weight.
 * @param center the newest: rows need not have been measured against it yet
 * @param setIndex of the sums with it
 */
function createDrawer(
  points: Points,
  blocks: Seeding['blocks'],
  center: Float64Array,
  setIndex: number,
): (rng: Rng) => number {
  const { rows, weights } = points;
  const { count, candidates, nearest, sums } = blocks;
  const total = computeSum(blocks, setIndex);
  return (rng) => {
    let left = rng.uniform() * total;
    let block = 0;
    let leftThere = left;
    for (let each = 0; each < count && left >= 0; each++) {
      const sum = sums[each * (1 + candidates) + setIndex];
      // Rounding may leave a little at the end: the last that has any is drawn.
      if (!(sum > 0)) continue;
      block = each;
      leftThere = left;
      left -= sum;
    }
    let chosen = block * BLOCK_ROWS;
    const to = Math.min(rows, chosen + BLOCK_ROWS);
    for (let row = chosen; row < to && leftThere >= 0; row++) {
      const least = computeNearerDistance(nearest[row], points, row, center, 0);
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
