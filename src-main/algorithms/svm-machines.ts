import type { SvmSpec } from '../../src-shared/experiment/schema';
import { weightOf } from './losses';
import { euclideanNorm } from './math';
import type { SvmKernel, SvmProblem, SvmWeights } from './svm-solver';
import type { TrainingData } from './trainer';

/** Rows within this much of the margin count as on it: the solver is iterative. */
export const SUPPORT_TOLERANCE = 1e-3;

/** Multiply-adds after which control may go back within a pass: some 15 ms. */
const PIECE = 8e6;

/** Of a data set, what training and scoring ask for; features may be random Fourier ones. */
export type SvmRows = Pick<
  TrainingData,
  'rows' | 'trainRows' | 'width' | 'features' | 'weights' | 'classes'
> & {
  /** [rows]: index of the class. */
  readonly target: Float64Array;
};

/** Two classes need one machine; more have one each, against the rest. */
export function machineCount(classes: number): number {
  return classes === 2 ? 1 : classes;
}

/** 1 where a row of class `target` is on machine k's positive side. */
export function sideOf(target: number, k: number, classes: number): 1 | -1 {
  return (classes === 2 ? target === 1 : target === k) ? 1 : -1;
}

/**
 * A weight for each class: all 1, as given, or "balanced", rows / (classes x rows of the class), by
 * the rows' own weights where they have some; null: all 1.
 */
export function classWeights(
  model: SvmSpec,
  { target, trainRows, weights, classes }: SvmRows,
): number[] | null {
  const { classWeight } = model;
  if (classWeight === 'none') return null;
  if (classWeight !== 'balanced') return classes.map((name) => classWeight[String(name)] ?? 1);
  const sums = new Float64Array(classes.length);
  for (let row = 0; row < trainRows; row++) sums[target[row]!]! += weights?.[row] ?? 1;
  const all = sums.reduce((sum, value) => sum + value, 0);
  return [...sums].map((sum) => (sum > 0 ? all / (classes.length * sum) : 1));
}

/**
 * Machine k's problem. A row's loss counts by its own weight times its class's; against the rest only
 * class k has its class's weight, the rest 1, as in liblinear.
 */
export function problemOf(model: SvmSpec, data: SvmRows, k: number): SvmProblem {
  const { trainRows, target, weights, width, features, classes } = data;
  const byClass = classWeights(model, data);
  const sides = Int8Array.from({ length: trainRows }, (_, row) => sideOf(target[row]!, k, classes.length));
  const isPlain = weights === null && byClass === null;
  const costs = isPlain
    ? null
    : Float64Array.from({ length: trainRows }, (_, row) => {
        const own = weights?.[row] ?? 1;
        if (byClass === null) return own;
        return own * (classes.length === 2 || target[row] === k ? byClass[target[row]!]! : 1);
      });
  return { width, rows: trainRows, features, sides, costs };
}

export function zeroWeights(width: number): SvmWeights {
  return { coef: new Float64Array(width), intercept: 0 };
}

/** coef . x + intercept of one row. */
export function decisionAt({ coef, intercept }: SvmWeights, features: Float64Array, row: number): number {
  const width = coef.length;
  let value = intercept;
  for (let j = 0; j < width; j++) value += coef[j]! * features[row * width + j]!;
  return value;
}

/** The class that decisions speak for: two classes by the sign, more by the largest. */
export function classOf(decisions: ArrayLike<number>): number {
  if (decisions.length === 1) return decisions[0]! > 0 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < decisions.length; k++) if (decisions[k]! > decisions[best]!) best = k;
  return best;
}

/** Sums over some rows. */
export interface SvmScore {
  /** Mean hinge, over the machines too. */
  readonly hingeLoss: number;
  readonly accuracy: number;
}

/** One machine a class, with what trains each. */
export class SvmMachines {
  readonly weights: SvmWeights[];
  readonly kernels: readonly SvmKernel[];
  /** Machines that passes leave out. */
  readonly settled: boolean[];
  readonly #model: SvmSpec;
  readonly #data: SvmRows;
  readonly #problems: readonly SvmProblem[];
  /** Of each machine, as it stands; null: not known yet. */
  readonly #measured: ({ objective: number; gap: number } | null)[];

