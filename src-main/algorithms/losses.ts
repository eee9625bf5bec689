import type { LossName } from '../../src-shared/experiment/schema';

/** Keras clips probabilities this far from 0 and 1 before it takes logarithms. */
export const PROBABILITY_EPSILON = 1e-7;

export interface LossPair {
  /** Mean over rows of the loss of one output each. */
  mean(outputs: Float64Array, targets: Float64Array, count: number): number;
  /** gradient[i] = d mean / d output_i. */
  gradient(outputs: Float64Array, targets: Float64Array, count: number, gradient: Float64Array): void;
}

/** Losses by their Keras names, for one output unit. */
export const LOSS_TABLE: Readonly<Record<LossName, LossPair>> = {
  meanSquaredError: {
    mean(outputs, targets, count) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += (outputs[i]! - targets[i]!) ** 2;
      return sum / count;
    },
    gradient(outputs, targets, count, gradient) {
      for (let i = 0; i < count; i++) gradient[i] = (2 * (outputs[i]! - targets[i]!)) / count;
    },
  },
  meanAbsoluteError: {
    mean(outputs, targets, count) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += Math.abs(outputs[i]! - targets[i]!);
      return sum / count;
    },
    gradient(outputs, targets, count, gradient) {
      for (let i = 0; i < count; i++) gradient[i] = Math.sign(outputs[i]! - targets[i]!) / count;
    },
  },
  binaryCrossentropy: {
    mean(outputs, targets, count) {
      let sum = 0;
      for (let i = 0; i < count; i++) {
        const p = clip(outputs[i]!);
        sum -= targets[i]! * Math.log(p) + (1 - targets[i]!) * Math.log(1 - p);
      }
      return sum / count;
    },
    gradient(outputs, targets, count, gradient) {
      for (let i = 0; i < count; i++) {
        const p = clip(outputs[i]!);
        gradient[i] = (p - targets[i]!) / (p * (1 - p)) / count;
      }
    },
  },
};

function clip(p: number): number {
  return Math.min(1 - PROBABILITY_EPSILON, Math.max(PROBABILITY_EPSILON, p));
}
