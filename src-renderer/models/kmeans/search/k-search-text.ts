import { say } from '../../../../src-shared/language/say';
import type { Elbow, ElbowPoint } from '../../../../src-shared/models/kmeans/clusters';
import type { Stability } from '../../../../src-shared/models/kmeans/stability';
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

/** The k that gap statistic and prediction strength name, as one sentence. */
export function namedClusters({ gapK, strengthK }: Pick<Stability, 'gapK' | 'strengthK'>): string {
  if (gapK === null && strengthK === null)
    return say('Neither names a k of this range: the rows may have no clusters.');
  if (gapK === null)
    return say('Prediction strength names k = {strengthK}; the gap statistic names none of this range.', {
      strengthK: strengthK ?? '',
    });
  if (strengthK === null)
    return say('The gap statistic names k = {gapK}; prediction strength stays below 0.8 for every k.', {
      gapK,
    });
  if (gapK === strengthK) return say('Both name k = {gapK}.', { gapK });
  return say(
    'The gap statistic names k = {gapK}, prediction strength k = {strengthK}: a k that only one names is a guess.',
    { gapK, strengthK },
  );
}

/** Which rows a stability is of, and what was drawn from them. */
export function stabilityRows({
  rows,
  allRows,
  resamples,
  halves,
  references,
}: Omit<Stability, 'points' | 'gapK' | 'strengthK'>): string {
  const of = rowsPhrase(allRows, 'training');
  const used = rows < allRows ? say('{rows} of {of}', { rows, of }) : of;
  return say(
    'Of {used}: agreement over {resamples} resamples of 80 %, strength over {halves} halvings, gap beside {references} tables without clusters.',
    { used, resamples, halves, references },
  );
}
