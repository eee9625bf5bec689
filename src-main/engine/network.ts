import type { Activation, NetworkSpec } from '../../src-shared/experiment/schema';
import { weightOf } from '../algorithms/losses';
import { createNetworkTrainer, type NetworkKernels, type NetworkStart } from '../algorithms/network-trainer';
import type { Trainer, TrainerOptions, TrainingData } from '../algorithms/trainer';
import { ActivationKernels, type Activated } from './activations';
import type { Held, Kernels, TensorId } from './kernels';
import { createLoss } from './losses';
import { createRegularizer } from './regularizer';
import { createUpdater } from './updaters';

/** Rows of one pass when more rows than a step takes are evaluated. */
const EVALUATION_ROWS = 8192;

interface Layer {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Held;
  readonly bias: Held;
  readonly activation: Activation;
}

/** Tensors of one pass, to be freed together. */
interface Pass {
  readonly kernels: readonly TensorId[];
  readonly biases: readonly TensorId[];
  readonly activated: readonly Activated[];
  /** What each layer passes on: its output, or what dropout leaves of it. */
  readonly outputs: readonly TensorId[];
  readonly masks: readonly (TensorId | null)[];
}

/**
 * A network on TensorFlow's kernels: forward and backward pass are composed by hand (about four
 * operations a layer and direction), the optimizer updates the variables in place, and besides the
 * gradients that Adam's pass takes nothing is read back between logged steps.
 */
export function createTensorflowNetwork(tf: Kernels, model: NetworkSpec, options: TrainerOptions): Trainer {
  return createNetworkTrainer(model, options, (start) => tensorflowKernels(tf, model, options.data, start));
}

