import type { Elbow, ElbowPoint } from '../../../src-shared/run/clusters';

/** The k that each score likes best; null where it has no value at all. */
export interface BestScores {
  readonly silhouette: number | null;
  readonly calinskiHarabasz: number | null;
  readonly daviesBouldin: number | null;
}

export function bestScores({ points }: Elbow): BestScores {
  const best = (score: (point: ElbowPoint) => number | null, sign: 1 | -1): number | null => {
    let found: ElbowPoint | null = null;
    for (const point of points) {
      const value = score(point);
      if (value === null) continue;
      if (found === null || sign * value > sign * (score(found) ?? 0)) found = point;
    }
    return found?.k ?? null;
  };
  return {
    silhouette: best(({ silhouette }) => silhouette, 1),
    calinskiHarabasz: best(({ calinskiHarabasz }) => calinskiHarabasz, 1),
    daviesBouldin: best(({ daviesBouldin }) => daviesBouldin, -1),
  };
}
