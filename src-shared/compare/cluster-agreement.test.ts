import { describe, expect, it } from 'vitest';
import { at } from '../present';
import {
  adjustedRandIndex,
  assignment,
  contingency,
  matchClusters,
  normalizedMutualInfo,
} from './cluster-agreement';

/** Values of scikit-learn 1.9.1's adjusted_rand_score and normalized_mutual_info_score. */
const many = Array.from({ length: 300 }, (_, i) => ((i * 7919) % 13) % 5);
const others = many.map((label, i) => (i % 3 === 0 ? label : ((i * 104729) % 17) % 4));
const GOLDEN: readonly (readonly [number[], number[], number, number])[] = [
  [[0, 0, 1, 1], [0, 0, 1, 2], 0.5714285714285714, 0.7999999999999999],
  [[0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 2, 0], -0.25, 0.3690702464285424],
  [[0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2], 0.24242424242424243, 0.5158037429793889],
  [many, others, 0.0920221872662182, 0.14284419212646607],
  [[0, 0, 0], [0, 0, 0], 1, 1],
  [[0, 1, 2], [0, 1, 2], 1, 1],
  [[0, 0, 0], [0, 1, 2], 0, 0],
];

describe('agreement of two clusterings', () => {
  it.each(GOLDEN)('of %j and %j is scikit-learn’s', (a, b, rand, information) => {
    for (const table of [contingency(a, b), contingency(b, a)]) {
      expect(adjustedRandIndex(table)).toBeCloseTo(rand, 12);
      expect(normalizedMutualInfo(table)).toBeCloseTo(information, 12);
    }
  });

  it('does not depend on how the clusters are numbered', () => {
    const renamed = contingency(
      many,
      others.map((label) => (label * 3 + 2) % 5),
    );
    expect(adjustedRandIndex(renamed)).toBeCloseTo(0.0920221872662182, 12);
    expect(normalizedMutualInfo(renamed)).toBeCloseTo(0.14284419212646607, 12);
  });

  it('counts rows by both labels, and refuses rows that do not match', () => {
    expect(contingency([0, 0, 1], [1, 0, 1])).toMatchObject({
      ka: 2,
      kb: 2,
      counts: Float64Array.of(1, 1, 0, 1),
      a: Float64Array.of(2, 1),
      b: Float64Array.of(1, 2),
    });
    expect(() => contingency([0], [0, 1])).toThrow(RangeError);
  });
});

describe(matchClusters, () => {
  const matched = (a: number[], b: number[]): number[] => [...matchClusters(contingency(a, b))];

  it('undoes a renumbering', () => {
    expect(matched([0, 0, 1, 1, 2, 2], [2, 2, 0, 0, 1, 1])).toEqual([1, 2, 0]);
  });

  it('takes the largest overlap of all, not the largest first', () => {
    // b 0 overlaps a 0 most (3), but giving a 0 to b 1 and a 1 to b 0 agrees on 5 rows instead of 3.
    const a = [0, 0, 0, 0, 0, 0, 1, 1];
    const b = [0, 0, 0, 1, 1, 1, 0, 0];
    expect(matched(a, b)).toEqual([1, 0]);
  });

  it('gives clusters that are left over numbers of their own', () => {
    expect(matched([0, 0, 0, 0, 1], [0, 1, 1, 2, 3]).sort()).toEqual([0, 1, 2, 3]);
    expect(matched([0, 0, 0, 0, 1], [0, 1, 1, 2, 3])[1]).toBe(0);
    expect(matched([0, 1, 2, 2], [0, 0, 1, 1])[1]).toBe(2);
  });
});

describe(assignment, () => {
  it('is the cheapest of all permutations', () => {
    let state = 7;
    const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
    for (let n = 1; n <= 6; n++) {
      for (let round = 0; round < 20; round++) {
        const cost = Array.from({ length: n * n }, () => Math.round(random() * 20) - 10);
        const total = (columns: ArrayLike<number>): number =>
          Array.from(columns).reduce((sum, column, row) => sum + at(cost, row * n + column), 0);
        const found = assignment(cost, n);
        expect([...found].sort()).toEqual(Array.from({ length: n }, (_, i) => i));
        const best = Math.min(...permutations(n).map(total));
        expect(total(found)).toBe(best);
      }
    }
  });
});

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, at) => [...rest.slice(0, at), n - 1, ...rest.slice(at)]),
  );
}
