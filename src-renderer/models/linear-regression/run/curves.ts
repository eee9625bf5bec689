import { say } from '../../../../src-shared/language/say';
import { group, line, type ModelCurves } from '../../contract/curves';

/** The metrics of a linear regression, which has one step. */
export const linearCurves: ModelCurves<'linear-regression'> = {
  groups: () => [
    group(
      {
        id: 'rmse',
        label: 'RMSE',
        title: 'RMSE',
        description: say('root mean squared error, in units of the target'),
      },
      line('rmse', say('training')),
      line('valRmse', say('validation'), true),
    ),
    group(
      { id: 'r2', label: 'R²', title: 'R²', description: say('share of the variance that is explained') },
      line('r2', say('training')),
      line('valR2', say('validation'), true),
    ),
  ],
  partOfRows: () => null,
};
