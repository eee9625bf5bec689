import { choleskyUpper } from '../numeric/linear-algebra/cholesky';
import { solveUpper, solveUpperTransposed } from '../numeric/linear-algebra/triangular';
import { partOfWork, type Work } from '../numeric/linear-algebra/weighted-rows';
import { derivativesAt, objectiveAt, type Derivatives } from './likelihood';
import type { LogisticIteration, LogisticState, LogisticStatus, Separation } from './logistic-fit';
import { nullCoefficients, type LogisticProblem } from './problem';

const MAX_HALVINGS = 40;
/** By so much of itself the objective may seem to fall by rounding alone. */
const ROUNDING = 1e-13;
/** Margin of every row from which on complete separation ends the fit: probabilities above 0.993. */
const COMPLETE_MARGIN = 5;
/** Margin of some row from which on a step is looked at for quasi-complete separation. */
const FAR_MARGIN = 10;
/** A step's least margin by its largest that counts as 0. */
const BORDER = 1e-6;
/** A step along which the likelihood has no maximum adds about 1 to the margins. */
const LONG_STEP = 0.5;

/**
 * Newton's method for logistic regression, which is iteratively reweighted least squares (McCullagh
 * and Nelder 1989, 2.5 and 4.4.2), with the step halved until the objective does not fall, so that it
 * never diverges. Starts from the intercepts alone.
 *
 * Separation is found by its definition (Albert and Anderson 1984): by coefficients under which every
 * row has its own class first, or by a step that moves no row against its class.
 */
export class LogisticSolver {
  readonly problem: LogisticProblem;
  readonly #tol: number;
  readonly #maxIter: number;
  /** [classes - 1][kept]. */
  #coefficients: Float64Array;
  #derivatives: Derivatives;
  #iteration = 0;
  #status: LogisticStatus = 'running';
  #separation: Separation | null = null;

  private constructor(
    problem: LogisticProblem,
    coefficients: Float64Array,
    derivatives: Derivatives,
    { tol, maxIter }: { tol: number; maxIter: number },
  ) {
    this.problem = problem;
    this.#coefficients = coefficients;
    this.#derivatives = derivatives;
    this.#tol = tol;
    this.#maxIter = maxIter;
  }

  /** Solver at its start, or where `resume` was taken; passes over the rows once. */
  static *start(
    problem: LogisticProblem,
    options: { tol: number; maxIter: number },
    resume: LogisticState | null,
  ): Work<LogisticSolver> {
    const coefficients =
      resume === null ? nullCoefficients(problem) : selectKept(problem, resume.coefficients);
    const derivatives = yield* derivativesAt(problem, coefficients);
    const solver = new LogisticSolver(problem, coefficients, derivatives, options);
    if (resume !== null) {
      solver.#iteration = resume.iteration;
      solver.#separation = resume.separation;
      // More iterations may be allowed than when it ended.
      const mayGoOn = resume.status === 'maxIter' && resume.iteration < options.maxIter;
      solver.#status = mayGoOn ? 'running' : resume.status;
    }
    return solver;
  }

  get iteration(): number {
    return this.#iteration;
  }

  get status(): LogisticStatus {
    return this.#status;
  }

  get separation(): Separation | null {
    return this.#separation;
  }

  /** Derivatives at the coefficients as they are. */
  get derivatives(): Derivatives {
    return this.#derivatives;
  }

  /** [classes - 1][kept]: on centered and scaled columns. */
  get coefficients(): Float64Array {
    return this.#coefficients;
  }

