import type { Activation } from '../../../../src-shared/experiment/schema';
import { ACTIVATION_TABLE } from './activations';
import type { Dropout } from './dropout';
import type { LayerWeights } from './initializers';
import type { LossPair } from '../losses';
import { propagate } from './loops';
import { plainProducts, type Products } from './products';

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
  readonly #products: Products;
  /** Output of each layer, [capacity][units]. */
  readonly #outputs: readonly Float64Array[];
  /** What goes into an activation whose derivative is written with it; null for the others. */
  readonly #inputs: readonly (Float64Array | null)[];
  /** Dropout masks by layer, once there was a pass with dropout: what is kept of the output, and by what factor. */
  readonly #kept: (Float64Array | null)[];
  readonly #masks: (Float64Array | null)[];
  #isDropping = false;
  /** Gradient of the loss by each layer's output, then by its z. Empty until the first `backward`. */
  #deltas: readonly Float64Array[] = [];

  /**
   * @param capacity rows that one pass may take
   * @param products plain loops, or what training takes; freed with `dispose`
   */
  constructor(
    layers: readonly LayerWeights[],
    activations: readonly Activation[],
    capacity: number,
    products: Products = plainProducts(layers),
  ) {
    this.layers = layers;
    this.#activations = activations;
    this.#capacity = capacity;
    this.#products = products;
    this.kernelGradients = layers.map(({ kernel }) => products.array(kernel.length));
    this.biasGradients = layers.map(({ bias }) => new Float64Array(bias.length));
    this.#outputs = layers.map(({ units }) => products.array(units * capacity));
    this.#inputs = layers.map(({ units }, l) =>
      ACTIVATION_TABLE[activations[l]].needsInput ? new Float64Array(units * capacity) : null,
    );
    this.#kept = layers.map(() => null);
    this.#masks = layers.map(() => null);
  }

  get capacity(): number {
    return this.#capacity;
  }

  /**
   * Outputs of the last layer, [rows][units]; the array is reused by the next call.
   * @param x features [..][inputs]; rows `from` to `from + rows` are taken
   * @param dropout what to leave out, in a pass that `backward` follows; null: nothing
   */
  forward(x: Float64Array, from: number, rows: number, dropout: Dropout | null = null): Float64Array {
    let input = x;
    let start = from;
    this.#isDropping = dropout !== null;
    for (let l = 0; l < this.layers.length; l++) {
      const layer = this.layers[l];
      const output = this.#outputs[l];
      this.#products.multiply(l, input, start, rows, output);
      const z = this.#inputs[l]!;
      if (z !== null) z.set(output.subarray(0, rows * layer.units));
      ACTIVATION_TABLE[this.#activations[l]].apply(output, rows, layer.units);
      input = dropout !== null && dropout.rate(l) > 0 ? this.#drop(l, rows * layer.units, dropout) : output;
      start = 0;
    }
    return input;
  }

  /** Output of layer `l` as `forward` had it last, [capacity][units]; reused by its next call. */
  readOutput(l: number): Float64Array {
    return this.#outputs[l];
  }

  /** A layer's output times a fresh mask. */
  #drop(l: number, count: number, dropout: Dropout): Float64Array {
    const output = this.#outputs[l];
    const kept = (this.#kept[l] ??= this.#products.array(output.length));
    const mask = (this.#masks[l] ??= new Float64Array(output.length));
    dropout.draw(l, mask, count);
    for (let i = 0; i < count; i++) kept[i] = output[i] * mask[i];
    return kept;
  }

  /** What the layer after `l` was given. */
  #passedOn(l: number): Float64Array {
    return (this.#isDropping ? this.#kept[l] : null) ?? this.#outputs[l];
  }

  /**
   * Gradients of a batch's mean loss, into `kernelGradients` and `biasGradients`, for the rows that
   * `forward` saw last. A batch above the capacity is given in parts, one after another: the part
   * from row 0 clears the gradients, the others add to them.
   * @param targets of the whole batch
   * @param from the part's first row in `x` and `targets`
   * @param total rows of the whole batch, or what their weights come to
   * @param weights of the whole batch; null: all the same
   */
  backward(
    x: Float64Array,
    targets: Float64Array,
    rows: number,
    loss: LossPair,
    from = 0,
    total = rows,
    weights: Float64Array | null = null,
  ): void {
    if (this.#deltas.length === 0)
      this.#deltas = this.#outputs.map(({ length }) => this.#products.array(length));
    const last = this.layers.length - 1;
    const partTargets = from === 0 ? targets : targets.subarray(from, from + rows);
    const partWeights = weights === null || from === 0 ? weights : weights.subarray(from, from + rows);
    // A batch of weight 0 has no gradient; 0 / 0 would be no number.
    const { units } = this.layers[last];
    loss.gradient(this.#outputs[last], partTargets, rows, total || 1, this.#deltas[last], partWeights, units);
    for (let l = last; l >= 0; l--) {
      const layer = this.layers[l];
      const delta = this.#deltas[l];
      const activation = this.#activations[l];
      const count = rows * layer.units;
      const mask = this.#isDropping ? this.#masks[l]! : null;
      if (mask !== null) for (let i = 0; i < count; i++) delta[i] *= mask[i];
      if (l < last || loss.folds !== activation) {
        ACTIVATION_TABLE[activation].backward(delta, this.#inputs[l] ?? this.#outputs[l], count);
      }
      const kernelGradient = this.kernelGradients[l];
      const biasGradient = this.biasGradients[l];
      if (from === 0) {
        kernelGradient.fill(0);
        biasGradient.fill(0);
      }
      const input = l === 0 ? x : this.#passedOn(l - 1);
      this.#products.addGradients(l, input, l === 0 ? from : 0, rows, delta, kernelGradient, biasGradient);
      if (l > 0) this.#products.propagate(l, delta, rows, this.#deltas[l - 1]);
    }
  }

  /**
   * Gradients of the loss by the network's own inputs, of the rows that `backward` saw last.
   * @param into [rows][inputs]; overwritten
   */
  propagateToInputs(rows: number, into: Float64Array): void {
    propagate(this.#deltas[0], rows, this.layers[0], into);
  }

  /** Its arrays are not used after it. */
  dispose(): void {
    this.#products.dispose();
  }
}
