import { group, line, type ModelCurves } from '../../contract/curves';

/** The curves of a logistic regression, the log loss first. */
export const logisticCurves: ModelCurves<'logistic-regression'> = {
  groups: () => [
    group(
      {
        id: 'logLoss',
        label: 'Log loss',
        title: 'Log loss',
        description: 'mean of −ln P(own class) over the rows',
      },
      line('logLoss', 'training'),
      line('valLogLoss', 'validation', true),
    ),
    group(
      {
        id: 'accuracy',
        label: 'Accuracy',
        title: 'Accuracy',
        description: 'share of rows of the predicted class',
      },
      line('accuracy', 'training'),
      line('valAccuracy', 'validation', true),
    ),
  ],
  partOfRows: () => null,
};
