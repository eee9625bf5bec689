import type { ExplainedModel } from '../explained-model';
import type { ShapleyValues } from './exact';
import type { ColumnGame } from './game';

/** Outputs as intercepts and weights: output u = intercept[u] + sum of weights[u][j] x_j. */
export interface AffineOutputs {
  /** [outputs]. */
  readonly intercept: Float64Array;
  /** [outputs][width]. */
  readonly weights: Float64Array;
}

/** The intercepts and weights of an affine model, from its answers to 0 and to each unit vector. */
export function affineOutputs({ inputs, width, capacity, run, outputs }: ExplainedModel): AffineOutputs {
  const units = outputs.length;
  inputs.fill(0, 0, width);
  const intercept = run(1).slice(0, units);
  const weights = new Float64Array(units * width);
  for (let from = 0; from < width; from += capacity) {
    const count = Math.min(capacity, width - from);
    inputs.fill(0, 0, count * width);
    for (let i = 0; i < count; i++) inputs[i * width + from + i] = 1;
    const answers = run(count);
    for (let i = 0; i < count; i++) {
      for (let u = 0; u < units; u++) {
        weights[u * width + from + i] = answers[i * units + u] - intercept[u];
      }
    }
  }
  return { intercept, weights };
}

/** Shapley values of an affine model in closed form: w_j (x_j - mean of the background), summed by column. */
export function linearShapley(
  { columns, row, model: { width } }: ColumnGame,
  { intercept, weights }: AffineOutputs,
  backgroundMean: Float64Array,
): ShapleyValues {
  const n = columns.length;
  const values = new Float64Array(intercept.length * n);
  const base = intercept.map((constant, u) => {
    let value = constant;
    for (let j = 0; j < width; j++) value += weights[u * width + j] * backgroundMean[j];
    return value;
  });
  for (let u = 0; u < intercept.length; u++) {
    columns.forEach(({ from, count }, c) => {
      let sum = 0;
      for (let j = from; j < from + count; j++) {
        sum += weights[u * width + j] * (row[j] - backgroundMean[j]);
      }
      values[u * n + c] = sum;
    });
  }
  return { base, values };
}

/** [width]: the mean of rows [rows][width]. */
export function meanRow(rows: Float64Array, width: number): Float64Array {
  const count = rows.length / width;
  const mean = new Float64Array(width);
  for (let at = 0; at < rows.length; at++) mean[at % width] = mean[at % width] + rows[at] / count;
  return mean;
}
