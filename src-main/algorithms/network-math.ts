import type { Activation } from '../../src-shared/experiment/schema';
import { ACTIVATION_TABLE } from './activations';
import type { Dropout } from './dropout';
import type { LayerWeights } from './initializers';
import type { LossPair } from './losses';

/**
 * Forward and backward passes of a fully connected network over preallocated arrays: nothing is
 * allocated per step. Rows are row vectors: z = x . W + b.
 *
 * The inner loops take four products at a time. They add them from left to right, in the order of
 * the plain loop, so the result is the plain loop's to the bit; they only load and store less.
 */
export class NetworkMath {
  readonly layers: readonly LayerWeights[];
  readonly kernelGradients: readonly Float64Array[];
  readonly biasGradients: readonly Float64Array[];
  readonly #activations: readonly Activation[];
  readonly #capacity: number;
  /** Output of each layer, [capacity][units]. */
  readonly #outputs: readonly Float64Array[];
  /** What goes into an activation whose derivative is written with it; null for the others. */
  readonly #inputs: readonly (Float64Array | null)[];
  /** Of layers with dropout, once there was a pass with it: what is kept of the output, and by what factor. */
  readonly #kept: (Float64Array | null)[];
  readonly #masks: (Float64Array | null)[];
  #isDropping = false;
  /** Gradient of the loss by each layer's output, then by its z. Empty until the first `backward`. */
  #deltas: readonly Float64Array[] = [];

  /** @param capacity rows that one pass may take */
  constructor(layers: readonly LayerWeights[], activations: readonly Activation[], capacity: number) {
    this.layers = layers;
    this.#activations = activations;
    this.#capacity = capacity;
    this.kernelGradients = layers.map(({ kernel }) => new Float64Array(kernel.length));
    this.biasGradients = layers.map(({ bias }) => new Float64Array(bias.length));
    this.#outputs = layers.map(({ units }) => new Float64Array(units * capacity));
    this.#inputs = layers.map(({ units }, l) =>
      ACTIVATION_TABLE[activations[l]!].needsInput ? new Float64Array(units * capacity) : null,
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
      const layer = this.layers[l]!;
      const output = this.#outputs[l]!;
      multiply(input, start, rows, layer, output);
      const z = this.#inputs[l]!;
      if (z !== null) z.set(output.subarray(0, rows * layer.units));
      ACTIVATION_TABLE[this.#activations[l]!].apply(output, rows, layer.units);
      input = dropout !== null && dropout.rate(l) > 0 ? this.#drop(l, rows * layer.units, dropout) : output;
      start = 0;
    }
    return input;
  }

  /** Output of layer `l` as `forward` had it last, [capacity][units]; reused by its next call. */
  outputOf(l: number): Float64Array {
    return this.#outputs[l]!;
  }

