import { fail } from '../../../src-shared/errors';
import { modelAlgorithm } from '.';
import type { StreamedTrainerOptions } from '../contract/training-rules';
import type { TrainerOptions, Trainer } from '../contract/trainer';
import { checkTrainingData } from './check-data';

/**
 * A trainer on typed arrays for any kind of model.
 * @throws BenchtopError where the data does not fit the model
 */
export function createTypedTrainer(options: TrainerOptions): Trainer {
  const { model, data, rowNumbers } = options;
  checkTrainingData(model, data, rowNumbers ?? null);
  return modelAlgorithm(model.kind).training.createTrainer(model, options);
}

/**
 * A trainer for any kind of model whose rows come in blocks.
 * @throws BenchtopError where the kind, or one of its settings, needs all rows at once
 */
export function createStreamedTrainer(options: StreamedTrainerOptions): Trainer {
  const { model, data } = options;
  const create = modelAlgorithm(model.kind).training.createStreamedTrainer;
  if (create === null)
    throw fail('invalid-experiment', 'This kind of model needs all rows at once.', { field: 'model.kind' });
  checkTrainingData(model, data);
  return create(model, options);
}
