import { say } from '../language/say';
import { SVM_FIELDS } from '../models/svm/fields';
import type { SvmSpec } from '../models/svm/schema';
import { CLASS_WEIGHT_HELP } from './class-weight';
import { choiceHelp, numberHelp, otherHelp, type SettingHelp } from './setting-help';

const F = SVM_FIELDS;

/** f(x) = w·x + b is the decision value, y the class as -1 or 1. */
export const SVM_HELP: readonly SettingHelp[] = [
  numberHelp('model.C', F['model.C'], {
    formula: '½ (‖w‖² + b²) + C Σ loss(y f(x)) → min',
  }),
  numberHelp('model.l2', F['model.l2'], {
    formula: 'l2 = 1 / C',
  }),
  choiceHelp<SvmSpec['loss']>(
    'model.loss',
    { label: say('Loss'), help: say('What a row costs that is not beyond its margin.'), default: 'hinge' },
    {
      hinge: [say('Hinge'), say('linear in the distance to the margin'), 'max(0, 1 - y f(x))'],
      squaredHinge: [
        say('Squared hinge'),
        say('far rows cost more; LinearSVC’s default'),
        'max(0, 1 - y f(x))²',
      ],
    },
  ),
  numberHelp('model.maxIter', F['model.maxIter'], {
    label: say('Passes'),
    help: say('Passes over the training rows, at most.'),
    default: say('1,000 with a tolerance, else 30'),
  }),
  numberHelp('model.tol', F['model.svm.tol'], {
    formula: 'primal - dual ≤ tol · primal',
    default: say('0.001; 0 where a document names the passes alone'),
  }),
  choiceHelp<'auto' | 'false' | 'true'>(
    'model.shrinking',
    {
      label: say('Rows in a pass'),
      help: say(
        'Whether rows whose dual variable has settled at a bound are left out of a pass. The optimum is the same.',
      ),
      default: say('by the tolerance'),
    },
    {
      auto: [say('By the tolerance'), say('leaves them out where there is a tolerance')],
      false: [say('All rows'), say('every pass visits all of them')],
      true: [say('Only rows that are not settled (shrinking)'), say('always leaves them out')],
    },
  ),
  CLASS_WEIGHT_HELP,
  otherHelp('model.fourier', {
    label: say('Boundary'),
    help: say(
      'Straight, or curved by random Fourier features, which come near to an SVM with a Gaussian kernel.',
    ),
    formula: 'z(x) = √(2 / D) cos(W x + b)',
    default: 'straight',
  }),
  numberHelp('model.fourier.gamma', F['model.fourier.gamma'], {
    formula: 'exp(-γ ‖x - x′‖²)',
  }),
  numberHelp('model.fourier.nComponents', F['model.fourier.nComponents'], {
    formula: 'error ~ 1 / √D',
  }),
  numberHelp('model.folds', F['model.folds'], {
    default: '0',
  }),
  choiceHelp<SvmSpec['calibration']>(
    'model.calibration',
    {
      label: say('Probabilities (Platt)'),
      help: say(
        'Rows that a sigmoid of the decision values is fitted to. They are held out of training; the model stays the same.',
      ),
      formula: 'p = 1 / (1 + exp(a f(x) + b))',
      default: 'none',
    },
    {
      none: [say('None'), say('decision values only')],
      validation: [say('On the validation rows'), say('needs rows kept for validation')],
      crossValidation: [say('By cross-validation'), say('on each fold’s own rows; needs folds')],
    },
  ),
];
