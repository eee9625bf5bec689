import type { Activation } from '../../src-shared/experiment/schema';
import { LEAKY_SLOPE, NORMAL_PEAK } from '../algorithms/network/layers/activations';
import type { Kernels, TensorId } from './kernels';

/** An activation's result with what its gradient needs; all of `made` is freed with the pass. */
export interface Activated {
  readonly output: TensorId;
  readonly made: readonly TensorId[];
  /** delta times f'(z); a new tensor, or `delta` itself. */
  gradient(delta: TensorId): TensorId;
}

/** Activations and their gradients on TensorFlow's kernels; gelu, which has none, is composed of several. */
export class ActivationKernels {
  readonly #tf: Kernels;
  readonly #constants = new Map<number, TensorId>();

  constructor(tf: Kernels) {
    this.#tf = tf;
  }

  /** Takes z over: it is freed here or is part of what was made. */
  apply(activation: Activation, z: TensorId): Activated {
    const tf = this.#tf;
    switch (activation) {
      case 'linear':
        return { output: z, made: [z], gradient: (delta) => delta };
      case 'sigmoid':
        return this.#ofOutput('Sigmoid', z, (output, delta) => tf.apply('SigmoidGrad', output, delta));
      case 'tanh':
        return this.#ofOutput('Tanh', z, (output, delta) => tf.apply('TanhGrad', output, delta));
      case 'relu':
        return this.#ofOutput('Relu', z, (output, delta) => tf.apply('ReluGrad', delta, output));
      case 'elu':
        return this.#ofOutput('Elu', z, (output, delta) => tf.apply('EluGrad', delta, output));
      case 'leakyRelu':
        return this.#leakyRelu(z);
      case 'gelu':
        return this.#gelu(z);
      case 'softmax':
        return this.#ofOutput('Softmax', z, () => {
          throw new Error('Softmax has no gradient of its own: its loss has it by z');
        });
    }
  }

  #ofOutput(
    kernel: string,
    z: TensorId,
    gradient: (output: TensorId, delta: TensorId) => TensorId,
  ): Activated {
    const output = this.#tf.apply(kernel, z);
    this.#tf.free(z);
    return { output, made: [output], gradient: (delta) => gradient(output, delta) };
  }

  #leakyRelu(z: TensorId): Activated {
    const tf = this.#tf;
    const attributes = [tf.float('alpha', LEAKY_SLOPE)];
    const output = tf.run('LeakyRelu', attributes, [z])[0];
    tf.free(z);
    // The kernel asks for z and looks at its sign only, which the output has too.
    const gradient = (delta: TensorId): TensorId => tf.run('LeakyReluGrad', attributes, [delta, output])[0];
    return { output, made: [output], gradient };
  }

  /** z times the share of the standard normal below z; its slope is that share plus z times the density. */
  #gelu(z: TensorId): Activated {
    const tf = this.#tf;
    const scaled = tf.apply('Mul', z, this.#constant(Math.SQRT1_2));
    const error = tf.apply('Erf', scaled);
    const raised = tf.apply('AddV2', error, this.#constant(1));
    const share = tf.apply('Mul', raised, this.#constant(0.5));
    const output = tf.apply('Mul', z, share);
    tf.free(scaled, error, raised);
    const gradient = (delta: TensorId): TensorId => {
      const square = tf.apply('Mul', z, z);
      const power = tf.apply('Mul', square, this.#constant(-0.5));
      const bell = tf.apply('Exp', power);
      const density = tf.apply('Mul', bell, this.#constant(NORMAL_PEAK));
      const sloped = tf.apply('Mul', z, density);
      const slope = tf.apply('AddV2', share, sloped);
      const result = tf.apply('Mul', delta, slope);
      tf.free(square, power, bell, density, sloped, slope);
      return result;
    };
    return { output, made: [z, share, output], gradient };
  }

  /** Made once, freed with the kernels. */
  #constant(value: number): TensorId {
    const known = this.#constants.get(value);
    if (known !== undefined) return known;
    const made = this.#tf.scalar(value);
    this.#constants.set(value, made);
    return made;
  }
}
