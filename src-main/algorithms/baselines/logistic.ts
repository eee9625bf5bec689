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
/** Rows whose pulls on the gradient are added at once: it is read and written once for all of them. */
const BLOCK = 4;

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
  const block = Array.from({ length: BLOCK }, () => new Float64Array(classes));
  return {
    size: functions * each,
    *at(fitted, gradient) {
      gradient.fill(0);
      let loss = 0;
      let done = 0;
      for (let from = 0; from < trainRows; from += BLOCK) {
        const count = Math.min(BLOCK, trainRows - from);
        for (let b = 0; b < BLOCK; b++) {
          const pulls = block[b];
          const weight = b < count ? (weights?.[from + b] ?? 1) : 0;
          if (weight === 0) {
            pulls.fill(0);
            continue;
          }
          const at = (from + b) * width;
          const truth = target[from + b];
          loss += weight * fillProbabilities(pulls, 0, { fitted, features, at, width, classes }, truth);
          pulls[truth] -= 1;
          for (let k = 0; k < classes; k++) pulls[k] *= weight / total;
        }
        // A block that is not full reads its first row again, with nothing to add.
        const [p0, p1, p2, p3] = block;
        const a0 = from * width;
        const a1 = count > 1 ? a0 + width : a0;
        const a2 = count > 2 ? a1 + width : a0;
        const a3 = count > 3 ? a2 + width : a0;
        for (let f = 0; f < functions; f++) {
          const own = functions === 1 ? 1 : f;
          const w0 = p0[own];
          const w1 = p1[own];
          const w2 = p2[own];
          const w3 = p3[own];
          const base = f * each;
          for (let j = 0; j < width; j++)
            gradient[base + j] +=
              w0 * features[a0 + j] + w1 * features[a1 + j] + (w2 * features[a2 + j] + w3 * features[a3 + j]);
          gradient[base + width] += w0 + w1 + (w2 + w3);
        }
        done += 2 * BLOCK * functions * width;
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
      score = dotAt(fitted, base, features, at, width) + fitted[base + width];
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

/** Dot product of `width` values of each; four sums side by side, which need not wait for one another. */
function dotAt(a: Float64Array, from: number, b: Float64Array, at: number, width: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let j = 0;
  for (; j + 3 < width; j += 4) {
    s0 += a[from + j] * b[at + j];
    s1 += a[from + j + 1] * b[at + j + 1];
    s2 += a[from + j + 2] * b[at + j + 2];
    s3 += a[from + j + 3] * b[at + j + 3];
  }
  for (; j < width; j++) s0 += a[from + j] * b[at + j];
  return s0 + s1 + (s2 + s3);
}
