import { say } from '../language/say';
import { LINEAR_REGRESSION_FIELDS } from '../models/linear-regression/fields';
import { LOGISTIC_REGRESSION_FIELDS } from '../models/logistic-regression/fields';
import type { LogisticRegressionSpec } from '../models/logistic-regression/schema';
import { CLASS_WEIGHT_HELP } from './class-weight';
import { choiceHelp, numberHelp, type SettingHelp } from './setting-help';

/** a is the intercept, b the coefficients, x the features as they are scaled. */
export const LINEAR_REGRESSION_HELP: readonly SettingHelp[] = [
  numberHelp('model.alpha', LINEAR_REGRESSION_FIELDS['model.alpha'], {
    formula: 'Σ (y - a - b·x)² + α ‖b‖² → min',
  }),
];

const F = LOGISTIC_REGRESSION_FIELDS;

/** p is the probability that the model gives to a row’s own class. */
export const LOGISTIC_REGRESSION_HELP: readonly SettingHelp[] = [
  choiceHelp<LogisticRegressionSpec['penalty']>(
    'model.penalty',
    {
      label: say('Penalty'),
      help: say('Whether large coefficients cost something. The intercept never does.'),
      default: 'none',
    },
    {
      none: [say('None: maximum likelihood'), say('with standard errors and p-values'), say('Σ ln p → max')],
      l2: ['L2', say('smaller coefficients, without standard errors'), say('Σ ln p - ‖b‖² / (2 C) → max')],
    },
  ),
  numberHelp('model.C', F['model.logistic.C'], {
    formula: '‖b‖² / (2 C)',
  }),
  CLASS_WEIGHT_HELP,
  numberHelp('model.maxIter', F['model.logistic.maxIter'], {
    formula: 'b ← b + I⁻¹ ∇',
  }),
  numberHelp('model.tol', F['model.logistic.tol']),
];
