import { log } from '../../../src-shared/portable-math/log';
import { fTails } from '../numeric/distributions/f';
import { studentTQuantile, studentTTwoSided } from '../numeric/distributions/student-t';
import { invertUpper } from '../numeric/linear-algebra/triangular';
import type { LeastSquares } from './least-squares';
import type { LinearInference, LinearRegressionFit } from './linear-fit';

/** What the tests of a fit are computed from. */
export interface InferenceBasis {
  readonly fit: Omit<LinearRegressionFit, 'inference' | 'inferenceUndefined'>;
  readonly solution: LeastSquares;
  /** [1 + width]: a raw coefficient over a standardized one; [0] is the target's scale. */
  readonly units: Float64Array;
  /** [width]: mean of each feature over its standard deviation, raw. */
  readonly centers: Float64Array;
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
  const standardErrors = standardErrorsOf(basis, Math.sqrt(rss / df));
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
    residualStandardError: Math.sqrt(rss / df),
    adjustedR2: fit.r2 === null ? null : 1 - ((1 - fit.r2) * (n - 1)) / df,
    fStatistic: f,
    fPValue: f === null ? null : fTails(f, rank - 1, df).upper,
    logLikelihood,
    aic: logLikelihood === null ? null : -2 * logLikelihood + 2 * rank,
    bic: logLikelihood === null ? null : -2 * logLikelihood + log(n) * rank,
  };
}

/** [1 + width]: sigma times the norm of each row of T R^-1, T the way from standardized to raw units. */
function standardErrorsOf({ solution, units, centers }: InferenceBasis, sigma: number): Float64Array {
  const { kept, triangle } = solution;
  const rank = kept.length;
  const inverse = invertUpper(triangle, rank);
  const squares = new Float64Array(units.length).fill(NaN);
  for (const column of kept) squares[column] = 0;
  for (let k = 0; k < rank; k++) {
    // The raw intercept is a - sum of b_j mean_j / scale_j.
    let intercept = 0;
    for (let i = 0; i <= k; i++) {
      const entry = inverse[k * rank + i]!;
      const column = kept[i]!;
      if (column === 0) intercept += entry;
      else {
        intercept -= centers[column - 1]! * entry;
        squares[column]! += entry * entry;
      }
    }
    squares[0]! += intercept * intercept;
  }
  // `units` are of standardized targets; sigma is of raw ones.
  return squares.map((square, j) => (sigma * Math.sqrt(square) * Math.abs(units[j]!)) / units[0]!);
}

function estimate({ intercept, coef }: InferenceBasis['fit'], j: number): number {
  return j === 0 ? intercept : coef[j - 1]!;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
