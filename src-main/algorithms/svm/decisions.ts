import type { SvmSpec } from '../../../src-shared/experiment/schema';
import { classWeights } from '../classes/class-weights';
import type { TrainingData } from '../contract/trainer';
import type { RowVectors, SvmProblem, SvmWeights } from './problem';

/** Rows within this much of the margin count as on it: the solver is iterative. */
export const SUPPORT_TOLERANCE = 1e-3;

/** Part of the training data that solver and scoring read; its features may be random Fourier ones. */
export type SvmRows = Pick<
  TrainingData,
  'rows' | 'trainRows' | 'width' | 'features' | 'weights' | 'classes'
> & {
  /** [rows]: index of the class. */
  readonly target: Float64Array;
};

/** Number of binary classifiers: 1 for two classes, else one a class, against the rest. */
export function countClassifiers(classes: number): number {
  return classes === 2 ? 1 : classes;
}

/**
 * Label y of a row for binary classifier k: 1 where the row is of its positive class (of two classes
 * the second), else -1.
 * @param target index of the row's class
 */
export function findSide(target: number, k: number, classes: number): 1 | -1 {
  return (classes === 2 ? target === 1 : target === k) ? 1 : -1;
}

/**
 * Classifier k's problem. A row's loss counts by its own weight times its class's; against the rest only
 * class k has its class's weight, the rest 1, as in liblinear.
 */
export function createProblem(
  model: SvmSpec,
  data: SvmRows,
  k: number,
  vectors: () => RowVectors | null,
): SvmProblem {
  const { trainRows, target, weights, width, features, classes } = data;
  const byClass = classWeights(model.classWeight, data);
  const sides = new Int8Array(trainRows);
  for (let row = 0; row < trainRows; row++) sides[row] = findSide(target[row], k, classes.length);
  const costs = weights === null && byClass === null ? null : new Float64Array(trainRows);
  if (costs !== null) {
    for (let row = 0; row < trainRows; row++) {
      const isOfClass = byClass !== null && (classes.length === 2 || target[row] === k);
      costs[row] = (weights?.[row] ?? 1) * (isOfClass ? byClass[target[row]] : 1);
    }
  }
  return { width, rows: trainRows, features, sides, costs, hasIntercept: true, vectors };
}

/** Weights before the first pass: `width` coefficients and an intercept of 0. */
export function zeroWeights(width: number): SvmWeights {
  return { coef: new Float64Array(width), intercept: 0 };
}

/**
 * Decision value of one row: coef . x + intercept, added up from the first feature to the last.
 * @param features [rows][width], in the space of the weights
 */
export function decisionAt({ coef, intercept }: SvmWeights, features: Float64Array, row: number): number {
  const width = coef.length;
  let value = intercept;
  for (let j = 0; j < width; j++) value += coef[j] * features[row * width + j];
  return value;
}

/** The class that decisions speak for: two classes by the sign, more by the largest. */
export function decideClass(decisions: ArrayLike<number>): number {
  if (decisions.length === 1) return decisions[0] > 0 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < decisions.length; k++) if (decisions[k] > decisions[best]) best = k;
  return best;
}
