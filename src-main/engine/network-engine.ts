import {
  HIDDEN_ACTIVATIONS,
  LOSSES,
  networkSchema,
  OPTIMIZERS,
  type Activation,
  type LossName,
  type NetworkSpec,
} from '../../src-shared/experiment/schema';
import { createTensorflowNetwork } from './network';
import type { TensorflowEngine } from './tensorflow-engine';

/** Networks on TensorFlow: trainer, and the tiny models that warm it up. */
export const networkEngine: TensorflowEngine<'network'> = {
  createTrainer: createTensorflowNetwork,
  warmUpModels,
};

/** One network for each activation, loss, optimizer and regularizer. */
function warmUpModels(): NetworkSpec[] {
  const hidden = HIDDEN_ACTIVATIONS.map((activation) => ({ units: 2, activation, dropout: 0.5 }));
  // One network for each optimizer and loss, whichever there are more of.
  const count = Math.max(OPTIMIZERS.length, LOSSES.length);
  return Array.from({ length: count }, (_, index) => {
    const loss = LOSSES[index % LOSSES.length] ?? 'meanSquaredError';
    return networkSchema.parse({
      kind: 'network',
      layers: [...hidden, lastLayerFor(loss)],
      loss,
      optimizer: { kind: OPTIMIZERS[index % OPTIMIZERS.length], learningRate: 0.01 },
      regularizer: { l1: 0.01, l2: 0.01 },
    });
  });
}

/** A last layer that the loss can be used with, for two classes. */
function lastLayerFor(loss: LossName): { units: number; activation: Activation } {
  if (loss === 'categoricalCrossentropy') return { units: 2, activation: 'softmax' };
  return { units: 1, activation: loss === 'hinge' ? 'linear' : 'sigmoid' };
}
