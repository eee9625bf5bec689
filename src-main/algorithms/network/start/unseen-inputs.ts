import type { LayerWeights } from '../layers/initializers';
import type { TrainingData } from '../../contract/trainer';

/** Inputs within this of 0 in all training rows have a gradient that moves no weight. */
const NOTHING = 1e-9;
/** Other rows beyond it would be answered by the weights that were drawn: one-hot inputs never are. */
const MAX_SEEN = 1;

/**
 * Sets the first layer's weights to 0 for inputs that are 0 in all training rows and beyond 1 in a
 * validation row: a column that is constant where the network learns, but not elsewhere. Its weights
 * never change, so that the drawn ones would do nothing but spoil the validation scores, the more the
 * farther its values lie. What is learned stays the same to the bit, but for a penalty on weights.
 */
export function silenceUnseenInputs({ kernel, units }: LayerWeights, data: TrainingData): void {
  const { width, trainRows } = data;
  for (let input = 0; input < width; input++) {
    if (largestSize(data, input, 0, trainRows, NOTHING) > NOTHING) continue;
    if (largestSize(data, input, trainRows, data.rows, MAX_SEEN) <= MAX_SEEN) continue;
    kernel.fill(0, input * units, (input + 1) * units);
  }
}

/** Largest |value| of an input over some rows, or the first that is above `enough`. */
function largestSize(
  { features, width }: TrainingData,
  input: number,
  from: number,
  to: number,
  enough: number,
): number {
  let largest = 0;
  for (let row = from; row < to && !(largest > enough); row++) {
    largest = Math.max(largest, Math.abs(features[row * width + input]));
  }
  return largest;
}
