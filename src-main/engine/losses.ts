import type { NetworkSpec } from '../../src-shared/experiment/schema';
import type { Kernels, TensorId } from './kernels';

/** A loss on TensorFlow's kernels. Its value is computed in JavaScript, on the outputs of logged steps. */
export interface LossKernels {
  /** The targets as the gradient wants them, to be gathered from by row. */
  targets(values: Float64Array): TensorId;
  /** Rows of them by number. */
  gather(targets: TensorId, rows: TensorId, axis: TensorId): TensorId;
  /** By what each row's gradient is multiplied beside its weight. */
  readonly factor: 1 | 2;
  /** The gradient by the outputs (of cross-entropies: by z), times `factors`. */
  gradient(outputs: TensorId, targets: TensorId, factors: TensorId): TensorId;
}

/** @param units of the last layer */
export function createLoss(tf: Kernels, model: NetworkSpec, units: number): LossKernels {
  const column = (values: Float64Array): TensorId => tf.upload(Float32Array.from(values), [values.length, 1]);
  const ofNumbers = (slope: (difference: TensorId) => TensorId, factor: 1 | 2 = 1): LossKernels => ({
    targets: column,
    gather: (targets, rows, axis) => tf.gather(targets, rows, axis),
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
      return categorical(tf, units);
  }
}

/** Targets are -1 and 1, and a row counts where target x output is below 1. */
function hinge(tf: Kernels, column: (values: Float64Array) => TensorId): LossKernels {
  const one = tf.scalar(1);
  return {
    targets: (values) => column(values.map((value) => 2 * value - 1)),
    gather: (targets, rows, axis) => tf.gather(targets, rows, axis),
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

/** Over a softmax the gradient by z is p minus 1 at the row's class. */
function categorical(tf: Kernels, units: number): LossKernels {
  const depth = tf.uploadInt32(Int32Array.of(units), []);
  const one = tf.scalar(1);
  const zero = tf.scalar(0);
  return {
    targets: (values) => tf.uploadInt32(Int32Array.from(values), [values.length]),
    gather: (targets, rows, axis) => tf.gatherInt32(targets, rows, axis),
    factor: 1,
    gradient(outputs, targets, factors) {
      const isClass = tf.oneHot(targets, depth, one, zero);
      const difference = tf.apply('Sub', outputs, isClass);
      const gradient = tf.apply('Mul', difference, factors);
      tf.free(isClass, difference);
      return gradient;
    },
  };
}
