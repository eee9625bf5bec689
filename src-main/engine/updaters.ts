import type { OptimizerSpec } from '../../src-shared/experiment/schema';
import { effectiveRate } from '../algorithms/network/training/optimizers';
import { createAdamPass } from './adam';
import type { Kernels, TensorId, Variable } from './kernels';
import type { FirstValues, Updater } from './updater';

/**
 * Optimizer of a network on the TensorFlow engine: for Adam and AdamW one pass of WebAssembly where
 * that is possible, else TensorFlow's fused kernels.
 * @param start first values of the variables, in the order of training
 */
export function createUpdater(tf: Kernels, optimizer: OptimizerSpec, start: readonly FirstValues[]): Updater {
  const isAdam = optimizer.kind === 'adam' || optimizer.kind === 'adamw';
  return (isAdam ? createAdamPass(tf, optimizer, start) : null) ?? createKernelUpdater(tf, optimizer, start);
}

/**
 * Optimizer on TensorFlow's fused kernels (`ResourceApplyAdam`, `ResourceApplyMomentum`, …), which
 * update its variables in place; AdamW's decay is applied before them.
 * @param start first values of the variables, in the order of training
 */
export function createKernelUpdater(
  tf: Kernels,
  optimizer: OptimizerSpec,
  start: readonly FirstValues[],
): Updater {
  const variables = start.map(({ values, shape }) => tf.variable(Float32Array.from(values), shape));
  const slots = start.map(({ slots, shape }) =>
    slots.map((values) => tf.variable(Float32Array.from(values), shape)),
  );
  const applyOne = chooseKernel(tf, optimizer, variables);
  const decay = optimizer.kind === 'adamw' ? optimizer.weightDecay : 0;
  const givenRate = keptScalar(tf);
  const givenDecay = keptScalar(tf);
  return {
    variables,
    slots,
    apply(gradients, step, rate) {
      const given = givenRate(effectiveRate(optimizer, rate, step));
      const decayRate = decay === 0 ? null : givenDecay(rate * decay);
      gradients.forEach((gradient, v) => {
        const variable = variables[v];
        if (decayRate !== null) shrink(tf, variable, decayRate);
        applyOne(
          v,
          [variable, ...(slots[v] ?? [])].map(({ handle }) => handle),
          given,
          gradient,
        );
      });
    },
    dispose: () => undefined,
  };
}

/** A scalar that is made anew only where its value changes. */
function keptScalar(tf: Kernels): (value: number) => TensorId {
  let id: TensorId | null = null;
  let known = NaN;
  return (value) => {
    if (id !== null && known === value) return id;
    if (id !== null) tf.free(id);
    known = value;
    id = tf.scalar(value);
    return id;
  };
}

/** Runs the fused kernel of variable `v`; `own` are the handles of the variable and its slots. */
type ApplyOne = (v: number, own: readonly TensorId[], rate: TensorId, gradient: TensorId) => void;

function chooseKernel(tf: Kernels, optimizer: OptimizerSpec, variables: readonly Variable[]): ApplyOne {
  switch (optimizer.kind) {
    case 'sgd':
      return (_, own, rate, gradient) => {
        tf.run('ResourceApplyGradientDescent', [], [...own, rate, gradient], 0);
      };
    case 'momentum':
    case 'nesterov': {
      const attributes = optimizer.kind === 'nesterov' ? [tf.bool('use_nesterov', true)] : [];
      const momentum = tf.scalar(optimizer.momentum);
      return (_, own, rate, gradient) => {
        tf.run('ResourceApplyMomentum', attributes, [...own, rate, gradient, momentum], 0);
      };
    }
    case 'rmsprop': {
      const constants = [tf.scalar(optimizer.rho), tf.scalar(0), tf.scalar(optimizer.epsilon)];
      // The kernel's own momentum slot stays at rest: its momentum is zero.
      const atRest = variables.map((variable) => zerosLike(tf, variable));
      return (v, own, rate, gradient) => {
        const inputs = [...own, atRest[v].handle, rate, ...constants, gradient];
        tf.run('ResourceApplyRMSProp', [], inputs, 0);
      };
    }
    case 'adagrad': {
      const epsilon = tf.scalar(optimizer.epsilon);
      return (_, own, rate, gradient) => {
        tf.run('ResourceApplyAdagradV2', [], [...own, rate, epsilon, gradient], 0);
      };
    }
    case 'adam':
    case 'adamw': {
      const zero = tf.scalar(0);
      const constants = [
        tf.scalar(optimizer.beta1),
        tf.scalar(optimizer.beta2),
        tf.scalar(optimizer.epsilon),
      ];
      return (_, own, rate, gradient) => {
        // With both beta powers at zero the kernel takes the rate as given: it comes bias-corrected.
        const inputs = [...own, zero, zero, rate, ...constants, gradient];
        tf.run('ResourceApplyAdam', [], inputs, 0);
      };
    }
  }
}

/** variable -= rate x variable: AdamW's decay, as a step of gradient descent whose gradient is the value. */
function shrink(tf: Kernels, variable: Variable, rate: TensorId): void {
  const value = variable.read();
  tf.run('ResourceApplyGradientDescent', [], [variable.handle, rate, value], 0);
  tf.free(value);
}

function zerosLike(tf: Kernels, { shape }: Variable): Variable {
  return tf.variable(new Float32Array(shape.reduce((product, size) => product * size, 1)), shape);
}
