import { samplePlane, whyNoSample } from '../../contract/sample-plane';
import type { ComparePart } from '../../contract/view';
import ComparedMargin from './ComparedMargin.svelte';

/** SVMs side by side. */
export const svmCompare: ComparePart<'svm'> = {
  Picture: ComparedMargin,
  surface: () => null,
  whyNotDrawn: (_, sample) => whyNoSample(sample),
  plane: (_, sample) => samplePlane(sample),
  matched: () => null,
};
