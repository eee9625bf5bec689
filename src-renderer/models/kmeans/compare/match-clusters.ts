import {
  adjustedRandIndex,
  contingency,
  matchClusters,
  normalizedMutualInfo,
} from '../../../../src-shared/compare/cluster-agreement';
import { at } from '../../../../src-shared/present';
import type { PointSample } from '../../../../src-shared/run/live/frames';
import type { GroupedPoints, MatchedPicture } from '../../contract/view';

/** Whether two samples are of the same rows in the same order, whichever features they have. */
export function areSameRows(a: PointSample, b: PointSample): boolean {
  if (a.count !== b.count || a.totalRows !== b.totalRows) return false;
  const shared = a.features.flatMap((name, i) => {
    const j = b.features.indexOf(name);
    return j < 0 ? [] : [[i, j] as const];
  });
  if (shared.length === 0) return false;
  for (let row = 0; row < a.count; row++) {
    for (const [i, j] of shared) {
      const one = a.values[row * a.features.length + i];
      if (!Object.is(one, b.values[row * b.features.length + j])) return false;
    }
  }
  return true;
}

/**
 * Numbers the clusters of a run as those of the first one that they share most rows with.
 * @returns null where the runs do not draw the same rows: then there is nothing to match by
 */
export function matchToFirst(
  first: GroupedPoints<'kmeans'>,
  other: GroupedPoints<'kmeans'>,
  names: readonly string[],
): MatchedPicture<'kmeans'> | null {
  if (!areSameRows(first.sample, other.sample)) return null;
  const table = contingency(first.frame.labels, other.frame.labels);
  const width = other.sample.features.length;
  const k = other.frame.centers.length / width;
  const to = matchClusters(table);
  // A cluster without a point of the sample is in no table.
  let next = Math.max(first.frame.centers.length / first.sample.features.length, ...to.map((n) => n + 1));
  const numbers = Array.from({ length: k }, (_, cluster) => to[cluster] ?? next++);
  const count = Math.max(...numbers) + 1;
  const centers = new Float64Array(count * width).fill(NaN);
  const sizes = new Int32Array(count);
  const named = new Array<string>(count).fill('');
  numbers.forEach((number, cluster) => {
    centers.set(other.frame.centers.subarray(cluster * width, (cluster + 1) * width), number * width);
    sizes[number] = other.frame.sizes[cluster] ?? 0;
    named[number] = names[cluster] ?? '';
  });
  return {
    frame: { ...other.frame, centers, sizes, labels: other.frame.labels.map((label) => at(numbers, label)) },
    names: named,
    agreement: {
      rand: adjustedRandIndex(table),
      information: normalizedMutualInfo(table),
      rows: table.rows,
    },
  };
}
