import { say } from '../../../../src-shared/language/say';
import { LOSS_NAMES } from '../../../../src-shared/models/network/loss-names';
import { group, line, type ModelCurves } from '../../contract/curves';

/** The curves of a network, the loss first. */
export const networkCurves: ModelCurves<'network'> = {
  groups: ({ loss }) => [
    group(
      { id: 'loss', label: say('Loss'), title: say('Loss'), description: LOSS_NAMES[loss] },
      line('loss', say('training')),
      line('valLoss', say('validation'), true),
    ),
    group(
      {
        id: 'accuracy',
        label: say('Accuracy'),
        title: say('Accuracy'),
        description: say('share of rows whose class is right'),
      },
      line('accuracy', say('training')),
      line('valAccuracy', say('validation'), true),
    ),
    group(
      {
        id: 'rmse',
        label: 'RMSE',
        title: 'RMSE',
        description: say('root of the mean squared error, in units of the target'),
      },
      line('rmse', say('training')),
      line('valRmse', say('validation'), true),
    ),
    group(
      {
        id: 'mae',
        label: 'MAE',
        title: 'MAE',
        description: say('mean absolute error, in units of the target'),
      },
      line('mae', say('training')),
      line('valMae', say('validation'), true),
    ),
    group(
      {
        id: 'r2',
        label: 'R²',
        title: 'R²',
        description: say("share of the target's variance that is explained"),
      },
      line('r2', say('training')),
      line('valR2', say('validation'), true),
    ),
    group(
      {
        id: 'learningRate',
        label: say('Rate'),
        title: say('Learning rate'),
        description: say('by step, as the schedule has it'),
      },
      line('learningRate', say('learning rate')),
    ),
  ],
  partOfRows: () => null,
};
