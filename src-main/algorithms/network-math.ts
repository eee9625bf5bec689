import type { Activation, LossName } from '../../src-shared/experiment/schema';
import { ACTIVATION_TABLE } from './activations';
import type { LayerWeights } from './initializers';
import { LOSS_TABLE } from './losses';

/**
 * Forward and backward passes of a fully connected network over preallocated arrays: nothing is
 * allocated per step. Rows are row vectors: z = x . W + b.
 */
export class NetworkMath {
  readonly layers: readonly LayerWeights[];
  readonly kernelGradients: readonly Float64Array[];
  readonly biasGradients: readonly Float64Array[];
  readonly #activations: readonly Activation[];
  readonly #capacity: number;
  /** Output of each layer, [capacity][units]. */
  readonly #outputs: readonly Float64Array[];
  /** Gradient of the loss by each layer's output, then by its z. */
  readonly #deltas: readonly Float64Array[];

  /** @param capacity rows of the largest batch */
  constructor(layers: readonly LayerWeights[], activations: readonly Activation[], capacity: number) {
    this.layers = layers;
    this.#activations = activations;
    this.#capacity = capacity;
    this.kernelGradients = layers.map(({ kernel }) => new Float64Array(kernel.length));
    this.biasGradients = layers.map(({ bias }) => new Float64Array(bias.length));
    this.#outputs = layers.map(({ units }) => new Float64Array(units * capacity));
    this.#deltas = layers.map(({ units }) => new Float64Array(units * capacity));
  }

  get capacity(): number {
    return this.#capacity;
  }

  /**
   * Outputs of the last layer, [rows][units]; the array is reused by the next call.
   * @param x features [..][inputs]; rows `from` to `from + rows` are taken
   */
  forward(x: Float64Array, from: number, rows: number): Float64Array {
    let input = x;
    let start = from * (this.layers[0]?.inputs ?? 0);
    let output = x;
    for (let l = 0; l < this.layers.length; l++) {
      const { inputs, units, kernel, bias } = this.layers[l]!;
      output = this.#outputs[l]!;
      for (let r = 0; r < rows; r++) {
        const out = r * units;
        for (let u = 0; u < units; u++) output[out + u] = bias[u]!;
        for (let i = 0; i < inputs; i++) {
          const value = input[start + r * inputs + i]!;
          const row = i * units;
          for (let u = 0; u < units; u++) output[out + u]! += value * kernel[row + u]!;
        }
      }
      ACTIVATION_TABLE[this.#activations[l]!].apply(output, rows * units);
      input = output;
      start = 0;
    }
    return output;
  }

  /**
   * Gradients of the mean loss of the batch that `forward` saw last, into `kernelGradients` and
   * `biasGradients`.
   */
  backward(x: Float64Array, targets: Float64Array, rows: number, loss: LossName): void {
    const last = this.layers.length - 1;
    LOSS_TABLE[loss].gradient(this.#outputs[last]!, targets, rows, this.#deltas[last]!);
    for (let l = last; l >= 0; l--) {
      const { inputs, units, kernel } = this.layers[l]!;
      const delta = this.#deltas[l]!;
      ACTIVATION_TABLE[this.#activations[l]!].backward(delta, this.#outputs[l]!, rows * units);
      const input = l === 0 ? x : this.#outputs[l - 1]!;
      const kernelGradient = this.kernelGradients[l]!.fill(0);
      const biasGradient = this.biasGradients[l]!.fill(0);
      for (let r = 0; r < rows; r++) {
        const out = r * units;
        for (let u = 0; u < units; u++) biasGradient[u]! += delta[out + u]!;
        for (let i = 0; i < inputs; i++) {
          const value = input[r * inputs + i]!;
          const row = i * units;
          for (let u = 0; u < units; u++) kernelGradient[row + u]! += value * delta[out + u]!;
        }
      }
      if (l === 0) return;
      const before = this.#deltas[l - 1]!;
      for (let r = 0; r < rows; r++) {
        for (let i = 0; i < inputs; i++) {
          let sum = 0;
          for (let u = 0; u < units; u++) sum += delta[r * units + u]! * kernel[i * units + u]!;
          before[r * inputs + i] = sum;
        }
      }
    }
  }
}
