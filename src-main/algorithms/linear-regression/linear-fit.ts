import type { AffineScaling, WeightedRows } from '../numeric/linear-algebra/weighted-rows';

/** Training data of a linear regression: rows of features and the number to be predicted of each. */
export interface LinearRegressionData extends WeightedRows {
  /** [rows]; what stands behind the first `rows` values is not read. */
  readonly target: Float64Array;
}

/** Options of {@link LinearRegressionFit}: penalty, units, confidence level and the meaning of weights. */
export interface LinearRegressionOptions {
  /** Ridge penalty alpha * ||w||^2 beside the sum of squares, w in the units of `features`; 0 (default): ordinary least squares. */
  readonly alpha?: number;
  /** How `features` were scaled; null (default): they are raw. Coefficients are reported in raw units. */
  readonly scaler?: AffineScaling | null;
  /** Confidence level of the intervals; 0.95 by default. */
  readonly confidenceLevel?: number;
  /**
   * What a weight means. `frequency` (default): so many equal rows, n is the sum of the weights.
   * `precision`: the inverse of the row's variance, n is the number of rows with a weight above 0
   * (statsmodels' WLS). The coefficients are the same.
   */
  readonly weighting?: 'frequency' | 'precision';
}

/**
 * Why a fit has no standard errors and tests: `penalized`: ridge; `saturated`: no degrees of freedom
 * are left.
 */
export type UndefinedReason = 'penalized' | 'saturated';

/** Uncertainty of the coefficients, [1 + width] each with the intercept first; NaN for aliased ones. */
export interface LinearInference {
  /** Raw units. */
  readonly standardErrors: Float64Array;
  /** Coefficient / standard error. */
  readonly tStatistics: Float64Array;
  /** Two-sided, by Student's t with `residualDegreesOfFreedom`. */
  readonly pValues: Float64Array;
  /** Lower ends of the confidence intervals, raw units. */
  readonly lower: Float64Array;
  /** Upper ends of the confidence intervals, raw units. */
  readonly upper: Float64Array;
  readonly confidenceLevel: number;
  /** Square root of RSS / (n - rank), in the target's unit. */
  readonly residualStandardError: number;
  /** 1 - (1 - R^2) (n - 1) / (n - rank); null for a constant target. */
  readonly adjustedR2: number | null;
  /** Test of all coefficients but the intercept at once; null without any or for a fit without residuals. */
  readonly fStatistic: number | null;
  /** P(F >= fStatistic). */
  readonly fPValue: number | null;
  /** Gaussian log-likelihood at its maximum; null for a fit without residuals. */
  readonly logLikelihood: number | null;
  /** -2 logLikelihood + 2 rank (statsmodels' definition). */
  readonly aic: number | null;
  /** -2 logLikelihood + ln(n) rank (statsmodels' definition). */
  readonly bic: number | null;
}

/**
 * Result of a linear regression, prediction = intercept + x'coef, with its sums of squares and, where
 * they exist, the tests of its coefficients.
 */
export interface LinearRegressionFit {
  /** [width], raw units; 0 for aliased columns. */
  readonly coef: Float64Array;
  /** Raw units. */
  readonly intercept: number;
  /** [width], in the units of `features`. */
  readonly scaledCoef: Float64Array;
  /** Beside `scaledCoef`. */
  readonly scaledIntercept: number;
  /** Features without a coefficient of their own: constant, or a combination of features before them. */
  readonly aliased: Int32Array;
  /** Coefficients that were fitted, the intercept among them. */
  readonly rank: number;
  /** n: sum of the weights, or the number of rows with a weight above 0, as `weighting` says. */
  readonly observations: number;
  /** n - rank. */
  readonly residualDegreesOfFreedom: number;
  /** Sum of w (y - prediction)^2. */
  readonly residualSumOfSquares: number;
  /** Sum of w (y - mean)^2. */
  readonly totalSumOfSquares: number;
  /** 1 - RSS / TSS; null for a constant target. */
  readonly r2: number | null;
  /** Largest by smallest singular value of the raw columns with the intercept's; null where some are aliased. */
  readonly conditionNumber: number | null;
  /** null where {@link inferenceUndefined} says why. */
  readonly inference: LinearInference | null;
  readonly inferenceUndefined: UndefinedReason | null;
}
