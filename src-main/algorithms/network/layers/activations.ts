import type { Activation } from '../../../../src-shared/experiment/schema';
import { exp } from '../../../../src-shared/portable-math/exp';
import { expm1 } from '../../../../src-shared/portable-math/expm1';
import { tanhInPlace } from '../../../../src-shared/portable-math/tanh';
import { erf } from './erf';
import { eluVectors, reluGradientVectors, reluVectors, tanhVectors } from '../../wasm/curves/curves';

/** An activation function f, applied in place, with its derivative for backpropagation. */
export interface ActivationPair {
  /** The first `rows` x `units` values become f(values). */
  apply(values: Float64Array, rows: number, units: number): void;
  /** True where the derivative is written with z, what `apply` was given; else with its output. */
  readonly needsInput: boolean;
  /** gradient[i] *= f'(z_i), with f' expressed by the output f(z_i), or by z_i. */
  backward(gradient: Float64Array, outputs: Float64Array, count: number): void;
}

/** From so many values on copying them to vectors pays for a comparison. */
const MANY = 512;

/** Slope of leaky ReLU for inputs below 0, Keras' default of `leaky_relu` (`negative_slope`). */
export const LEAKY_SLOPE = 0.2;

/**
 * Activations with their derivatives, by Keras names; elu has alpha 1, gelu is x P(X <= x) by the error
 * function, not its tanh approximation.
 */
export const ACTIVATION_TABLE: Readonly<Record<Activation, ActivationPair>> = {
  linear: {
    needsInput: false,
    apply: () => undefined,
    backward: () => undefined,
  },
  sigmoid: {
    needsInput: false,
    apply(values, rows, units) {
      for (let i = 0; i < rows * units; i++) values[i] = sigmoid(values[i]);
    },
    backward(gradient, outputs, count) {
      for (let i = 0; i < count; i++) gradient[i] *= outputs[i] * (1 - outputs[i]);
    },
  },
  tanh: {
    needsInput: false,
    apply(values, rows, units) {
      if (!tanhVectors(values, rows * units)) tanhInPlace(values, 0, rows * units);
    },
    backward(gradient, outputs, count) {
      for (let i = 0; i < count; i++) gradient[i] *= 1 - outputs[i] * outputs[i];
    },
  },
  relu: {
    needsInput: false,
    apply(values, rows, units) {
      const count = rows * units;
      if (count >= MANY && reluVectors(values, count)) return;
      for (let i = 0; i < count; i++) if (values[i] < 0) values[i] = 0;
    },
    backward(gradient, outputs, count) {
      if (count >= MANY && reluGradientVectors(gradient, outputs, count)) return;
      for (let i = 0; i < count; i++) if (outputs[i] <= 0) gradient[i] = 0;
    },
  },
  leakyRelu: {
    needsInput: false,
    apply(values, rows, units) {
      for (let i = 0; i < rows * units; i++) if (values[i] < 0) values[i] *= LEAKY_SLOPE;
    },
    // The output has the sign of z.
    backward(gradient, outputs, count) {
      for (let i = 0; i < count; i++) if (outputs[i] <= 0) gradient[i] *= LEAKY_SLOPE;
    },
  },
  elu: {
    needsInput: false,
    apply(values, rows, units) {
      if (eluVectors(values, rows * units)) return;
      for (let i = 0; i < rows * units; i++) if (values[i] < 0) values[i] = expm1(values[i]);
    },
    backward(gradient, outputs, count) {
      for (let i = 0; i < count; i++) if (outputs[i] < 0) gradient[i] *= outputs[i] + 1;
    },
  },
  gelu: {
    needsInput: true,
    apply(values, rows, units) {
      for (let i = 0; i < rows * units; i++) values[i] *= normalShare(values[i]);
    },
    backward(gradient, inputs, count) {
      for (let i = 0; i < count; i++) {
        const z = inputs[i];
        gradient[i] *= normalShare(z) + z * exp(-0.5 * z * z) * NORMAL_PEAK;
      }
    },
  },
  softmax: {
    needsInput: false,
    apply(values, rows, units) {
      for (let from = 0; from < rows * units; from += units) softmax(values, from, units);
    },
    backward() {
      throw new Error('Softmax has no gradient of its own: its loss has it by z');
    },
  },
};

/** Density of the standard normal distribution at 0, 1 / sqrt(2 pi): part of gelu's derivative. */
export const NORMAL_PEAK = 1 / Math.sqrt(2 * Math.PI);

/** Share of the standard normal below z. */
function normalShare(z: number): number {
  return 0.5 * (1 + erf(z * Math.SQRT1_2));
}

/** The largest is taken off first: no power overflows. */
function softmax(values: Float64Array, from: number, units: number): void {
  let largest = -Infinity;
  for (let i = from; i < from + units; i++) largest = Math.max(largest, values[i]);
  let sum = 0;
  for (let i = from; i < from + units; i++) {
    values[i] = exp(values[i] - largest);
    sum += values[i];
  }
  for (let i = from; i < from + units; i++) values[i] /= sum;
}

/** 1 / (1 + e^-z), without overflow for large |z|. */
function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + exp(-z));
  const power = exp(z);
  return power / (1 + power);
}
