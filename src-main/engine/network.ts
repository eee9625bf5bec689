import type { Activation, NetworkSpec } from '../../src-shared/experiment/schema';
import { sumWeights } from '../algorithms/numeric/weights';
import type { LayerWeights } from '../algorithms/network/layers/initializers';
import type { TakeOutputs } from '../algorithms/network/measurements';
import {
  createNetworkTrainer,
  type NetworkKernels,
  type NetworkStart,
} from '../algorithms/network/training/trainer';
import type { Trainer, TrainerOptions, TrainingData } from '../algorithms/contract/trainer';
import { ActivationKernels, type Activated } from './activations';
import type { Held, Kernels, TensorId } from './kernels';
import type { StepAddon } from './compiled/addon';
import { compiledKernels } from './compiled/network';
import { fitsCompiledStep } from './compiled/plan';
import { createLoss } from './losses';
import { createRegularizer } from './regularizer';
import { createFeatureRows, joinedVariables, parted, withOnes } from './rows';
import { createUpdater } from './updaters';

/** Rows of one pass when more rows than a step takes are evaluated. */
const EVALUATION_ROWS = 8192;

interface Layer {
  readonly inputs: number;
  readonly units: number;
  /** Index of its kernel among the variables; its bias comes next, where it is one of its own. */
  readonly variableIndex: number;
  readonly activation: Activation;
}

/** Tensors of one pass, to be freed together. */
interface Pass {
  readonly variables: readonly TensorId[];
  readonly activated: readonly Activated[];
  /** What each layer passes on: its output, or what dropout leaves of it. */
  readonly outputs: readonly TensorId[];
  readonly masks: readonly (TensorId | null)[];
}

/**
 * A network on TensorFlow's kernels: forward and backward pass are composed by hand (about four
 * operations a layer and direction), the optimizer updates the variables in place, and besides the
 * gradients that Adam's pass takes nothing is read back between logged steps. The first layer's bias
 * is the last row of its kernel: the products add it and give its gradient along with the rest.
 * @param step takes the place of all this where it knows the network; null: it is not there
 */
export function createTensorflowNetwork(
  tf: Kernels,
  model: NetworkSpec,
  options: TrainerOptions,
  step: StepAddon | null,
): Trainer {
  const isCompiled = step !== null && fitsCompiledStep(model);
  return createNetworkTrainer(model, options, (start, data) => {
    const compiled = isCompiled ? compiledKernels(step, model, data, start) : null;
    return compiled ?? tensorflowKernels(tf, model, data, start);
  });
}

