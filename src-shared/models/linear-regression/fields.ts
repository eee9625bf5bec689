import type { NumberField } from '../../fields/number-field';

/** Numbers of a linear regression that a person may set. */
export const LINEAR_REGRESSION_FIELDS = {
  'model.alpha': {
    label: 'Ridge penalty (alpha)',
    help: 'Weight of the squared coefficients beside the sum of squared errors, on the features as they are scaled; 0 is ordinary least squares. With a penalty there are no standard errors.',
    integer: false,
    min: 0,
    max: 1e12,
    default: 0,
    choices: [0, 0.1, 1, 10, 100],
  },
} as const satisfies Record<string, NumberField>;