function tensorflowKernels(
  tf: Kernels,
  model: NetworkSpec,
  data: TrainingData,
  { variables: start, batches, dropout }: NetworkStart,
): NetworkKernels {
  const updater = createUpdater(
    tf,
    model.optimizer,
    start.layers.flatMap(({ inputs, units, kernel, bias }, l) => [
      { values: kernel, shape: [inputs, units], slots: start.slots[2 * l] ?? [] },
      { values: bias, shape: [units], slots: start.slots[2 * l + 1] ?? [] },
    ]),
  );
  const layers = start.layers.map(({ inputs, units }, l): Layer => ({
    inputs,
    units,
    kernel: updater.variables[2 * l]!,
    bias: updater.variables[2 * l + 1]!,
    activation: model.layers[l]?.activation ?? 'linear',
  }));
  const last = layers.length - 1;
  const activations = new ActivationKernels(tf);
  const regularizer = createRegularizer(tf, model.regularizer);
  const loss = createLoss(tf, model);
  const target = data.target ?? new Float64Array(data.rows);
  const { weights, width } = data;
  const features = new Float32Array(data.features);
  const upload = (from: number, to: number): TensorId =>
    tf.upload(features.subarray(from * width, to * width), [to - from, width]);
  const whole = batches.isFull
    ? { x: upload(0, data.trainRows), y: loss.targets(target.subarray(0, data.trainRows)) }
    : null;
  const batchX = new Float32Array(whole === null ? batches.size * width : 0);
  const batchY = new Float64Array(whole === null ? batches.size : 0);
  const allFactors =
    weights === null || !batches.isFull
      ? null
      : weightFactors(
          Int32Array.from({ length: data.trainRows }, (_, row) => row),
          weights,
        );
  const validationX = chunks(data.trainRows, data.rows).map(([from, to]) => ({
    from,
    to,
    x: upload(from, to),
  }));
  const factors = new Map<number, TensorId>();

  /**
   * Features and targets of a batch. The rows are copied here: TensorFlow's memory is the same, and a
   * kernel that gathers them, with the upload of their numbers, takes longer.
   */
  function batchOf(rows: Int32Array): { x: TensorId; y: TensorId } {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      copyRow(features, row * width, batchX, i * width, width);
      batchY[i] = target[row]!;
    }
    return {
      x: tf.upload(batchX.subarray(0, rows.length * width), [rows.length, width]),
      y: loss.targets(batchY.subarray(0, rows.length)),
    };
  }

  /** What each row's gradient is multiplied with where rows have weights, [rows][1]. */
  function weightFactors(rows: Int32Array, given: Float64Array): TensorId {
    const own = Float64Array.from(rows, (row) => given[row]!);
    // A batch of weight 0 has no gradient; 0 / 0 would be no number.
    const scale = loss.factor / (weightOf(own, 0, own.length) || 1);
    return tf.upload(
      Float32Array.from(own, (weight) => weight * scale),
      [rows.length, 1],
    );
  }

  /** 1/rows or 2/rows as a tensor: there are at most two batch sizes. */
  function factor(rows: number): TensorId {
    const known = factors.get(rows);
    if (known !== undefined) return known;
    const made = tf.scalar(loss.factor / rows);
    factors.set(rows, made);
    return made;
  }

  /** @param rows of `x`, where outputs are to be dropped; null in evaluation */
  function forward(x: TensorId, rows: number | null): Pass {
    const kernels = layers.map(({ kernel }) => kernel.read());
    const biases = layers.map(({ bias }) => bias.read());
    const activated: Activated[] = [];
    const outputs: TensorId[] = [];
    const masks: (TensorId | null)[] = [];
    let input = x;
    layers.forEach(({ activation, units }, l) => {
      const product = tf.matMul(input, kernels[l]!);
      const z = tf.apply('AddV2', product, biases[l]!);
      tf.free(product);
      const isLeftOut = rows !== null && l === last && loss.isOfInputs;
      const own = activations.apply(isLeftOut ? 'linear' : activation, z);
      const mask = rows === null ? null : maskOf(l, rows, units);
      input = mask === null ? own.output : tf.apply('Mul', own.output, mask);
      activated.push(own);
      masks.push(mask);
      outputs.push(input);
    });
    return { kernels, biases, activated, outputs, masks };
  }

  /** A fresh mask from the same stream as the typed engine's; null where the layer has no dropout. */
  function maskOf(l: number, rows: number, units: number): TensorId | null {
    if (dropout === null || dropout.rate(l) === 0) return null;
    const values = new Float32Array(rows * units);
    dropout.draw(l, values, values.length);
    return tf.upload(values, [rows, units]);
  }

  const freePass = (pass: Pass): void => {
    tf.free(...pass.kernels, ...pass.biases);
    pass.activated.forEach(({ made }, l) => {
      tf.free(...made);
      const mask = pass.masks[l] ?? null;
      if (mask !== null) tf.free(mask, pass.outputs[l]!);
    });
  };

  function update(rows: Int32Array | null, step: number, rate: number): void {
    const { x, y } = whole ?? batchOf(rows!);
    const count = rows?.length ?? data.trainRows;
    const pass = forward(x, count);
    const own = weights === null || rows === null ? allFactors : weightFactors(rows, weights);
    let delta = loss.gradient(pass.outputs[last]!, y, own ?? factor(count));
    if (own !== null && own !== allFactors) tf.free(own);
    const replace = (next: TensorId): void => {
      if (next === delta) return;
      tf.free(delta);
      delta = next;
    };
    const gradients = new Array<TensorId>(updater.variables.length);
    for (let l = last; l >= 0; l--) {
      const mask = pass.masks[l] ?? null;
      if (mask !== null) replace(tf.apply('Mul', delta, mask));
      // Both cross-entropies give the gradient by z.
      const isFolded = l === last && model.loss.endsWith('Crossentropy');
      if (!isFolded) replace(pass.activated[l]!.gradient(delta));
      const input = l === 0 ? x : pass.outputs[l - 1]!;
      gradients[2 * l] = regularizer.add(tf.matMul(input, delta, true), pass.kernels[l]!);
      gradients[2 * l + 1] = tf.apply('BiasAddGrad', delta);
      if (l > 0) replace(tf.matMul(delta, pass.kernels[l]!, false, true));
    }
    tf.free(delta);
    // Before the update: what was read of the variables must not be held by then.
    freePass(pass);
    if (whole === null) tf.free(x, y);
    updater.apply(gradients, step, rate);
    tf.free(...gradients);
  }

  type Take = (outputs: Float64Array, from: number, rows: number) => void;

  function evaluatePart(x: TensorId, from: number, to: number, take: Take): void {
    const pass = forward(x, null);
    const outputs = Float64Array.from(tf.download(pass.outputs[last]!));
    freePass(pass);
    take(outputs, from, to - from);
  }

  function evaluate(take: Take): void {
    // A full batch fits into memory, as every step shows; batches say nothing of the whole.
    if (whole !== null) evaluatePart(whole.x, 0, data.trainRows, take);
    else {
      for (const [from, to] of chunks(0, data.trainRows)) {
        const x = upload(from, to);
        evaluatePart(x, from, to, take);
        tf.free(x);
      }
    }
    for (const { from, to, x } of validationX) evaluatePart(x, from, to, take);
  }

  const readBack = (variable: Held): Float64Array => {
    const id = variable.read();
    const values = Float64Array.from(tf.download(id));
    tf.free(id);
    return values;
  };

  return {
    update,
    evaluate,
    variables: () => ({
      layers: layers.map(({ inputs, units, kernel, bias }) => ({
        inputs,
        units,
        kernel: readBack(kernel),
        bias: readBack(bias),
      })),
      slots: updater.slots.map((ofVariable) => ofVariable.map(readBack)),
    }),
    weights: () => layers.map(({ kernel }) => readBack(kernel)),
    // Reading everything back would cost more than a step; who writes the checkpoint looks.
    areFinite: () => true,
    dispose: () => {
      tf.dispose();
      updater.dispose();
    },
  };
}

/** Copying by `set` pays from about twenty numbers on. */
function copyRow(from: Float32Array, at: number, to: Float32Array, place: number, width: number): void {
  if (width >= 20) to.set(from.subarray(at, at + width), place);
  else for (let j = 0; j < width; j++) to[place + j] = from[at + j]!;
}

/** Row ranges [from, to) of at most EVALUATION_ROWS. */
function chunks(start: number, end: number): [number, number][] {
  const parts: [number, number][] = [];
  for (let from = start; from < end; from += EVALUATION_ROWS)
    parts.push([from, Math.min(end, from + EVALUATION_ROWS)]);
  return parts;
}
