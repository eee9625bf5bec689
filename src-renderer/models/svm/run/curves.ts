import { group, line, type ModelCurves } from '../../contract/curves';

/** The curves of an SVM, the objective first. */
export const svmCurves: ModelCurves<'svm'> = {
  groups: () => [
    group(
      {
        id: 'objective',
        label: 'Objective',
        title: 'Objective',
        description: 'penalty plus the sum of the losses',
      },
      line('objective', 'objective'),
    ),
    group(
      {
        id: 'dualityGap',
        label: 'Gap',
        title: 'Duality gap',
        description: 'how far above the optimum the objective is at most',
      },
      line('dualityGap', 'duality gap'),
    ),
    group(
      { id: 'hingeLoss', label: 'Hinge', title: 'Hinge loss', description: 'mean over the rows' },
      line('hingeLoss', 'training'),
      line('valHingeLoss', 'validation', true),
    ),
    group(
      {
        id: 'accuracy',
        label: 'Accuracy',
        title: 'Accuracy',
        description: 'share of rows on the right side',
      },
      line('accuracy', 'training'),
      line('valAccuracy', 'validation', true),
    ),
  ],
  partOfRows: () => null,
};
