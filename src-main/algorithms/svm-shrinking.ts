import type { Rng } from './rng';
import type { ShrinkState, SvmProblem, SvmWeights } from './svm-solver';

/** Of each row. */
export interface Duals {
  readonly dual: Float64Array;
  /** The largest that a dual may be. */
  readonly upper: Float64Array;
  /** What the squared hinge adds to the diagonal. */
  readonly ridge: Float64Array;
  readonly diagonal: Float64Array;
}

/** liblinear's stopping precision is fixed; here it tightens each time that all rows are within it. */
const FIRST_EPSILON = 0.1;
const LAST_EPSILON = 1e-12;

/**
 * Passes that leave rows out (Hsieh et al. 2008, section 3.3): those whose dual sits at a bound and
 * whose gradient points outwards by more than any row's did in the last pass. Once the projected
 * gradients of the others are within epsilon, all rows left out are looked at, in their order in
 * memory, and those that would move now come back. liblinear takes all of them back instead, which
 * on many rows costs most of its passes.
 */
export class ActiveRows {
  readonly #problem: SvmProblem;
  readonly #duals: Duals;
  readonly #rng: Rng;
  /** The rows still looked at, in ascending order, are the first `count`. */
  readonly #rows: Int32Array;
  readonly #isOut: Uint8Array;
  readonly #order: Int32Array;
  #count = 0;
  #high: number;
  #low: number;
  #epsilon: number;

  constructor(problem: SvmProblem, duals: Duals, rng: Rng, state: ShrinkState | null) {
    const { rows } = problem;
    this.#problem = problem;
    this.#duals = duals;
    this.#rng = rng;
    this.#rows = new Int32Array(rows);
    this.#isOut = new Uint8Array(rows);
    this.#order = new Int32Array(rows);
    if (state !== null) for (let row = 0; row < rows; row++) this.#isOut[row] = 1 - state.active[row]!;
    this.#list();
    this.#high = state?.high ?? Infinity;
    this.#low = state?.low ?? -Infinity;
    this.#epsilon = state?.epsilon ?? FIRST_EPSILON;
  }

  /** Passes over the rows that are left, until about as many visits have been made as there are rows. */
  pass(weights: SvmWeights): void {
    const { rows } = this.#problem;
    let visits = 0;
    do {
      visits += Math.max(1, this.#count);
      if (!this.#passOnce(weights)) continue;
      this.#lookAtAll(weights);
      visits += rows - this.#count;
    } while (visits + this.#count <= rows);
  }

  /** @returns whether the projected gradients were within epsilon */
  #passOnce(weights: SvmWeights): boolean {
    const { features, width, sides } = this.#problem;
    const { dual, upper, ridge, diagonal } = this.#duals;
    const { coef } = weights;
    const order = this.#order;
    const count = this.#count;
    const high = this.#high;
    const low = this.#low;
    let { intercept } = weights;
    let nextHigh = -Infinity;
    let nextLow = Infinity;
    let left = 0;
    for (let i = 0; i < count; i++) order[i] = this.#rows[i]!;
    this.#rng.shuffle(order, count);
    for (let i = 0; i < count; i++) {
      const row = order[i]!;
      const side = sides[row]!;
      const at = row * width;
      const old = dual[row]!;
      const bound = upper[row]!;
      const gradient = side * (intercept + dot(coef, features, at)) - 1 + ridge[row]! * old;
      let projected = gradient;
      if (old === 0) {
        if (gradient > high) {
          this.#isOut[row] = 1;
          left++;
          continue;
        }
        if (gradient > 0) projected = 0;
      } else if (old === bound) {
        if (gradient < low) {
          this.#isOut[row] = 1;
          left++;
          continue;
        }
        if (gradient < 0) projected = 0;
      }
      if (projected > nextHigh) nextHigh = projected;
      if (projected < nextLow) nextLow = projected;
      const next = Math.min(bound, Math.max(0, old - gradient / diagonal[row]!));
      if (next === old) continue;
      dual[row] = next;
      const change = (next - old) * side;
      for (let j = 0; j < width; j++) coef[j]! += change * features[at + j]!;
      intercept += change;
    }
    weights.intercept = intercept;
    if (left > 0) this.#leaveOut();
    if (!(nextHigh - nextLow > this.#epsilon)) return true;
    this.#high = nextHigh > 0 ? nextHigh : Infinity;
    this.#low = nextLow < 0 ? nextLow : -Infinity;
    return false;
  }

  /** Takes back what would move; where that is by no more than epsilon, epsilon tightens. */
  #lookAtAll({ coef, intercept }: SvmWeights): void {
    const { features, width, sides, rows } = this.#problem;
    const { dual, ridge } = this.#duals;
    let most = 0;
    if (this.#count < rows) {
      for (let row = 0; row < rows; row++) {
        if (this.#isOut[row] === 0) continue;
        const margin = sides[row]! * (intercept + dot(coef, features, row * width));
        const gradient = margin - 1 + ridge[row]! * dual[row]!;
        // A row is left out with its dual at a bound only.
        const moves = dual[row] === 0 ? -gradient : gradient;
        if (moves <= 0) continue;
        this.#isOut[row] = 0;
        if (moves > most) most = moves;
      }
      this.#list();
    }
    if (most <= this.#epsilon) this.#epsilon = Math.max(LAST_EPSILON, this.#epsilon / 10);
    this.#high = Infinity;
    this.#low = -Infinity;
  }

  #leaveOut(): void {
    const count = this.#count;
    this.#count = 0;
    for (let i = 0; i < count; i++) {
      const row = this.#rows[i]!;
      if (this.#isOut[row] === 0) this.#rows[this.#count++] = row;
    }
  }

  #list(): void {
    this.#count = 0;
    for (let row = 0; row < this.#rows.length; row++) {
      if (this.#isOut[row] === 0) this.#rows[this.#count++] = row;
    }
  }

  state(): ShrinkState {
    return {
      active: Int32Array.from(this.#isOut, (isOut) => 1 - isOut),
      high: Number.isFinite(this.#high) ? this.#high : null,
      low: Number.isFinite(this.#low) ? this.#low : null,
      epsilon: this.#epsilon,
    };
  }
}

/** Of `a` and as many values of `b` from `at` on; four sums at a time, which need not wait for each other. */
function dot(a: Float64Array, b: Float64Array, at: number): number {
  const width = a.length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let j = 0;
  for (; j + 3 < width; j += 4) {
    s0 += a[j]! * b[at + j]!;
    s1 += a[j + 1]! * b[at + j + 1]!;
    s2 += a[j + 2]! * b[at + j + 2]!;
    s3 += a[j + 3]! * b[at + j + 3]!;
  }
  for (; j < width; j++) s0 += a[j]! * b[at + j]!;
  return s0 + s1 + (s2 + s3);
}
