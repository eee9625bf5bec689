import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { NetworkSpec } from '../../../../src-shared/experiment/schema';
import type { MadeWeightEdit, WeightEdit } from '../../../../src-shared/models/network/weight-edit';
import type { TargetScaler } from '../../../../src-shared/run/record/dataset-facts';
import type { ModelState, StateTensor } from '../../contract/state';
import { readLayers } from './state';

/** A state with other weights, and what they were before. */
export interface EditedState {
  readonly state: ModelState;
  readonly made: readonly MadeWeightEdit[];
}

/**
 * A network's state with weights and biases that a person set. All else stays: optimizer slots, order of
 * the batches, schedule. The state that is given is not changed.
 * @param edits in the units that a graph shows: of a scaled target the last layer is in the target's own
 * @throws BenchtopError `invalid-data` where the network has no such weight, or a value cannot be kept
 */
export function editWeights(
  model: NetworkSpec,
  state: ModelState,
  edits: readonly WeightEdit[],
  scaler: TargetScaler | undefined,
): EditedState {
  if (edits.length === 0) return { state, made: [] };
  const layers = readLayers(model, state);
  const tensors: Record<string, StateTensor> = { ...state.tensors };
  layers.forEach(({ inputs, units, kernel, bias }, l) => {
    tensors[`layer${l}/kernel`] = { shape: [inputs, units], data: kernel };
    tensors[`layer${l}/bias`] = { shape: [units], data: bias };
  });
  const made = edits.map((edit): MadeWeightEdit => {
    const { layer: at, input, unit, value } = edit;
    const layer = layers[at];
    if (layer === undefined || unit >= layer.units || (input !== null && input >= layer.inputs))
      throw fail(
        'invalid-data',
        sentence('The network has no such weight: layer {layer}, unit {unit}.', {
          layer: at + 1,
          unit: unit + 1,
        }),
      );
    const isScaled = scaler !== undefined && at === layers.length - 1;
    const scale = isScaled ? scaler.scale : 1;
    const offset = isScaled && input === null ? scaler.offset : 0;
    const values = input === null ? layer.bias : layer.kernel;
    const index = input === null ? unit : input * layer.units + unit;
    const before = values[index] * scale + offset;
    values[index] = (value - offset) / scale;
    if (!Number.isFinite(values[index]))
      throw fail('invalid-data', sentence('A weight must be a finite number.'));
    return { ...edit, before };
  });
  return { state: { ...state, tensors }, made };
}
