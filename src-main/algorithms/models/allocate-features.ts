import type { ModelSpec } from '../../../src-shared/experiment/schema';
import type { FeatureTable } from '../contract/feature-table';
import { machineCount } from '../svm/machines';
import { shrinks } from '../svm/solver/solver';
import { featuresFor } from '../svm/solver/store';

/**
 * Array of zeros for the features of a model's training data, [rows][width], in the memory where its
 * trainer passes over them: it needs no copy of them then.
 */
export function allocateFeatures(
  model: ModelSpec,
  { rows, width, trainRows, classes }: FeatureTable,
): Float64Array {
  const isPassedOver = model.kind === 'svm' && model.fourier === null && shrinks(model);
  return isPassedOver
    ? featuresFor({ rows, width, trainRows, machines: machineCount(classes) })
    : new Float64Array(rows * width);
}
