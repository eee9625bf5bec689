import type { KMEANS_INITS } from '../../src-shared/experiment/schema';
import { weightOf } from './losses';
import { type Rng } from './rng';
import type { TrainingData } from './trainer';

/**
 * Rows that are added up together. The blocks' sums are then added in their order, so that the
 * numbers are the same whichever loops work them out, and on however many threads.
 */
export const BLOCK_ROWS = 4096;

/** Points as k-means sees them: [rows][width]. */
export interface Points {
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
  /** [rows] at least: how much each row counts; null: all the same. */
  readonly weights: Float64Array | null;
}

/** A data set's training rows as k-means sees them. */
export function trainingPoints({ features, trainRows, width, weights }: TrainingData): Points {
  return { values: features, rows: trainRows, width, weights };
}

/** Sum over the rows of weight x squared distance, block by block. */
export function inertiaOf({ rows, weights }: Points, distances: Float64Array): number {
  let inertia = 0;
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const to = Math.min(rows, from + BLOCK_ROWS);
    let part = 0;
    if (weights === null) for (let row = from; row < to; row++) part += distances[row]!;
    else for (let row = from; row < to; row++) part += weights[row]! * distances[row]!;
    inertia += part;
  }
  return inertia;
}

/** Squared distance of row `row` to centre `c`. */
export function squaredDistance(
  points: Pick<Points, 'values' | 'width'>,
  row: number,
  centers: Float64Array,
  c: number,
): number {
  const { values, width } = points;
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const difference = values[row * width + j]! - centers[c * width + j]!;
    sum += difference * difference;
  }
  return sum;
}

/**
 * Each row's nearest centre (the lower number wins a tie) and its squared distance; returns the
 * inertia, the sum of them by weight.
 */
export function assign(
  points: Points,
  centers: Float64Array,
  labels: Int32Array,
  distances: Float64Array,
): number {
  assignRows(points, centers, labels, distances, 0, points.rows);
  return inertiaOf(points, distances);
}

/** The same for the rows `from` to below `to`, without the sum. */
export function assignRows(
  points: Points,
  centers: Float64Array,
  labels: Int32Array,
  distances: Float64Array,
  from: number,
  to: number,
): void {
  const { values, width } = points;
  const k = centers.length / width;
  for (let row = from; row < to; row++) {
    let best = Infinity;
    let label = 0;
    if (width === 2) {
      // Two features are the common case, and unrolled they take a third of the time.
      const x = values[2 * row]!;
      const y = values[2 * row + 1]!;
      for (let c = 0; c < k; c++) {
        const dx = x - centers[2 * c]!;
        const dy = y - centers[2 * c + 1]!;
        const distance = dx * dx + dy * dy;
        if (distance < best) {
          best = distance;
          label = c;
        }
      }
    } else {
      for (let c = 0; c < k; c++) {
        const distance = squaredDistance(points, row, centers, c);
        if (distance < best) {
          best = distance;
          label = c;
        }
      }
    }
    labels[row] = label;
    distances[row] = best;
  }
}

/** Above so many multiply-adds each next centre is drawn once: a start must not hold up Stop. */
const GREEDY_COST = 2e9;

/**
 * k-means++ (Arthur and Vassilvitskii 2007): each next centre is a row drawn with a probability
 * proportional to its squared distance from the nearest centre so far, times its weight; the first
 * by weight alone. Greedy, as in the paper's own experiments and scikit-learn: of several rows
 * drawn, the one that lowers the inertia most.
 * @param trials rows drawn for each next centre; by default 2 + ln k, or 1 where that takes long
 */
