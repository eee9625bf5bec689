import { say } from '../../language/say';
import type { NumberField } from '../../fields/number-field';
import { CLASS_WEIGHT_FIELD } from '../contract/class-weight';
import { ITERATION_FIELDS } from '../contract/iteration-fields';

/** Numbers of a linear SVM that a person may set. */
export const SVM_FIELDS = {
  'model.l2': {
    label: say('L2 penalty'),
    help: say('The same setting as C, written as a penalty on coefficients and bias.'),
    integer: false,
    min: 0,
    exclusiveMin: true,
    max: 1e9,
    default: 1,
  },
  'model.C': {
    label: 'C',
    help: say(
      'Cost of a row on the wrong side of its margin: a large C fits the rows, a small one widens the margin.',
    ),
    integer: false,
    min: 1e-9,
    max: 1e9,
    default: 1,
    choices: [0.01, 0.1, 1, 10, 100],
  },
  'model.maxIter': ITERATION_FIELDS['model.maxIter'],
  'model.svm.tol': {
    label: say('Tolerance'),
    help: say(
      'Training ends when the duality gap is at most this share of the objective. The gap bounds the distance from the optimum. With 0 all passes are made.',
    ),
    integer: false,
    min: 0,
    max: 1,
    default: 1e-3,
  },
  'model.folds': {
    label: say('Folds'),
    help: say(
      'Cross-validation after training: as many models are trained on all rows but one fold and scored on it. Stratified, drawn with the seed; 0: none.',
    ),
    unit: say('folds'),
    integer: true,
    min: 0,
    max: 50,
    default: 0,
  },
  'model.classWeight.value': CLASS_WEIGHT_FIELD,
  'model.fourier.gamma': {
    label: say('Gamma'),
    help: say(
      'How fast the Gaussian kernel falls off with the distance of two rows, on the scaled features: the larger γ, the more the boundary bends.',
    ),
    integer: false,
    min: 0,
    exclusiveMin: true,
    max: 1e6,
    default: 1,
  },
  'model.fourier.nComponents': {
    label: say('Components'),
    help: say(
      'Number D of random Fourier features: the more, the nearer to the exact kernel, and the slower.',
    ),
    integer: true,
    min: 1,
    max: 5000,
    default: 200,
  },
} as const satisfies Record<string, NumberField>;
