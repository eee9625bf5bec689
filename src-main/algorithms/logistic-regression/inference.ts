import { log } from '../../../src-shared/portable-math/log';
import { chiSquaredTails } from '../../../src-shared/distributions/chi-squared';
import { normalQuantile, normalTwoSided } from '../../../src-shared/distributions/normal';
import { choleskyUpper } from '../numeric/linear-algebra/cholesky';
import { rawStandardErrors, type RawUnits } from '../numeric/linear-algebra/raw-units';
import { invertUpper } from '../numeric/linear-algebra/triangular';
import type { LogisticInference, LogisticRegressionFit } from './logistic-fit';
import type { LogisticProblem } from './problem';

/**
 * Wald tests, intervals and likelihood ratio of a maximum-likelihood fit, as statsmodels' Logit and
 * MNLogit define them; null where the information is singular to rounding.
 */
export function logisticInference(
  problem: LogisticProblem,
  information: Float64Array,
  fit: Omit<LogisticRegressionFit, 'inference' | 'inferenceUndefined'>,
  units: RawUnits,
  confidenceLevel: number,
): LogisticInference | null {
  const { kept, data } = problem;
  const others = data.classes - 1;
  const q = others * kept.length;
  const triangle = choleskyUpper(information, q);
  if (triangle === null) return null;
  const inverse = invertUpper(triangle, q);
  const width = 1 + data.width;
  const standardErrors = new Float64Array(others * width);
  for (let k = 0; k < others; k++) {
    standardErrors.set(rawStandardErrors(inverse, q, k * kept.length, kept, units), k * width);
  }
  const estimate = (i: number): number => {
    const k = Math.floor(i / width);
    const column = i % width;
    return column === 0 ? fit.intercept[k] : fit.coef[k * data.width + column - 1];
  };
  const half = normalQuantile((1 + confidenceLevel) / 2);
  const zStatistics = standardErrors.map((error, i) => estimate(i) / error);
  const { logLikelihood, parameters, observations } = fit;
  const likelihoodRatio = 2 * (logLikelihood - fit.nullLogLikelihood);
  const degrees = parameters - others;
  return {
    standardErrors,
    zStatistics,
    pValues: zStatistics.map(normalTwoSided),
    lower: standardErrors.map((error, i) => estimate(i) - half * error),
    upper: standardErrors.map((error, i) => estimate(i) + half * error),
    confidenceLevel,
    aic: -2 * logLikelihood + 2 * parameters,
    bic: -2 * logLikelihood + log(observations) * parameters,
    likelihoodRatio,
    likelihoodRatioDegreesOfFreedom: degrees,
    likelihoodRatioPValue: degrees > 0 ? chiSquaredTails(likelihoodRatio, degrees).upper : null,
  };
}
