import { samplePlane, whyNoSample } from '../../contract/sample-plane';
import type { ComparePart } from '../../contract/view';
import ComparedClusters from './ComparedClusters.svelte';
import { matchToFirst } from './match-clusters';

/** Runs of k-means side by side. */
export const kmeansCompare: ComparePart<'kmeans'> = {
  Picture: ComparedClusters,
  surface: () => null,
  whyNotDrawn: (_, sample) => whyNoSample(sample),
  plane: (_, sample) => samplePlane(sample),
  matched: matchToFirst,
};
