import type { SvmWeights } from '../problem';

/** First step width as a share of 1 / (mean squared length of a row + 1), and rows after which it falls. */
const FIRST_RATE = 10;
const FALLS_AFTER = 1000;
/** Shamir and Zhang's eta: the average forgets the first rows polynomially. */
const FORGETS = 3;

/** State of one classifier's descent, as a checkpoint keeps it. */
export interface SgdState {
  /** [width + 1]: weights with the intercept behind, as the last row left them, and their running average. */
  readonly current: Float64Array;
  readonly average: Float64Array;
  /** Rows seen. */
  seen: number;
}

/** What is made small: l2 and the number and weight of all training rows. */
export interface SgdProblem {
  readonly width: number;
  readonly loss: 'hinge' | 'squaredHinge';
  /** l2 / sum of the costs. */
  readonly lambda: number;
  /** Mean over the rows of their squared length, the intercept's 1 included. */
  readonly squaredLength: number;
}

/** Weights before the first row. */
export function firstSgdState(width: number): SgdState {
  return { current: new Float64Array(width + 1), average: new Float64Array(width + 1), seen: 0 };
}

/**
 * Averaged stochastic gradient descent with implicit steps on a linear SVM's objective, divided by the sum of
 * the costs: lambda / 2 (|w|² + b²) + mean of c max(0, 1 - y f(x)), or of its square. Row t makes
 *
 *   w <- (1 - rate lambda) w + step y x,  rate = 1 / ((1 + t / 1000)^(1/2) / rate_0 + lambda t),
 *
 * with the step that the loss has after it, so that no row is stepped past its margin whatever the rate is
 * (Kulis and Bartlett, "Implicit online learning", 2010): min(rate c, (1 - m) / |x|²) for the hinge,
 * 2 rate c (1 - m) / (1 + 2 rate c |x|²) for its square, m = y f(x) < 1. The rate is Pegasos' 1 / (lambda t)
 * (Shalev-Shwartz et al. 2007) where the penalty is strong, and falls with the root of the rows where it is
 * weak. What counts is the average, w_a <- w_a + (3 + 1) / (t + 3) (w - w_a) (Shamir and Zhang, "Stochastic
 * gradient descent for non-smooth optimization", 2013).
 */
export function descend(
  problem: SgdProblem,
  state: SgdState,
  rows: {
    /** [..][width]. */
    readonly features: Float64Array;
    readonly picked: Int32Array;
    /** Of a row by its place: 1 or -1, and how much it counts, 1 in the mean. */
    readonly sideOf: (row: number) => number;
    readonly costOf: ((row: number) => number) | null;
  },
): void {
  const { width, loss, lambda, squaredLength } = problem;
  const { current, average } = state;
  const { features, picked, sideOf, costOf } = rows;
  const first = squaredLength / FIRST_RATE;
  const isHinge = loss === 'hinge';
  for (let i = 0; i < picked.length; i++) {
    const row = picked[i];
    const at = row * width;
    const t = state.seen++;
    const rate = 1 / (Math.sqrt(1 + t / FALLS_AFTER) * first + lambda * t);
    const side = sideOf(row);
    let value = current[width];
    let length = 1;
    for (let j = 0; j < width; j++) {
      const x = features[at + j];
      value += current[j] * x;
      length += x * x;
    }
    const short = 1 - side * value;
    let step = 0;
    if (short > 0) {
      const pull = rate * (costOf === null ? 1 : costOf(row));
      step = isHinge ? Math.min(pull, short / length) : (2 * pull * short) / (1 + 2 * pull * length);
      step *= side;
    }
    const kept = 1 - rate * lambda;
    const share = (FORGETS + 1) / (t + 1 + FORGETS);
    for (let j = 0; j < width; j++) {
      const weight = kept * current[j] + step * features[at + j];
      current[j] = weight;
      average[j] += share * (weight - average[j]);
    }
    current[width] = kept * current[width] + step;
    average[width] += share * (current[width] - average[width]);
  }
}

/** The averaged weights as a model has them. */
export function averagedWeights({ average }: SgdState): SvmWeights {
  const width = average.length - 1;
  return { coef: average.slice(0, width), intercept: average[width] };
}
