import { modelAlgorithm } from '../../algorithms/models';
import type { ModelContext } from '../../algorithms/contract/model-context';
import type { Checkpoint } from '../../files/checkpoint';

/** A checkpoint with what the run's record says besides. */
export type StoredModel = Checkpoint & Pick<ModelContext, 'clusterNames' | 'repair'>;

/**
 * Model of a checkpoint with all that answering takes: scaler, feature names and ranges, classes. A network's
 * outputs are in the target's units.
 */
export function modelContext({
  state,
  experiment,
  dataset,
  clusterNames,
  repair,
}: Omit<StoredModel, 'metrics'>): ModelContext {
  const { model } = experiment;
  return {
    model,
    state: modelAlgorithm(model.kind).answers.toTargetUnits(model, state, dataset.targetScaler),
    scaler: dataset.scaler,
    featureNames: dataset.features,
    featureRanges: dataset.featureRanges,
    target: dataset.target,
    classes: dataset.classes,
    ...(clusterNames === undefined ? {} : { clusterNames }),
    ...(repair === undefined ? {} : { repair }),
  };
}
