import { log } from '../../../src-shared/portable-math/log';
import { fTails } from '../../../src-shared/distributions/f';
import { studentTQuantile, studentTTwoSided } from '../../../src-shared/distributions/student-t';
import { rawStandardErrors, type RawUnits } from '../numeric/linear-algebra/raw-units';
import { invertUpper } from '../numeric/linear-algebra/triangular';
import type { LeastSquares } from './least-squares';
import type { LinearInference, LinearRegressionFit } from './linear-fit';

/** Inputs of {@link linearInference}: the fit, its QR solution, and the way to raw units. */
export interface InferenceBasis {
  readonly fit: Omit<LinearRegressionFit, 'inference' | 'inferenceUndefined'>;
  readonly solution: LeastSquares;
  readonly units: RawUnits;
  readonly confidenceLevel: number;
  /** Half the sum of ln w where the weights are precisions; else 0. */
  readonly halfLogWeights: number;
}

/**
 * Standard errors, t tests, intervals and likelihood of an ordinary least-squares fit, as statsmodels
 * defines them: Cov = RSS / (n - rank) (X'WX)^-1 with (X'WX)^-1 = R^-1 R^-T; log-likelihood
 * -n/2 (ln(2 pi RSS / n) + 1) + sum(ln w) / 2.
 */
export function linearInference(basis: InferenceBasis): LinearInference {
  const { fit, confidenceLevel } = basis;
  const { observations: n, rank, residualDegreesOfFreedom: df, residualSumOfSquares: rss } = fit;
  const sigma = Math.sqrt(rss / df);
  const { kept, triangle } = basis.solution;
  const standardErrors = rawStandardErrors(invertUpper(triangle, rank), rank, 0, kept, basis.units).map(
    (norm) => sigma * norm,
  );
  const tStatistics = standardErrors.map((error, j) => estimate(fit, j) / error);
  const half = studentTQuantile((1 + confidenceLevel) / 2, df);
  const explained = fit.totalSumOfSquares - rss;
  const f = finiteOrNull(explained / (rank - 1) / (rss / df));
  const logLikelihood = finiteOrNull((-n / 2) * (log((2 * Math.PI * rss) / n) + 1) + basis.halfLogWeights);
  return {
    standardErrors,
    tStatistics,
    pValues: tStatistics.map((t) => studentTTwoSided(t, df)),
    lower: standardErrors.map((error, j) => estimate(fit, j) - half * error),
    upper: standardErrors.map((error, j) => estimate(fit, j) + half * error),
    confidenceLevel,
    residualStandardError: sigma,
    adjustedR2: fit.r2 === null ? null : 1 - ((1 - fit.r2) * (n - 1)) / df,
    fStatistic: f,
    fPValue: f === null ? null : fTails(f, rank - 1, df).upper,
    logLikelihood,
    aic: logLikelihood === null ? null : -2 * logLikelihood + 2 * rank,
    bic: logLikelihood === null ? null : -2 * logLikelihood + log(n) * rank,
  };
}

function estimate({ intercept, coef }: InferenceBasis['fit'], j: number): number {
  return j === 0 ? intercept : coef[j - 1];
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
