import type { ModelKind } from '../../src-shared/models';
import type { ModelView } from './contract/view';
import { kmeans } from './kmeans';
import { linearRegression } from './linear-regression';
import { logisticRegression } from './logistic-regression';
import { network } from './network';
import { svm } from './svm';

/** Views of every kind of model, by kind. */
const MODEL_VIEWS: { readonly [K in ModelKind]: ModelView<K> } = {
  network,
  kmeans,
  svm,
  'linear-regression': linearRegression,
  'logistic-regression': logisticRegression,
};

/** View of one kind for whoever holds a model of any kind: it is asked about models of that kind only. */
export function modelView(kind: ModelKind): ModelView {
  return MODEL_VIEWS[kind] as ModelView;
}
