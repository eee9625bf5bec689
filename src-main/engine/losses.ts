import type { NetworkSpec } from '../../src-shared/experiment/schema';
import type { Kernels, TensorId } from './kernels';

/** A loss on TensorFlow's kernels. Its value is computed in JavaScript, on the outputs of logged steps. */
export interface LossKernels {
  /** The targets of a batch as the gradient wants them. */
  targets(values: Float64Array): TensorId;
  /** True where `gradient` takes the last layer's z, so that its activation need not be computed. */
  readonly isOfInputs: boolean;
  /** By what each row's gradient is multiplied beside its weight. */
  readonly factor: 1 | 2;
  /** The gradient by the outputs (of cross-entropies: by z), times `factors`, [rows][1] or a scalar. */
  gradient(outputs: TensorId, targets: TensorId, factors: TensorId): TensorId;
}

/**
 * Gradient of a network's loss on TensorFlow's kernels, before {@link LossKernels.factor}: p - t for
 * squared errors, sign(p - t) for absolute ones, p - t clipped to ±delta for Huber's, -t where t p < 1
 * for hinge (t = ±1), p - t by z for cross-entropies. Formulas as in Keras.
 * @param tf holds the constants that it makes
 */
export function createLoss(tf: Kernels, model: NetworkSpec): LossKernels {
  const column = (values: Float64Array): TensorId => tf.upload(new Float32Array(values), [values.length, 1]);
  const ofNumbers = (slope: (difference: TensorId) => TensorId, factor: 1 | 2 = 1): LossKernels => ({
    targets: column,
    isOfInputs: false,
    factor,
    gradient(outputs, targets, factors) {
      const difference = tf.apply('Sub', outputs, targets);
      const direction = slope(difference);
      const gradient = tf.apply('Mul', direction, factors);
      tf.free(difference);
      if (direction !== difference) tf.free(direction);
      return gradient;
    },
  });
  switch (model.loss) {
    case 'meanSquaredError':
      return ofNumbers((difference) => difference, 2);
    // With a sigmoid under it the cross-entropy's gradient by z is p - t: no chain needed.
    case 'binaryCrossentropy':
      return ofNumbers((difference) => difference);
    case 'meanAbsoluteError':
      return ofNumbers((difference) => tf.apply('Sign', difference));
    case 'huber': {
      const most = tf.scalar(model.huberDelta);
      const least = tf.scalar(-model.huberDelta);
      return ofNumbers((difference) => {
        const capped = tf.apply('Minimum', difference, most);
        const clipped = tf.apply('Maximum', capped, least);
        tf.free(capped);
        return clipped;
      });
    }
    case 'hinge':
      return hinge(tf, column);
    case 'categoricalCrossentropy':
      return categorical(tf);
  }
}

/** Targets are -1 and 1, and a row counts where target x output is below 1. */
function hinge(tf: Kernels, column: (values: Float64Array) => TensorId): LossKernels {
  const one = tf.scalar(1);
  return {
    targets: (values) => column(values.map((value) => 2 * value - 1)),
    isOfInputs: false,
    factor: 1,
    gradient(outputs, targets, factors) {
      const product = tf.apply('Mul', outputs, targets);
      const lacking = tf.apply('Sub', one, product);
      const sign = tf.apply('Sign', lacking);
      const counts = tf.apply('Relu', sign);
      const side = tf.apply('Neg', targets);
      const slope = tf.apply('Mul', side, counts);
      const gradient = tf.apply('Mul', slope, factors);
      tf.free(product, lacking, sign, counts, side, slope);
      return gradient;
    },
  };
}

/** One kernel has softmax, loss and gradient by z (p minus 1 at the row's class) in one. */
function categorical(tf: Kernels): LossKernels {
  return {
    targets: (values) => tf.uploadInt32(new Int32Array(values), [values.length]),
    isOfInputs: true,
    factor: 1,
    gradient(z, targets, factors) {
      const [losses, slope] = tf.run('SparseSoftmaxCrossEntropyWithLogits', [], [z, targets], 2);
      const gradient = tf.apply('Mul', slope, factors);
      tf.free(losses, slope);
      return gradient;
    },
  };
}
