import { rawUnits } from '../numeric/linear-algebra/raw-units';
import { partOfWork, type Work } from '../numeric/linear-algebra/weighted-rows';
import { logisticInference } from './inference';
import type {
  LogisticIteration,
  LogisticRegressionData,
  LogisticRegressionFit,
  LogisticRegressionOptions,
  LogisticState,
  LogisticStatus,
  UndefinedReason,
} from './logistic-fit';
import { makeProblem, nullLogLikelihood } from './problem';
import { LogisticSolver } from './solver';

export type {
  LogisticIteration,
  LogisticRegressionData,
  LogisticRegressionFit,
  LogisticRegressionOptions,
  LogisticState,
} from './logistic-fit';
export { logisticProbabilities, symmetricCoefficients } from './probabilities';

/** Logistic regression in progress: one Newton step at a time, between which it may be kept. */
export interface LogisticRegression {
  /** Steps made. */
  readonly iteration: number;
  /** No step follows unless it is `running`. */
  readonly status: LogisticStatus;
  /** One Newton step; yields the share that is done about every 30 ms. */
  iterate(): Work<LogisticIteration>;
  /** State after the last whole step; {@link startLogisticRegression} goes on from it to the bit. */
  state(): LogisticState;
  /** The model as it is, its statistics where they are defined. */
  fit(): LogisticRegressionFit;
}

/**
 * Logistic regression of two classes or more by Newton's method: maximum likelihood (statsmodels'
 * Logit and MNLogit), or with scikit-learn's L2 penalty ||w||^2 / (2 C) beside it. A generator: it
 * passes over the rows before the first step and yields the share that is done about every 30 ms.
 * @param resume state of the same data and options to go on from; null starts from the intercepts alone
 * @throws RangeError where an array is too short, an option is out of range, or a class has no row
 */
export function* startLogisticRegression(
  data: LogisticRegressionData,
  options: LogisticRegressionOptions = {},
  resume: LogisticState | null = null,
): Work<LogisticRegression> {
  const { tol = 1e-10, maxIter = 100 } = options;
  const problem = yield* partOfWork(makeProblem(data, options), 0, 0.5);
  const solver = yield* partOfWork(LogisticSolver.start(problem, { tol, maxIter }, resume), 0.5, 1);
  return {
    get iteration() {
      return solver.iteration;
    },
    get status() {
      return solver.status;
    },
    iterate: () => solver.iterate(),
    state: () => solver.state(),
    fit: () => toFit(solver, options),
  };
}

/** {@link startLogisticRegression} and all steps until it ends; yields the share of each step in turn. */
export function* fitLogisticRegression(
  data: LogisticRegressionData,
  options: LogisticRegressionOptions = {},
): Work<LogisticRegressionFit> {
  const regression = yield* startLogisticRegression(data, options);
  while (regression.status === 'running') yield* regression.iterate();
  return regression.fit();
}

function toFit(solver: LogisticSolver, options: LogisticRegressionOptions): LogisticRegressionFit {
  const { problem, derivatives, status, separation } = solver;
  const { data, kept, moments, observations } = problem;
  const { scaler = null, confidenceLevel = 0.95, penalty = 'none' } = options;
  const { width, classes } = data;
  const { coefficients } = solver.state();
  const units = rawUnits(moments, scaler);
  const { coef, intercept } = inUnits(coefficients, classes, units);
  const scaled = inUnits(coefficients, classes, moments);
  const fitted = new Set(kept);
  const nullLikelihood = nullLogLikelihood(problem);
  const fit = {
    classes,
    coef,
    intercept,
    scaledCoef: scaled.coef,
    scaledIntercept: scaled.intercept,
    aliased: Int32Array.from({ length: width }, (_, j) => j).filter((j) => !fitted.has(1 + j)),
    parameters: (classes - 1) * kept.length,
    observations,
    iterations: solver.iteration,
    status,
    converged: status === 'converged',
    separation,
    logLikelihood: derivatives.logLikelihood,
    nullLogLikelihood: nullLikelihood,
    mcFaddenR2: 1 - derivatives.logLikelihood / nullLikelihood,
  };
  const reason = undefinedReason(penalty, solver);
  const inference =
    reason === null ? logisticInference(problem, derivatives.information, fit, units, confidenceLevel) : null;
  return { ...fit, inference, inferenceUndefined: reason ?? (inference === null ? 'separated' : null) };
}

function undefinedReason(
  penalty: 'none' | 'l2',
  { status, separation }: LogisticSolver,
): UndefinedReason | null {
  if (penalty === 'l2') return 'penalized';
  if (separation !== null) return 'separated';
  return status === 'converged' ? null : 'notConverged';
}

/** Coefficients [classes - 1][1 + width] of z = (x - mean) / scale, as those of x. */
function inUnits(
  coefficients: Float64Array,
  classes: number,
  { mean, scale }: { mean: Float64Array; scale: Float64Array },
): { coef: Float64Array; intercept: Float64Array } {
  const width = mean.length;
  const coef = new Float64Array((classes - 1) * width);
  const intercept = new Float64Array(classes - 1);
  for (let k = 0; k < classes - 1; k++) {
    const at = k * (1 + width);
    let constant = coefficients[at];
    for (let j = 0; j < width; j++) {
      const value = coefficients[at + 1 + j] / scale[j];
      coef[k * width + j] = value;
      constant -= value * mean[j];
    }
    intercept[k] = constant;
  }
  return { coef, intercept };
}
