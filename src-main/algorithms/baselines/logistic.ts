import { exp } from '../../../src-shared/portable-math/exp';
import { log } from '../../../src-shared/portable-math/log';
import type { Work } from '../explore/slices';
import type { BaselineData } from './baseline-data';
import { lbfgs, type Objective } from './lbfgs';

/** Of the mean gradient; scikit-learn ends at 1e-4. */
const TOLERANCE = 1e-5;
const MOST_STEPS = 200;
/** Multiply-adds between two yields. */
const SLICE = 1 << 22;

/**
 * Logistic regression with the L2 penalty ||w||² / (2 C), C = 1, intercepts free: one function of two classes, a
 * softmax with one for each of more (scikit-learn's LogisticRegression at its defaults, by L-BFGS as well).
 * Newton's steps, which a run of it takes for its standard errors, are too slow for many classes and columns.
 * @returns [validation rows][classes]
 */
export function* logisticOutputs(data: BaselineData): Work<Float64Array> {
  const { features, trainRows, rows, width, classes } = data;
  const fitted = yield* lbfgs(penalizedLoss(data), { tol: TOLERANCE, maxIter: MOST_STEPS });
  const outputs = new Float64Array((rows - trainRows) * classes);
  for (let row = trainRows; row < rows; row++)
    fillProbabilities(outputs, (row - trainRows) * classes, {
      fitted,
      features,
      at: row * width,
      width,
      classes,
    });
  return outputs;
}

/** Mean of -ln p(own class) by weights, and the penalty over the sum of weights. */
function penalizedLoss({ features, trainRows, width, target, weights, classes }: BaselineData): Objective {
  const functions = classes === 2 ? 1 : classes;
  const each = width + 1;
  let total = 0;
  for (let row = 0; row < trainRows; row++) total += weights?.[row] ?? 1;
  const probabilities = new Float64Array(classes);
  return {
    size: functions * each,
    *at(fitted, gradient) {
      gradient.fill(0);
      let loss = 0;
      let done = 0;
      for (let row = 0; row < trainRows; row++) {
        const weight = weights?.[row] ?? 1;
        if (weight === 0) continue;
        const at = row * width;
        const truth = target[row];
        loss += weight * fillProbabilities(probabilities, 0, { fitted, features, at, width, classes }, truth);
        for (let f = 0; f < functions; f++) {
          const own = functions === 1 ? 1 : f;
          const pull = (weight * (probabilities[own] - Number(truth === own))) / total;
          const base = f * each;
          for (let j = 0; j < width; j++) gradient[base + j] += pull * features[at + j];
          gradient[base + width] += pull;
        }
        done += 2 * functions * width;
        if (done < SLICE) continue;
        done = 0;
        yield;
      }
      let squares = 0;
      for (let f = 0; f < functions; f++) {
        for (let j = f * each; j < f * each + width; j++) {
          squares += fitted[j] * fitted[j];
          gradient[j] += fitted[j] / total;
        }
      }
      return loss / total + squares / (2 * total);
    },
  };
}

interface AskedRow {
  /** [functions][width + 1], the intercept last. */
  readonly fitted: Float64Array;
  readonly features: Float64Array;
  readonly at: number;
  readonly width: number;
  readonly classes: number;
}

/** Writes the probabilities of a row's classes from `to` on. @returns -ln of that of its own class */
function fillProbabilities(
  probabilities: Float64Array,
  to: number,
  { fitted, features, at, width, classes }: AskedRow,
  truth = 0,
): number {
  const isOne = classes === 2;
  let top = isOne ? 0 : -Infinity;
  for (let k = 0; k < classes; k++) {
    const base = isOne ? 0 : k * (width + 1);
    let score = 0;
    if (!isOne || k === 1) {
      score = fitted[base + width]!;
      for (let j = 0; j < width; j++) score += fitted[base + j] * features[at + j];
    }
    probabilities[to + k] = score;
    if (score > top) top = score;
  }
  const own = probabilities[to + truth] - top;
  let sum = 0;
  for (let k = 0; k < classes; k++) {
    const power = exp(probabilities[to + k] - top);
    probabilities[to + k] = power;
    sum += power;
  }
  for (let k = 0; k < classes; k++) probabilities[to + k] /= sum;
  return log(sum) - own;
}
