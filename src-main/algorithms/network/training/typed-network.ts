import type { NetworkSpec } from '../../../../src-shared/experiment/schema';
import { chooseLoss } from '../losses';
import { sumWeights } from '../../numeric/weights';
import type { LayerWeights } from '../layers/initializers';
import { NetworkMath } from '../layers/passes';
import { trainingProducts } from '../layers/products';
import { StreamedRows } from '../streamed/streamed-rows';
import { createNetworkTrainer, type NetworkKernels, type NetworkStart } from './trainer';
import { effectiveRate, updateVariable } from './optimizers';
import type { StreamedTrainerOptions } from '../../contract/training-rules';
import type { Trainer, TrainerOptions, TrainingData } from '../../contract/trainer';

/** Rows of one pass: memory then depends on the layers, not on how many rows a batch has. */
const PASS_ROWS = 1024;

/**
 * Trainer of a network on typed arrays, by backpropagation (Rumelhart, Hinton and Williams 1986):
 * delta_l = (delta_(l+1) W_(l+1)^T) f'(z_l), dW_l = a_(l-1)^T delta_l. Products run in WebAssembly
 * where that is quicker, with the same bits.
 */
export function createTypedNetwork(model: NetworkSpec, options: TrainerOptions): Trainer {
  return createNetworkTrainer(model, options, (start, data) => typedKernels(model, data, start));
}

/** The same of rows that come in blocks; blocks after one another lie where the kernels work. */
export function createStreamedNetwork(model: NetworkSpec, options: StreamedTrainerOptions): Trainer {
  return createNetworkTrainer(
    model,
    options,
    (start, data) => typedKernels(model, data, start),
    new StreamedRows(options, options.resume?.step ?? 0),
  );
}

function typedKernels(
  model: NetworkSpec,
  data: TrainingData,
  { variables: start, batches, dropout, sample }: NetworkStart,
): NetworkKernels {
  const target = data.target ?? new Float64Array(0);
  const { weights } = data;
  const loss = chooseLoss(model);
  const activations = model.layers.map(({ activation }) => activation);
  const capacity = Math.min(data.rows, PASS_ROWS);
  const mathFor = (layers: readonly LayerWeights[]): NetworkMath =>
    new NetworkMath(layers, activations, capacity, trainingProducts(layers, capacity));
  const math = mathFor(start.layers);
  const batchX = batches.isFull ? data.features : new Float64Array(batches.size * data.width);
  const batchY = batches.isFull ? target : new Float64Array(batches.size);
  const batchW = weights === null || batches.isFull ? weights : new Float64Array(batches.size);

  function gather(rows: Int32Array): void {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      for (let j = 0; j < data.width; j++) batchX[i * data.width + j] = data.features[row * data.width + j];
      batchY[i] = target[row];
      if (weights !== null && batchW !== null) batchW[i] = weights[row];
    }
  }

  return {
    update(batch, step, rate) {
      if (batch !== null) gather(batch);
      const rows = batch?.length ?? data.trainRows;
      const total = sumWeights(batchW, 0, rows);
      for (let from = 0; from < rows; from += math.capacity) {
        const part = Math.min(math.capacity, rows - from);
        math.forward(batchX, from, part, dropout);
        math.backward(batchX, batchY, part, loss, from, total, batchW);
      }
      const effective = effectiveRate(model.optimizer, rate, step);
      for (let l = 0; l < start.layers.length; l++) {
        const { kernel, bias } = start.layers[l];
        addPenaltyGradient(model.regularizer, kernel, math.kernelGradients[l]);
        updateVariable(
          model.optimizer,
          kernel,
          math.kernelGradients[l],
          start.slots[2 * l],
          step,
          rate,
          effective,
        );
        updateVariable(
          model.optimizer,
          bias,
          math.biasGradients[l],
          start.slots[2 * l + 1],
          step,
          rate,
          effective,
        );
      }
    },
    evaluate(take, of = 'all', layers = start.layers) {
      const { features, rows: count } = of === 'sample' && sample !== null ? sample : data;
      const own = layers === start.layers ? math : mathFor(layers);
      for (let from = 0; from < count; from += own.capacity) {
        const rows = Math.min(own.capacity, count - from);
        take(own.forward(features, from, rows), from, rows);
      }
      if (own !== math) own.dispose();
    },
    variables: () => start,
    weights: () => start.layers.map(({ kernel }) => kernel),
    areFinite: () =>
      [...start.layers.flatMap(({ kernel, bias }) => [kernel, bias]), ...start.slots.flat()].every((values) =>
        values.every(Number.isFinite),
      ),
    dispose: () => {
      math.dispose();
    },
  };
}

/**
 * Adds the gradient of the penalty l1 sum |w| + l2 sum w^2 (Keras' `L1L2`): l1 sign(w) + 2 l2 w.
 * @param kernel [inputs][units]
 * @param gradient of the same shape; changed in place
 */
export function addPenaltyGradient(
  { l1, l2 }: NetworkSpec['regularizer'],
  kernel: Float64Array,
  gradient: Float64Array,
): void {
  if (l1 === 0 && l2 === 0) return;
  for (let i = 0; i < kernel.length; i++) {
    gradient[i] += l1 * Math.sign(kernel[i]) + 2 * l2 * kernel[i];
  }
}
