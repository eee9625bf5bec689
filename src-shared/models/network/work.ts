import type { NetworkSpec } from './schema';

/** Nanoseconds of a multiply-add in typed arrays on the machine that Benchtop was built on (two cores). */
export const MULTIPLY_ADD_NS = 0.13;

/** Measured there as well: an activation and the rest of a step in typed loops. */
const ACTIVATION_NS = 12;
const GELU_NS = 54;
const STEP_NS = 800;
/** Drawing one factor of a dropout mask. */
export const DROPOUT_NS = 15;
/** Part of an activation's time that is spent on the way forward. */
export const FORWARD_SHARE = 0.5;

/** What a network's training does on typed arrays, counted; a machine's speeds make times of it. */
export interface NetworkWork {
  /** Weights and biases. */
  readonly weights: number;
  /** Multiply-adds of a step: forward, gradient by weights and gradient by inputs, and the optimizer. */
  readonly multiplyAdds: number;
  /** Nanoseconds of a step besides them on the reference machine. */
  readonly restNs: number;
  /** Nanoseconds of measuring a row there, which is the way forward alone. */
  readonly measuredRowNs: number;
}

/**
 * @param width features of a row
 * @param rows of a step
 */
export function networkWork(
  { layers }: Pick<NetworkSpec, 'layers'>,
  width: number,
  rows: number,
): NetworkWork {
  let inputs = width;
  let weights = 0;
  let activationNs = 0;
  let dropoutNs = 0;
  for (const { units, activation, dropout } of layers) {
    weights += (inputs + 1) * units;
    activationNs += units * (activation === 'gelu' ? GELU_NS : ACTIVATION_NS);
    if (dropout > 0) dropoutNs += units * DROPOUT_NS;
    inputs = units;
  }
  return {
    weights,
    multiplyAdds: 3 * weights * rows + 8 * weights,
    restNs: STEP_NS + (activationNs + dropoutNs) * rows,
    measuredRowNs: weights * MULTIPLY_ADD_NS + FORWARD_SHARE * activationNs,
  };
}
