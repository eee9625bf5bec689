import type { ModelSpec } from '../../../src-shared/experiment/schema';
import type { FeatureTable } from '../contract/feature-table';
import { modelAlgorithm } from '.';

/**
 * Array of zeros for the features of a model's training data, [rows][width], in the memory where its
 * trainer passes over them: it needs no copy of them then.
 */
export function allocateFeatures(model: ModelSpec, table: FeatureTable): Float64Array {
  return modelAlgorithm(model.kind).data.allocateFeatures(model, table);
}
