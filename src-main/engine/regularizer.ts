import type { NetworkSpec } from '../../src-shared/experiment/schema';
import type { Kernels, TensorId } from './kernels';

/** Penalty of a layer's kernel on TensorFlow's kernels. */
export interface Regularizer {
  /** The gradient with that of the penalty added; takes `gradient` over. */
  add(gradient: TensorId, kernel: TensorId): TensorId;
}

/**
 * l1 x sign(w) + 2 x l2 x w on top of a kernel's gradient; where both are 0, nothing.
 * @param inputs rows of the kernel, where one more follows that is not penalized; else null
 */
export function createRegularizer(
  tf: Kernels,
  { l1, l2 }: NetworkSpec['regularizer'],
  inputs: number | null,
): Regularizer {
  const uploadFactor = (value: number): TensorId | null => {
    if (value === 0) return null;
    if (inputs === null) return tf.scalar(value);
    const ofRows = new Float32Array(inputs + 1).fill(value, 0, inputs);
    return tf.upload(ofRows, [ofRows.length, 1]);
  };
  const absolute = uploadFactor(l1);
  const squared = uploadFactor(2 * l2);
  const plus = (gradient: TensorId, direction: TensorId, factor: TensorId): TensorId => {
    const penalty = tf.apply('Mul', direction, factor);
    const sum = tf.apply('AddV2', gradient, penalty);
    tf.free(penalty, gradient);
    return sum;
  };
  return {
    add(gradient, kernel) {
      let sum = gradient;
      if (squared !== null) sum = plus(sum, kernel, squared);
      if (absolute === null) return sum;
      const sign = tf.apply('Sign', kernel);
      sum = plus(sum, sign, absolute);
      tf.free(sign);
      return sum;
    },
  };
}
