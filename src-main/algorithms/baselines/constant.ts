import { outputUnits, type BaselineData } from './baseline-data';

/**
 * Always the same answer: the shares of the classes in the training rows, of which the most frequent is said
 * (scikit-learn's DummyClassifier "prior"), or their mean; by weights.
 * @returns [validation rows][units]
 */
export function constantOutputs(data: BaselineData): Float64Array {
  const { target, weights, trainRows, rows, classes } = data;
  const units = outputUnits(data);
  const answer = new Float64Array(units);
  let total = 0;
  for (let row = 0; row < trainRows; row++) {
    const weight = weights?.[row] ?? 1;
    const value = target[row];
    total += weight;
    if (classes > 0) answer[value] += weight;
    else answer[0] += weight * value;
  }
  const outputs = new Float64Array((rows - trainRows) * units);
  for (let at = 0; at < outputs.length; at++) outputs[at] = answer[at % units] / total;
  return outputs;
}
