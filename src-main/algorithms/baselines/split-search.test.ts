import { describe, expect, it } from 'vitest';
import { Rng } from '../numeric/rng';
import { SplitSearch } from './split-search';

/** Weighted squares of the classes' shares on both sides, tried for every threshold: what Gini's impurity is lowered by. */
function bestByTrying(values: readonly number[], target: readonly number[], weights: readonly number[]) {
  const gain = (rank: number): number => {
    let sum = 0;
    for (const isLeft of [true, false]) {
      const own = values.flatMap((value, i) => (value <= rank === isLeft ? [i] : []));
      const total = own.reduce((all, i) => all + (weights[i] ?? 0), 0);
      if (total === 0) return -1;
      for (const unit of new Set(target)) {
        const share = own.reduce((all, i) => all + (target[i] === unit ? (weights[i] ?? 0) : 0), 0) / total;
        sum += total * share * share;
      }
    }
    return sum;
  };
  const ranks = [...new Set(values)].sort((a, b) => a - b).slice(0, -1);
  return ranks.reduce((best, rank) => (gain(rank) > gain(best) + 1e-9 ? rank : best), ranks[0] ?? -1);
}

describe('the split of a node', () => {
  // Insertion, counting, cells of values and classes, and sorting.
  it.each([
    [12, 4, 3],
    [60, 50, 3],
    [200, 5, 4],
    [40, 900, 2],
  ])(
    'of %i rows with %i values and %i classes is the one that trying all of them finds',
    (rows, distinct, classes) => {
      const rng = new Rng(rows);
      const values = Array.from({ length: rows }, () => rng.integer(distinct));
      const target = values.map((value) =>
        rng.uniform() < 0.6 ? Math.floor((classes * value) / distinct) : rng.integer(classes),
      );
      const weights = values.map(() => 1 + rng.integer(3));
      const search = new SplitSearch(
        {
          columns: {
            width: 1,
            rows,
            ranks: Int32Array.from(values),
            values: [Float64Array.from({ length: distinct }, (_, rank) => 10 * rank)],
          },
          target: Float64Array.from(target),
          classes,
        },
        Float64Array.from(weights),
      );
      const all = Int32Array.from(values, (_, i) => i);
      search.begin(all);
      expect(search.look(all, 0)).toBe(true);
      expect(search.best?.rank).toBe(bestByTrying(values, target, weights));
    },
  );

  it('is none where all rows have one value', () => {
    const rows = Int32Array.from({ length: 60 }, (_, i) => i);
    const search = new SplitSearch(
      {
        columns: {
          width: 1,
          rows: 60,
          ranks: new Int32Array(60).fill(1),
          values: [Float64Array.of(1, 2, 3)],
        },
        target: Float64Array.from(rows, (i) => i % 2),
        classes: 2,
      },
      new Float64Array(60).fill(1),
    );
    search.begin(rows);
    expect(search.look(rows, 0)).toBe(false);
    expect(search.best).toBeNull();
  });
});
