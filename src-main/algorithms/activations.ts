import type { Activation } from '../../src-shared/experiment/schema';

/** An activation applied in place, and its derivative written with the activation's own output. */
export interface ActivationPair {
  /** values[from .. from+count) become f(values). */
  apply(values: Float64Array, count: number): void;
  /** gradient[i] *= f'(z_i), with f' expressed by the output f(z_i). */
  backward(gradient: Float64Array, outputs: Float64Array, count: number): void;
}

export const ACTIVATION_TABLE: Readonly<Record<Activation, ActivationPair>> = {
  linear: {
    apply: () => undefined,
    backward: () => undefined,
  },
  sigmoid: {
    apply(values, count) {
      for (let i = 0; i < count; i++) values[i] = sigmoid(values[i]!);
    },
    backward(gradient, outputs, count) {
      for (let i = 0; i < count; i++) gradient[i]! *= outputs[i]! * (1 - outputs[i]!);
    },
  },
  tanh: {
    apply(values, count) {
      for (let i = 0; i < count; i++) values[i] = Math.tanh(values[i]!);
    },
    backward(gradient, outputs, count) {
      for (let i = 0; i < count; i++) gradient[i]! *= 1 - outputs[i]! * outputs[i]!;
    },
  },
  relu: {
    apply(values, count) {
      for (let i = 0; i < count; i++) if (values[i]! < 0) values[i] = 0;
    },
    backward(gradient, outputs, count) {
      for (let i = 0; i < count; i++) if (outputs[i]! <= 0) gradient[i] = 0;
    },
  },
};

/** 1 / (1 + e^-z), without overflow for large |z|. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const power = Math.exp(z);
  return power / (1 + power);
}
