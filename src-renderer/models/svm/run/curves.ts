import { say } from '../../../../src-shared/language/say';
import { group, line, type ModelCurves } from '../../contract/curves';

/** The curves of an SVM, the objective first. */
export const svmCurves: ModelCurves<'svm'> = {
  groups: () => [
    group(
      {
        id: 'objective',
        label: say('Objective'),
        title: say('Objective'),
        description: say('penalty plus the sum of the losses'),
      },
      line('objective', say('objective')),
    ),
    group(
      {
        id: 'dualityGap',
        label: say('Gap'),
        title: say('Duality gap'),
        description: say('how far above the optimum the objective is at most'),
      },
      line('dualityGap', say('duality gap')),
    ),
    group(
      {
        id: 'hingeLoss',
        label: say('Hinge'),
        title: say('Hinge loss'),
        description: say('mean over the rows'),
      },
      line('hingeLoss', say('training')),
      line('valHingeLoss', say('validation'), true),
    ),
    group(
      {
        id: 'accuracy',
        label: say('Accuracy'),
        title: say('Accuracy'),
        description: say('share of rows on the right side'),
      },
      line('accuracy', say('training')),
      line('valAccuracy', say('validation'), true),
    ),
  ],
  partOfRows: () => null,
};
