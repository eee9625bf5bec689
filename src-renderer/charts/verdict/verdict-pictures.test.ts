import { describe, expect, it } from 'vitest';
import { judge } from '../../../src-shared/compare/verdict/judge';
import type { Verdict } from '../../../src-shared/compare/verdict/verdict';
import { correctedResampledT } from '../../../src-shared/statistics/corrected-t';
import { friedman } from '../../../src-shared/statistics/friedman';
import { posteriorDensities, posteriorFigure } from './posterior-picture';
import { equalRanges, rankFigure } from './rank-picture';

const HEADING = { name: 'n', title: 't', caption: 'c' };

function verdict(differences: readonly number[], lowerIsBetter: boolean): Verdict {
  const { n, df, mean, error, pValue, low, high } = correctedResampledT(differences, 0.25);
  const side = { id: 'a', name: 'A', mean: 1, sd: 0.1 };
  return judge(
    {
      a: side,
      b: { ...side, id: 'b', name: 'B' },
      metric: lowerIsBetter ? 'valLoss' : 'valAccuracy',
      lowerIsBetter,
      test: 'corrected resampled t',
      ...{ n, df, estimate: mean, interval: [low, high], error, pValue, differences },
      ...{ testTrainRatio: 0.25, pairs: 'folds', over: '5 folds', rows: '5 folds of 10 rows', notes: [] },
    },
    0.01,
  );
}

describe('the picture of what is known', () => {
  const input = { verdicts: [verdict([0.1, 0.2, 0.15, 0.12, 0.18], false)], axis: 'gain' };

  it('has a density whose area is 1, most of it where the interval is', () => {
    const [density] = posteriorDensities(input);
    if (density === undefined) throw new Error('No density');
    const step = (density.x[1] ?? 0) - (density.x[0] ?? 0);
    const area = (is: (x: number) => boolean): number =>
      density.y.reduce((sum, y, i) => sum + (is(density.x[i] ?? 0) ? y * step : 0), 0);
    expect(area(() => true)).toBeGreaterThan(0.98);
    expect(area(() => true)).toBeLessThan(1.01);
    expect(area((x) => x > density.interval[0] && x < density.interval[1])).toBeCloseTo(0.95, 1);
  });

  it('draws a smaller loss to the right, and has its values as a table', () => {
    const loss = { verdicts: [verdict([-0.1, -0.2, -0.15, -0.12, -0.18], true)], axis: 'gain' };
    expect(posteriorDensities(loss)[0]?.mean).toBeCloseTo(0.15, 12);
    const { columns, rows } = posteriorFigure(HEADING, loss).table();
    expect(columns).toEqual(['of', 'gain', 'density']);
    expect(rows).toHaveLength(201);
  });

  it('leaves out what has no spread', () => {
    expect(posteriorDensities({ verdicts: [verdict([0.1, 0.1, 0.1], false)], axis: '' })).toEqual([]);
  });
});

describe('the critical-difference diagram', () => {
  const ranks = (meanRanks: readonly number[], criticalDifference: number) => ({
    ...friedman([meanRanks, meanRanks], true),
    ...{ meanRanks, criticalDifference, blocks: 10, names: meanRanks.map((_, i) => `m${i}`) },
  });

  it('joins ranks that are closer than the critical difference, each range as far as it goes', () => {
    expect(equalRanges(ranks([1, 1.5, 2.8, 4], 1.4))).toEqual([
      [1, 1.5],
      [1.5, 2.8],
      [2.8, 4],
    ]);
    expect(equalRanges(ranks([4, 1, 2.8, 1.5], 2))).toEqual([
      [1, 2.8],
      [2.8, 4],
    ]);
    expect(equalRanges(ranks([1, 2, 3], 0.5))).toEqual([]);
    expect(equalRanges(ranks([1, 2, 3], 5))).toEqual([[1, 3]]);
  });

  it('has the ranks as a table, the best first', () => {
    expect(rankFigure(HEADING, ranks([2, 1, 3], 0.5)).table().rows).toEqual([
      ['m1', 1, 0.5],
      ['m0', 2, 0.5],
      ['m2', 3, 0.5],
    ]);
  });
});
