import type { KMEANS_INITS } from '../../../../src-shared/experiment/schema';
import { log } from '../../../../src-shared/portable-math/log';
import { BLOCK_ROWS, type Points } from '../math';
import { sumWeights } from '../../numeric/weights';
import { type Rng } from '../../numeric/rng';
import { ownSeeding, plainSeeds, type Seeding } from './seed-passes';

/** Above so many multiply-adds each next centre is drawn once: a start must not hold up Stop. */
const GREEDY_COST = 2e9;

/** Rows to try for each next centre: by default 2 + ln k, and one where that takes long. */
export function countTries({ rows, width }: Pick<Points, 'rows' | 'width'>, k: number): number {
  const tries = 2 + Math.floor(log(k));
  return tries * rows * width * k > GREEDY_COST ? 1 : tries;
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
  if (k > 1) {
    seeding.pass(-1, centers.subarray(0, width));
    seeding.settle(0);
  }
  /** Which of the rows that the last pass tried is the newest centre. */
  let joined = 0;
  for (let c = 1; c < k; c++) {
    const draw = createDrawer(points, seeding.blocks, joined);
    for (let i = 0; i < tries; i++) copyRow(points, draw(rng), tried, i);
    const isLast = c + 1 === k;
    // The last need not be measured where there is none to choose from.
    if (tries > 1 || !isLast) seeding.pass(joined, tried);
    joined = tries > 1 ? chooseTried(seeding) : 0;
    if (!isLast) seeding.settle(joined);
    centers.set(tried.subarray(joined * width, (joined + 1) * width), c * width);
  }
  return centers;
}

/** Which of the rows that the last pass tried lowers the sum most; the first of equal ones. */
function chooseTried(seeding: Seeding): number {
  const contenders = seeding.blocks.contenders();
  let best = contenders[0] ?? 0;
  if (contenders.length === 1) return best;
  let lowest = Infinity;
  for (const index of contenders) {
    seeding.settle(index);
    const inertia = computeSum(seeding.blocks, index);
    if (index !== best && inertia >= lowest) continue;
    lowest = inertia;
    best = index;
  }
  return best;
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
