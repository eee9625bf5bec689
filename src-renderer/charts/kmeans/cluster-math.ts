import type { ModelHistory, PointSample } from '../../../src-shared/run/live/frames';

/** Rows of centers.csv by iteration: `restart`, then the centres [k][features]. */
export interface CenterHistory {
  readonly count: number;
  readonly k: number;
  readonly width: number;
  stepAt(row: number): number;
  restartAt(row: number): number;
  /** [k][width] flattened, raw units. */
  centersAt(row: number): Float64Array;
}

/** A k-means run's history as centres; null where it is empty or does not fit the features. */
export function centerHistory(history: ModelHistory | null, features: number): CenterHistory | null {
  if (history === null || history.step.length === 0 || features === 0) return null;
  const columns = history.columns.length;
  const lead = history.columns[0] === 'restart' ? 1 : 0;
  const k = (columns - lead) / features;
  if (!Number.isInteger(k) || k < 1) return null;
  return {
    count: history.step.length,
    k,
    width: features,
    stepAt: (row) => history.step[row] ?? 0,
    restartAt: (row) => (lead === 0 ? 1 : (history.values[row * columns] ?? 1)),
    centersAt: (row) => history.values.subarray(row * columns + lead, (row + 1) * columns),
  };
}

/**
 * Nearest centre of every point of a sample, and how many points each has.
 * @param scale divisor of each feature, as the model's scaler has it: distances are measured in the
 * space that the clusters were found in
 */
export function assignLabels(
  sample: PointSample,
  centers: ArrayLike<number>,
  scale: readonly number[],
): { labels: Int32Array; sizes: Int32Array } {
  const width = sample.features.length;
  const k = Math.floor(centers.length / width);
  const labels = new Int32Array(sample.count);
  const sizes = new Int32Array(k);
  for (let row = 0; row < sample.count; row++) {
    let best = Infinity;
    let label = 0;
    for (let c = 0; c < k; c++) {
      let distance = 0;
      for (let j = 0; j < width; j++) {
        const gap = (sample.values[row * width + j]! - centers[c * width + j]!) / (scale[j] || 1);
        distance += gap * gap;
      }
      if (distance < best) {
        best = distance;
        label = c;
      }
    }
    labels[row] = label;
    sizes[label]!++;
  }
  return { labels, sizes };
}

/**
 * The way of every centre up to a row, within that row's restart: [k] lists of x, y pairs.
 * @param until row of the history; the last one by default
 */
export function centerTrails(
  history: CenterHistory,
  features: readonly [number, number],
  until: number = history.count - 1,
): Float64Array[] {
  const restart = history.restartAt(until);
  const rows: number[] = [];
  for (let row = 0; row <= until; row++) if (history.restartAt(row) === restart) rows.push(row);
  return Array.from({ length: history.k }, (_, c) => {
    const trail = new Float64Array(2 * rows.length);
    rows.forEach((row, i) => {
      const centers = history.centersAt(row);
      trail[2 * i] = centers[c * history.width + features[0]] ?? NaN;
      trail[2 * i + 1] = centers[c * history.width + features[1]] ?? NaN;
    });
    return trail;
  });
}