  /**
   * One Newton step. Between two yields the solver is as before the step; an abandoned step leaves it so.
   * @throws Error unless the status is `running`
   */
  *iterate(): Work<LogisticIteration> {
    if (this.#status !== 'running') throw new Error(`The fit is over: ${this.#status}`);
    const before = this.#derivatives;
    const step = this.#direction();
    let next = this.#moved(step, 1);
    let derivatives = yield* partOfWork(derivativesAt(this.problem, next), 0, 0.8);
    let halvings = 0;
    if (!isNoFall(before.objective, derivatives.objective)) {
      const { objective } = before;
      let length = 1;
      let isBetter = false;
      while (!isBetter && halvings < MAX_HALVINGS) {
        halvings++;
        length /= 2;
        next = this.#moved(step, length);
        const tried = yield* partOfWork(objectiveAt(this.problem, next), 0.8, 0.8);
        isBetter = isNoFall(objective, tried.objective);
      }
      if (!isBetter) next = this.#coefficients;
      derivatives = isBetter ? yield* partOfWork(derivativesAt(this.problem, next), 0.8, 0.95) : before;
    }
    const found = yield* partOfWork(this.#separationAfter(step, derivatives), 0.95, 1);
    // Once shown it holds: it is of the data, not of the step.
    const separation = found === 'complete' ? found : (this.#separation ?? found);
    this.#separation = separation;
    this.#iteration++;
    this.#coefficients = next;
    this.#derivatives = derivatives;
    const change = derivatives.objective - before.objective;
    this.#status = this.#statusAfter(change, halvings);
    return {
      iteration: this.#iteration,
      logLikelihood: derivatives.logLikelihood,
      objective: derivatives.objective,
      gradientNorm: this.#gradientNorm(),
      change,
      halvings,
      separation,
      status: this.#status,
    };
  }

  /** State to go on from; a copy. */
  state(): LogisticState {
    const { data, kept } = this.problem;
    const coefficients = new Float64Array((data.classes - 1) * (1 + data.width));
    for (let k = 0; k < data.classes - 1; k++) {
      kept.forEach((column, a) => {
        coefficients[k * (1 + data.width) + column] = this.#coefficients[k * kept.length + a];
      });
    }
    return { coefficients, iteration: this.#iteration, status: this.#status, separation: this.#separation };
  }

  #gradientNorm(): number {
    const sum = this.problem.moments.weightSum;
    return this.#derivatives.gradient.reduce((most, value) => Math.max(most, Math.abs(value) / sum), 0);
  }

  #statusAfter(change: number, halvings: number): LogisticStatus {
    const isPenalized = this.problem.penalty.some((strength) => strength > 0);
    const { objective, margins } = this.#derivatives;
    if (!isPenalized) {
      if (this.#separation === 'complete' && margins.least >= COMPLETE_MARGIN) return 'separated';
      if (this.#separation === 'quasi') return 'separated';
    }
    const isFlat = this.#gradientNorm() <= this.#tol;
    if (isFlat && Math.abs(change) <= this.#tol * Math.abs(objective)) return 'converged';
    // A step that had to be shortened and still gained nothing: there is none that does.
    const isStuck = halvings > 0 && change === 0;
    if (isStuck) return isFlat ? 'converged' : 'stalled';
    return this.#iteration >= this.#maxIter ? 'maxIter' : 'running';
  }

  /** Newton's direction I^-1 g; where I is singular to rounding, with some of its diagonal added. */
  #direction(): Float64Array {
    const { gradient, information } = this.#derivatives;
    const q = gradient.length;
    let triangle = choleskyUpper(information, q);
    for (let damping = 1e-12; triangle === null && damping < 1e6; damping *= 100) {
      const damped = information.slice();
      for (let j = 0; j < q; j++) damped[j * q + j] = (1 + damping) * damped[j * q + j] + 1e-300;
      triangle = choleskyUpper(damped, q);
    }
    const direction = gradient.slice();
    if (triangle === null) return direction;
    solveUpperTransposed(triangle, q, direction);
    solveUpper(triangle, q, direction);
    return direction;
  }

  #moved(step: Float64Array, length: number): Float64Array {
    return this.#coefficients.map((value, j) => value + length * step[j]);
  }

  *#separationAfter(step: Float64Array, { margins }: Derivatives): Work<Separation | null> {
    if (this.problem.penalty.some((strength) => strength > 0)) return null;
    if (margins.least > 0) return 'complete';
    if (margins.most < FAR_MARGIN) return null;
    const moved = (yield* objectiveAt(this.problem, step)).margins;
    if (moved.most <= LONG_STEP || moved.least < -BORDER * moved.most) return null;
    return moved.least > BORDER * moved.most ? 'complete' : 'quasi';
  }
}

function isNoFall(before: number, after: number): boolean {
  return after >= before - ROUNDING * Math.abs(before);
}

function selectKept({ data, kept }: LogisticProblem, coefficients: Float64Array): Float64Array {
  const width = 1 + data.width;
  return Float64Array.from(
    { length: (data.classes - 1) * kept.length },
    (_, i) => coefficients[Math.floor(i / kept.length) * width + kept[i % kept.length]],
  );
}
