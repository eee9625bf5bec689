import { say } from '../../../../src-shared/language/say';
import { formatCount } from '../../../text/format';
import { lastStep, metricFact, type Fact } from '../../contract/facts';
import type { RunOf } from '../../contract/run-of';

/** Statistics of k-means: J, inertia, rounds, the best start, sizes of the clusters. */
export function kmeansFacts(run: RunOf<'kmeans'>): Fact[] {
  return [
    ...metricFact(run, 'meanSquaredDistance'),
    ...metricFact(run, 'inertia'),
    { label: say('Iterations'), value: formatCount(lastStep(run)) },
    ...startFacts(run),
    ...clusterSizes(run),
  ];
}

/** Which start is the result, and empty clusters that were given a row. */
function startFacts({ result }: RunOf<'kmeans'>): Fact[] {
  if (result === null) return [];
  const { starts, bestStart, relocated } = result;
  return [
    ...(starts.length > 1 && bestStart !== null
      ? [
          {
            label: say('Best restart'),
            value: formatCount(bestStart),
            detail: `of ${formatCount(starts.length)}`,
          },
        ]
      : []),
    ...(relocated > 0
      ? [
          {
            label: say('Empty clusters'),
            value: formatCount(relocated),
            detail: say('moved to a far row'),
            title: say(
              'So often a centre without rows (in mini-batches: with far too few) was moved to another row',
            ),
          },
        ]
      : []),
  ];
}

function clusterSizes({ frame }: RunOf<'kmeans'>): Fact[] {
  const sizes = frame === null ? [] : [...frame.sizes];
  if (sizes.length === 0) return [];
  return [
    {
      label: say('Cluster sizes'),
      value: `${formatCount(Math.min(...sizes))} to ${formatCount(Math.max(...sizes))}`,
      detail: say('training rows, k = {sizes}', { sizes: sizes.length }),
    },
  ];
}
