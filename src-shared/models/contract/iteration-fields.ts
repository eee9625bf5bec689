import { say } from '../../language/say';
import type { NumberField } from '../../fields/number-field';

/** Numbers of models that train in passes over the rows until they meet a tolerance. */
export const ITERATION_FIELDS = {
  'model.maxIter': {
    label: say('Maximum iterations'),
    help: say('k-means: assign-and-update rounds of one start. SVM: passes over the data.'),
    integer: true,
    min: 1,
    max: 100000,
    default: 300,
  },
  'model.tol': {
    label: say('Tolerance'),
    help: say(
      'A start ends when J, or the centres, change by no more than this share. With 0 it goes on until no row changes its cluster.',
    ),
    integer: false,
    min: 0,
    max: 1,
    default: 1e-4,
  },
} as const satisfies Record<string, NumberField>;
