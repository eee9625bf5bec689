import type { Finding } from '../../../src-shared/run/live/guidance';
import type { ModelDiagnostics } from '../contract/diagnostics';
import { counted, sentence } from '../../../src-shared/language/sentence';
import { finding, notFinite, offer } from '../guidance/offers';

/** What there is to warn of in clusters: those without rows, and distances that see one column alone. */
export const kmeansDiagnostics: ModelDiagnostics<'kmeans'> = {
  watchMetrics: () => null,
  unequalSpreads: () => sentence('the other hardly counts in the distances'),
  findUnscaled: () => null,
  findInModel: (_experiment, _data, { step }, result) =>
    result === null ? [] : emptyCluster(result.clusterSizes, step),
  explainNotFinite: (_, error, step) => notFinite(error, step),
};

function emptyCluster(sizes: readonly number[], step: number): Finding[] {
  const empty = sizes.filter((size) => size === 0).length;
  if (empty === 0) return [];
  const left = sizes.length - empty;
  const values = { empty: counted(empty), clusters: counted(sizes.length) };
  return [
    finding(
      'emptyCluster',
      empty === 1
        ? sentence(
            '{empty} of the {clusters} clusters has no row at the end: the data does not fall into as many.',
            values,
          )
        : sentence(
            '{empty} of the {clusters} clusters have no row at the end: the data does not fall into as many.',
            values,
          ),
      step,
      offer('copy', sentence('Edited copy with {left} clusters', { left: counted(left) }), step, [
        { path: 'model.nClusters', value: left },
      ]),
    ),
  ];
}
