import { squaredDistance, type Points } from '../math';
import type { Rng } from '../../numeric/rng';

/** Silhouettes of up to so many rows are exact; of more rows, so many are drawn. */
export const SILHOUETTE_ROWS = 5000;

/** Rows that a labelling is scored on, [rows][width]; each counts once, whatever its weight. */
export type ScoredPoints = Pick<Points, 'values' | 'rows' | 'width'>;

/**
 * Which rows a silhouette is measured on: all up to `most`, otherwise `most` different ones drawn
 * at random, ascending.
 */
export function silhouetteRows(rows: number, rng: Rng, most = SILHOUETTE_ROWS): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  if (rows <= most) return order;
  rng.shuffle(order);
  return order.subarray(0, most).slice().sort();
}

/**
 * Mean silhouette (Rousseeuw 1987) of several labellings of the same rows, each -1 to 1: of a row
 * (b - a) / max(a, b), with a its mean distance to the other rows of its cluster and b the least
 * mean distance to the rows of another cluster; 0 for a row that is alone. Equal to scikit-learn's
 * silhouette_score. NaN where there are fewer than two clusters, or as many as rows.
 *
 * A generator, because the time grows with the square of the rows: it yields the share that is done
 * after every row.
 * @param at rows that are measured, and measured against: see {@link silhouetteRows}
 * @param labelings cluster of every row, 0 to k - 1, one array a labelling
 */
export function* silhouetteScores(
  points: ScoredPoints,
  at: Int32Array,
  labelings: readonly Int32Array[],
): Generator<number, number[], void> {
  const { values, width } = points;
  const count = at.length;
  const ks = labelings.map((labels) => at.reduce((most, row) => Math.max(most, labels[row]), -1) + 1);
  const offsets: number[] = [];
  let cells = 0;
  for (const k of ks) {
    offsets.push(cells);
    cells += k;
  }
  // The clusters of the measured rows by labelling, as indices in one array of sums.
  const clustersOfRows = labelings.map((labels, l) => Int32Array.from(at, (row) => offsets[l] + labels[row]));
  const sizes = new Int32Array(cells);
  for (const clusters of clustersOfRows) for (const cell of clusters) sizes[cell]++;
  const sums = new Float64Array(cells);
  const totals = new Float64Array(labelings.length);
  for (let i = 0; i < count; i++) {
    sums.fill(0);
    const self = at[i] * width;
    for (let j = 0; j < count; j++) {
      const other = at[j] * width;
      let squared = 0;
      for (let f = 0; f < width; f++) {
        const gap = values[self + f] - values[other + f];
        squared += gap * gap;
      }
      const distance = Math.sqrt(squared);
      for (const clusters of clustersOfRows) sums[clusters[j]] += distance;
    }
    clustersOfRows.forEach((clusters, l) => {
      totals[l] += rowSilhouette(sums, sizes, offsets[l], ks[l], clusters[i]);
    });
    yield (i + 1) / count;
  }
  return ks.map((k, l) => {
    let used = 0;
    for (let c = 0; c < k; c++) if (sizes[offsets[l] + c] > 0) used++;
    return used < 2 || used >= count ? NaN : totals[l] / count;
  });
}

function rowSilhouette(sums: Float64Array, sizes: Int32Array, from: number, k: number, self: number): number {
  if (sizes[self] <= 1) return 0;
  const within = sums[self] / (sizes[self] - 1);
  let nearest = Infinity;
  for (let cell = from; cell < from + k; cell++) {
    if (cell === self || sizes[cell] === 0) continue;
    nearest = Math.min(nearest, sums[cell] / sizes[cell]);
  }
  const larger = Math.max(within, nearest);
  return larger > 0 && Number.isFinite(larger) ? (nearest - within) / larger : 0;
}

/**
 * Mean silhouette of one labelling over all rows, -1 to 1 (see {@link silhouetteScores}), in one go:
 * for few rows, since its time grows with their square.
 * @param labels [rows]: cluster of each row, from 0
 */
