import { say } from '../../language/say';
import type { NumberField } from '../../fields/number-field';

/** Numbers of a linear regression that a person may set. */
export const LINEAR_REGRESSION_FIELDS = {
  'model.alpha': {
    label: say('Ridge penalty (alpha)'),
    help: say(
      'Weight α of the squared coefficients beside the squared errors. 0 is ordinary least squares, with standard errors; above 0 (ridge) coefficients are smaller and have none.',
    ),
    integer: false,
    min: 0,
    max: 1e12,
    default: 0,
    choices: [0, 0.1, 1, 10, 100],
  },
} as const satisfies Record<string, NumberField>;
