import type { SvmSpec } from '../../src-shared/experiment/schema';
import { Rng } from './rng';

/** A linear function in the space that the model was trained in. */
export interface SvmWeights {
  readonly coef: Float64Array;
  intercept: number;
}

/** One class against another, or against the rest: the training rows as a solver gets them. */
export interface SvmProblem {
  readonly width: number;
  readonly rows: number;
  /** [rows or more][width]; only the first `rows` are trained on. */
  readonly features: Float64Array;
  /** [rows]: 1 or -1. */
  readonly sides: Int8Array;
  /** [rows]: what a row's loss counts, by its own weight and its class's; null: 1 each. */
  readonly costs: Float64Array | null;
}

/** What a solver needs to go on as if never stopped. */
export interface SolverState {
  /** [rows] */
  readonly dual: Float64Array;
  /** Of the order of the rows. */
  readonly rng: readonly number[];
  /** null: the solver leaves no rows out. */
  readonly shrink: ShrinkState | null;
}

export interface ShrinkState {
  /** [rows]: 1 where a row is still looked at. */
  readonly active: Int32Array;
  /** Largest and smallest projected gradient of the last pass; null: no bound yet. */
  readonly high: number | null;
  readonly low: number | null;
  /** At this spread of the gradients all rows are looked at again. */
  readonly epsilon: number;
}

/** Passes over the training rows, by whichever engine. */
export interface SvmKernel {
  /** One pass, changing `weights` in place. */
  pass(weights: SvmWeights): void;
  /** Sum of the duals, less half of what their squares cost: the dual objective without |w|² / 2. */
  dualSum(): number;
  state(): SolverState;
  dispose(): void;
}

/** The largest dual of a row: C times its cost; none for the squared hinge. */
export function upperOf({ l2, loss }: SvmSpec, { costs }: SvmProblem, row: number): number {
  if (loss === 'squaredHinge') return costs?.[row] === 0 ? 0 : Infinity;
  return costs === null ? 1 / l2 : (1 / l2) * costs[row]!;
}

/** What the squared hinge adds to the diagonal of the dual: 1 / (2 C cost). */
function ridgeOf({ l2, loss }: SvmSpec, { costs }: SvmProblem, row: number): number {
  const cost = costs?.[row] ?? 1;
  return loss === 'squaredHinge' && cost > 0 ? l2 / (2 * cost) : 0;
}

/**
 * Dual coordinate descent (Hsieh, Chang, Lin, Keerthi and Sundararajan 2008, algorithm 3): row i's
 * dual, 0 <= alpha <= U, moves to its own optimum while w = sum alpha_i y_i x_i is kept up to date.
 * The rows come in a new random order each pass. The bias is the weight of a constant feature of 1.
 * With `shrinking`, rows whose dual sits at a bound and whose gradient points outwards by more than
 * any row's did in the last pass are left out until the others have settled.
 */
