import { say } from '../../language/say';
import type { NumberField } from '../../fields/number-field';
import { CLASS_WEIGHT_FIELD } from '../contract/class-weight';

/** Numbers of a logistic regression that a person may set. */
export const LOGISTIC_REGRESSION_FIELDS = {
  'model.logistic.C': {
    label: 'C',
    help: say('Inverse strength of the L2 penalty: the smaller C, the smaller the coefficients.'),
    integer: false,
    min: 1e-9,
    max: 1e9,
    default: 1,
    choices: [0.01, 0.1, 1, 10, 100],
  },
  'model.logistic.maxIter': {
    label: say('Maximum iterations'),
    help: say('Newton’s steps, at most. Where there is an optimum, few are needed.'),
    integer: true,
    min: 1,
    max: 100000,
    default: 100,
  },
  'model.logistic.tol': {
    label: say('Tolerance'),
    help: say(
      'Training ends when the mean gradient and the relative change of the log-likelihood are at most this.',
    ),
    integer: false,
    min: 1e-14,
    max: 1,
    default: 1e-10,
  },
  'model.classWeight.value': CLASS_WEIGHT_FIELD,
} as const satisfies Record<string, NumberField>;
