import type { AffineScaling, WeightedRows } from '../numeric/linear-algebra/weighted-rows';

/** Training data of a logistic regression: rows of features and the class of each. */
export interface LogisticRegressionData extends WeightedRows {
  /** [rows]: index of the class, from 0 on; what stands behind the first `rows` values is not read. */
  readonly target: Float64Array | Int32Array;
  /** Number of classes, 2 at least. */
  readonly classes: number;
}

/**
 * Options of a logistic regression, named as scikit-learn's: penalty, class weights, units, tolerance
 * and confidence level.
 */
export interface LogisticRegressionOptions {
  /** `none` (default): maximum likelihood. `l2`: scikit-learn's penalty ||w||^2 / (2 C), the intercept free. */
  readonly penalty?: 'none' | 'l2';
  /** Inverse strength of the penalty; 1 by default. w is in the units of `features`. */
  readonly C?: number;
  /** [classes]: how much each row of a class counts beside its own weight; null (default): 1 each. */
  readonly classWeights?: ArrayLike<number> | null;
  /** How `features` were scaled; null (default): they are raw. Coefficients are reported in raw units. */
  readonly scaler?: AffineScaling | null;
  /** Confidence level of the intervals; 0.95 by default. */
  readonly confidenceLevel?: number;
  /** Bound of the mean gradient and of the relative change of the log-likelihood; 1e-10 by default. */
  readonly tol?: number;
  /** Newton steps at most; 100 by default. */
  readonly maxIter?: number;
}

/**
 * Separation of the classes by a linear function of the features (Albert and Anderson 1984): there is
 * no maximum of the likelihood, and the coefficients grow without bound. `complete`: no row is on the
 * wrong side; `quasi`: some are on the border.
 */
export type Separation = 'complete' | 'quasi';

/** Where the iterations stand. `stalled`: no step improves the objective, though the gradient is not 0. */
export type LogisticStatus = 'running' | 'converged' | 'separated' | 'stalled' | 'maxIter';

/** Report of one Newton step: objective, gradient and whether it ended the iterations. */
export interface LogisticIteration {
  /** Steps made, 1 for the first. */
  readonly iteration: number;
  /** Log-likelihood after the step, weighted, the penalty not counted. */
  readonly logLikelihood: number;
  /** Log-likelihood less the penalty. */
  readonly objective: number;
  /** Largest entry by size of the objective's gradient after the step, over the sum of the weights. */
  readonly gradientNorm: number;
  /** How much the objective rose. */
  readonly change: number;
  /** Times that the step was halved. */
  readonly halvings: number;
  readonly separation: Separation | null;
  readonly status: LogisticStatus;
}

/** State between two Newton steps, from which a fit resumes with the same bits. */
export interface LogisticState {
  /**
   * [classes - 1][1 + width]: coefficients of each class but the first on centered and scaled columns,
   * the constant first.
   */
  readonly coefficients: Float64Array;
  readonly iteration: number;
  readonly status: LogisticStatus;
  readonly separation: Separation | null;
}

/**
 * Why a fit has no standard errors and tests: `penalized`: L2 penalty; `separated`: no maximum of the
 * likelihood; `notConverged`.
 */
export type UndefinedReason = 'penalized' | 'separated' | 'notConverged';

/** Uncertainty of the coefficients, [classes - 1][1 + width] each, the intercept first; NaN for aliased ones. */
export interface LogisticInference {
  /** Raw units, by the inverse of the Fisher information. */
  readonly standardErrors: Float64Array;
  /** Coefficient / standard error (Wald). */
  readonly zStatistics: Float64Array;
  /** Two-sided, by the normal distribution. */
  readonly pValues: Float64Array;
  /** Lower ends of the confidence intervals, raw units. */
  readonly lower: Float64Array;
  /** Upper ends of the confidence intervals, raw units. */
  readonly upper: Float64Array;
  readonly confidenceLevel: number;
  /** -2 logLikelihood + 2 parameters. */
  readonly aic: number;
  /** -2 logLikelihood + ln(n) parameters. */
  readonly bic: number;
  /** Likelihood ratio against the intercepts alone: 2 (logLikelihood - nullLogLikelihood). */
  readonly likelihoodRatio: number;
  readonly likelihoodRatioDegreesOfFreedom: number;
  /** P(chi-squared >= likelihoodRatio); null without a coefficient beside the intercepts. */
  readonly likelihoodRatioPValue: number | null;
}

/**
 * Logistic regression, fitted: ln(P(class k) / P(class 0)) = intercept_k + x'coef_k for k = 1, ...,
 * classes - 1 (statsmodels' Logit and MNLogit, the first class as the base).
 */
export interface LogisticRegressionFit {
  readonly classes: number;
  /** [classes - 1][width], raw units; 0 for aliased columns. */
  readonly coef: Float64Array;
  /** [classes - 1], raw units. */
  readonly intercept: Float64Array;
  /** [classes - 1][width], in the units of `features`. */
  readonly scaledCoef: Float64Array;
  /** [classes - 1], beside `scaledCoef`. */
  readonly scaledIntercept: Float64Array;
  /** Features without coefficients of their own: constant, or a combination of features before them. */
  readonly aliased: Int32Array;
  /** Coefficients that were fitted, intercepts among them. */
  readonly parameters: number;
  /** n: sum of the row weights. */
  readonly observations: number;
  readonly iterations: number;
  readonly status: LogisticStatus;
  readonly converged: boolean;
  readonly separation: Separation | null;
  /** Sum of w ln P(class of the row), row and class weights together. */
  readonly logLikelihood: number;
  /** Log-likelihood of the intercepts alone. */
  readonly nullLogLikelihood: number;
  /** McFadden's R^2: 1 - logLikelihood / nullLogLikelihood. */
  readonly mcFaddenR2: number;
  /** null where {@link inferenceUndefined} says why. */
  readonly inference: LogisticInference | null;
  readonly inferenceUndefined: UndefinedReason | null;
}
