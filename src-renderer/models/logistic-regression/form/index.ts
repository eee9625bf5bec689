import { say } from '../../../../src-shared/language/say';
import type { FormPart } from '../../contract/view';
import LogisticRegressionForm from './LogisticRegressionForm.svelte';

/** The settings of a logistic regression. */
export const logisticRegressionForm: FormPart<'logistic-regression'> = {
  Form: LogisticRegressionForm,
  unit: say('iterations'),
  endText: say(
    'Logistic regression ends when its tolerance is met, or after the iterations of the model panel.',
  ),
};
