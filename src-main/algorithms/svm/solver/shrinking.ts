import type { Rng } from '../../numeric/rng';
import { RowBlocks } from './blocks';
import { BLOCK, RIDGE, STRIDE, UPPER } from './pass';
import type { RowPass, ShrinkState, SvmProblem, SvmWeights } from '../problem';

/** liblinear's stopping precision is fixed; here it tightens each time that all rows are within it. */
const FIRST_EPSILON = 0.1;
const LAST_EPSILON = 1e-12;

/** Share of the rows that a training begins with: one in so many. */
const BEGUN_SHARE = 16;
/** Rows that a training begins with at least. */
const MIN_BEGUN = 1000;

/**
 * Passes that leave rows out (Hsieh et al. 2008, section 3.3): those whose dual sits at a bound and
 * whose gradient points outwards by more than any row's did in the last pass. Once the projected
 * gradients of the others are within epsilon, all rows left out are looked at, in their order in
 * memory, and those that would move now come back. liblinear takes all of them back instead, which
 * on many rows costs most of its passes.
 */
export class ActiveRows {
  readonly #problem: SvmProblem;
  readonly #rows: RowPass;
  readonly #rng: Rng;
  /** null: the rows come singly. */
  readonly #blocks: RowBlocks | null;
  /** The rows still looked at stand first in the order, as the last pass took them. */
  #count = 0;
  #isBegun: boolean;
  #high: number;
  #low: number;
  #epsilon: number;

  constructor(problem: SvmProblem, rows: RowPass, rng: Rng, state: ShrinkState | null, isFresh: boolean) {
    this.#problem = problem;
    this.#rows = rows;
    this.#rng = rng;
    this.#blocks = RowBlocks.of(rows.isOut, problem.width);
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
    if (this.#blocks === null) this.#rng.shuffle(this.#rows.order, this.#count);
    else this.#blocks.arrange(this.#rows.order, this.#rng);
    const { kept, high, low } = this.#rows.pass(this.#count, this.#high, this.#low, weights);
    this.#count = kept;
    if (!(high - low > this.#epsilon)) return true;
    this.#high = high > 0 ? high : Infinity;
    this.#low = low < 0 ? low : -Infinity;
    return false;
  }

  /** Takes back what would move. @returns whether that is by no more than epsilon, which then tightens */
  #lookAtAll(weights: SvmWeights): boolean {
    const { sides, rows } = this.#problem;
    const { rowState, order, isOut } = this.#rows;
    let most = 0;
    const left = new Int32Array(Math.min(BLOCK, rows - this.#count));
    for (let row = 0; this.#count < rows && row < rows;) {
      let count = 0;
      for (; row < rows && count < left.length; row++) {
        if (isOut[row] !== 0 && rowState[STRIDE * row + UPPER] !== 0) left[count++] = row;
      }
      const decisions = this.#rows.decide(left, count, weights);
      for (let i = 0; i < count; i++) {
        const back = left[i];
        const margin = sides[back] * decisions[i];
        const gradient = margin - 1 + rowState[STRIDE * back + RIDGE] * rowState[STRIDE * back];
        // A row is left out with its dual at a bound only.
        const moves = rowState[STRIDE * back] === 0 ? -gradient : gradient;
        if (moves <= 0) continue;
        isOut[back] = 0;
        order[this.#count++] = back;
        if (moves > most) most = moves;
      }
    }
    this.#blocks?.haveComeBack();
    this.#high = Infinity;
    this.#low = -Infinity;
    if (most > this.#epsilon) return false;
    this.#epsilon = Math.max(LAST_EPSILON, this.#epsilon / 10);
    return true;
  }

  /**
   * Begins on a random sample of many rows: where the classes come apart, few rows matter, and the
   * first look at all finds them. Where the sample has not settled after half as many visits as there
   * are rows, it begins anew with all: its line is too far from that of all rows to go on from.
   * @returns the visits
   */
  #begin(weights: SvmWeights): number {
    const { rows } = this.#problem;
    const drawn = Math.max(MIN_BEGUN, Math.ceil(rows / BEGUN_SHARE));
    if (2 * drawn > rows) return 0;
    this.#rng.shuffle(this.#rows.order, this.#count);
    for (let i = drawn; i < this.#count; i++) this.#rows.isOut[this.#rows.order[i]] = 1;
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
    for (let row = 0; row < rows; row++) this.#rows.rowState[STRIDE * row] = 0;
    this.#takeAll();
    this.#high = Infinity;
    this.#low = -Infinity;
    return visits;
  }

  /** But for rows that do not count, whose dual has no room. */
  #takeAll(): void {
    this.#count = 0;
    this.#blocks?.haveComeBack();
    for (let row = 0; row < this.#rows.order.length; row++) {
      const counts = this.#rows.rowState[STRIDE * row + UPPER] > 0;
      this.#rows.isOut[row] = counts ? 0 : 1;
      if (counts) this.#rows.order[this.#count++] = row;
    }
  }

  /** Rows of the same rank, as all had at first, come in their order. */
  #restore(active: Int32Array): void {
    const rows = active.length;
    const from = new Int32Array(rows + 2);
    for (let row = 0; row < rows; row++) from[active[row] + 1]++;
    from[1] = 0;
    for (let rank = 1; rank <= rows; rank++) from[rank + 1] += from[rank];
    for (let row = 0; row < rows; row++) {
      const rank = active[row];
      if (rank === 0) this.#rows.isOut[row] = 1;
      else this.#rows.order[from[rank]++] = row;
    }
    this.#count = from[rows + 1];
  }

  /** Which rows are left out and the bounds of the last pass; copied. */
  state(): ShrinkState {
    const active = new Int32Array(this.#rows.order.length);
    for (let i = 0; i < this.#count; i++) active[this.#rows.order[i]] = i + 1;
    return {
      active,
      high: Number.isFinite(this.#high) ? this.#high : null,
      low: Number.isFinite(this.#low) ? this.#low : null,
      epsilon: this.#epsilon,
      begun: this.#isBegun,
    };
  }
}
