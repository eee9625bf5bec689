import type { OptimizerSpec } from '../../src-shared/experiment/schema';
import type { Kernels, TensorId, Variable } from './kernels';
import { loadedBinding } from './native';

/** An optimizer on TensorFlow's fused kernels; its tensors are freed with their {@link Kernels}. */
export interface Updater {
  /** slots[variable][slot], as in the typed engine. */
  readonly slots: readonly (readonly Variable[])[];
  /** @param step 1 for the first update */
  apply(gradients: readonly TensorId[], step: number): void;
}

/** @param start first values of the slots, [variable][slot] */
export function createUpdater(
  tf: Kernels,
  optimizer: OptimizerSpec,
  variables: readonly Variable[],
  start: readonly (readonly Float64Array[])[],
): Updater {
  const slots = variables.map(({ shape }, v) =>
    (start[v] ?? []).map((values) => tf.variable(Float32Array.from(values), shape)),
  );
  const constants = constantsOf(tf, optimizer);
  const type = tf.type('T', loadedBinding().TF_FLOAT);
  const locking = tf.bool('use_locking', false);
  const attributes =
    optimizer.kind === 'adam' || optimizer.kind === 'momentum'
      ? [type, locking, tf.bool('use_nesterov', false)]
      : [type, locking];
  const zeros = optimizer.kind === 'rmsprop' ? variables.map((variable) => zerosLike(tf, variable)) : [];

  function applyOne(v: number, gradient: TensorId, rate: TensorId): void {
    const { handle } = variables[v]!;
    const own = (slots[v] ?? []).map((slot) => slot.handle);
    switch (optimizer.kind) {
      case 'sgd':
        tf.run('ResourceApplyGradientDescent', attributes, [handle, rate, gradient], 0);
        return;
      case 'momentum':
        tf.run('ResourceApplyMomentum', attributes, [handle, ...own, rate, gradient, ...constants], 0);
        return;
      case 'rmsprop':
        // The kernel's own momentum slot stays at rest: its momentum is zero.
        tf.run(
          'ResourceApplyRMSProp',
          attributes,
          [handle, ...own, zeros[v]!.handle, rate, ...constants, gradient],
          0,
        );
        return;
      case 'adam':
        // With both beta powers at zero the kernel takes the rate as given: it comes bias-corrected.
        tf.run(
          'ResourceApplyAdam',
          attributes,
          [handle, ...own, constants[0]!, constants[0]!, rate, ...constants.slice(1), gradient],
          0,
        );
    }
  }

  return {
    slots,
    apply(gradients, step) {
      const rate = tf.scalar(rateAt(optimizer, step));
      gradients.forEach((gradient, v) => {
        applyOne(v, gradient, rate);
      });
      tf.free(rate);
    },
  };
}

function rateAt(optimizer: OptimizerSpec, step: number): number {
  if (optimizer.kind !== 'adam') return optimizer.learningRate;
  const { learningRate, beta1, beta2 } = optimizer;
  return (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
}

function constantsOf(tf: Kernels, optimizer: OptimizerSpec): TensorId[] {
  switch (optimizer.kind) {
    case 'sgd':
      return [];
    case 'momentum':
      return [tf.scalar(optimizer.momentum)];
    case 'rmsprop':
      return [tf.scalar(optimizer.rho), tf.scalar(0), tf.scalar(optimizer.epsilon)];
    case 'adam':
      return [
        tf.scalar(0),
        tf.scalar(optimizer.beta1),
        tf.scalar(optimizer.beta2),
        tf.scalar(optimizer.epsilon),
      ];
  }
}

function zerosLike(tf: Kernels, { shape }: Variable): Variable {
  return tf.variable(new Float32Array(shape.reduce((product, size) => product * size, 1)), shape);
}
