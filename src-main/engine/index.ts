import { trainingSchema } from '../../src-shared/training/schema';
import { fail } from '../../src-shared/errors';
import { MODEL_KINDS, MODELS, type ModelKind, type ModelSpec } from '../../src-shared/models';
import { checkTrainingData } from '../algorithms/models/check-data';
import type { Trainer, TrainerOptions } from '../algorithms/contract/trainer';
import { Kernels } from './kernels';
import { kmeansEngine } from './kmeans';
import { loadedBinding } from './native';
import { networkEngine } from './network-engine';
import { svmEngine } from './svm';
import type { TensorflowEngine } from './tensorflow-engine';

export { loadTensorflow, tensorflowBuild, tensorflowStatus } from './native';

/** Kernels of every kind of model; null: TensorFlow does not train that kind. */
const ENGINES: { readonly [K in ModelKind]: TensorflowEngine<K> | null } = {
  network: networkEngine,
  kmeans: kmeansEngine,
  svm: svmEngine,
  'linear-regression': null,
  'logistic-regression': null,
};

/**
 * A trainer on TensorFlow's kernels for any model kind; `loadTensorflow` comes first.
 * @param tf what will hold the trainer's tensors: `dispose` of the trainer empties it
 * @throws BenchtopError where the data does not fit the model, or `corrupt` where the state to resume does not
 */
export function createTensorflowTrainer(options: TrainerOptions, tf = new Kernels(loadedBinding())): Trainer {
  const { model, data, rowNumbers } = options;
  checkTrainingData(model, data, rowNumbers ?? null);
  try {
    const engine = tensorflowEngine(model.kind);
    if (engine === null)
      throw fail(
        'engine-unavailable',
        `TensorFlow does not train ${MODELS[model.kind].text.phrase}: choose engine "auto" or "typed".`,
        { field: 'training.engine' },
      );
    return engine.createTrainer(tf, model, options);
  } catch (error) {
    tf.dispose();
    throw error;
  }
}

function tensorflowEngine<K extends ModelKind>(kind: K): TensorflowEngine<K> | null {
  return ENGINES[kind];
}

/**
 * Trains one tiny model of every kind, activation, loss, optimizer and regularizer: the addon keeps
 * attribute names in one unlocked set for the whole process, and after this there are no new ones.
 */
export async function warmUp(binding = loadedBinding()): Promise<void> {
  const models = MODEL_KINDS.flatMap((kind): readonly ModelSpec[] => ENGINES[kind]?.warmUpModels() ?? []);
  for (const [index, model] of models.entries()) {
    const trainer = createTensorflowTrainer(
      {
        model,
        training: {
          ...trainingSchema.parse({}),
          steps: 2,
          // Batches are gathered by row, full ones are not.
          batchSize: index % 2 === 0 ? 2 : null,
          logEvery: 1,
          checkpointEvery: 0,
          engine: 'tensorflow',
        },
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
