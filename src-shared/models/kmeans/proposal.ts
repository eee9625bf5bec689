import { say } from '../../language/say';
import { USUAL_TRAINING, type ProposalRules } from '../contract/proposal';
import { KMEANS_FIELDS } from './fields';
import type { KMeansSpec } from './schema';

/** Starts of k-means: with one, a bad start is the result as often as not. */
const STARTS = 10;
/** Clusters that the schema begins with. */
const CLUSTERS = KMEANS_FIELDS['model.nClusters'].default;

/** k-means gets the units as they are, for in them its clusters are described; ten starts. */
export const kmeansProposal: ProposalRules<KMeansSpec> = {
  proposedFor: 'noTarget',
  scalesFeatures: false,
  scalesTarget: false,
  model: ({ rows }) => ({
    settings: {
      kind: 'kmeans',
      nInit: STARTS,
      ...(rows < CLUSTERS ? { nClusters: Math.max(1, rows) } : {}),
    },
    reasons: [
      ...(rows < CLUSTERS ? [{ field: 'model.nClusters', text: say('a cluster for each row') }] : []),
      { field: 'model.nInit', text: say('the best of 10 starts is kept') },
    ],
  }),
  training: () => USUAL_TRAINING,
  initial: { kind: 'kmeans', nInit: STARTS },
  forTarget: (model) => model,
};
