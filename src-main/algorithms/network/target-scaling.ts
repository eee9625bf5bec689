import type { LossName, NetworkSpec } from '../../../src-shared/experiment/schema';
import type { TargetScaler } from '../../../src-shared/run/record/dataset-facts';
import { readLayers } from './state/state';
import type { TrainingData } from '../contract/trainer';
import type { ModelState } from '../contract/state';

/**
 * Numeric targets are learned as (target - offset) / scale, and everything that people see is in the
 * target's own units: losses and errors are multiplied back as they are logged, and a stored model is
 * asked with its last layer, which is linear, taken to raw units.
 */

/**
 * The data with its target as a network learns it; the data itself where nothing is scaled.
 * @param data raw target [rows]
 */
export function withScaledTarget(data: TrainingData): TrainingData {
  const { target, targetScaler } = data;
  if (target === null || targetScaler === undefined) return data;
  const { offset, scale } = targetScaler;
  return { ...data, target: target.map((value) => (value - offset) / scale) };
}

/**
 * What a loss of the scaled target is multiplied with to be that of the raw one: scale^2 for squared
 * errors (and Huber's, whose delta counts in standard deviations), scale for absolute ones.
 */
export function lossFactor(loss: LossName, scaler: TargetScaler | undefined): number {
  if (scaler === undefined) return 1;
  return loss === 'meanAbsoluteError' ? scaler.scale : scaler.scale * scaler.scale;
}

/**
 * A network's state with outputs in the target's units: the last kernel times scale, the last bias
 * times scale plus offset. It is for asking; training goes on from the state as it was.
 */
export function inTargetUnits(
  model: NetworkSpec,
  state: ModelState,
  scaler: TargetScaler | undefined,
): ModelState {
  if (scaler === undefined) return state;
  const { offset, scale } = scaler;
  const last = model.layers.length - 1;
  const layer = readLayers(model, state)[last];
  if (layer === undefined) return state;
  const { inputs, units, kernel, bias } = layer;
  return {
    ...state,
    tensors: {
      ...state.tensors,
      [`layer${last}/kernel`]: { shape: [inputs, units], data: kernel.map((weight) => weight * scale) },
      [`layer${last}/bias`]: { shape: [units], data: bias.map((value) => value * scale + offset) },
    },
  };
}
