import type { Rng } from '../../numeric/rng';

/** A batch whose rows have their nearest centres. */
interface LabelledBatch {
  /** [rows][width]. */
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
  readonly labels: Int32Array;
  readonly weights: Float64Array | null;
}

/**
 * Moves each centre towards its rows of the batch, in place: it is then the mean, by weight, of all rows that
 * it ever got (Sculley 2010).
 * @param centers [k][width]
 * @param sizes [k]: becomes the rows of the batch
 * @param mass [k]: weight of the rows so far; grows by that of the batch
 * @param previous the centres before
 */
export function moveCenters(
  { values, rows, width, labels, weights }: LabelledBatch,
  centers: Float64Array,
  sizes: Int32Array,
  mass: Float64Array,
  previous: Float64Array,
): void {
  const k = mass.length;
  sizes.fill(0);
  for (let c = 0; c < k; c++) for (let j = 0; j < width; j++) centers[c * width + j] *= mass[c];
  for (let i = 0, from = 0; i < rows; i++) {
    const c = labels[i];
    const weight = weights === null ? 1 : weights[i];
    sizes[c]++;
    mass[c] += weight;
    for (let at = c * width; at < (c + 1) * width; at++, from++) centers[at] += weight * values[from];
  }
  // A centre without any row so far stays where it was drawn.
  for (let c = 0; c < k; c++) {
    for (let j = 0; j < width; j++) {
      const at = c * width + j;
      centers[at] = mass[c] > 0 ? centers[at] / mass[c] : previous[at];
    }
  }
}

/**
 * Moves centres with far fewer rows than the largest to rows of the batch, as scikit-learn's MiniBatchKMeans.
 * @param ratio of the largest centre's weight below which one is moved
 * @returns how many were moved
 */
export function reassignCenters(
  { values, rows: size, width }: LabelledBatch,
  centers: Float64Array,
  mass: Float64Array,
  rng: Rng,
  ratio: number,
): number {
  const largest = Math.max(...mass);
  const order = Array.from({ length: mass.length }, (_, c) => c).sort((a, b) => mass[a] - mass[b]);
  const poor = order.filter((c) => mass[c] < ratio * largest).slice(0, Math.floor(size / 2));
  if (poor.length === 0) return 0;
  const rows = Int32Array.from({ length: size }, (_, i) => i);
  rng.shuffle(rows);
  const others = order.filter((c) => !poor.includes(c));
  const least = others.length === 0 ? 1 : Math.min(...others.map((c) => mass[c]));
  poor.forEach((c, i) => {
    const row = rows[i];
    centers.set(values.subarray(row * width, (row + 1) * width), c * width);
    mass[c] = least;
  });
  return poor.length;
}
