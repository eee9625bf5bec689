import { say } from '../../../../src-shared/language/say';
import type { FormPart } from '../../contract/view';
import SvmForm from './SvmForm.svelte';

/** The settings of an SVM. */
export const svmForm: FormPart<'svm'> = {
  Form: SvmForm,
  unit: say('passes'),
  endText: say('The SVM trains until its tolerance is met or the passes of the model panel are used up.'),
};
