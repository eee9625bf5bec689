import {
  HIDDEN_ACTIVATIONS,
  kmeansSchema,
  LOSSES,
  networkSchema,
  OPTIMIZERS,
  svmSchema,
  trainingSchema,
  type Activation,
  type LossName,
  type ModelSpec,
} from '../../src-shared/experiment/schema';
import { checkTrainingData } from '../algorithms/models/check-data';
import { createKMeans } from '../algorithms/kmeans';
import { trainingPoints } from '../algorithms/kmeans/math';
import { createSvm } from '../algorithms/svm';
import type { Trainer, TrainerOptions } from '../algorithms/contract/trainer';
import { Kernels } from './kernels';
import { tensorflowKMeansKernel } from './kmeans';
import { loadedBinding } from './native';
import { createTensorflowNetwork } from './network';
import { tensorflowSvmKernels } from './svm';

export { loadTensorflow, tensorflowBuild, tensorflowStatus } from './native';

/**
 * A trainer on TensorFlow's kernels for any model kind; `loadTensorflow` comes first.
 * @param tf what will hold the trainer's tensors: `dispose` of the trainer empties it
 * @throws BenchtopError where the data does not fit the model, or `corrupt` where the state to resume does not
 */
export function createTensorflowTrainer(options: TrainerOptions, tf = new Kernels(loadedBinding())): Trainer {
  checkTrainingData(options.model, options.data);
  try {
    return trainerOn(tf, options);
  } catch (error) {
    tf.dispose();
    throw error;
  }
}

function trainerOn(tf: Kernels, options: TrainerOptions): Trainer {
  const { model, data } = options;
  switch (model.kind) {
    case 'network':
      return createTensorflowNetwork(tf, model, options);
    case 'kmeans':
      return createKMeans(model, options, tensorflowKMeansKernel(tf, trainingPoints(data)));
    case 'svm':
      return createSvm(model, options, tensorflowSvmKernels(tf, model, data));
  }
}

/**
 * Trains one tiny model of every kind, activation, loss, optimizer and regularizer: the addon keeps
 * attribute names in one unlocked set for the whole process, and after this there are no new ones.
 */
export async function warmUp(binding = loadedBinding()): Promise<void> {
  for (const [place, model] of warmUpModels().entries()) {
    const trainer = createTensorflowTrainer(
      {
        model,
        training: trainingSchema.parse({
          steps: 2,
          // Batches are gathered by row, full ones are not.
          batchSize: place % 2 === 0 ? 2 : null,
          logEvery: 1,
          checkpointEvery: 0,
          engine: 'tensorflow',
        }),
        seed: 1,
        data: {
          rows: 4,
          trainRows: 4,
          width: 2,
          features: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1),
          target: Float64Array.of(1, 0, 0, 1),
          weights: null,
          classes: [0, 1],
          featureNames: ['x1', 'x2'],
          scaler: { kind: 'none', offset: [0, 0], scale: [1, 1] },
        },
        resume: null,
      },
      new Kernels(binding),
    );
    const steps = trainer.train({ due: () => false });
    while ((await steps.next()).done !== true);
    trainer.state();
    trainer.dispose();
  }
}

function warmUpModels(): ModelSpec[] {
  const hidden = HIDDEN_ACTIVATIONS.map((activation) => ({ units: 2, activation, dropout: 0.5 }));
  // One network for each optimizer and loss, whichever there are more of.
  const count = Math.max(OPTIMIZERS.length, LOSSES.length);
  const networks = Array.from({ length: count }, (_, place) => {
    const loss = LOSSES[place % LOSSES.length] ?? 'meanSquaredError';
    return networkSchema.parse({
      kind: 'network',
      layers: [...hidden, lastLayerFor(loss)],
      loss,
      optimizer: { kind: OPTIMIZERS[place % OPTIMIZERS.length], learningRate: 0.01 },
      regularizer: { l1: 0.01, l2: 0.01 },
    });
  });
  return [
    ...networks,
    kmeansSchema.parse({ kind: 'kmeans', nClusters: 2, maxIter: 2, tol: 0 }),
    svmSchema.parse({ kind: 'svm', l2: 1, maxIter: 2 }),
  ];
}

/** A last layer that the loss can be used with, for two classes. */
function lastLayerFor(loss: LossName): { units: number; activation: Activation } {
  if (loss === 'categoricalCrossentropy') return { units: 2, activation: 'softmax' };
  return { units: 1, activation: loss === 'hinge' ? 'linear' : 'sigmoid' };
}
