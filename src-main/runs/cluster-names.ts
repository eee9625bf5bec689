import { fail } from '../../src-shared/errors';
import { clusterName } from '../../src-shared/run/clusters';
import type { Prediction } from '../../src-shared/run/frames';
import type { RunRecord } from '../../src-shared/run/record';
import { STATUS_WORDS, TERMINAL } from '../../src-shared/run/status';

/** @throws BenchtopError where these cannot be the names of the run's clusters */
export function checkClusterNames({ experiment, status }: RunRecord, names: readonly string[]): void {
  const { model } = experiment;
  if (model.kind !== 'kmeans') throw fail('invalid-data', 'Only a k-means run has clusters to name.');
  if (!TERMINAL.has(status)) {
    throw fail(
      'conflict',
      `This run is ${STATUS_WORDS[status].toLowerCase()}: its clusters can be named once it is over.`,
    );
  }
  if (names.length !== 0 && names.length !== model.nClusters) {
    throw fail('invalid-data', `There are ${model.nClusters} clusters to name, not ${names.length}.`);
  }
  const shown = names.map((_, cluster) => clusterName(cluster, model.nClusters, names));
  const twice = shown.find((shownName, i) => shown.indexOf(shownName) !== i);
  if (twice !== undefined) {
    throw fail('invalid-data', `Two clusters would be called “${twice}”: give each a name of its own.`);
  }
}

/** Answers of k-means with what the clusters are called. */
export function withClusterNames(
  answers: readonly Prediction[],
  { experiment, clusterNames }: RunRecord,
): readonly Prediction[] {
  const { model } = experiment;
  if (model.kind !== 'kmeans') return answers;
  return answers.map(({ input, cluster, ...rest }) =>
    cluster === undefined
      ? { input, ...rest }
      : { input, cluster, clusterName: clusterName(cluster, model.nClusters, clusterNames), ...rest },
  );
}
