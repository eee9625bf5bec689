import type { LossName, NetworkSpec } from '../../../src-shared/experiment/schema';
import { log } from '../../../src-shared/portable-math/log';
import { square } from '../../../src-shared/portable-math/square';
import { PROBABILITY_EPSILON } from '../numeric/log-loss';

/**
 * A loss of a network's outputs, [rows][units] row by row, against one target a row: a number, 0 or
 * 1, or (categorical) the index of its class. Each row counts by its weight; null: all the same.
 */
export interface LossPair {
  /** `sum` and each row's w x loss on top of it, one after another. */
  add(
    sum: number,
    outputs: Float64Array,
    targets: Float64Array,
    rows: number,
    weights: Float64Array | null,
    units: number,
  ): number;
  /**
   * Set where `gradient` is by the z under that last activation instead of by its output: written as
   * two factors it would be 0 x infinity for a unit that is sure and wrong, and never learn.
   */
  readonly folds: 'sigmoid' | 'softmax' | null;
  /**
   * gradient[i] = d (sum of w x losses / total) / d output_i, for `rows` rows of a batch whose
   * weights (without any: whose rows) come to `total`.
   */
  gradient(
    outputs: Float64Array,
    targets: Float64Array,
    rows: number,
    total: number,
    gradient: Float64Array,
    weights: Float64Array | null,
    units: number,
  ): void;
}

const meanSquaredError = ofOne(
  (output, target) => square(output - target),
  (output, target) => 2 * (output - target),
);

const meanAbsoluteError = ofOne(
  (output, target) => Math.abs(output - target),
  (output, target) => Math.sign(output - target),
);

/** Huber (1964): squared up to an error of delta, linear beyond it. */
const huber = (delta: number): LossPair =>
  ofOne(
    (output, target) => {
      const error = Math.abs(output - target);
      return error <= delta ? 0.5 * error * error : delta * (error - 0.5 * delta);
    },
    (output, target) => Math.max(-delta, Math.min(delta, output - target)),
  );

const binaryCrossentropy = ofOne(
  (output, target) => {
    const p = clip(output);
    return -(target * log(p) + (1 - target) * log(1 - p));
  },
  (output, target) => output - target,
  'sigmoid',
);

/** Targets of 0 and 1 stand for -1 and 1. */
const hinge = ofOne(
  (output, target) => Math.max(0, 1 - (2 * target - 1) * output),
  (output, target) => {
    const side = 2 * target - 1;
    return side * output < 1 ? -side : 0;
  },
);

/** Over a softmax; the target is the index of the row's class (Keras: sparse). */
const categoricalCrossentropy: LossPair = {
  folds: 'softmax',
  add(sum, outputs, targets, rows, weights, units) {
    let all = sum;
    for (let r = 0; r < rows; r++) {
      const loss = -log(clip(outputs[r * units + targets[r]]));
      all += weights === null ? loss : weights[r] * loss;
    }
    return all;
  },
  gradient(outputs, targets, rows, total, gradient, weights, units) {
    for (let r = 0; r < rows; r++) {
      const at = r * units;
      const factor = (weights === null ? 1 : weights[r]) / total;
      for (let u = 0; u < units; u++) gradient[at + u] = outputs[at + u] * factor;
      gradient[at + targets[r]] -= factor;
    }
  },
};

/**
 * Loss and gradient of a network by the loss's Keras name.
 * @param huberDelta where Huber's loss turns from squared to absolute
 */
export function chooseLoss({ loss, huberDelta }: Pick<NetworkSpec, 'loss' | 'huberDelta'>): LossPair {
  return loss === 'huber' ? huber(huberDelta) : LOSSES_OF[loss];
}

const LOSSES_OF: Readonly<Record<Exclude<LossName, 'huber'>, LossPair>> = {
  meanSquaredError,
  meanAbsoluteError,
  binaryCrossentropy,
  categoricalCrossentropy,
  hinge,
};

/** A loss of one output a row, from the loss and its slope. */
function ofOne(
  loss: (output: number, target: number) => number,
  slope: (output: number, target: number) => number,
  folds: LossPair['folds'] = null,
): LossPair {
  return {
    folds,
    add(sum, outputs, targets, rows, weights) {
      let all = sum;
      if (weights === null) for (let i = 0; i < rows; i++) all += loss(outputs[i], targets[i]);
      else for (let i = 0; i < rows; i++) all += weights[i] * loss(outputs[i], targets[i]);
      return all;
    },
    gradient(outputs, targets, rows, total, gradient, weights) {
      for (let i = 0; i < rows; i++) gradient[i] = slope(outputs[i], targets[i]) / total;
      if (weights !== null) for (let i = 0; i < rows; i++) gradient[i] *= weights[i];
    },
  };
}

function clip(p: number): number {
  return Math.min(1 - PROBABILITY_EPSILON, Math.max(PROBABILITY_EPSILON, p));
}
