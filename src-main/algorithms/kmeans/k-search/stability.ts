import type { Rng } from '../../numeric/rng';

/** Centres [k][width] and rows [rows][width], row by row. */
interface Centers {
  readonly values: Float64Array;
  readonly k: number;
  readonly width: number;
}

/** The nearest centre of each row; of equal distances the first. */
export function nearestCenters({ values: centers, k, width }: Centers, values: Float64Array): Int32Array {
  const rows = values.length / width;
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let closest = Infinity;
    for (let c = 0; c < k; c++) {
      let distance = 0;
      for (let j = 0; j < width; j++) {
        const shift = values[row * width + j] - centers[c * width + j];
        distance += shift * shift;
      }
      if (distance < closest) [closest, labels[row]] = [distance, c];
    }
  }
  return labels;
}

/**
 * Prediction strength of k clusters (Tibshirani and Walther, JCGS 14, 2005): of the cluster of the rows where it is
 * least, the share of its pairs of rows that the centres of other rows put together as well. Clusters of one row
 * have no pairs, and are left out; NaN where all are such.
 * @param own [rows] cluster of each row in a model of these rows
 * @param given [rows] nearest centre of each row in a model of the other rows
 */
export function predictionStrength(own: Int32Array, given: Int32Array, k: number): number {
  const together = new Float64Array(k * k);
  const sizes = new Float64Array(k);
  for (let row = 0; row < own.length; row++) {
    together[own[row] * k + given[row]] += 1;
    sizes[own[row]] += 1;
  }
  let least = Infinity;
  for (let c = 0; c < k; c++) {
    if (sizes[c] < 2) continue;
    let pairs = 0;
    for (let g = 0; g < k; g++) pairs += together[c * k + g] * (together[c * k + g] - 1);
    least = Math.min(least, pairs / (sizes[c] * (sizes[c] - 1)));
  }
  return least === Infinity ? NaN : least;
}

/** Rows without clusters: uniform over the range of each column (the first of the two references of the gap). */
export function uniformRows(values: Float64Array, width: number, rng: Rng): Float64Array {
  const low = new Float64Array(width).fill(Infinity);
  const high = new Float64Array(width).fill(-Infinity);
  for (let at = 0; at < values.length; at++) {
    const j = at % width;
    low[j] = Math.min(low[j], values[at]);
    high[j] = Math.max(high[j], values[at]);
  }
  const drawn = new Float64Array(values.length);
  for (let at = 0; at < drawn.length; at++) {
    const j = at % width;
    drawn[at] = low[j] + (high[j] - low[j]) * rng.uniform();
  }
  return drawn;
}

/**
 * Gap statistic (Tibshirani, Walther and Hastie, JRSS B 63, 2001): how far the logarithm of the inertia lies below
 * its mean over rows without clusters, and sd sqrt(1 + 1 / B) of those B, divided by B as they have it.
 * @param logInertia of the rows
 * @param references of rows without clusters
 */
export function gapStatistic(
  logInertia: number,
  references: readonly number[],
): { readonly value: number; readonly error: number } {
  const count = references.length;
  const mean = references.reduce((sum, value) => sum + value, 0) / count;
  const squares = references.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { value: mean - logInertia, error: Math.sqrt(squares / count) * Math.sqrt(1 + 1 / count) };
}

/** The least k whose gap is not below the next one's less its error; null: none in the range. */
export function chooseByGap(
  points: readonly {
    readonly k: number;
    readonly gap: { readonly value: number; readonly error: number } | null;
  }[],
): number | null {
  const found = points.find(({ gap }, i) => {
    const next = points[i + 1]?.gap;
    return gap !== null && next !== undefined && next !== null && gap.value >= next.value - next.error;
  });
  return found?.k ?? null;
}

/** From this strength on clusters count as real. */
const STRONG = 0.8;

/** The largest k whose prediction strength and error come to 0.8; null: none. */
export function chooseByStrength(
  points: readonly {
    readonly k: number;
    readonly predictionStrength: { readonly mean: number; readonly error: number } | null;
  }[],
): number | null {
  return points.reduce<number | null>((most, { k, predictionStrength: found }) => {
    const isStrong = found !== null && found.mean + found.error >= STRONG;
    return isStrong && (most === null || k > most) ? k : most;
  }, null);
}
