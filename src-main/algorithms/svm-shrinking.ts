import { dotFrom } from './math';
import type { Rng } from './rng';
import type { ShrinkState, SvmProblem, SvmWeights } from './svm-solver';

/**
 * What a solver keeps of each row, [rows][STRIDE]: its dual, at 0, the largest that the dual may be,
 * what the squared hinge adds to the diagonal, and the diagonal with it. Side by side, so that a visit
 * to a row finds them in one line of the cache.
 */
export const STRIDE = 4;
export const UPPER = 1;
export const RIDGE = 2;
export const DIAGONAL = 3;

/** liblinear's stopping precision is fixed; here it tightens each time that all rows are within it. */
const FIRST_EPSILON = 0.1;
const LAST_EPSILON = 1e-12;

/** Of how many rows one is begun with, and at least how many. */
const BEGUN_SHARE = 16;
const LEAST_BEGUN = 1000;

/**
 * Passes that leave rows out (Hsieh et al. 2008, section 3.3): those whose dual sits at a bound and
 * whose gradient points outwards by more than any row's did in the last pass. Once the projected
 * gradients of the others are within epsilon, all rows left out are looked at, in their order in
 * memory, and those that would move now come back. liblinear takes all of them back instead, which
 * on many rows costs most of its passes.
 */
export class ActiveRows {
  readonly #problem: SvmProblem;
  readonly #own: Float64Array;
  readonly #rng: Rng;
  /** [rows]: the rows still looked at are the first `count`, as the last pass took them. */
  readonly #order: Int32Array;
  readonly #isOut: Uint8Array;
  #count = 0;
  #isBegun: boolean;
  #high: number;
  #low: number;
  #epsilon: number;

  constructor(problem: SvmProblem, own: Float64Array, rng: Rng, state: ShrinkState | null, isFresh: boolean) {
    this.#problem = problem;
    this.#own = own;
    this.#rng = rng;
    this.#order = new Int32Array(problem.rows);
    this.#isOut = new Uint8Array(problem.rows);
    this.#isBegun = state?.begun ?? !isFresh;
    if (state === null) this.#takeAll();
    else this.#restore(state.active);
    this.#high = state?.high ?? Infinity;
    this.#low = state?.low ?? -Infinity;
    this.#epsilon = state?.epsilon ?? FIRST_EPSILON;
  }

