import type { TrainingData } from '../contract/trainer';
import type { Rng } from '../numeric/rng';

/** Rows that neighbours, trees and forests learn from at most: more say little new, and cost much. */
export const MOST_ROWS = 20_000;

/** What a baseline is fitted on and asked about: columns standardised over the training rows. */
export interface BaselineData {
  /** [rows][width], the training rows first. */
  readonly features: Float64Array;
  readonly rows: number;
  readonly trainRows: number;
  readonly width: number;
  /** [rows]: the number, or the index of the class. */
  readonly target: Float64Array;
  /** [rows]; null: 1 each. */
  readonly weights: Float64Array | null;
  /** 0 of numbers. */
  readonly classes: number;
}

/** Values of a row that a baseline answers: the probability of each class, or the number. */
export function outputUnits({ classes }: Pick<BaselineData, 'classes'>): number {
  return Math.max(1, classes);
}

/**
 * A run's data as baselines see it, whatever its model was given: each column less its mean over the training
 * rows and divided by its standard deviation there (scikit-learn's StandardScaler); a constant one becomes 0.
 * @param classes 0 of numbers
 */
export function baselineData(data: TrainingData, classes: number): BaselineData {
  const { rows, trainRows, width, target, weights } = data;
  const features = new Float64Array(rows * width);
  for (let j = 0; j < width; j++) {
    let mean = 0;
    for (let row = 0; row < trainRows; row++) mean += data.features[row * width + j] / trainRows;
    let squares = 0;
    for (let row = 0; row < trainRows; row++) {
      const shift = data.features[row * width + j] - mean;
      squares += shift * shift;
    }
    const spread = Math.sqrt(squares / trainRows);
    // What rounding leaves of a constant column is no spread.
    const scale = spread > 1e-12 * Math.max(1, Math.abs(mean)) ? 1 / spread : 0;
    for (let at = j; at < features.length; at += width) features[at] = (data.features[at] - mean) * scale;
  }
  return { features, rows, trainRows, width, target: target ?? new Float64Array(rows), weights, classes };
}

/** Training rows with a weight above 0, at most {@link MOST_ROWS} of them, drawn without replacement; ascending. */
export function learntRows({ trainRows, weights }: BaselineData, rng: Rng): Int32Array {
  const counted = Int32Array.from({ length: trainRows }, (_, row) => row).filter(
    (row) => weights === null || weights[row] > 0,
  );
  if (counted.length <= MOST_ROWS) return counted;
  rng.shuffle(counted);
  return counted.slice(0, MOST_ROWS).sort();
}
