import type { LossName } from '../../src-shared/experiment/schema';

/** Keras clips probabilities this far from 0 and 1 before it takes logarithms. */
export const PROBABILITY_EPSILON = 1e-7;

export interface LossPair {
  /**
   * Mean over rows of the loss of one output each; with weights, sum of w x loss / sum of w, as
   * Keras' `sample_weight` with its `sum_over_batch_size` taken over the weights.
   */
  mean(outputs: Float64Array, targets: Float64Array, count: number, weights: Float64Array | null): number;
  /**
   * True where `gradient` is by the z under a last sigmoid instead of by its output: written as two
   * factors it would be 0 x infinity for a unit that is sure and wrong, and never learn.
   */
  readonly foldsSigmoid: boolean;
  /**
   * gradient[i] = d (sum of w x losses / total) / d output_i, for `count` rows of a batch whose
   * weights (without any: whose rows) come to `total`.
   */
  gradient(
    outputs: Float64Array,
    targets: Float64Array,
    count: number,
    total: number,
    gradient: Float64Array,
    weights: Float64Array | null,
  ): void;
}

/** Losses by their Keras names, for one output unit. */
export const LOSS_TABLE: Readonly<Record<LossName, LossPair>> = {
  meanSquaredError: {
    foldsSigmoid: false,
    mean(outputs, targets, count, weights) {
      let sum = 0;
      if (weights === null) for (let i = 0; i < count; i++) sum += (outputs[i]! - targets[i]!) ** 2;
      else for (let i = 0; i < count; i++) sum += weights[i]! * (outputs[i]! - targets[i]!) ** 2;
      return sum / weightOf(weights, 0, count);
    },
    gradient(outputs, targets, count, total, gradient, weights) {
      for (let i = 0; i < count; i++) gradient[i] = (2 * (outputs[i]! - targets[i]!)) / total;
      if (weights !== null) for (let i = 0; i < count; i++) gradient[i]! *= weights[i]!;
    },
  },
  meanAbsoluteError: {
    foldsSigmoid: false,
    mean(outputs, targets, count, weights) {
      let sum = 0;
      if (weights === null) for (let i = 0; i < count; i++) sum += Math.abs(outputs[i]! - targets[i]!);
      else for (let i = 0; i < count; i++) sum += weights[i]! * Math.abs(outputs[i]! - targets[i]!);
      return sum / weightOf(weights, 0, count);
    },
    gradient(outputs, targets, count, total, gradient, weights) {
      for (let i = 0; i < count; i++) gradient[i] = Math.sign(outputs[i]! - targets[i]!) / total;
      if (weights !== null) for (let i = 0; i < count; i++) gradient[i]! *= weights[i]!;
    },
  },
  binaryCrossentropy: {
    foldsSigmoid: true,
    mean(outputs, targets, count, weights) {
      let sum = 0;
      for (let i = 0; i < count; i++) {
        const p = clip(outputs[i]!);
        const likelihood = targets[i]! * Math.log(p) + (1 - targets[i]!) * Math.log(1 - p);
        sum -= weights === null ? likelihood : weights[i]! * likelihood;
      }
      return sum / weightOf(weights, 0, count);
    },
    gradient(outputs, targets, count, total, gradient, weights) {
      for (let i = 0; i < count; i++) gradient[i] = (outputs[i]! - targets[i]!) / total;
      if (weights !== null) for (let i = 0; i < count; i++) gradient[i]! *= weights[i]!;
    },
  },
};

/** What the rows `from` to `to` count together: their weights' sum, or how many they are. */
export function weightOf(weights: Float64Array | null, from: number, to: number): number {
  if (weights === null) return to - from;
  let sum = 0;
  for (let row = from; row < to; row++) sum += weights[row]!;
  return sum;
}

function clip(p: number): number {
  return Math.min(1 - PROBABILITY_EPSILON, Math.max(PROBABILITY_EPSILON, p));
}
