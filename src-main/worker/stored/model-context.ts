import { modelAlgorithm } from '../../algorithms/models';
import type { ModelContext } from '../../algorithms/contract/model-context';
import type { Checkpoint } from '../../files/checkpoint';

/** A checkpoint with what the run's record says besides. */
export type StoredModel = Checkpoint & Pick<ModelContext, 'clusterNames'>;

/** The model of a checkpoint with what turns raw rows into its inputs. */
export function modelContext({
  state,
  experiment,
  dataset,
  clusterNames,
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
  };
}
