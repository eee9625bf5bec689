import { say } from '../../language/say';
import type { ForkRules } from '../contract/fork';
import type { KMeansSpec } from './schema';

/** A fork of k-means keeps its centres. */
export const kmeansFork: ForkRules<KMeansSpec> = {
  changeable: [/^model\.(init|nInit|maxIter|tol|tolOn)$/],
  reasons: [[/^model\.nClusters$/, say('the checkpoint holds this many centres')]],
  problems: () => [],
  end: () => null,
  begin: (settings) => settings,
};
