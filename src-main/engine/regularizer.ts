import type { NetworkSpec } from '../../src-shared/experiment/schema';
import type { Kernels, TensorId } from './kernels';

export interface Regularizer {
  /** The gradient with that of the penalty added; takes `gradient` over. */
  add(gradient: TensorId, kernel: TensorId): TensorId;
}

/** l1 x sign(w) + 2 x l2 x w on top of a kernel's gradient; where both are 0, nothing. */
export function createRegularizer(tf: Kernels, { l1, l2 }: NetworkSpec['regularizer']): Regularizer {
  const absolute = l1 === 0 ? null : tf.scalar(l1);
  const squared = l2 === 0 ? null : tf.scalar(2 * l2);
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
