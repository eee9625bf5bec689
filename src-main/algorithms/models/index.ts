import type { ModelKind } from '../../../src-shared/models';
import type { ModelAlgorithm } from '../contract/model-algorithm';
import { kmeans } from '../kmeans';
import { linearRegression } from '../linear-regression/algorithm';
import { logisticRegression } from '../logistic-regression/algorithm';
import { network } from '../network';
import { svm } from '../svm';

/** Mathematics of every kind of model there is. */
const ALGORITHMS: { readonly [K in ModelKind]: ModelAlgorithm<K> } = {
  network,
  kmeans,
  svm,
  'linear-regression': linearRegression,
  'logistic-regression': logisticRegression,
};

/**
 * The mathematics of one kind. Whoever holds a model of any kind asks `modelAlgorithm(model.kind)`, and
 * hands it that model.
 */
export function modelAlgorithm<K extends ModelKind>(kind: K): ModelAlgorithm<K> {
  return ALGORITHMS[kind];
}