export function plusPlusCenters(
  points: Points,
  k: number,
  rng: Rng,
  trials = greedyTrials(points, k),
): Float64Array {
  const { rows, width, weights } = points;
  const centers = new Float64Array(k * width);
  let nearest = new Float64Array(rows).fill(Infinity);
  let next = new Float64Array(rows);
  let best = new Float64Array(rows);
  const first = unevenWeights(points);
  copyRow(points, first === null ? rng.integer(rows) : drawByWeight(first, rng), centers, 0);
  let total = nearestWith(points, centers, 0, nearest, nearest);
  for (let c = 1; c < k; c++) {
    let lowest = Infinity;
    let chosen = rows - 1;
    for (let trial = 0; trial < trials; trial++) {
      const row = drawByDistance(nearest, weights, total, rng);
      copyRow(points, row, centers, c);
      const inertia = nearestWith(points, centers, c, nearest, next);
      if (inertia >= lowest) continue;
      lowest = inertia;
      chosen = row;
      [best, next] = [next, best];
    }
    copyRow(points, chosen, centers, c);
    [nearest, best] = [best, nearest];
    total = lowest;
  }
  return centers;
}

function greedyTrials({ rows, width }: Points, k: number): number {
  const trials = 2 + Math.floor(Math.log(k));
  return trials * rows * width * k > GREEDY_COST ? 1 : trials;
}

/** Fills `into` with the squared distances once centre `c` is among them; returns their sum by weight. */
function nearestWith(
  { values, rows, width, weights }: Points,
  centers: Float64Array,
  c: number,
  nearest: Float64Array,
  into: Float64Array,
): number {
  const center = centers.slice(c * width, (c + 1) * width);
  let total = 0;
  for (let row = 0, at = 0; row < rows; row++, at += width) {
    let least = nearest[row]!;
    let sum = 0;
    // A sum of squares only grows: once it is no less, the centre is not nearer.
    for (let j = 0; j < width && sum < least; j++) {
      const difference = values[at + j]! - center[j]!;
      sum += difference * difference;
    }
    if (sum < least) least = sum;
    into[row] = least;
    total += weights === null ? least : weights[row]! * least;
  }
  return total;
}

/** A row, each as likely as its squared distance times its weight. */
function drawByDistance(
  nearest: Float64Array,
  weights: Float64Array | null,
  total: number,
  rng: Rng,
): number {
  let left = rng.uniform() * total;
  for (let row = 0; row < nearest.length; row++) {
    left -= weights === null ? nearest[row]! : weights[row]! * nearest[row]!;
    if (left < 0) return row;
  }
  return nearest.length - 1;
}

/** The centres that a start is drawn with; those of chosen rows come from elsewhere. */
export function startCenters(
  init: (typeof KMEANS_INITS)[number],
  points: Points,
  k: number,
  rng: Rng,
): Float64Array {
  return init === 'k-means++' ? plusPlusCenters(points, k, rng) : randomCenters(points, k, rng);
}

/** Mean over the features of their variance (divided by the rows), as scikit-learn scales `tol`. */
export function meanVariance({ values, rows, width }: Points): number {
  const means = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let j = 0; j < width; j++, at++) means[j]! += values[at]!;
  }
  for (let j = 0; j < width; j++) means[j]! /= rows;
  for (let row = 0, at = 0; row < rows; row++) {
    for (let j = 0; j < width; j++, at++) {
      const difference = values[at]! - means[j]!;
      squares[j]! += difference * difference;
    }
  }
  return squares.reduce((sum, square) => sum + square / rows, 0) / Math.max(1, width);
}

/** Sum of the squared moves of all centres. */
export function squaredMove(before: Float64Array, after: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < after.length; i++) sum += (after[i]! - before[i]!) ** 2;
  return sum;
}

/** The rows' weights where they differ: equal weights are drawn from as if there were none. */
function unevenWeights({ weights, rows }: Points): Float64Array | null {
  if (weights === null) return null;
  for (let row = 1; row < rows; row++) if (weights[row] !== weights[0]) return weights.subarray(0, rows);
  return null;
}

/** A row, each as likely as its weight; the last one that has any where rounding leaves nothing. */
function drawByWeight(weights: Float64Array, rng: Rng): number {
  let left = rng.uniform() * weightOf(weights, 0, weights.length);
  let chosen = 0;
  for (let row = 0; row < weights.length; row++) {
    if (weights[row]! <= 0) continue;
    chosen = row;
    left -= weights[row]!;
    if (left < 0) break;
  }
  return chosen;
}