  /**
   * Passes over the rows that are left, until about as many visits have been made as there are rows.
   * @returns whether all rows came within epsilon, which ends it earlier
   */
  pass(weights: SvmWeights): boolean {
    const { rows } = this.#problem;
    let visits = 0;
    if (!this.#isBegun) {
      this.#isBegun = true;
      visits = this.#begin(weights);
    }
    do {
      visits += Math.max(1, this.#count);
      if (!this.#passOnce(weights)) continue;
      visits += rows - this.#count;
      if (this.#lookAtAll(weights)) return true;
    } while (visits + this.#count <= rows);
    return false;
  }

  /** @returns whether the projected gradients were within epsilon */
  #passOnce(weights: SvmWeights): boolean {
    const { features, width, sides } = this.#problem;
    const own = this.#own;
    const { coef } = weights;
    const order = this.#order;
    const count = this.#count;
    const high = this.#high;
    const low = this.#low;
    let { intercept } = weights;
    let nextHigh = -Infinity;
    let nextLow = Infinity;
    let kept = 0;
    this.#rng.shuffle(order, count);
    for (let i = 0; i < count; i++) {
      const row = order[i]!;
      const side = sides[row]!;
      const at = row * width;
      const mine = STRIDE * row;
      const old = own[mine]!;
      const bound = own[mine + UPPER]!;
      const gradient = side * dotFrom(intercept, coef, features, at) - 1 + own[mine + RIDGE]! * old;
      let projected = gradient;
      if (old === 0) {
        if (gradient > high) {
          this.#isOut[row] = 1;
          continue;
        }
        if (gradient > 0) projected = 0;
      } else if (old === bound) {
        if (gradient < low) {
          this.#isOut[row] = 1;
          continue;
        }
        if (gradient < 0) projected = 0;
      }
      order[kept++] = row;
      if (projected > nextHigh) nextHigh = projected;
      if (projected < nextLow) nextLow = projected;
      if (projected === 0) continue;
      const next = Math.min(bound, Math.max(0, old - gradient / own[mine + DIAGONAL]!));
      own[mine] = next;
      const change = (next - old) * side;
      for (let j = 0; j < width; j++) coef[j]! += change * features[at + j]!;
      intercept += change;
    }
    weights.intercept = intercept;
    this.#count = kept;
    if (!(nextHigh - nextLow > this.#epsilon)) return true;
    this.#high = nextHigh > 0 ? nextHigh : Infinity;
    this.#low = nextLow < 0 ? nextLow : -Infinity;
    return false;
  }

  /** Takes back what would move. @returns whether that is by no more than epsilon, which then tightens */
  #lookAtAll({ coef, intercept }: SvmWeights): boolean {
    const { features, width, sides, rows } = this.#problem;
    const own = this.#own;
    let most = 0;
    if (this.#count < rows) {
      for (let row = 0; row < rows; row++) {
        if (this.#isOut[row] === 0 || own[STRIDE * row + UPPER] === 0) continue;
        const margin = sides[row]! * dotFrom(intercept, coef, features, row * width);
        const gradient = margin - 1 + own[STRIDE * row + RIDGE]! * own[STRIDE * row]!;
        // A row is left out with its dual at a bound only.
        const moves = own[STRIDE * row] === 0 ? -gradient : gradient;
        if (moves <= 0) continue;
        this.#isOut[row] = 0;
        this.#order[this.#count++] = row;
        if (moves > most) most = moves;
      }
    }
    this.#high = Infinity;
    this.#low = -Infinity;
    if (most > this.#epsilon) return false;
    this.#epsilon = Math.max(LAST_EPSILON, this.#epsilon / 10);
    return true;
  }

  /**
   * Of many rows begins with some, drawn at random: where the classes come apart, few rows matter, and
   * the first look at all finds them. Where the drawn ones have not settled after half as many visits as
   * there are rows, it begins anew with all: their line is too far from that of all to go on from.
   * @returns the visits
   */
  #begin(weights: SvmWeights): number {
    const { rows } = this.#problem;
    const drawn = Math.max(LEAST_BEGUN, Math.ceil(rows / BEGUN_SHARE));
    if (2 * drawn > rows) return 0;
    this.#rng.shuffle(this.#order, this.#count);
    for (let i = drawn; i < this.#count; i++) this.#isOut[this.#order[i]!] = 1;
    this.#count = Math.min(drawn, this.#count);
    let visits = 0;
    while (2 * visits < rows) {
      visits += Math.max(1, this.#count);
      if (!this.#passOnce(weights)) continue;
      this.#lookAtAll(weights);
      return visits + rows;
    }
    weights.coef.fill(0);
    weights.intercept = 0;
    for (let row = 0; row < rows; row++) this.#own[STRIDE * row] = 0;
    this.#takeAll();
    this.#high = Infinity;
    this.#low = -Infinity;
    return visits;
  }

  /** But for rows that do not count, whose dual has no room. */
  #takeAll(): void {
    this.#count = 0;
    for (let row = 0; row < this.#order.length; row++) {
      const counts = this.#own[STRIDE * row + UPPER]! > 0;
      this.#isOut[row] = counts ? 0 : 1;
      if (counts) this.#order[this.#count++] = row;
    }
  }

  /** Rows of the same place, as all had at first, come in their order. */
  #restore(active: Int32Array): void {
    const rows = active.length;
    const from = new Int32Array(rows + 2);
    for (let row = 0; row < rows; row++) from[active[row]! + 1]!++;
    from[1] = 0;
    for (let place = 1; place <= rows; place++) from[place + 1]! += from[place]!;
    for (let row = 0; row < rows; row++) {
      const place = active[row]!;
      if (place === 0) this.#isOut[row] = 1;
      else this.#order[from[place]!++] = row;
    }
    this.#count = from[rows + 1]!;
  }

  state(): ShrinkState {
    const active = new Int32Array(this.#order.length);
    for (let i = 0; i < this.#count; i++) active[this.#order[i]!] = i + 1;
    return {
      active,
      high: Number.isFinite(this.#high) ? this.#high : null,
      low: Number.isFinite(this.#low) ? this.#low : null,
      epsilon: this.#epsilon,
      begun: this.#isBegun,
    };
  }
}
