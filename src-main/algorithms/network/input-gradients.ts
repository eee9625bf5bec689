import type { InputGradients } from '../contract/explained';
import type { ModelContext } from '../contract/model-context';
import { NetworkMath } from './layers/passes';
import type { LossPair } from './losses';
import { readLayers } from './state/state';

const NO_TARGETS = new Float64Array(0);

/**
 * Derivatives of a stored network's outputs by its scaled inputs, by the backward pass that it was trained
 * with: its "loss" is one output.
 * @param capacity rows that one call may take
 */
export function networkInputGradients(
  { state, model }: ModelContext<'network'>,
  capacity: number,
): InputGradients {
  const layers = readLayers(model, state);
  const activations = model.layers.map(({ activation }) => activation);
  const math = new NetworkMath(layers, activations, capacity);
  const isSoftmax = activations[activations.length - 1] === 'softmax';
  return (features, rows, unit, gradients) => {
    math.forward(features, 0, rows);
    math.backward(features, NO_TARGETS, rows, oneOutput(unit, isSoftmax), 0, 1);
    math.propagateToInputs(rows, gradients);
  };
}

/** One output as a loss; of softmax by the z under it: dp_c / dz_k = p_c ((k = c) - p_k). */
function oneOutput(unit: number, isSoftmax: boolean): LossPair {
  return {
    add(sum, outputs, _, rows, __, units) {
      for (let row = 0; row < rows; row++) sum += outputs[row * units + unit];
      return sum;
    },
    folds: isSoftmax ? 'softmax' : null,
    gradient(outputs, _, rows, __, gradient, ___, units) {
      for (let row = 0; row < rows; row++) {
        const at = row * units;
        const own = outputs[at + unit];
        for (let u = 0; u < units; u++) {
          const isOwn = Number(u === unit);
          gradient[at + u] = isSoftmax ? own * (isOwn - outputs[at + u]) : isOwn;
        }
      }
    },
  };
}
