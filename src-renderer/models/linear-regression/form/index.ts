import { say } from '../../../../src-shared/language/say';
import type { FormPart } from '../../contract/view';
import LinearRegressionForm from './LinearRegressionForm.svelte';

/** The settings of a linear regression. */
export const linearRegressionForm: FormPart<'linear-regression'> = {
  Form: LinearRegressionForm,
  unit: say('fits'),
  endText: say('Linear regression is solved at once.'),
};
