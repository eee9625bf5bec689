import { samplePlane } from '../../contract/sample-plane';
import type { ComparePart } from '../../contract/view';
import ComparedMargin from './ComparedMargin.svelte';

/** SVMs side by side. */
export const svmCompare: ComparePart<'svm'> = {
  Picture: ComparedMargin,
  surface: () => null,
  plane: (_, sample) => samplePlane(sample),
  matched: () => null,
};