  constructor(
    model: SvmSpec,
    data: SvmRows,
    weights: SvmWeights[],
    kernelOf: (problem: SvmProblem, k: number) => SvmKernel,
  ) {
    this.#model = model;
    this.#data = data;
    this.weights = weights;
    this.#problems = weights.map((_, k) => problemOf(model, data, k));
    this.kernels = this.#problems.map(kernelOf);
    this.#measured = weights.map(() => null);
    this.settled = weights.map(() => false);
  }

  /**
   * One pass of each machine from `from` on that is not settled; yields the next one where control may
   * go back.
   */
  *pass(from = 0): Generator<number, void, void> {
    let work = 0;
    for (let k = from; k < this.weights.length; k++) {
      if (this.settled[k] === true) continue;
      this.kernels[k]!.pass(this.weights[k]!);
      this.#measured[k] = null;
      work += 2 * this.#data.trainRows * this.#data.width;
      if (work < PIECE || k + 1 === this.weights.length) continue;
      work = 0;
      yield k + 1;
    }
  }

  /**
   * l2 / 2 (|w|² + b²) plus the training rows' losses, summed over the machines, and how far above
   * the dual's value, and so at most above the optimum, it is. Of many machines, those that have met
   * the tolerance by themselves are settled from then on.
   */
  objective(): { objective: number; gap: number } {
    const { tol } = this.#model;
    let objective = 0;
    let gap = 0;
    for (let k = 0; k < this.weights.length; k++) {
      const own = this.#measure(k);
      objective += own.objective;
      gap += own.gap;
      if (tol > 0 && this.weights.length > 1) this.settled[k] = own.gap <= tol * own.objective;
    }
    return { objective, gap };
  }

  /** Does the work of {@link objective} ahead, in pieces: yields where control may go back. */
  *measuring(): Generator<undefined, void, void> {
    let work = 0;
    for (let k = 0; k < this.weights.length; k++) {
      if (this.#measured[k] === null) work += this.#data.trainRows * this.#data.width;
      this.#measure(k);
      if (work < PIECE) continue;
      work = 0;
      yield;
    }
  }

  #measure(k: number): { objective: number; gap: number } {
    return (this.#measured[k] ??= this.#measureNow(k));
  }

  #measureNow(k: number): { objective: number; gap: number } {
    const { l2, loss } = this.#model;
    const weights = this.weights[k]!;
    const { sides, costs, rows, features } = this.#problems[k]!;
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const margin = sides[row]! * decisionAt(weights, features, row);
      if (margin >= 1) continue;
      const cost = costs?.[row] ?? 1;
      sum += cost * (loss === 'hinge' ? 1 - margin : (1 - margin) ** 2);
    }
    const penalty = (l2 / 2) * (euclideanNorm(weights.coef) ** 2 + weights.intercept ** 2);
    const objective = penalty + sum;
    return { objective, gap: objective - (l2 * this.kernels[k]!.dualSum() - penalty) };
  }

  /** Of some rows at once. */
  score(from: number, to: number): SvmScore {
    const pieces = this.scoring(from, to);
    for (;;) {
      const next = pieces.next();
      if (next.done === true) return next.value;
    }
  }

  /** The same in pieces: yields where control may go back. */
  scoring(from: number, to: number): Generator<undefined, SvmScore, void> {
    return scoreOf(this.weights, this.#data, from, to);
  }
}

/** Hinge and accuracy of some rows, each counted by its own weight. */
function* scoreOf(
  machines: readonly SvmWeights[],
  { features, width, target, weights, classes }: SvmRows,
  from: number,
  to: number,
): Generator<undefined, SvmScore, void> {
  const piece = Math.max(1, Math.floor(PIECE / (width * machines.length)));
  let sum = 0;
  let right = 0;
  const decisions = new Float64Array(machines.length);
  for (let row = from; row < to; row++) {
    const weight = weights?.[row] ?? 1;
    for (let k = 0; k < machines.length; k++) {
      const value = decisionAt(machines[k]!, features, row);
      decisions[k] = value;
      const margin = sideOf(target[row]!, k, classes.length) * value;
      if (margin < 1) sum += weight * (1 - margin);
    }
    // On the line itself a row of two classes is on no side.
    const isRight = machines.length === 1 && decisions[0] === 0 ? false : classOf(decisions) === target[row];
    if (isRight) right += weight;
    if ((row + 1 - from) % piece === 0 && row + 1 < to) yield;
  }
  const all = weightOf(weights, from, to);
  return { hingeLoss: sum / all / machines.length, accuracy: right / all };
}
