import { exp } from '../../../src-shared/portable-math/exp';
import { log1p } from '../../../src-shared/portable-math/log1p';
import { addScaled, BLOCK_ROWS, ColumnBlock, computeDot } from '../numeric/linear-algebra/column-block';
import { rowBlocks, type Work } from '../numeric/linear-algebra/weighted-rows';
import type { LogisticProblem } from './problem';

/**
 * Log-likelihood at some coefficients with gradient and Fisher information, the penalty counted in; q =
 * (classes - 1) * kept columns.
 */
export interface Derivatives {
  readonly logLikelihood: number;
  /** Log-likelihood less the penalty. */
  readonly objective: number;
  /** [q]: of the objective. */
  readonly gradient: Float64Array;
  /** [q][q]: minus the second derivatives of the objective, column by column, upper triangle. */
  readonly information: Float64Array;
  readonly margins: Margins;
}

/** Least and most that the counted rows' own classes are ahead of any other: eta(own) - eta(other). */
export interface Margins {
  readonly least: number;
  readonly most: number;
}

/**
 * Log-likelihood sum w (eta_y - ln sum_k e^eta_k), its gradient X'W (1[y = k] - p_k), and the Fisher
 * information X'W diag(p_k (1[k = l] - p_l)) X of the multinomial logit model (McCullagh and Nelder,
 * Generalized Linear Models, 1989, 5.2.4 and 4.4), less the penalty.
 */
export function* derivativesAt(problem: LogisticProblem, coefficients: Float64Array): Work<Derivatives> {
  const { data, kept } = problem;
  const { rows, weights } = data;
  const others = data.classes - 1;
  const size = kept.length;
  const q = others * size;
  const pass = new LikelihoodPass(problem, coefficients);
  const { values } = pass.block;
  const product = pass.firstSpare + others * BLOCK_ROWS;
  const curvature = product + BLOCK_ROWS;
  const gradient = new Float64Array(q);
  const information = new Float64Array(q * q);
  const pairs = (others * (others + 1)) / 2;
  yield* rowBlocks(rows, passCost(q, others) + (pairs * size * (size + 3)) / 2, BLOCK_ROWS, (from, to) => {
    const count = to - from;
    pass.read(from, to);
    for (let k = 0; k < others; k++) {
      for (let l = 0; l <= k; l++) {
        const p = pass.firstSpare + k * BLOCK_ROWS;
        const other = pass.firstSpare + l * BLOCK_ROWS;
        for (let i = 0; i < count; i++) {
          const weight = weights === null ? 1 : weights[from + i];
          const share = k === l ? 1 - values[p + i] : -values[other + i];
          values[curvature + i] = weight * values[p + i] * share;
        }
        for (let a = 0; a < size; a++) {
          const column = kept[a] * BLOCK_ROWS;
          for (let i = 0; i < count; i++) values[product + i] = values[curvature + i] * values[column + i];
          const at = (k * size + a) * q + l * size;
          for (let b = 0; b <= a; b++) {
            information[at + b] += computeDot(values, product, values, kept[b] * BLOCK_ROWS, count);
          }
        }
      }
    }
    for (let k = 0; k < others; k++) {
      const p = pass.firstSpare + k * BLOCK_ROWS;
      for (let i = 0; i < count; i++) {
        const weight = weights === null ? 1 : weights[from + i];
        const isOwn = data.target[from + i] === k + 1 ? 1 : 0;
        values[product + i] = weight * (isOwn - values[p + i]);
      }
      for (let a = 0; a < size; a++) {
        gradient[k * size + a] += computeDot(values, product, values, kept[a] * BLOCK_ROWS, count);
      }
    }
  });
  mirrorBlocks(information, others, size);
  const penalty = addPenalty(problem, coefficients, gradient, information);
  const { logLikelihood, margins } = pass;
  return { logLikelihood, objective: logLikelihood - penalty, gradient, information, margins };
}

/**
 * Penalized log-likelihood and margins at some coefficients, without derivatives: what a step that is
 * tried needs.
 * @param coefficients [classes - 1][kept]
 */
export function* objectiveAt(
  problem: LogisticProblem,
  coefficients: Float64Array,
): Work<{ objective: number; margins: Margins }> {
  const pass = new LikelihoodPass(problem, coefficients);
  yield* rowBlocks(
    problem.data.rows,
    passCost(coefficients.length, problem.data.classes - 1),
    BLOCK_ROWS,
    (from, to) => pass.read(from, to),
  );
  const penalty = addPenalty(problem, coefficients, null, null);
  return { objective: pass.logLikelihood - penalty, margins: pass.margins };
}

/** Multiply-adds that a row takes without the information: an exponential counts as 64. */
function passCost(q: number, others: number): number {
  return 4 * q + 64 * (1 + others);
}

