/**
 * Linear function coef . x + intercept in the space that the model is trained in; a solver changes it
 * in place.
 */
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
  /** false: the bias's column is among the features, and the intercept stays 0. */
  readonly hasIntercept: boolean;
  /** The rows as WebAssembly has them; null: it has none of them. */
  vectors(): RowVectors | null;
}

/** State of one classifier's solver, from which it resumes with the same bits. */
export interface SolverState {
  /** [rows]: dual variable alpha of each row, 0 to its upper bound. */
  readonly dual: Float64Array;
  /** State of the random stream that orders the rows. */
  readonly rng: readonly number[];
  /** null: the solver leaves no rows out. */
  readonly shrink: ShrinkState | null;
  /** null: the rows are passed over as they are. */
  readonly centered: CenteredState | null;
}

/** State of the passes over centred rows for one classifier; see `centering/centered-kernel.ts`. */
export interface CenteredState {
  /** [width + 1]: the line in the coordinates of the centred rows. */
  readonly coef: Float64Array;
  /** Part of the last of them that is not the sum of the duals. */
  readonly pull: number;
}

/**
 * State of shrinking (Hsieh et al. 2008, section 3.3): which rows are visited, and the bounds of the
 * last pass.
 */
export interface ShrinkState {
  /**
   * [rows]: the rank, from 1, that a row still looked at has in the order of the last pass; 0: it is
   * left out. In the first checkpoints all ranks are 1.
   */
  readonly active: Int32Array;
  /** Largest and smallest projected gradient of the last pass; null: no bound yet. */
  readonly high: number | null;
  readonly low: number | null;
  /** At this spread of the gradients all rows are looked at again. */
  readonly epsilon: number;
  /** Whether a pass has been made. */
  readonly begun: boolean;
}

/** Solver of one binary classifier, on typed arrays or TensorFlow: dual coordinate descent pass by pass. */
export interface SvmKernel {
  /**
   * One pass, changing `weights` in place. Where rows are left out, as many passes over the others as
   * visit about as many rows.
   * @returns whether the rows have come within a bound that the solver set itself: the gap may have
   * become small
   */
  pass(weights: SvmWeights): boolean;
  /** Sum of the duals, less half of what their squares cost: the dual objective without |w|² / 2. */
  dualSum(): number;
  /** The dual objective over l2, where the weights are not the sum of the duals; absent: they are. */
  dualObjective?(): number;
  /** State to resume from; copied. */
  state(): SolverState;
  /** Frees its memory; it is not used after it. */
  dispose(): void;
}

/** How many rows a pass kept, and the largest and smallest of their projected gradients. */
interface PassEnd {
  readonly kept: number;
  readonly high: number;
  readonly low: number;
}

/** Passes of one classifier over rows that are listed, and the lists that they work on. */
export interface RowPass {
  /** [rows][STRIDE] */
  readonly rowState: Float64Array;
  /** [rows]: the rows to be visited stand first, in their order. */
  readonly order: Int32Array;
  /** [rows]: 1 where a row is left out. */
  readonly isOut: Uint8Array;
  /**
   * Visits the first `count` rows of `order`: leaves out what sits at a bound and points outwards by
   * more than `high` or `low`, moves the others' duals to their own optimum with `weights`, and lists
   * those that it kept.
   */
  pass(count: number, high: number, low: number, weights: SvmWeights): PassEnd;
  /** [count]: decisions of some rows, at most {@link BLOCK}; the array is another call's from then on. */
  decide(rows: Int32Array, count: number, weights: SvmWeights): Float64Array;
}

/** Rows in a WebAssembly memory, and what passes over them; all comes to the bits of the plain loops. */
export interface RowVectors {
  /** Creates the passes of another classifier, up to as many as were named. */
  createPass(problem: SvmProblem): RowPass;
  /** [count]: decisions of the rows from `from` on, at most {@link BLOCK}; the next call's array too. */
  decideFrom(from: number, count: number, weights: SvmWeights): Float64Array;
  /** Nothing of it is used from then on. */
  dispose(): void;
}
