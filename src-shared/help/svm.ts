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
    { label: 'Loss', help: 'What a row costs that is not beyond its margin.', default: 'hinge' },
    {
      hinge: ['Hinge', 'linear in the distance to the margin', 'max(0, 1 - y f(x))'],
      squaredHinge: ['Squared hinge', 'far rows cost more; LinearSVC’s default', 'max(0, 1 - y f(x))²'],
    },
  ),
  numberHelp('model.maxIter', F['model.maxIter'], {
    label: 'Passes',
    help: 'Passes over the training rows, at most.',
    default: '1,000 with a tolerance, else 30',
  }),
  numberHelp('model.tol', F['model.svm.tol'], {
    formula: 'primal - dual ≤ tol · primal',
    default: '0.001; 0 where a document names the passes alone',
  }),
  choiceHelp<'auto' | 'false' | 'true'>(
    'model.shrinking',
    {
      label: 'Rows in a pass',
      help: 'Whether rows whose dual variable has settled at a bound are left out of a pass. The optimum is the same.',
      default: 'by the tolerance',
    },
    {
      auto: ['By the tolerance', 'leaves them out where there is a tolerance'],
      false: ['All rows', 'every pass visits all of them'],
      true: ['Only rows that are not settled (shrinking)', 'always leaves them out'],
    },
  ),
  CLASS_WEIGHT_HELP,
  otherHelp('model.fourier', {
    label: 'Boundary',
    help: 'Straight, or curved by random Fourier features, which come near to an SVM with a Gaussian kernel.',
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
      label: 'Probabilities (Platt)',
      help: 'Rows that a sigmoid of the decision values is fitted to. They are held out of training; the model stays the same.',
      formula: 'p = 1 / (1 + exp(a f(x) + b))',
      default: 'none',
    },
    {
      none: ['None', 'decision values only'],
      validation: ['On the validation rows', 'needs rows kept for validation'],
      crossValidation: ['By cross-validation', 'on each fold’s own rows; needs folds'],
    },
  ),
];