/** Pass over the rows that leaves the probabilities of each block behind its columns. */
class LikelihoodPass {
  readonly block: ColumnBlock;
  /** Where P(class 1), P(class 2), ... of the block's rows begin, BLOCK_ROWS each. */
  readonly firstSpare: number;
  logLikelihood = 0;
  #least = Infinity;
  #most = -Infinity;
  readonly #problem: LogisticProblem;
  readonly #coefficients: Float64Array;

  constructor(problem: LogisticProblem, coefficients: Float64Array) {
    const { data, moments } = problem;
    this.#problem = problem;
    this.#coefficients = coefficients;
    // Beside the probabilities two columns to work in.
    this.block = new ColumnBlock(data, moments, data.classes - 1 + 2);
    this.firstSpare = (1 + data.width) * BLOCK_ROWS;
  }

  get margins(): Margins {
    return { least: this.#least, most: this.#most };
  }

  read(from: number, to: number): void {
    const { data, kept } = this.#problem;
    const { values } = this.block;
    const others = data.classes - 1;
    const count = to - from;
    this.block.read(from, to);
    for (let k = 0; k < others; k++) {
      const self = this.firstSpare + k * BLOCK_ROWS;
      values.fill(0, self, self + count);
      for (let a = 0; a < kept.length; a++) {
        const factor = this.#coefficients[k * kept.length + a];
        addScaled(values, self, factor, values, kept[a] * BLOCK_ROWS, count);
      }
    }
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const weight = data.weights === null ? 1 : data.weights[from + i];
      sum += weight * this.#readRow(i, data.target[from + i], weight > 0);
    }
    this.logLikelihood += sum;
  }

  /** Turns a row's eta into probabilities; gives ln P(own class). The first class has an eta of 0. */
  #readRow(i: number, ownClass: number, isCounted: boolean): number {
    const { values } = this.block;
    const end = this.firstSpare + (this.#problem.data.classes - 1) * BLOCK_ROWS;
    const first = this.firstSpare + i;
    const self = ownClass === 0 ? 0 : values[first + (ownClass - 1) * BLOCK_ROWS];
    let top = 0;
    let topAt = -1;
    let rival = ownClass === 0 ? -Infinity : 0;
    let lowest = ownClass === 0 ? Infinity : 0;
    for (let at = first; at < end; at += BLOCK_ROWS) {
      const eta = values[at];
      if (eta > top) {
        top = eta;
        topAt = at;
      }
      if (at === first + (ownClass - 1) * BLOCK_ROWS) continue;
      if (eta > rival) rival = eta;
      if (eta < lowest) lowest = eta;
    }
    // Without the largest, so that a probability next to 1 keeps the digits of what it lacks.
    let rest = topAt === -1 ? 0 : exp(-top);
    for (let at = first; at < end; at += BLOCK_ROWS) {
      const power = exp(values[at] - top);
      values[at] = power;
      if (at !== topAt) rest += power;
    }
    for (let at = first; at < end; at += BLOCK_ROWS) values[at] /= 1 + rest;
    if (isCounted) {
      if (self - rival < this.#least) this.#least = self - rival;
      if (self - lowest > this.#most) this.#most = self - lowest;
    }
    return self - top - log1p(rest);
  }
}

/** Fills the entries of off-diagonal class blocks, which are symmetric in themselves. */
function mirrorBlocks(information: Float64Array, others: number, size: number): void {
  const q = others * size;
  for (let k = 1; k < others; k++) {
    for (let l = 0; l < k; l++) {
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < a; b++) {
          information[(k * size + b) * q + l * size + a] = information[(k * size + a) * q + l * size + b];
        }
      }
    }
  }
}

/**
 * Penalty at the coefficients, taken off the gradient and added to the information. Of two classes it
 * is w'w / (2 C). Of more, scikit-learn penalizes a weight vector for every class, and at its optimum
 * they sum to 0: with d_k = w_k - w_0 that is (sum d_k'd_k - (sum d_k)'(sum d_k) / classes) / (2 C).
 */
function addPenalty(
  { data, kept, penalty }: LogisticProblem,
  coefficients: Float64Array,
  gradient: Float64Array | null,
  information: Float64Array | null,
): number {
  const size = kept.length;
  const others = data.classes - 1;
  const q = others * size;
  const shared = others === 1 ? 0 : 1 / data.classes;
  let sum = 0;
  for (let a = 0; a < size; a++) {
    const strength = penalty[a];
    if (strength === 0) continue;
    let all = 0;
    for (let k = 0; k < others; k++) all += coefficients[k * size + a];
    for (let k = 0; k < others; k++) {
      const self = coefficients[k * size + a];
      const slope = strength * (self - shared * all);
      sum += 0.5 * self * slope;
      if (gradient !== null) gradient[k * size + a] -= slope;
      for (let l = 0; information !== null && l <= k; l++) {
        information[(k * size + a) * q + l * size + a] += strength * ((k === l ? 1 : 0) - shared);
      }
    }
  }
  return sum;
}
