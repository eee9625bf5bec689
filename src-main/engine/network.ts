import type { Activation, NetworkSpec } from '../../src-shared/experiment/schema';
import { Batches, batchState } from '../algorithms/batches';
import { evaluationOf, pictureOf } from '../algorithms/evaluate';
import {
  divergedAt,
  fresh,
  isCheckpoint,
  networkMetricNames,
  networkMetrics,
  networkResult,
} from '../algorithms/network';
import { weightOf } from '../algorithms/losses';
import { networkState, variablesOf } from '../algorithms/network-state';
import type { ModelState, Trainer, TrainerOptions } from '../algorithms/trainer';
import type { Kernels, TensorId, Variable } from './kernels';
import { loadedBinding, type Attribute } from './native';
import { createUpdater } from './updaters';

/** Rows of one pass when more rows than a step takes are evaluated. */
const EVALUATION_ROWS = 8192;

const FORWARD: Readonly<Record<Activation, string | null>> = {
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  relu: 'Relu',
  linear: null,
};

interface Layer {
  readonly kernel: Variable;
  readonly bias: Variable;
  readonly activation: Activation;
}

/** Outputs of each layer, to be freed together. */
interface Pass {
  readonly kernels: readonly TensorId[];
  readonly biases: readonly TensorId[];
  readonly outputs: readonly TensorId[];
}

/**
 * A network on TensorFlow's kernels: forward and backward pass are composed by hand (about five
 * operations a layer and direction), the optimizer's fused kernel updates each variable in place,
 * and nothing is read back between logged steps.
 */
