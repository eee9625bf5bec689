import type { LossName } from '../../src-shared/experiment/schema';

/** Keras clips probabilities this far from 0 and 1 before it takes logarithms. */
export const PROBABILITY_EPSILON = 1e-7;

export interface LossPair {
  /** Mean over rows of the loss of one output each. */
  mean(outputs: Float64Array, targets: Float64Array, count: number): number;
  /**
   * True where `gradient` is by the z under a last sigmoid instead of by its output: written as two
   * factors it would be 0 x infinity for a unit that is sure and wrong, and never learn.
   */
  readonly foldsSigmoid: boolean;
  /** gradient[i] = d (sum of losses / total) / d output_i, for `count` rows of a batch of `total`. */
  gradient(
    outputs: Float64Array,
    targets: Float64Array,
    count: number,
    total: number,
    gradient: Float64Array,
  ): void;
}

/** Losses by their Keras names, for one output unit. */
export const LOSS_TABLE: Readonly<Record<LossName, LossPair>> = {
  meanSquaredError: {
    foldsSigmoid: false,
    mean(outputs, targets, count) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += (outputs[i]! - targets[i]!) ** 2;
      return sum / count;
    },
    gradient(outputs, targets, count, total, gradient) {
      for (let i = 0; i < count; i++) gradient[i] = (2 * (outputs[i]! - targets[i]!)) / total;
    },
  },
  meanAbsoluteError: {
    foldsSigmoid: false,
    mean(outputs, targets, count) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += Math.abs(outputs[i]! - targets[i]!);
      return sum / count;
    },
    gradient(outputs, targets, count, total, gradient) {
      for (let i = 0; i < count; i++) gradient[i] = Math.sign(outputs[i]! - targets[i]!) / total;
    },
  },
  binaryCrossentropy: {
    foldsSigmoid: true,
    mean(outputs, targets, count) {
      let sum = 0;
      for (let i = 0; i < count; i++) {
        const p = clip(outputs[i]!);
        sum -= targets[i]! * Math.log(p) + (1 - targets[i]!) * Math.log(1 - p);
      }
      return sum / count;
    },
    gradient(outputs, targets, count, total, gradient) {
      for (let i = 0; i < count; i++) gradient[i] = (outputs[i]! - targets[i]!) / total;
    },
  },
};

function clip(p: number): number {
  return Math.min(1 - PROBABILITY_EPSILON, Math.max(PROBABILITY_EPSILON, p));
}
