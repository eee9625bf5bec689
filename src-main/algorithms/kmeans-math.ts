import { type Rng } from './rng';

/** Points as k-means sees them: [rows][width]. */
export interface Points {
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
}

/** Squared distance of row `row` to centre `c`. */
export function squaredDistance(points: Points, row: number, centers: Float64Array, c: number): number {
  const { values, width } = points;
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const difference = values[row * width + j]! - centers[c * width + j]!;
    sum += difference * difference;
  }
  return sum;
}

/** Each row's nearest centre (the lower number wins a tie) and its squared distance; returns the sum. */
export function assign(
  points: Points,
  centers: Float64Array,
  labels: Int32Array,
  distances: Float64Array,
): number {
  const k = centers.length / points.width;
  let inertia = 0;
  if (points.width === 2) return assignPlane(points, centers, labels, distances);
  for (let row = 0; row < points.rows; row++) {
    let best = Infinity;
    let label = 0;
    for (let c = 0; c < k; c++) {
      const distance = squaredDistance(points, row, centers, c);
      if (distance < best) {
        best = distance;
        label = c;
      }
    }
    labels[row] = label;
    distances[row] = best;
    inertia += best;
  }
  return inertia;
}

/** Two features are the common case, and unrolled they take a third of the time. */
function assignPlane(
  points: Points,
  centers: Float64Array,
  labels: Int32Array,
  distances: Float64Array,
): number {
  const { values, rows } = points;
  const k = centers.length / 2;
  let inertia = 0;
  for (let row = 0; row < rows; row++) {
    const x = values[2 * row]!;
    const y = values[2 * row + 1]!;
    let best = Infinity;
    let label = 0;
    for (let c = 0; c < k; c++) {
      const dx = x - centers[2 * c]!;
      const dy = y - centers[2 * c + 1]!;
      const distance = dx * dx + dy * dy;
      if (distance < best) {
        best = distance;
        label = c;
      }
    }
    labels[row] = label;
    distances[row] = best;
    inertia += best;
  }
  return inertia;
}

/**
 * k-means++ (Arthur and Vassilvitskii 2007): each next centre is a row drawn with a probability
 * proportional to its squared distance from the nearest centre so far.
 */
export function plusPlusCenters(points: Points, k: number, rng: Rng): Float64Array {
  const { rows, width } = points;
  const centers = new Float64Array(k * width);
  const nearest = new Float64Array(rows).fill(Infinity);
  let chosen = rng.integer(rows);
  for (let c = 0; c < k; c++) {
    copyRow(points, chosen, centers, c);
    let total = 0;
    for (let row = 0; row < rows; row++) {
      const distance = squaredDistance(points, row, centers, c);
      if (distance < nearest[row]!) nearest[row] = distance;
      total += nearest[row]!;
    }
    let left = rng.uniform() * total;
    chosen = rows - 1;
    for (let row = 0; row < rows; row++) {
      left -= nearest[row]!;
      if (left < 0) {
        chosen = row;
        break;
      }
    }
  }
  return centers;
}

/** k different rows, each set equally likely. */
export function randomCenters(points: Points, k: number, rng: Rng): Float64Array {
  const order = Int32Array.from({ length: points.rows }, (_, row) => row);
  rng.shuffle(order);
  const centers = new Float64Array(k * points.width);
  for (let c = 0; c < k; c++) copyRow(points, order[c] ?? 0, centers, c);
  return centers;
}

/**
 * Moves each centre to the mean of its rows, in place. A centre without rows goes to the row
 * farthest from its own centre, the next empty one to the next farthest, as in scikit-learn; a row
 * that is alone in its cluster stays there.
 */
export function updateCenters(
  points: Points,
  labels: Int32Array,
  distances: Float64Array,
  centers: Float64Array,
  sizes: Int32Array,
): void {
  const { values, rows, width } = points;
  centers.fill(0);
  sizes.fill(0);
  for (let row = 0; row < rows; row++) {
    const c = labels[row]!;
    sizes[c]!++;
    for (let j = 0; j < width; j++) centers[c * width + j]! += values[row * width + j]!;
  }
  for (let c = 0; c < sizes.length; c++) {
    if (sizes[c] !== 0) continue;
    const row = farthestRow(labels, distances, sizes);
    // Fewer rows than clusters: the data check lets none through.
    if (row < 0) break;
    const from = labels[row]!;
    for (let j = 0; j < width; j++) {
      centers[from * width + j]! -= values[row * width + j]!;
      centers[c * width + j] = values[row * width + j]!;
    }
    sizes[from]!--;
    sizes[c] = 1;
    labels[row] = c;
  }
  for (let c = 0; c < sizes.length; c++) {
    const count = Math.max(1, sizes[c]!);
    for (let j = 0; j < width; j++) centers[c * width + j]! /= count;
  }
}

/** The row farthest from its centre among clusters of two rows or more; -1 where there is none. */
function farthestRow(labels: Int32Array, distances: Float64Array, sizes: Int32Array): number {
  let found = -1;
  for (let row = 0; row < labels.length; row++) {
    if (sizes[labels[row]!]! < 2) continue;
    if (found < 0 || distances[row]! > distances[found]!) found = row;
  }
  return found;
}

/** How many different rows there are, counted up to `enough`. */
export function distinctRows(points: Points, enough: number): number {
  const seen = new Set<string>();
  for (let row = 0; row < points.rows && seen.size < enough; row++) {
    seen.add(points.values.subarray(row * points.width, (row + 1) * points.width).join(','));
  }
  return seen.size;
}

function copyRow(points: Points, row: number, centers: Float64Array, c: number): void {
  const { values, width } = points;
  centers.set(values.subarray(row * width, (row + 1) * width), c * width);
}
