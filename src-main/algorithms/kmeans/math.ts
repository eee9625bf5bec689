import { square } from '../../../src-shared/portable-math/square';
import type { TrainingData } from '../contract/trainer';

/**
 * Rows that are added up together. The blocks' sums are then added in their order, so that the
 * numbers are the same whichever loops work them out, and on however many threads.
 */
export const BLOCK_ROWS = 4096;

/** Rows that a feature is added up over at once: they stay in the cache for the next feature. */
const SUMMED_ROWS = 512;

/** Rows to be clustered, scaled: [rows][width], row-major, with their sample weights. */
export interface Points {
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
  /** [rows] at least: how much each row counts; null: all the same. */
  readonly weights: Float64Array | null;
}

/**
 * Training rows of a data set as points: values [trainRows][width], each row of weight 1 where there are no
 * weights. The arrays are shared, not copied.
 */
export function trainingPoints({ features, trainRows, width, weights }: TrainingData): Points {
  return { values: features, rows: trainRows, width, weights };
}

/**
 * Inertia: sum over the rows of weight x squared distance to the own centre, block by block.
 * @param distances [rows] squared
 */
export function computeInertia({ rows, weights }: Points, distances: Float64Array): number {
  let inertia = 0;
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const to = Math.min(rows, from + BLOCK_ROWS);
    let part = 0;
    if (weights === null) for (let row = from; row < to; row++) part += distances[row];
    else for (let row = from; row < to; row++) part += weights[row] * distances[row];
    inertia += part;
  }
  return inertia;
}

/**
 * Squared Euclidean distance of row `row` to centre `c`: sum over the features of (x_j - c_j)^2, in
 * their order.
 * @param centers [k][width]
 */
export function squaredDistance(
  points: Pick<Points, 'values' | 'width'>,
  row: number,
  centers: Float64Array,
  c: number,
): number {
  const { values, width } = points;
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const difference = values[row * width + j] - centers[c * width + j];
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
  return computeInertia(points, distances);
}

/**
 * Assigns the rows `from` to below `to` to their nearest centres [k][width]; of equally near ones the first.
 * Writes the labels, from 0, and the squared Euclidean distances.
 */
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
      const x = values[2 * row];
      const y = values[2 * row + 1];
      for (let c = 0; c < k; c++) {
        const dx = x - centers[2 * c];
        const dy = y - centers[2 * c + 1];
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

/** Mean over the features of their variance (divided by the rows), as scikit-learn scales `tol`. */
export function meanVariance(points: Points): number {
  const { rows, width } = points;
  const means = columnSums(points, new Float64Array(width), false).map((sum) => sum / rows);
  const squares = columnSums(points, means, true);
  return squares.reduce((sum, square) => sum + square / rows, 0) / Math.max(1, width);
}

/** [width]: sums over the rows of each feature less its `origin`, or of the squares of that. */
function columnSums({ values, rows, width }: Points, origin: Float64Array, squared: boolean): Float64Array {
  const sums = new Float64Array(width);
  for (let from = 0; from < rows; from += SUMMED_ROWS) {
    const part = values.subarray(from * width, Math.min(rows, from + SUMMED_ROWS) * width);
    for (let j = 0; j < width; j++) sums[j] = addColumn(sums[j], part, j, width, origin[j], squared);
  }
  return sums;
}

/** One feature of some rows; short, so that it is compiled before many rows have passed. */
function addColumn(
  start: number,
  values: Float64Array,
  from: number,
  width: number,
  origin: number,
  squared: boolean,
): number {
  let sum = start;
  if (squared) {
    for (let at = from; at < values.length; at += width) {
      const difference = values[at] - origin;
      sum += difference * difference;
    }
  } else {
    for (let at = from; at < values.length; at += width) sum += values[at] - origin;
  }
  return sum;
}

/**
 * Squared Frobenius norm of the centres' move, sum of (after - before)^2 over all of [k][width]: what
 * `tol` bounds.
 */
export function squaredMove(before: Float64Array, after: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < after.length; i++) sum += square(after[i] - before[i]);
  return sum;
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
    const c = labels[row];
    sizes[c]++;
    const weight = weights === null ? 1 : weights[row];
    if (weight === 0) continue;
    counted[c]++;
    mass[c] += weight;
    for (let j = 0; j < width; j++) centers[c * width + j] += weight * values[row * width + j];
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
    const from = labels[row];
    const weight = weights === null ? 1 : weights[row];
    for (let j = 0; j < width; j++) {
      const part = weight * values[row * width + j];
      centers[from * width + j] -= part;
      centers[c * width + j] = part;
    }
    mass[from] -= weight;
    mass[c] = weight;
    counted[from]--;
    counted[c] = 1;
    sizes[from]--;
    sizes[c]++;
    labels[row] = c;
    moved.push(row);
  }
  for (let c = 0; c < sizes.length; c++) {
    const total = mass[c] || 1;
    for (let j = 0; j < width; j++) centers[c * width + j] /= total;
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
  let farthest = -1;
  for (let row = 0; row < rows; row++) {
    if (counted[labels[row]] < 2 || (weights !== null && weights[row] === 0)) continue;
    if (farthest < 0 || distances[row] > distances[farthest]) farthest = row;
  }
  return farthest;
}

/**
 * Number of different rows among those of weight above 0, for a k-means of k clusters needs k of them.
 * Counting stops at `enough`, the largest answer.
 */
export function distinctRows(points: Points, enough: number): number {
  const seen = new Set<string>();
  for (let row = 0; row < points.rows && seen.size < enough; row++) {
    if (points.weights !== null && points.weights[row] === 0) continue;
    seen.add(points.values.subarray(row * points.width, (row + 1) * points.width).join(','));
  }
  return seen.size;
}

/** Number of blocks of {@link BLOCK_ROWS} rows that `rows` rows make, the last one shorter. */
export function blockCount(rows: number): number {
  return Math.ceil(rows / BLOCK_ROWS);
}
