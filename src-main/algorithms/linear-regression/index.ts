import { log } from '../../../src-shared/portable-math/log';
import { columnMoments } from '../numeric/linear-algebra/column-moments';
import { largestSingularValue } from '../numeric/linear-algebra/largest-singular-value';
import { rawUnits, type RawUnits } from '../numeric/linear-algebra/raw-units';
import { invertUpper } from '../numeric/linear-algebra/triangular';
import { partOfWork, type Work } from '../numeric/linear-algebra/weighted-rows';
import { linearInference } from './inference';
import { leastSquares, type LeastSquares } from './least-squares';
import type {
  LinearRegressionData,
  LinearRegressionFit,
  LinearRegressionOptions,
  UndefinedReason,
} from './linear-fit';

export type { LinearRegressionData, LinearRegressionFit, LinearRegressionOptions } from './linear-fit';

/**
 * Linear regression with an intercept: ordinary least squares, or ridge, which minimizes
 * sum w_i (y_i - b - x_i'w)^2 + alpha ||w||^2 (scikit-learn's `Ridge`; the intercept is not penalized).
 *
 * Coefficients, standard errors and statistics are those of statsmodels' OLS and WLS, in raw units.
 * The columns are centered and scaled inside and factored by QR, so that neither far-off means nor
 * different units cost digits. A generator: it yields the share that is done about every 30 ms.
 * @throws RangeError where an array is too short, alpha is below 0, or no row has a weight above 0
 */
export function* fitLinearRegression(
  data: LinearRegressionData,
  options: LinearRegressionOptions = {},
): Work<LinearRegressionFit> {
  const { alpha = 0, scaler = null, confidenceLevel = 0.95, weighting = 'frequency' } = options;
  checkInput(data, alpha);
  const { width, weights, rows, target } = data;
  const moments = yield* partOfWork(columnMoments(data), 0, 0.1);
  const one = { features: target, rows, width: 1, weights };
  const targetMoments = yield* partOfWork(columnMoments(one), 0.1, 0.15);
  if (!(moments.weightSum > 0)) throw new RangeError('No row has a weight above 0');
  const solution = yield* partOfWork(leastSquares(data, alpha, moments, targetMoments), 0.15, 1);

  const targetScale = targetMoments.scale[0];
  const { coefficients, kept } = solution;
  const scaledCoef = Float64Array.from(
    { length: width },
    (_, j) => (targetScale * coefficients[j + 1]) / moments.scale[j],
  );
  const units = rawUnits(moments, scaler);
  const coef = scaledCoef.map((value, j) => value / (scaler?.scale[j] ?? 1));
  const center = targetMoments.mean[0] + targetScale * coefficients[0];
  const isExact = targetMoments.noise[0] === Infinity;
  const observations = weighting === 'frequency' ? moments.weightSum : moments.countedRows;
  const totalSumOfSquares = isExact ? 0 : moments.weightSum * targetScale * targetScale;
  const residualSumOfSquares = solution.residualSumOfSquares * targetScale * targetScale;
  const rank = kept.length;
  const fit = {
    coef,
    intercept: center - sumOfProducts(coef, units.mean),
    scaledCoef,
    scaledIntercept: center - sumOfProducts(scaledCoef, moments.mean),
    aliased: solution.aliased.map((column) => column - 1),
    rank,
    observations,
    residualDegreesOfFreedom: observations - rank,
    residualSumOfSquares,
    totalSumOfSquares,
    r2: isExact ? null : 1 - residualSumOfSquares / totalSumOfSquares,
    conditionNumber: conditionNumber(solution, units),
  };
  const inferenceUndefined: UndefinedReason | null =
    alpha > 0 ? 'penalized' : observations > rank ? null : 'saturated';
  const halfLogWeights = weighting === 'precision' ? halfSumOfLogs(data) : 0;
  const inference =
    inferenceUndefined === null
      ? linearInference({ fit, solution, units, confidenceLevel, halfLogWeights })
      : null;
  return { ...fit, inference, inferenceUndefined };
}

function checkInput({ features, rows, width, target, weights }: LinearRegressionData, alpha: number): void {
  const isShort = features.length < rows * width || target.length < rows || (weights?.length ?? rows) < rows;
  if (isShort) throw new RangeError(`The arrays hold fewer than ${rows} rows of ${width} features`);
  if (!(alpha >= 0 && alpha < Infinity)) throw new RangeError('alpha is a number from 0 on');
}

/**
 * Condition number of the raw columns with the intercept's, weighted: the product of the largest
 * singular values of R T and of T^-1 R^-1, T the way from standardized to raw columns. The second
 * keeps the digits that the smallest singular value of R T has lost.
 */
function conditionNumber({ design, isSingular }: LeastSquares, { mean, scale }: RawUnits): number | null {
  if (isSingular) return null;
  const n = 1 + mean.length;
  const raw = design.slice();
  for (let j = 1; j < n; j++) {
    for (let i = 0; i <= j; i++) {
      raw[j * n + i] = scale[j - 1] * design[j * n + i] + (i === 0 ? mean[j - 1] * design[0] : 0);
    }
  }
  const inverse = invertUpper(design, n);
  for (let j = 0; j < n; j++) {
    for (let i = 1; i < n; i++) {
      inverse[j * n + i] /= scale[i - 1];
      inverse[j * n] -= mean[i - 1] * inverse[j * n + i];
    }
  }
  return largestSingularValue(raw, n) * largestSingularValue(inverse, n);
}

function sumOfProducts(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, j) => sum + value * b[j], 0);
}

function halfSumOfLogs({ weights, rows }: LinearRegressionData): number {
  let sum = 0;
  for (let i = 0; weights !== null && i < rows; i++) if (weights[i] > 0) sum += log(weights[i]);
  return sum / 2;
}
