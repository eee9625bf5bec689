import { describe, expect, it } from 'vitest';
import { scoredRows, SCORES, silhouetteNote } from './k-search-text';
import { metricLabel } from '../../../../src-shared/run/figures/metric-labels';

describe('the scores of a search for k', () => {
  it('say that they are of training rows', () => {
    expect(SCORES.map(metricLabel)).toEqual([
      'Training inertia',
      'Training silhouette',
      'Training Calinski-Harabasz',
      'Training Davies-Bouldin',
    ]);
    expect(scoredRows({ rows: 1240, nInit: 10 })).toBe('1,240 training rows, best of 10 starts each');
  });

  it('say where a silhouette is of some of them', () => {
    expect(silhouetteNote({ rows: 5000, silhouetteRows: 5000 })).toBe('−1 to 1, higher is better');
    expect(silhouetteNote({ rows: 9000, silhouetteRows: 5000 })).toBe(
      '−1 to 1, higher is better; of 5,000 training rows drawn at random',
    );
  });
});
