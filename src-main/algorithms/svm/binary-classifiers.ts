import type { SvmSpec } from '../../../src-shared/experiment/schema';
import { square } from '../../../src-shared/portable-math/square';
import { sumWeights } from '../numeric/weights';
import { dotFrom, euclideanNorm } from '../numeric/scaling';
import { BLOCK } from './solver/pass';
import {
  createCenteredClassifiers,
  type CenteredClassifiers,
  type Centering,
} from './centering/centered-classifiers';
import { type SvmRows, createProblem, decideClass, decisionAt, findSide } from './decisions';
import { shrinks } from './solver/solver';
import type { RowVectors, SvmKernel, SvmProblem, SvmWeights } from './problem';
import { rowVectors } from './solver/vectors';

/** Multiply-adds after which control may go back within a pass: some 15 ms. */
const PIECE = 8e6;

/** Hinge loss and accuracy over some rows, each row counted by its weight. */
export interface SvmScore {
  /** Mean over rows and classifiers of max(0, 1 - y f(x)). */
  readonly hingeLoss: number;
  /** Share of rows whose predicted class is their own, 0 to 1. */
  readonly accuracy: number;
}

/** Primal objective of the training rows and its duality gap, summed over the classifiers. */
export interface SvmObjective {
  /** l2 / 2 (|w|² + b²) plus the sum of the rows' losses. */
  readonly objective: number;
  /** Objective less the dual's value: the optimum is at most so far below. */
  readonly gap: number;
}

/** What a look at the rows adds up; `losses` of each classifier, as they count in its objective. */
interface SvmSums {
  hinge: number;
  right: number;
  readonly losses: Float64Array | null;
}

/** Binary classifiers of an SVM, one a class against the rest (of two classes one), with what trains each. */
export class BinaryClassifiers {
  readonly weights: SvmWeights[];
  readonly kernels: readonly SvmKernel[];
  /** Classifiers that passes leave out. */
  readonly settled: boolean[];
  /** Whether a classifier's rows came within its solver's bound in this pass: a good time to measure. */
  isNear = false;
  readonly #model: SvmSpec;
  readonly #data: SvmRows;
  readonly #problems: readonly SvmProblem[];
  /** null: no kernel has asked for them. */
  #vectors: { readonly rows: RowVectors | null } | null = null;
  readonly #centered: CenteredClassifiers | null;
  /** Objective of each classifier as it stands; null: not known yet. */
  readonly #measured: (SvmObjective | null)[];

