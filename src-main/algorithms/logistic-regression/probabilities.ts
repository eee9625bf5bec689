import { exp } from '../../../src-shared/portable-math/exp';
import { dotFrom } from '../numeric/scaling';
import type { LogisticRegressionFit } from './logistic-fit';

/** Coefficients of each class but the first, in the units of the features at hand. */
export interface LogisticCoefficients {
  readonly classes: number;
  /** [classes - 1][width] */
  readonly coef: Float64Array;
  /** [classes - 1] */
  readonly intercept: Float64Array;
}

/**
 * Probabilities [rows][classes]: the softmax of 0 and intercept_k + x'coef_k.
 * @param features [rows][width], in the units of the coefficients
 */
export function logisticProbabilities(
  { classes, coef, intercept }: LogisticCoefficients,
  features: Float64Array,
  rows: number,
): Float64Array {
  const width = coef.length / (classes - 1);
  const probabilities = new Float64Array(rows * classes);
  const vectors = Array.from({ length: classes - 1 }, (_, k) => coef.subarray(k * width, (k + 1) * width));
  for (let i = 0; i < rows; i++) {
    const at = i * classes;
    let top = 0;
    for (let k = 1; k < classes; k++) {
      const eta = dotFrom(intercept[k - 1], vectors[k - 1], features, i * width);
      probabilities[at + k] = eta;
      top = Math.max(top, eta);
    }
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const power = exp(probabilities[at + k] - top);
      probabilities[at + k] = power;
      sum += power;
    }
    for (let k = 0; k < classes; k++) probabilities[at + k] /= sum;
  }
  return probabilities;
}

/**
 * Coefficients as scikit-learn holds more than two classes: a vector for each class, [classes][width]
 * and [classes], that sum to 0 over the classes. The probabilities are the same.
 */
export function symmetricCoefficients({
  classes,
  coef,
  intercept,
}: Pick<LogisticRegressionFit, 'classes' | 'coef' | 'intercept'>): {
  coef: Float64Array;
  intercept: Float64Array;
} {
  return { coef: centered(coef, classes), intercept: centered(intercept, classes) };
}

/** [classes][width] of [classes - 1][width] and zeros before it, less the mean over the classes. */
function centered(values: Float64Array, classes: number): Float64Array {
  const width = values.length / (classes - 1);
  const all = new Float64Array(classes * width);
  all.set(values, width);
  for (let j = 0; j < width; j++) {
    let mean = 0;
    for (let k = 0; k < classes; k++) mean += all[k * width + j] / classes;
    for (let k = 0; k < classes; k++) all[k * width + j] -= mean;
  }
  return all;
}
