import { say } from '../../../../src-shared/language/say';
import type { FormPart } from '../../contract/view';
import KMeansForm from './KMeansForm.svelte';

/** The settings of k-means. */
export const kmeansForm: FormPart<'kmeans'> = {
  Form: KMeansForm,
  unit: say('iterations'),
  endText: say('k-means trains until the tolerance is met or the maximum number of iterations is reached.'),
};
