import { say } from '../../../../src-shared/language/say';
import type { FormPart } from '../../contract/view';
import NetworkForm from './NetworkForm.svelte';

/** The settings of a network. */
export const networkForm: FormPart<'network'> = { Form: NetworkForm, unit: say('steps'), endText: '' };