export function typedSvmKernel(
  model: SvmSpec,
  problem: SvmProblem,
  start: { readonly rng: Rng } | { readonly state: SolverState },
): SvmKernel {
  const { features, width, rows, sides } = problem;
  const from = 'state' in start ? start.state : null;
  const rng = 'state' in start ? Rng.fromState(start.state.rng) : start.rng;
  const dual = from === null ? new Float64Array(rows) : Float64Array.from(from.dual);
  const upper = Float64Array.from({ length: rows }, (_, row) => upperOf(model, problem, row));
  const ridge = Float64Array.from({ length: rows }, (_, row) => ridgeOf(model, problem, row));
  let diagonal: Float64Array | null = null;
  const order = new Int32Array(rows);
  const shrinking = model.shrinking ? new Shrinking(rows, from?.shrink ?? null) : null;

  /** At the first pass: the features may still be in the making before. */
  function diagonalOf(): Float64Array {
    return Float64Array.from({ length: rows }, (_, row) => {
      let sum = 1;
      for (let j = 0; j < width; j++) sum += features[row * width + j]! ** 2;
      return sum + ridge[row]!;
    });
  }

  return {
    pass(weights) {
      diagonal ??= diagonalOf();
      const { coef } = weights;
      let count = rows;
      if (shrinking === null) for (let i = 0; i < rows; i++) order[i] = i;
      else count = shrinking.begin(order);
      rng.shuffle(count === rows ? order : order.subarray(0, count));
      for (let i = 0; i < count; i++) {
        const row = order[i]!;
        const side = sides[row]!;
        const at = row * width;
        let value = weights.intercept;
        for (let j = 0; j < width; j++) value += coef[j]! * features[at + j]!;
        const old = dual[row]!;
        const gradient = side * value - 1 + ridge[row]! * old;
        if (shrinking?.leavesOut(row, gradient, old, upper[row]!) === true) continue;
        const next = Math.min(upper[row]!, Math.max(0, old - gradient / diagonal[row]!));
        if (next === old) continue;
        dual[row] = next;
        const change = (next - old) * side;
        for (let j = 0; j < width; j++) coef[j]! += change * features[at + j]!;
        weights.intercept += change;
      }
      shrinking?.end(count);
    },
    dualSum() {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += dual[row]! - (ridge[row]! * dual[row]! ** 2) / 2;
      return sum;
    },
    state: () => ({ dual: dual.slice(), rng: rng.state(), shrink: shrinking?.state() ?? null }),
    dispose: () => undefined,
  };
}

/** liblinear's stopping precision is fixed; here it tightens each time that all rows come back. */
const FIRST_EPSILON = 0.1;
const LAST_EPSILON = 1e-12;

/** Which rows a pass looks at (Hsieh et al. 2008, section 3.3). */
class Shrinking {
  readonly #active: Int32Array;
  #high: number;
  #low: number;
  #epsilon: number;
  #nextHigh = -Infinity;
  #nextLow = Infinity;

  constructor(rows: number, state: ShrinkState | null) {
    this.#active = state === null ? new Int32Array(rows).fill(1) : state.active.slice();
    this.#high = state?.high ?? Infinity;
    this.#low = state?.low ?? -Infinity;
    this.#epsilon = state?.epsilon ?? FIRST_EPSILON;
  }

  /** Lists the rows of this pass. @returns how many */
  begin(order: Int32Array): number {
    this.#nextHigh = -Infinity;
    this.#nextLow = Infinity;
    let count = 0;
    for (let row = 0; row < this.#active.length; row++) if (this.#active[row] === 1) order[count++] = row;
    return count;
  }

  /** Notes a row's projected gradient; true where the row is left out from now on. */
  leavesOut(row: number, gradient: number, dual: number, upper: number): boolean {
    let projected = gradient;
    if (dual === 0) {
      if (gradient > this.#high) {
        this.#active[row] = 0;
        return true;
      }
      projected = Math.min(0, gradient);
    } else if (dual === upper) {
      if (gradient < this.#low) {
        this.#active[row] = 0;
        return true;
      }
      projected = Math.max(0, gradient);
    }
    if (projected > this.#nextHigh) this.#nextHigh = projected;
    if (projected < this.#nextLow) this.#nextLow = projected;
    return false;
  }

  end(count: number): void {
    if (!(this.#nextHigh - this.#nextLow > this.#epsilon)) {
      this.#high = Infinity;
      this.#low = -Infinity;
      this.#active.fill(1);
      if (count === this.#active.length) this.#epsilon = Math.max(LAST_EPSILON, this.#epsilon / 10);
      return;
    }
    this.#high = this.#nextHigh > 0 ? this.#nextHigh : Infinity;
    this.#low = this.#nextLow < 0 ? this.#nextLow : -Infinity;
  }

  state(): ShrinkState {
    return {
      active: this.#active.slice(),
      high: Number.isFinite(this.#high) ? this.#high : null,
      low: Number.isFinite(this.#low) ? this.#low : null,
      epsilon: this.#epsilon,
    };
  }
}
