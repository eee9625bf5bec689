import { checkTrainingData } from './check-data';
import { createKMeans } from '../kmeans';
import { typedKernel } from '../kmeans/kernel';
import { trainingPoints } from '../kmeans/math';
import { createTypedNetwork } from '../network';
import { createSvm } from '../svm';
import { typedSvmKernel } from '../svm/solver/solver';
import type { Trainer, TrainerOptions } from '../contract/trainer';

/**
 * A trainer on typed arrays for any model kind.
 * @throws BenchtopError where the data does not fit the model
 */
export function createTypedTrainer(options: TrainerOptions): Trainer {
  const { model, data } = options;
  checkTrainingData(model, data);
  switch (model.kind) {
    case 'network':
      return createTypedNetwork(model, options);
    case 'kmeans':
      return createKMeans(model, options, typedKernel(trainingPoints(data), model, options.spawnHelpers));
    case 'svm':
      return createSvm(model, options, (problem, start) => typedSvmKernel(model, problem, start));
  }
}
