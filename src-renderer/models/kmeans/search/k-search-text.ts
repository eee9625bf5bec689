import { say } from '../../../../src-shared/language/say';
import type { Elbow, ElbowPoint } from '../../../../src-shared/models/kmeans/clusters';
import { rowsPhrase } from '../../../../src-shared/run/figures/metric-labels';

/** Scores of each k, in the order of charts and columns. */
export const SCORES = ['inertia', 'silhouette', 'calinskiHarabasz', 'daviesBouldin'] as const;

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

/** Rows of the scores, within a sentence: "240 training rows, best of 10 starts each". */
export function scoredRows({ rows, nInit }: Pick<Elbow, 'rows' | 'nInit'>): string {
  return say('{rows}, best of {nInit} starts each', { rows: rowsPhrase(rows, 'training'), nInit });
}

/** Which way a silhouette is better, and of which rows it is where not of all. */
export function silhouetteNote({ rows, silhouetteRows }: Pick<Elbow, 'rows' | 'silhouetteRows'>): string {
  const drawn =
    silhouetteRows < rows
      ? say('; of {silhouetteRows} drawn at random', {
          silhouetteRows: rowsPhrase(silhouetteRows, 'training'),
        })
      : '';
  return say('−1 to 1, higher is better{drawn}', { drawn });
}