export function createTensorflowNetwork(tf: Kernels, model: NetworkSpec, options: TrainerOptions): Trainer {
  const { data, training, seed, resume } = options;
  const start = resume === null ? fresh(model, data, seed) : variablesOf(model, resume);
  const batches = new Batches(data.trainRows, training.batchSize, seed, batchState(resume?.extra['batches']));
  const layers = start.layers.map(({ inputs, units, kernel, bias }, l): Layer => ({
    kernel: tf.variable(Float32Array.from(kernel), [inputs, units]),
    bias: tf.variable(Float32Array.from(bias), [units]),
    activation: model.layers[l]?.activation ?? 'linear',
  }));
  const variables = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  const updater = createUpdater(tf, model.optimizer, variables, start.slots);
  const target = data.target ?? new Float64Array(data.rows);
  const upload = (from: number, to: number): TensorId =>
    tf.upload(Float32Array.from(data.features.subarray(from * data.width, to * data.width)), [
      to - from,
      data.width,
    ]);
  const trainX = upload(0, data.trainRows);
  const trainY = tf.upload(Float32Array.from(target.subarray(0, data.trainRows)), [data.trainRows, 1]);
  const { weights } = data;
  const allFactors =
    weights === null || !batches.isFull
      ? null
      : weightFactors(
          Int32Array.from({ length: data.trainRows }, (_, row) => row),
          weights,
        );
  const validationX = chunks(data.trainRows, data.rows).map(([from, to]) => ({ from, x: upload(from, to) }));
  const axis = tf.uploadInt32(Int32Array.of(0), []);
  const factors = new Map<number, TensorId>();
  const outputs = new Float64Array(data.rows);
  let step = start.step;

  /** What each row's gradient is multiplied with where rows have weights, [rows][1]. */
  function weightFactors(rows: Int32Array, given: Float64Array): TensorId {
    const own = Float64Array.from(rows, (row) => given[row]!);
    // A batch of weight 0 has no gradient; 0 / 0 would be no number.
    const scale = (model.loss === 'meanSquaredError' ? 2 : 1) / (weightOf(own, 0, own.length) || 1);
    return tf.upload(
      Float32Array.from(own, (weight) => weight * scale),
      [rows.length, 1],
    );
  }

  /** 1/rows or 2/rows as a tensor: there are at most two batch sizes. */
  function factor(rows: number): TensorId {
    const known = factors.get(rows);
    if (known !== undefined) return known;
    const made = tf.scalar((model.loss === 'meanSquaredError' ? 2 : 1) / rows);
    factors.set(rows, made);
    return made;
  }

  function forward(x: TensorId): Pass {
    const kernels = layers.map(({ kernel }) => kernel.read());
    const biases = layers.map(({ bias }) => bias.read());
    const made: TensorId[] = [];
    let input = x;
    layers.forEach(({ activation }, l) => {
      const product = tf.matMul(input, kernels[l]!);
      const z = tf.apply('AddV2', product, biases[l]!);
      tf.free(product);
      const kernelName = FORWARD[activation];
      input = kernelName === null ? z : tf.apply(kernelName, z);
      if (kernelName !== null) tf.free(z);
      made.push(input);
    });
    return { kernels, biases, outputs: made };
  }

  const freePass = (pass: Pass): void => {
    tf.free(...pass.kernels, ...pass.biases, ...pass.outputs);
  };

  function update(): void {
    const rows = batches.isFull ? null : batches.next();
    const indices = rows === null ? null : tf.uploadInt32(rows.slice(), [rows.length]);
    const x = indices === null ? trainX : tf.gather(trainX, indices, axis);
    const y = indices === null ? trainY : tf.gather(trainY, indices, axis);
    const pass = forward(x);
    const last = layers.length - 1;
    const own = weights === null || rows === null ? allFactors : weightFactors(rows, weights);
    let delta = lossGradient(pass.outputs[last]!, y, own ?? factor(rows?.length ?? data.trainRows));
    if (own !== null && own !== allFactors) tf.free(own);
    const gradients = new Array<TensorId>(variables.length);
    for (let l = last; l >= 0; l--) {
      // With a sigmoid under it the cross-entropy's gradient by z is p - t: no chain needed.
      const isFolded = l === last && model.loss === 'binaryCrossentropy';
      if (!isFolded) delta = activationGradient(layers[l]!.activation, pass.outputs[l]!, delta);
      const input = l === 0 ? x : pass.outputs[l - 1]!;
      gradients[2 * l] = tf.matMul(input, delta, true);
      gradients[2 * l + 1] = tf.run('BiasAddGrad', biasGradAttributes, [delta])[0]!;
      if (l > 0) {
        const before = tf.matMul(delta, pass.kernels[l]!, false, true);
        tf.free(delta);
        delta = before;
      }
    }
    tf.free(delta);
    step++;
    updater.apply(gradients, step);
    tf.free(...gradients);
    freePass(pass);
    if (indices !== null) tf.free(indices, x, y);
  }

  const binding = loadedBinding();
  const biasGradAttributes: readonly Attribute[] = [
    tf.type('T', binding.TF_FLOAT),
    tf.text('data_format', 'NHWC'),
  ];

  function lossGradient(output: TensorId, y: TensorId, factors: TensorId): TensorId {
    const difference = tf.apply('Sub', output, y);
    const direction = model.loss === 'meanAbsoluteError' ? tf.apply('Sign', difference) : difference;
    const gradient = tf.apply('Mul', direction, factors);
    tf.free(difference);
    if (direction !== difference) tf.free(direction);
    return gradient;
  }

  /** Frees `delta` where it makes a new one. */
  function activationGradient(activation: Activation, output: TensorId, delta: TensorId): TensorId {
    if (activation === 'linear') return delta;
    const gradient =
      activation === 'relu'
        ? tf.apply('ReluGrad', delta, output)
        : tf.apply(activation === 'sigmoid' ? 'SigmoidGrad' : 'TanhGrad', output, delta);
    tf.free(delta);
    return gradient;
  }

  function evaluate(x: TensorId, from: number): void {
    const pass = forward(x);
    outputs.set(tf.download(pass.outputs[layers.length - 1]!), from);
    freePass(pass);
  }

  function metrics(): Record<string, number> {
    // A full batch fits into memory, as every step shows; batches say nothing of the whole.
    if (batches.isFull) evaluate(trainX, 0);
    else {
      for (const [from, to] of chunks(0, data.trainRows)) {
        const rows = Int32Array.from({ length: to - from }, (_, i) => from + i);
        const indices = tf.uploadInt32(rows, [rows.length]);
        const x = tf.gather(trainX, indices, axis);
        evaluate(x, from);
        tf.free(indices, x);
      }
    }
    for (const { from, x } of validationX) evaluate(x, from);
    return networkMetrics(model, data, outputs);
  }

  const readBack = (variable: Variable): Float64Array => {
    const id = variable.read();
    const values = Float64Array.from(tf.download(id));
    tf.free(id);
    return values;
  };

  function state(): ModelState {
    const now = start.layers.map(({ inputs, units }, l) => ({
      inputs,
      units,
      kernel: readBack(layers[l]!.kernel),
      bias: readBack(layers[l]!.bias),
    }));
    const slots = updater.slots.map((ofVariable) => ofVariable.map(readBack));
    return networkState(model, { layers: now, slots, step }, batches.state());
  }

  return {
    totalSteps: training.steps,
    metricNames: networkMetricNames(model, data),
    historyColumns: [],
    async *train(control) {
      while (step < training.steps) {
        update();
        const due = control.due();
        if (step % training.logEvery === 0 || step === training.steps) {
          const logged = metrics();
          yield { step, metrics: logged, history: null };
          const loss = logged['loss'] ?? NaN;
          if (!Number.isFinite(loss)) throw divergedAt(step, loss);
        } else if (due || isCheckpoint(step, training.checkpointEvery)) {
          yield { step, metrics: null, history: null };
        }
      }
    },
    state,
    frame: (sample) => pictureOf(evaluationOf(options, state()), sample),
    result: () => networkResult(start.layers),
    dispose: () => {
      tf.dispose();
    },
  };
}

/** Row ranges [from, to) of at most EVALUATION_ROWS. */
function chunks(start: number, end: number): [number, number][] {
  const parts: [number, number][] = [];
  for (let from = start; from < end; from += EVALUATION_ROWS)
    parts.push([from, Math.min(end, from + EVALUATION_ROWS)]);
  return parts;
}