export function silhouetteScore(points: ScoredPoints, labels: Int32Array): number {
  const steps = silhouetteScores(
    points,
    Int32Array.from({ length: points.rows }, (_, row) => row),
    [labels],
  );
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value[0] ?? NaN;
  }
}

interface Groups {
  /** [clusters][width], of those with rows. */
  readonly means: Float64Array;
  readonly sizes: number[];
  /** Index of each label among the clusters with rows. */
  readonly indexByLabel: Int32Array;
}

function groupRows({ values, rows, width }: ScoredPoints, labels: Int32Array): Groups {
  let k = 0;
  for (let row = 0; row < rows; row++) k = Math.max(k, labels[row] + 1);
  const all = new Int32Array(k);
  for (let row = 0; row < rows; row++) all[labels[row]]++;
  const indexByLabel = new Int32Array(k).fill(-1);
  const sizes: number[] = [];
  all.forEach((size, label) => {
    if (size === 0) return;
    indexByLabel[label] = sizes.length;
    sizes.push(size);
  });
  // About each cluster's first row, so that the mean of equal rows is that row, and no digits are lost
  // far from zero.
  const firsts = new Int32Array(sizes.length).fill(-1);
  const means = new Float64Array(sizes.length * width);
  for (let row = 0; row < rows; row++) {
    const index = indexByLabel[labels[row]];
    if (firsts[index] < 0) firsts[index] = row;
    const [at, first] = [index * width, firsts[index] * width];
    for (let j = 0; j < width; j++) means[at + j] += values[row * width + j] - values[first + j];
  }
  for (let i = 0; i < means.length; i++) {
    const index = Math.floor(i / width);
    means[i] = values[firsts[index] * width + (i % width)] + means[i] / sizes[index];
  }
  return { means, sizes, indexByLabel };
}

/**
 * Calinski-Harabasz score (1974), the variance ratio: dispersion between the clusters over that
 * within them, each by its degrees of freedom; higher is better. Equal to scikit-learn's
 * calinski_harabasz_score, also in being 1 where nothing is dispersed within. NaN where there are
 * fewer than two clusters, or as many as rows.
 */
export function calinskiHarabaszScore(points: ScoredPoints, labels: Int32Array): number {
  const { values, rows, width } = points;
  const { means, sizes, indexByLabel } = groupRows(points, labels);
  const k = sizes.length;
  if (k < 2 || k >= rows) return NaN;
  const mean = new Float64Array(width);
  for (let i = 0; i < rows * width; i++) mean[i % width] += values[i] / rows;
  let between = 0;
  for (let c = 0; c < k; c++) between += sizes[c] * squaredDistance({ values: means, width }, c, mean, 0);
  let within = 0;
  for (let row = 0; row < rows; row++)
    within += squaredDistance(points, row, means, indexByLabel[labels[row]]);
  return within === 0 ? 1 : (between * (rows - k)) / (within * (k - 1));
}

/**
 * Davies-Bouldin score (1979): the mean over the clusters of the worst ratio (s_i + s_j) / d_ij, with
 * s the mean distance of a cluster's rows to its mean and d the distance of two means; from 0 on,
 * lower is better. Equal to scikit-learn's davies_bouldin_score. NaN where there are fewer than two
 * clusters, or as many as rows.
 */
export function daviesBouldinScore(points: ScoredPoints, labels: Int32Array): number {
  const { rows, width } = points;
  const { means, sizes, indexByLabel } = groupRows(points, labels);
  const k = sizes.length;
  if (k < 2 || k >= rows) return NaN;
  const spread = new Float64Array(k);
  for (let row = 0; row < rows; row++) {
    const c = indexByLabel[labels[row]];
    spread[c] += Math.sqrt(squaredDistance(points, row, means, c)) / sizes[c];
  }
  let total = 0;
  for (let c = 0; c < k; c++) {
    let worst = 0;
    for (let other = 0; other < k; other++) {
      if (other === c) continue;
      const apart = Math.sqrt(squaredDistance({ values: means, width }, c, means, other));
      // Means at one point say nothing of each other.
      if (apart > 0) worst = Math.max(worst, (spread[c] + spread[other]) / apart);
    }
    total += worst;
  }
  return total / k;
}
