import { say } from '../../../../src-shared/language/say';
import { group, line, type ModelCurves } from '../../contract/curves';

/** The curves of a logistic regression, the log loss first. */
export const logisticCurves: ModelCurves<'logistic-regression'> = {
  groups: () => [
    group(
      {
        id: 'logLoss',
        label: say('Log loss'),
        title: say('Log loss'),
        description: say('mean of −ln P(own class) over the rows'),
      },
      line('logLoss', say('training')),
      line('valLogLoss', say('validation'), true),
    ),
    group(
      {
        id: 'accuracy',
        label: say('Accuracy'),
        title: say('Accuracy'),
        description: say('share of rows of the predicted class'),
      },
      line('accuracy', say('training')),
      line('valAccuracy', say('validation'), true),
    ),
  ],
  partOfRows: () => null,
};
