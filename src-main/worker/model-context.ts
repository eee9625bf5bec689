import type { ModelContext } from '../algorithms/model-context';
import type { Checkpoint } from '../files/checkpoint';

/** The model of a checkpoint with what turns raw rows into its inputs. */
export function modelContext({ state, experiment, dataset }: Checkpoint): ModelContext {
  return {
    model: experiment.model,
    state,
    scaler: dataset.scaler,
    featureNames: dataset.features,
    featureRanges: dataset.featureRanges,
    target: dataset.target,
    classes: dataset.classes,
  };
}
