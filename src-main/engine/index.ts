import { trainingSchema } from '../../src-shared/training/schema';
import { fail } from '../../src-shared/errors';
import { MODEL_KINDS, MODELS, type ModelKind, type ModelSpec } from '../../src-shared/models';
import { checkTrainingData } from '../algorithms/models/check-data';
import type { Trainer, TrainerOptions } from '../algorithms/contract/trainer';
import type { StepAddon } from './compiled/addon';
import { fitsCompiledStep } from './compiled/plan';
import { Kernels } from './kernels';
import { kmeansEngine } from './kmeans';
import { loadedBinding, trainingStep } from './native';
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
 * A trainer of engine "tensorflow" for any model kind; `loadTensorflow` comes first. A network that the compiled step
 * knows is trained by it, where set-up built it and this processor can run it, and all else by TensorFlow's kernels.
 * @throws BenchtopError where the data does not fit the model, or `corrupt` where the state to resume does not
 */
export function createTensorflowTrainer(options: TrainerOptions): Trainer {
  return createOn(new Kernels(loadedBinding()), trainingStep(), options);
}

/**
 * A trainer on TensorFlow's kernels, whatever else is there.
 * @param tf what will hold the trainer's tensors: `dispose` of the trainer empties it
 * @throws as {@link createTensorflowTrainer} does
 */
export function createKernelTrainer(options: TrainerOptions, tf = new Kernels(loadedBinding())): Trainer {
  return createOn(tf, null, options);
}

function createOn(tf: Kernels, step: StepAddon | null, options: TrainerOptions): Trainer {
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
    return engine.createTrainer(tf, model, options, step);
  } catch (error) {
    tf.dispose();
    throw error;
  }
}

/** Counted up when the compiled step's sums are made in another order. */
const STEP_VERSION = 1;

/** What a record says of engine "tensorflow": TensorFlow's version, and that of the step where it trains the model. */
export function engineVersion(model: ModelSpec): string {
  const version = loadedBinding().TF_Version;
  const isCompiled = model.kind === 'network' && trainingStep() !== null && fitsCompiledStep(model);
  return isCompiled ? `${version}, compiled step ${STEP_VERSION}` : version;
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
    const trainer = createKernelTrainer(
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
