import type { NetworkSpec } from '../../../src-shared/experiment/schema';
import type { TrainingData } from '../../algorithms/contract/trainer';
import type { LayerWeights } from '../../algorithms/network/layers/initializers';
import type { TakeOutputs } from '../../algorithms/network/measurements';
import { effectiveRate, SLOTS } from '../../algorithms/network/training/optimizers';
import type { NetworkKernels, NetworkStart } from '../../algorithms/network/training/trainer';
import { sumWeights } from '../../algorithms/numeric/weights';
import type { StepAddon } from './addon';
import { StepPlan } from './plan';

/** Rows whose outputs are asked for at once. */
const EVALUATION_ROWS = 8192;

/**
 * A network's kernels on the compiled step: a batch's rows are laid out, taken forward and back and the weights
 * updated in one call, in float32. Sums are made in one order with fused multiply-adds, so that numbers depend
 * neither on threads nor on the processor.
 * @returns null where it would take more than a gigabyte
 */
export function compiledKernels(
  addon: StepAddon,
  model: NetworkSpec,
  data: TrainingData,
  { variables: start, batches, sample }: NetworkStart,
): NetworkKernels | null {
  const { optimizer, loss, regularizer } = model;
  const layers = start.layers.map(({ inputs, units }, l) => ({
    inputs,
    units,
    activation: model.layers[l]?.activation ?? 'linear',
  }));
  const slots = SLOTS[optimizer.kind].length;
  const planFor = (rows: number): StepPlan | null =>
    StepPlan.create(addon, { layers, loss, optimizer: optimizer.kind, slots, rows });
  const own = planFor(batches.isFull ? data.trainRows : batches.size);
  if (own === null) return null;
  let plan: StepPlan | null = own;
  start.layers.forEach((weights, l) => {
    own.setWeights(l, weights);
    for (let slot = 0; slot < slots; slot++)
      own.setSlot(l, slot, start.slots[2 * l][slot], start.slots[2 * l + 1][slot]);
  });
  const floats = ({ features, rows, width }: TrainingData): Float32Array =>
    new Float32Array(features.subarray(0, rows * width));
  const features = floats(data);
  const ofSample = sample === null ? null : floats(sample);
  // Copies: what is shared between threads is not handed to the addon.
  const target = data.target === null ? new Float64Array(data.rows) : new Float64Array(data.target);
  const weights = data.weights === null ? null : new Float64Array(data.weights);
  const lossFactor = loss === 'meanSquaredError' ? 2 : 1;
  const [share1, share2, epsilon] = shares(optimizer);
  const decay = optimizer.kind === 'adamw' ? optimizer.weightDecay : 0;

  function used(): StepPlan {
    if (plan === null) throw new Error('The network was disposed of');
    return plan;
  }

  /** What each row's gradient is multiplied with beside its weight. */
  function factor(rows: Int32Array | null, count: number): number {
    if (weights === null) return lossFactor / count;
    const values = rows === null ? weights : Float64Array.from(rows, (row) => weights[row]);
    // A batch of weight 0 has no gradient; 0 / 0 would be no number.
    return lossFactor / (sumWeights(values, 0, count) || 1);
  }

  function update(rows: Int32Array | null, step: number, rate: number): void {
    const { numbers, arena } = used();
    const count = rows?.length ?? data.trainRows;
    const rates = Float64Array.of(
      ...[rate * decay, effectiveRate(optimizer, rate, step), share1, share2, epsilon],
      ...[regularizer.l1, 2 * regularizer.l2, factor(rows, count), model.huberDelta],
    );
    addon.train(numbers, rates, arena, features, target, weights, rows, count);
  }

  function withLayers(others: readonly LayerWeights[]): StepPlan {
    const made = planFor(0);
    if (made === null) throw new Error('There is no memory for the weights');
    others.forEach((layer, l) => {
      made.setWeights(l, layer);
    });
    return made;
  }

  function evaluate(take: TakeOutputs, of: 'all' | 'sample' = 'all', others?: readonly LayerWeights[]): void {
    const rows = of === 'all' ? features : (ofSample ?? new Float32Array(0));
    const count = of === 'all' ? data.rows : (sample?.rows ?? 0);
    const { numbers, arena } = others === undefined ? used() : withLayers(others);
    const units = layers[layers.length - 1].units;
    for (let from = 0; from < count; from += EVALUATION_ROWS) {
      const part = Math.min(EVALUATION_ROWS, count - from);
      const outputs = new Float32Array(part * units);
      addon.answers(numbers, arena, rows.subarray(from * data.width), outputs);
      take(new Float64Array(outputs), from, part);
    }
  }

  return {
    update,
    evaluate,
    variables: () => ({
      layers: layers.map(({ inputs, units }, l) => ({ inputs, units, ...used().weights(l) })),
      slots: layers.flatMap((_, l) => {
        const both = Array.from({ length: slots }, (__, slot) => used().slot(l, slot));
        return [both.map(({ kernel }) => kernel), both.map(({ bias }) => bias)];
      }),
    }),
    weights: () => layers.map((_, l) => used().weights(l).kernel),
    // Looking through everything would cost more than a step; who writes the checkpoint looks.
    areFinite: () => true,
    dispose: () => {
      plan = null;
    },
  };
}

/** The optimizer's own numbers, as `Rates` of `native/plan.h` holds them. */
function shares(optimizer: NetworkSpec['optimizer']): [number, number, number] {
  switch (optimizer.kind) {
    case 'sgd':
      return [0, 0, 0];
    case 'momentum':
    case 'nesterov':
      return [optimizer.momentum, 0, 0];
    case 'rmsprop':
      return [optimizer.rho, 0, optimizer.epsilon];
    case 'adagrad':
      return [0, 0, optimizer.epsilon];
    case 'adam':
    case 'adamw':
      return [1 - Math.fround(optimizer.beta1), 1 - Math.fround(optimizer.beta2), optimizer.epsilon];
  }
}