  /** A layer's output times a fresh mask. */
  #drop(l: number, count: number, dropout: Dropout): Float64Array {
    const output = this.#outputs[l]!;
    const kept = (this.#kept[l] ??= new Float64Array(output.length));
    const mask = (this.#masks[l] ??= new Float64Array(output.length));
    dropout.draw(l, mask, count);
    for (let i = 0; i < count; i++) kept[i] = output[i]! * mask[i]!;
    return kept;
  }

  /** What the layer after `l` was given. */
  #passedOn(l: number): Float64Array {
    return (this.#isDropping ? this.#kept[l] : null) ?? this.#outputs[l]!;
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
    if (this.#deltas.length === 0) this.#deltas = this.#outputs.map(({ length }) => new Float64Array(length));
    const last = this.layers.length - 1;
    const partTargets = from === 0 ? targets : targets.subarray(from, from + rows);
    const partWeights = weights === null || from === 0 ? weights : weights.subarray(from, from + rows);
    // A batch of weight 0 has no gradient; 0 / 0 would be no number.
    const { units } = this.layers[last]!;
    loss.gradient(
      this.#outputs[last]!,
      partTargets,
      rows,
      total || 1,
      this.#deltas[last]!,
      partWeights,
      units,
    );
    for (let l = last; l >= 0; l--) {
      const layer = this.layers[l]!;
      const delta = this.#deltas[l]!;
      const activation = this.#activations[l]!;
      const count = rows * layer.units;
      const mask = this.#isDropping ? this.#masks[l]! : null;
      if (mask !== null) for (let i = 0; i < count; i++) delta[i]! *= mask[i]!;
      if (l < last || loss.folds !== activation) {
        ACTIVATION_TABLE[activation].backward(delta, this.#inputs[l] ?? this.#outputs[l]!, count);
      }
      const kernelGradient = this.kernelGradients[l]!;
      const biasGradient = this.biasGradients[l]!;
      if (from === 0) {
        kernelGradient.fill(0);
        biasGradient.fill(0);
      }
      const input = l === 0 ? x : this.#passedOn(l - 1);
      addGradients(input, l === 0 ? from : 0, rows, layer, delta, kernelGradient, biasGradient);
      if (l > 0) propagate(delta, rows, layer, this.#deltas[l - 1]!);
    }
  }
}

/** output = x . W + b for rows `from` to `from + rows` of x. */
function multiply(
  x: Float64Array,
  from: number,
  rows: number,
  { inputs, units, kernel, bias }: LayerWeights,
  output: Float64Array,
): void {
  for (let r = 0; r < rows; r++) {
    const out = r * units;
    const row = (from + r) * inputs;
    for (let u = 0; u < units; u++) output[out + u] = bias[u]!;
    let i = 0;
    for (; i + 3 < inputs; i += 4) {
      const a = i * units;
      const b = a + units;
      const c = b + units;
      const d = c + units;
      const xa = x[row + i]!;
      const xb = x[row + i + 1]!;
      const xc = x[row + i + 2]!;
      const xd = x[row + i + 3]!;
      for (let u = 0; u < units; u++) {
        output[out + u] =
          output[out + u]! +
          xa * kernel[a + u]! +
          xb * kernel[b + u]! +
          xc * kernel[c + u]! +
          xd * kernel[d + u]!;
      }
    }
    for (; i < inputs; i++) {
      const value = x[row + i]!;
      const at = i * units;
      for (let u = 0; u < units; u++) output[out + u]! += value * kernel[at + u]!;
    }
  }
}

/** dW += x^T . delta and db += the column sums of delta. */
function addGradients(
  x: Float64Array,
  from: number,
  rows: number,
  { inputs, units }: LayerWeights,
  delta: Float64Array,
  kernelGradient: Float64Array,
  biasGradient: Float64Array,
): void {
  let r = 0;
  for (; r + 3 < rows; r += 4) {
    const row = (from + r) * inputs;
    const a = r * units;
    const b = a + units;
    const c = b + units;
    const d = c + units;
    for (let u = 0; u < units; u++) {
      biasGradient[u] = biasGradient[u]! + delta[a + u]! + delta[b + u]! + delta[c + u]! + delta[d + u]!;
    }
    for (let i = 0; i < inputs; i++) {
      const xa = x[row + i]!;
      const xb = x[row + inputs + i]!;
      const xc = x[row + 2 * inputs + i]!;
      const xd = x[row + 3 * inputs + i]!;
      const at = i * units;
      for (let u = 0; u < units; u++) {
        kernelGradient[at + u] =
          kernelGradient[at + u]! +
          xa * delta[a + u]! +
          xb * delta[b + u]! +
          xc * delta[c + u]! +
          xd * delta[d + u]!;
      }
    }
  }
  for (; r < rows; r++) {
    const row = (from + r) * inputs;
    const out = r * units;
    for (let u = 0; u < units; u++) biasGradient[u]! += delta[out + u]!;
    for (let i = 0; i < inputs; i++) {
      const value = x[row + i]!;
      const at = i * units;
      for (let u = 0; u < units; u++) kernelGradient[at + u]! += value * delta[out + u]!;
    }
  }
}

/** before = delta . W^T: the loss by the layer's inputs. */
function propagate(
  delta: Float64Array,
  rows: number,
  { inputs, units, kernel }: LayerWeights,
  before: Float64Array,
): void {
  for (let r = 0; r < rows; r++) {
    const out = r * units;
    const row = r * inputs;
    let i = 0;
    // Four sums side by side: one alone waits for its last addition.
    for (; i + 3 < inputs; i += 4) {
      const a = i * units;
      let sa = 0;
      let sb = 0;
      let sc = 0;
      let sd = 0;
      for (let u = 0; u < units; u++) {
        const value = delta[out + u]!;
        sa += value * kernel[a + u]!;
        sb += value * kernel[a + units + u]!;
        sc += value * kernel[a + 2 * units + u]!;
        sd += value * kernel[a + 3 * units + u]!;
      }
      before[row + i] = sa;
      before[row + i + 1] = sb;
      before[row + i + 2] = sc;
      before[row + i + 3] = sd;
    }
    for (; i < inputs; i++) {
      let sum = 0;
      for (let u = 0; u < units; u++) sum += delta[out + u]! * kernel[i * units + u]!;
      before[row + i] = sum;
    }
  }
}