  /** @param centering null: the rows are passed over as they are */
  constructor(
    model: SvmSpec,
    data: SvmRows,
    weights: SvmWeights[],
    createKernel: (problem: SvmProblem, k: number) => SvmKernel,
    centering: Centering | null = null,
  ) {
    this.#model = model;
    this.#data = data;
    this.weights = weights;
    const vectors = (): RowVectors | null =>
      (this.#vectors ??= { rows: rowVectors(data.features, { ...data, classifiers: weights.length }) }).rows;
    this.#problems = weights.map((_, k) => createProblem(model, data, k, vectors));
    this.#centered =
      centering === null
        ? null
        : createCenteredClassifiers(model, data, this.#problems, createKernel, centering);
    this.kernels = this.#centered?.kernels ?? this.#problems.map(createKernel);
    this.#measured = weights.map(() => null);
    this.settled = weights.map(() => false);
  }

  /** Frees what trained them; their weights stay. */
  dispose(): void {
    for (const kernel of this.kernels) kernel.dispose();
    this.#vectors?.rows?.dispose();
    this.#vectors = null;
    this.#centered?.dispose();
  }

  /**
   * One pass of each classifier from `from` on that is not settled; yields the next one where control may
   * go back.
   */
  *pass(from = 0): Generator<number, void, void> {
    if (from === 0) this.isNear = false;
    let work = 0;
    for (let k = from; k < this.weights.length; k++) {
      if (this.settled[k]) continue;
      if (this.kernels[k].pass(this.weights[k])) this.isNear = true;
      this.#measured[k] = null;
      work += 2 * this.#data.trainRows * this.#data.width;
      if (work < PIECE || k + 1 === this.weights.length) continue;
      work = 0;
      yield k + 1;
    }
  }

  /**
   * l2 / 2 (|w|² + b²) plus the training rows' losses, summed over the classifiers, and how far above
   * the dual's value, and so at most above the optimum, it is. Of many classifiers, those that have met
   * the tolerance by themselves are settled from then on.
   */
  objective(): SvmObjective {
    return runToEnd(this.measuring());
  }

  /** {@link objective} in pieces: yields where control may go back. */
  *measuring(): Generator<undefined, SvmObjective, void> {
    if (this.#measured.includes(null)) yield* this.#look(0, this.#data.trainRows, true);
    return this.#sum();
  }

  /** {@link objective} and {@link score} of the training rows in one look at them. */
  *surveying(): Generator<undefined, SvmObjective & SvmScore, void> {
    /** Hinge loss and accuracy of the rows `from` to below `to`, in one go. */
    const score = yield* this.#look(0, this.#data.trainRows, true);
    return { ...this.#sum(), ...score };
  }

  /** Hinge loss and accuracy of the rows `from` to below `to`, in one go. */
  score(from: number, to: number): SvmScore {
    return runToEnd(this.scoring(from, to));
  }

  /** {@link score} in pieces: yields where control may go back. */
  scoring(from: number, to: number): Generator<undefined, SvmScore, void> {
    return this.#look(from, to, false);
  }

  #sum(): SvmObjective {
    const { tol } = this.#model;
    let objective = 0;
    let gap = 0;
    this.#measured.forEach((classifier, k) => {
      if (classifier === null) throw new RangeError('A classifier that was not measured');
      objective += classifier.objective;
      gap += classifier.gap;
      if (tol > 0 && this.weights.length > 1) this.settled[k] = classifier.gap <= tol * classifier.objective;
    });
    return { objective, gap };
  }

  /**
   * Hinge and accuracy of some rows, each counted by its own weight; `measures` classifiers that are not
   * measured yet, where the rows are those of training.
   */
  *#look(from: number, to: number, measures: boolean): Generator<undefined, SvmScore, void> {
    const { width, weights } = this.#data;
    const count = this.weights.length;
    const sums = { hinge: 0, right: 0, losses: measures ? new Float64Array(count) : null };
    const piece = Math.max(1, Math.floor(PIECE / (width * count)));
    for (let begin = from; begin < to; begin += piece) {
      const end = Math.min(to, begin + piece);
      if (count === 1) this.#addRowsOfTwo(sums, begin, end);
      else this.#addRows(sums, begin, end);
      if (end < to) yield;
    }
    sums.losses?.forEach((loss, k) => (this.#measured[k] ??= this.#computeObjective(k, loss)));
    const all = sumWeights(weights, from, to);
    return { hingeLoss: sums.hinge / all / count, accuracy: sums.right / all };
  }

  /** Adds rows to the sums of a single classifier; a row on the line itself is on no side. */
  #addRowsOfTwo(sums: SvmSums, from: number, to: number): void {
    const { features, target, weights } = this.#data;
    const classifier = this.weights[0];
    const { coef, intercept } = classifier;
    const { costs } = this.#problems[0];
    const { losses } = sums;
    const isHinge = this.#model.loss === 'hinge';
    const isShrinking = shrinks(this.#model);
    const vectors = this.#vectors?.rows ?? null;
    let { hinge, right } = sums;
    let sum = losses === null ? 0 : losses[0];
    let decided: Float64Array | null = null;
    for (let row = from; row < to; row++) {
      const inBlock = (row - from) % BLOCK;
      if (vectors !== null && inBlock === 0)
        decided = vectors.decideFrom(row, Math.min(BLOCK, to - row), classifier);
      // What is logged of runs without shrinking stays as it was to the last digit.
      const value =
        decided !== null
          ? decided[inBlock]
          : isShrinking
            ? dotFrom(intercept, coef, features, row * coef.length)
            : decisionAt(classifier, features, row);
      const isOne = target[row] === 1;
      const weight = weights === null ? 1 : weights[row];
      if (value !== 0 && value > 0 === isOne) right += weight;
      const loss = 1 - (isOne ? value : -value);
      if (loss <= 0) continue;
      hinge += weight * loss;
      if (losses !== null) sum += (costs === null ? 1 : costs[row]) * (isHinge ? loss : square(loss));
    }
    sums.hinge = hinge;
    sums.right = right;
    if (losses !== null) losses[0] = sum;
  }

  #addRows(sums: SvmSums, from: number, to: number): void {
    const { features, target, weights, classes } = this.#data;
    const classifiers = this.weights;
    const { losses } = sums;
    const isHinge = this.#model.loss === 'hinge';
    const isShrinking = shrinks(this.#model);
    const decisions = new Float64Array(classifiers.length);
    for (let row = from; row < to; row++) {
      const weight = weights === null ? 1 : weights[row];
      for (let k = 0; k < classifiers.length; k++) {
        const { coef, intercept } = classifiers[k];
        const value = isShrinking
          ? dotFrom(intercept, coef, features, row * coef.length)
          : decisionAt(classifiers[k], features, row);
        decisions[k] = value;
        const loss = 1 - findSide(target[row], k, classes.length) * value;
        if (loss <= 0) continue;
        sums.hinge += weight * loss;
        if (losses === null) continue;
        const { costs } = this.#problems[k];
        losses[k] += (costs === null ? 1 : costs[row]) * (isHinge ? loss : square(loss));
      }
      if (decideClass(decisions) === target[row]) sums.right += weight;
    }
  }

  #computeObjective(k: number, losses: number): SvmObjective {
    const { l2 } = this.#model;
    const { coef, intercept } = this.weights[k];
    const penalty = (l2 / 2) * (square(euclideanNorm(coef)) + square(intercept));
    const objective = penalty + losses;
    const dual = this.kernels[k].dualObjective?.();
    // At the optimum rounding may leave the bound above it by a last digit. Where stored runs have such
    // a gap it stays, so that a run made again has the same numbers.
    if (dual === undefined) return { objective, gap: objective - (l2 * this.kernels[k].dualSum() - penalty) };
    return { objective, gap: Math.max(0, objective - l2 * dual) };
  }
}

function runToEnd<T>(pieces: Generator<undefined, T, void>): T {
  for (;;) {
    const next = pieces.next();
    if (next.done === true) return next.value;
  }
}
