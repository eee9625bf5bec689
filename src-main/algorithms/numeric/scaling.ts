import type { Scaler } from '../../../src-shared/run/record/dataset-facts';
import { square } from '../../../src-shared/portable-math/square';

/** A raw row in the space the model saw: (x - offset) / scale, feature by feature. */
export function scaleInto(raw: ArrayLike<number>, scaler: Scaler, out: Float64Array, at = 0): void {
  for (let j = 0; j < raw.length; j++) {
    out[at + j] = ((raw[j] ?? NaN) - (scaler.offset[j] ?? 0)) / (scaler.scale[j] ?? 1);
  }
}

/**
 * Rows in the space that the model saw: (x - offset) / scale by feature, into a new array.
 * @param raw [n][width] flattened, raw units
 */
export function scaledRows(raw: Float64Array, scaler: Scaler, width: number): Float64Array {
  const scaled = new Float64Array(raw.length);
  for (let at = 0; at < raw.length; at += width) scaleInto(raw.subarray(at, at + width), scaler, scaled, at);
  return scaled;
}

/** Raw value of a scaled one: value x scale + offset. @param feature index of the feature, from 0 */
export function unscale(value: number, feature: number, scaler: Scaler): number {
  return value * (scaler.scale[feature] ?? 1) + (scaler.offset[feature] ?? 0);
}

/**
 * Raw values of scaled points, into a new array.
 * @param values [k][width] flattened, scaled
 * @returns [k][width] flattened, raw units
 */
export function unscaleRows(values: ArrayLike<number>, width: number, scaler: Scaler): Float64Array {
  const raw = new Float64Array(values.length);
  for (let at = 0; at < raw.length; at += width) {
    for (let j = 0; j < width; j++) raw[at + j] = unscale(values[at + j] ?? NaN, j, scaler);
  }
  return raw;
}

/**
 * A linear function given on scaled values, as one on raw values:
 * w . (x - offset) / scale + b = sum (w_j / scale_j) x_j + (b - sum w_j offset_j / scale_j).
 */
export function unscaleLinear(
  coef: ArrayLike<number>,
  intercept: number,
  scaler: Scaler,
): { coef: Float64Array; intercept: number } {
  let rawIntercept = intercept;
  const rawCoef = Float64Array.from({ length: coef.length }, (_, j) => {
    const weight = (coef[j] ?? 0) / (scaler.scale[j] ?? 1);
    rawIntercept -= weight * (scaler.offset[j] ?? 0);
    return weight;
  });
  return { coef: rawCoef, intercept: rawIntercept };
}

/** Euclidean length of a vector: sqrt(sum of v_i^2). */
export function euclideanNorm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += square(values[i] ?? 0);
  return Math.sqrt(sum);
}

/**
 * start + the dot product of `a` and as many values of `b` from `at` on. Four sums side by side, which
 * need not wait for each other, so that the last digits are not those of one sum after the other.
 */
export function dotFrom(start: number, a: Float64Array, b: Float64Array, at: number): number {
  const width = a.length;
  let s0 = start;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let j = 0;
  for (; j + 3 < width; j += 4) {
    s0 += a[j] * b[at + j];
    s1 += a[j + 1] * b[at + j + 1];
    s2 += a[j + 2] * b[at + j + 2];
    s3 += a[j + 3] * b[at + j + 3];
  }
  for (; j < width; j++) s0 += a[j] * b[at + j];
  return s0 + s1 + (s2 + s3);
}
