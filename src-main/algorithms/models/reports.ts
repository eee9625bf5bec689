import type { ModelKind } from '../../../src-shared/models';
import type { ModelReport } from '../contract/report';
import { kmeansReport } from '../kmeans/report';
import { linearRegressionReport } from '../linear-regression/report';
import { logisticRegressionReport } from '../logistic-regression/report';
import { networkReport } from '../network/report';
import { svmReport } from '../svm/report';

/** Reports of every kind of model: apart from its mathematics, which no command line loads. */
const REPORTS: { readonly [K in ModelKind]: ModelReport<K> } = {
  network: networkReport,
  kmeans: kmeansReport,
  svm: svmReport,
  'linear-regression': linearRegressionReport,
  'logistic-regression': logisticRegressionReport,
};

/** The report of one kind. Whoever holds a result of any kind hands it that result. */
export function modelReport<K extends ModelKind>(kind: K): ModelReport<K> {
  return REPORTS[kind];
}
