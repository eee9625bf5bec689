import { log } from '../../../src-shared/portable-math/log';
import { columnMoments, type ColumnMoments } from '../numeric/linear-algebra/column-moments';
import { independentColumns } from '../numeric/linear-algebra/independent-columns';
import { partOfWork, type Work } from '../numeric/linear-algebra/weighted-rows';
import type { LogisticRegressionData, LogisticRegressionOptions } from './logistic-fit';

/**
 * Logistic regression in the form that the solver works on: standardized columns, dependent ones left
 * out, one weight a row.
 */
export interface LogisticProblem {
  /** The rows, with `weights` of row and class together. */
  readonly data: LogisticRegressionData;
  readonly moments: ColumnMoments;
  /** Columns of the design that are fitted, ascending: 0 is the constant, 1 + j feature j. */
  readonly kept: Int32Array;
  /** [kept]: curvature of the penalty for each column, 1 / (C scale^2); 0 for the constant. */
  readonly penalty: Float64Array;
  /** [classes]: sum of the weights of each class. */
  readonly classSums: Float64Array;
  /** Sum of the row weights alone. */
  readonly observations: number;
}

/**
 * Problem of the data and options: weights joined, moments taken, dependent columns left out (under
 * the penalty, only constant ones).
 * @throws RangeError where an array is too short, an option is out of range, or a class has no row
 */
export function* makeProblem(
  data: LogisticRegressionData,
  { penalty = 'none', C = 1, classWeights = null }: LogisticRegressionOptions,
): Work<LogisticProblem> {
  checkInput(data, C);
  const { rows, width, classes, target } = data;
  const weights = joinWeights(data, classWeights);
  const classSums = new Float64Array(classes);
  let observations = 0;
  for (let i = 0; i < rows; i++) {
    classSums[target[i]] += weights === null ? 1 : weights[i];
    observations += data.weights === null ? 1 : data.weights[i];
  }
  const empty = classSums.findIndex((sum) => !(sum > 0));
  if (empty >= 0) throw new RangeError(`Class ${empty} has no row with a weight above 0`);
  const weighted = { ...data, weights };
  const moments = yield* partOfWork(columnMoments(weighted), 0, 0.3);
  const kept =
    penalty === 'none'
      ? yield* partOfWork(independentColumns(weighted, moments), 0.3, 1)
      : Int32Array.from({ length: 1 + width }, (_, j) => j).filter(
          (j) => j === 0 || moments.noise[j - 1] < Infinity,
        );
  const penalties = Float64Array.from(kept, (column) => {
    if (penalty === 'none' || column === 0) return 0;
    const scale = moments.scale[column - 1];
    return 1 / (C * scale * scale);
  });
  return { data: weighted, moments, kept, penalty: penalties, classSums, observations };
}

/**
 * Coefficients of the model with intercepts alone, ln(W_k / W_0) for each class k > 0 with W the
 * classes' weights, all others 0: where Newton's method starts. [classes - 1][kept]
 */
export function nullCoefficients({ data, kept, classSums }: LogisticProblem): Float64Array {
  const coefficients = new Float64Array((data.classes - 1) * kept.length);
  for (let k = 1; k < data.classes; k++) {
    coefficients[(k - 1) * kept.length] = log(classSums[k] / classSums[0]);
  }
  return coefficients;
}

/**
 * Log-likelihood of the model with intercepts alone, sum of W_k ln(W_k / W): the basis of McFadden's R²
 * and the likelihood-ratio test.
 */
export function nullLogLikelihood({ classSums }: LogisticProblem): number {
  const all = classSums.reduce((sum, one) => sum + one, 0);
  return classSums.reduce((sum, one) => sum + one * log(one / all), 0);
}

function joinWeights(
  { rows, weights, target }: LogisticRegressionData,
  classWeights: ArrayLike<number> | null,
): Float64Array | null {
  if (classWeights === null) return weights;
  const joined = new Float64Array(rows);
  for (let i = 0; i < rows; i++) joined[i] = (weights === null ? 1 : weights[i]) * classWeights[target[i]];
  return joined;
}

function checkInput(
  { features, rows, width, classes, target, weights }: LogisticRegressionData,
  C: number,
): void {
  const isShort = features.length < rows * width || target.length < rows || (weights?.length ?? rows) < rows;
  if (isShort) throw new RangeError(`The arrays hold fewer than ${rows} rows of ${width} features`);
  if (!(classes >= 2)) throw new RangeError('Logistic regression needs two classes at least');
  if (!(C > 0 && C < Infinity)) throw new RangeError('C is a number above 0');
  for (let i = 0; i < rows; i++) {
    if (!(target[i] >= 0 && target[i] < classes)) throw new RangeError(`Row ${i} has no class`);
  }
}
