import { say } from '../../../src-shared/language/say';
import { clusterName } from '../../../src-shared/models/kmeans/clusters';
import type { ModelView } from '../contract/view';

/** Answers that are the number of a cluster. */
const CLUSTERS: ReadonlySet<string> = new Set(['cluster', 'secondCluster']);

/** Views of k-means: form, runs, comparison. */
export const kmeans: ModelView<'kmeans'> = {
  describe: ({ nClusters, init }) => `k-means · k = ${nClusters} · ${init}`,
  pictureTitle: () => say('Clusters'),
  outputActivation: () => null,
  answerText: (name, value, { model, clusterNames }) =>
    CLUSTERS.has(name) ? clusterName(value, model.nClusters, clusterNames) : null,
  form: async () => (await import('./form')).kmeansForm,
  run: async () => (await import('./run')).kmeansRun,
  compare: async () => (await import('./compare')).kmeansCompare,
};