function tensorflowKernels(
  tf: Kernels,
  model: NetworkSpec,
  data: TrainingData,
  { variables: start, batches, dropout, sample }: NetworkStart,
): NetworkKernels {
  const updater = createUpdater(tf, model.optimizer, joinedVariables(start));
  const layers = start.layers.map(({ inputs, units }, l): Layer => ({
    inputs,
    units,
    variableIndex: Math.max(0, 2 * l - 1),
    activation: model.layers[l]?.activation ?? 'linear',
  }));
  const last = layers.length - 1;
  const activations = new ActivationKernels(tf);
  const regularizers = layers.map(({ inputs }, l) =>
    createRegularizer(tf, model.regularizer, l === 0 ? inputs : null),
  );
  const loss = createLoss(tf, model);
  const target = data.target ?? new Float64Array(data.rows);
  const { weights } = data;
  const features = createFeatureRows(tf, data, batches);
  const whole = batches.isFull
    ? { x: features.part(0, data.trainRows), y: loss.targets(target.subarray(0, data.trainRows)) }
    : null;
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
    x: features.part(from, to),
  }));

  /** The features of a sample, which stay with TensorFlow, in parts. */
  function uploadedParts(rows: TrainingData): typeof validationX {
    return chunks(0, rows.rows).map(([from, to]) => ({
      from,
      to,
      x: tf.upload(withOnes(rows, from, to), [to - from, rows.width + 1]),
    }));
  }
  const sampled = sample === null ? [] : uploadedParts(sample);
  const factors = new Map<number, TensorId>();

  function selectBatch(rows: Int32Array): { x: TensorId; y: TensorId } {
    for (let i = 0; i < rows.length; i++) batchY[i] = target[rows[i]];
    return { x: features.batch(rows), y: loss.targets(batchY.subarray(0, rows.length)) };
  }

  /** What each row's gradient is multiplied with where rows have weights, [rows][1]. */
  function weightFactors(rows: Int32Array, given: Float64Array): TensorId {
    const own = Float64Array.from(rows, (row) => given[row]);
    // A batch of weight 0 has no gradient; 0 / 0 would be no number.
    const scale = loss.factor / (sumWeights(own, 0, own.length) || 1);
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

  const readVariables = (): TensorId[] => updater.variables.map((variable) => variable.read());

  /** The variables of other layers of the same shapes. */
  const uploadVariables = (others: readonly LayerWeights[]): TensorId[] =>
    joinedVariables({ layers: others, slots: [] }).map(({ values, shape }) =>
      tf.upload(Float32Array.from(values), shape),
    );

  /**
   * @param rows of `x`, where outputs are to be dropped; null in evaluation
   * @param variables freed with the pass
   */
  function forward(x: TensorId, rows: number | null, variables = readVariables()): Pass {
    const activated: Activated[] = [];
    const outputs: TensorId[] = [];
    const masks: (TensorId | null)[] = [];
    let input = x;
    layers.forEach(({ activation, units, variableIndex }, l) => {
      let z = tf.matMul(input, variables[variableIndex]);
      if (l > 0) {
        const product = z;
        z = tf.apply('AddV2', product, variables[variableIndex + 1]);
        tf.free(product);
      }
      const isLeftOut = rows !== null && l === last && loss.isOfInputs;
      const own = activations.apply(isLeftOut ? 'linear' : activation, z);
      const mask = rows === null ? null : drawMask(l, rows, units);
      input = mask === null ? own.output : tf.apply('Mul', own.output, mask);
      activated.push(own);
      masks.push(mask);
      outputs.push(input);
    });
    return { variables, activated, outputs, masks };
  }

  /** A fresh mask from the same stream as the typed engine's; null where the layer has no dropout. */
  function drawMask(l: number, rows: number, units: number): TensorId | null {
    if (dropout === null || dropout.rate(l) === 0) return null;
    const values = new Float32Array(rows * units);
    dropout.draw(l, values, values.length);
    return tf.upload(values, [rows, units]);
  }

  const freePass = (pass: Pass): void => {
    tf.free(...pass.variables);
    pass.activated.forEach(({ made }, l) => {
      tf.free(...made);
      const mask = pass.masks[l] ?? null;
      if (mask !== null) tf.free(mask, pass.outputs[l]);
    });
  };

  function update(rows: Int32Array | null, step: number, rate: number): void {
    const { x, y } = whole ?? selectBatch(rows!);
    const count = rows?.length ?? data.trainRows;
    const pass = forward(x, count);
    const own = weights === null || rows === null ? allFactors : weightFactors(rows, weights);
    let delta = loss.gradient(pass.outputs[last], y, own ?? factor(count));
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
      if (!isFolded) replace(pass.activated[l].gradient(delta));
      const { variableIndex } = layers[l];
      const kernel = pass.variables[variableIndex];
      const input = l === 0 ? x : pass.outputs[l - 1];
      gradients[variableIndex] = regularizers[l].add(tf.matMul(input, delta, true), kernel);
      if (l === 0) continue;
      gradients[variableIndex + 1] = tf.apply('BiasAddGrad', delta);
      replace(tf.matMul(delta, kernel, false, true));
    }
    tf.free(delta);
    // Before the update: what was read of the variables must not be held by then.
    freePass(pass);
    if (whole === null) tf.free(x, y);
    updater.apply(gradients, step, rate);
    tf.free(...gradients);
  }

  function evaluate(take: TakeOutputs, of: 'all' | 'sample' = 'all', layers?: readonly LayerWeights[]): void {
    const evaluatePart = (x: TensorId, from: number, to: number): void => {
      const pass = forward(x, null, layers === undefined ? readVariables() : uploadVariables(layers));
      const outputs = Float64Array.from(tf.download(pass.outputs[last]));
      freePass(pass);
      take(outputs, from, to - from);
    };
    if (of === 'sample') {
      for (const { from, to, x } of sampled) evaluatePart(x, from, to);
      return;
    }
    // A full batch fits into memory, as every step shows; batches say nothing of the whole.
    if (whole !== null) evaluatePart(whole.x, 0, data.trainRows);
    else {
      for (const [from, to] of chunks(0, data.trainRows)) {
        const x = features.part(from, to);
        evaluatePart(x, from, to);
        tf.free(x);
      }
    }
    for (const { from, to, x } of validationX) evaluatePart(x, from, to);
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
    variables() {
      const values = updater.variables.map(readBack);
      const [ofFirst = [], ...ofOthers] = updater.slots.map((ofVariable) => ofVariable.map(readBack));
      const first = parted(values[0], layers[0].units);
      const firstSlots = ofFirst.map((slot) => parted(slot, layers[0].units));
      return {
        layers: layers.map(({ inputs, units, variableIndex }, l) => {
          const { kernel, bias } =
            l === 0 ? first : { kernel: values[variableIndex], bias: values[variableIndex + 1] };
          return { inputs, units, kernel, bias };
        }),
        slots: [firstSlots.map(({ kernel }) => kernel), firstSlots.map(({ bias }) => bias), ...ofOthers],
      };
    },
    weights: () =>
      layers.map(({ units, variableIndex }, l) => {
        const values = readBack(updater.variables[variableIndex]);
        return l === 0 ? parted(values, units).kernel : values;
      }),
    // Reading everything back would cost more than a step; who writes the checkpoint looks.
    areFinite: () => true,
    dispose: () => {
      tf.dispose();
      updater.dispose();
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
