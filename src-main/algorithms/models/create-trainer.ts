import { modelAlgorithm } from '.';
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
