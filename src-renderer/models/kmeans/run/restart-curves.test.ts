import { describe, expect, it } from 'vitest';
import { at } from '../../../../src-shared/present';
import type { RunResult } from '../../../../src-shared/run/record/record';
import { restartCurves, shownCurves, type RestartCurve } from './restart-curves';

/** Step, restart, J; the rows of the history also hold what each start was drawn with. */
const rows = [
  [1, 1, 9],
  [2, 1, 5],
  [3, 2, 8],
  [4, 2, 7],
  [5, 1, 5],
] as const;
const metrics = {
  step: Float64Array.from(rows, ([step]) => step),
  elapsedMs: new Float64Array(5),
  series: {
    inertia: Float64Array.from(rows, ([, , j]) => 10 * j),
    meanSquaredDistance: Float64Array.from(rows, ([, , j]) => j),
    nIter: Float64Array.of(1, 2, 1, 2, 2),
  },
};
const history = {
  step: Float64Array.of(1, 1, 2, 3, 3, 4, 5),
  columns: ['restart', 'c0.x'],
  values: Float64Array.of(1, 0, 1, 0, 1, 0, 2, 0, 2, 0, 2, 0, 1, 0),
};
const result: RunResult = {
  kind: 'kmeans',
  clusterCenters: [[0]],
  clusterSizes: [10],
  starts: [
    { inertia: 50, nIter: 2 },
    { inertia: 65, nIter: 3 },
  ],
  bestStart: 1,
  relocated: 0,
};

describe('restartCurves', () => {
  it('parts the log by start, and ends the last on its own figures', () => {
    const curves = restartCurves(metrics, history, result);
    expect(curves.map(({ restart, x, y, isBest }) => [restart, [...x], [...y], isBest])).toEqual([
      [1, [1, 2], [9, 5], true],
      [2, [1, 2, 3], [8, 7, 6.5], false],
    ]);
  });

  it('marks the lowest end so far while it trains', () => {
    const live = restartCurves(metrics, history, null);
    expect(live.map(({ isBest, y }) => [isBest, [...y]])).toEqual([
      [true, [9, 5]],
      [false, [8, 7]],
    ]);
    expect(restartCurves(metrics, null, null)).toEqual([]);
  });

  it('shows the best and an even choice of many', () => {
    const many: RestartCurve[] = Array.from({ length: 100 }, (_, i) => ({
      restart: i + 1,
      x: Float64Array.of(1),
      y: Float64Array.of((i * 37) % 100),
      isBest: i === 0,
    }));
    const shown = shownCurves(many, 10);
    expect(shown).toHaveLength(10);
    expect(shown.filter(({ isBest }) => isBest)).toHaveLength(1);
    const ends = shown.map(({ y }) => at(y, 0)).sort((a, b) => a - b);
    expect(ends[1]).toBe(1);
    expect(ends[9]).toBe(99);
    expect(shownCurves(many, 100)).toEqual(many);
  });
});