/** k different rows, each set equally likely; with weights they are drawn one by one, by weight. */
export function randomCenters(points: Points, k: number, rng: Rng): Float64Array {
  const uneven = unevenWeights(points);
  if (uneven !== null) return weightedCenters(points, k, uneven.slice(), rng);
  const order = Int32Array.from({ length: points.rows }, (_, row) => row);
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

/**
 * Moves each centre to the mean of its rows by weight, in place. A centre without rows goes to the
 * row farthest from its own centre, the next empty one to the next farthest, as in scikit-learn; a
 * row that is alone in its cluster stays there. Rows of weight 0 are labelled and move nothing.
 * @param sizes becomes the rows of each cluster, those of weight 0 too
 * @returns how many centres were moved to such a row
 */
export function updateCenters(
  points: Points,
  labels: Int32Array,
  distances: Float64Array,
  centers: Float64Array,
  sizes: Int32Array,
): number {
  const { values, rows, width, weights } = points;
  const counted = new Int32Array(sizes.length);
  const mass = new Float64Array(sizes.length);
  centers.fill(0);
  sizes.fill(0);
  for (let row = 0; row < rows; row++) {
    const c = labels[row]!;
    sizes[c]!++;
    const weight = weights === null ? 1 : weights[row]!;
    if (weight === 0) continue;
    counted[c]!++;
    mass[c]! += weight;
    for (let j = 0; j < width; j++) centers[c * width + j]! += weight * values[row * width + j]!;
  }
  return finishCenters(points, labels, distances, centers, mass, counted, sizes).length;
}

/**
 * Divides the clusters' sums by their weight, in place; what is said of centres without rows in
 * `updateCenters` is done first.
 * @param centers the sums of each cluster's rows by weight, [k][width]
 * @param mass [k]: the rows' weight
 * @param counted [k]: the rows that have one
 * @param sizes [k]: the rows
 * @returns the rows that centres were moved to
 */
export function finishCenters(
  { values, width, weights, rows }: Points,
  labels: Int32Array,
  distances: Float64Array,
  centers: Float64Array,
  mass: Float64Array,
  counted: Int32Array,
  sizes: Int32Array,
): readonly number[] {
  const moved: number[] = [];
  for (let c = 0; c < sizes.length; c++) {
    if (counted[c] !== 0) continue;
    const row = farthestRow({ weights, rows }, labels, distances, counted);
    // Fewer rows than clusters: the data check lets none through.
    if (row < 0) break;
    const from = labels[row]!;
    const weight = weights === null ? 1 : weights[row]!;
    for (let j = 0; j < width; j++) {
      const part = weight * values[row * width + j]!;
      centers[from * width + j]! -= part;
      centers[c * width + j] = part;
    }
    mass[from]! -= weight;
    mass[c] = weight;
    counted[from]!--;
    counted[c] = 1;
    sizes[from]!--;
    sizes[c]!++;
    labels[row] = c;
    moved.push(row);
  }
  for (let c = 0; c < sizes.length; c++) {
    const total = mass[c]! || 1;
    for (let j = 0; j < width; j++) centers[c * width + j]! /= total;
  }
  return moved;
}

/** The row farthest from its centre among clusters of two rows or more; -1 where there is none. */
function farthestRow(
  { weights, rows }: Pick<Points, 'weights' | 'rows'>,
  labels: Int32Array,
  distances: Float64Array,
  counted: Int32Array,
): number {
  let found = -1;
  for (let row = 0; row < rows; row++) {
    if (counted[labels[row]!]! < 2 || (weights !== null && weights[row] === 0)) continue;
    if (found < 0 || distances[row]! > distances[found]!) found = row;
  }
  return found;
}

/** How many different rows that count there are, up to `enough`. */
export function distinctRows(points: Points, enough: number): number {
  const seen = new Set<string>();
  for (let row = 0; row < points.rows && seen.size < enough; row++) {
    if (points.weights !== null && points.weights[row] === 0) continue;
    seen.add(points.values.subarray(row * points.width, (row + 1) * points.width).join(','));
  }
  return seen.size;
}

function copyRow(points: Points, row: number, centers: Float64Array, c: number): void {
  const { values, width } = points;
  centers.set(values.subarray(row * width, (row + 1) * width), c * width);
}
