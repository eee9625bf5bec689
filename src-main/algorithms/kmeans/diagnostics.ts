import type { Finding } from '../../../src-shared/run/live/guidance';
import type { ModelDiagnostics } from '../contract/diagnostics';
import { formatStatistic } from '../guidance/format';

/** What there is to warn of in clusters: those without rows, and distances that see one column alone. */
export const kmeansDiagnostics: ModelDiagnostics<'kmeans'> = {
  watchMetrics: () => null,
  unequalSpreads: () => 'the other hardly counts in the distances',
  findUnscaled: () => null,
  findInModel: (_experiment, _data, { step }, result) =>
    result === null ? [] : emptyCluster(result.clusterSizes, step),
  explainNotFinite: (_, message, step) => ({ kind: 'notFinite', message, step, offer: null }),
};

function emptyCluster(sizes: readonly number[], step: number): Finding[] {
  const empty = sizes.filter((size) => size === 0).length;
  if (empty === 0) return [];
  const left = sizes.length - empty;
  return [
    {
      kind: 'emptyCluster',
      message: `${formatStatistic(empty)} of the ${formatStatistic(sizes.length)} clusters ${empty === 1 ? 'has' : 'have'} no row at the end: the data does not fall into as many.`,
      step,
      offer: {
        kind: 'copy',
        label: `Edited copy with ${formatStatistic(left)} clusters`,
        step,
        changes: [{ path: 'model.nClusters', value: left }],
      },
    },
  ];
}
