import { describe, expect, it } from 'vitest';
import { mergeItems, spreadItems } from './alignment';
import { Rng } from './rng';

describe('spreadItems', () => {
  it('puts items where they fit best, in their order', () => {
    const kinds = ['a', 'b', 'c', 'a', 'd'];
    const items = ['b', 'a'];
    const { slots, cost } = spreadItems(2, 5, (i, j) => (items[i] === kinds[j] ? 0 : 1), 0.25);
    expect([[...slots], cost]).toEqual([[1, 3], 0.75]);
  });

  it('is the cheapest of all ways', () => {
    const rng = new Rng(3);
    for (let round = 0; round < 100; round++) {
      const [items, slots] = [1 + rng.integer(3), 4 + rng.integer(2)];
      const costs = Array.from({ length: items * slots }, () => rng.integer(8));
      const costAt = (i: number, j: number): number => costs[i * slots + j];
      const every = (i: number, from: number): number[] =>
        i === items
          ? [0]
          : Array.from({ length: slots - from }, (_, k) => from + k).flatMap((j) =>
              every(i + 1, j + 1).map((rest) => rest + costAt(i, j)),
            );
      const found = spreadItems(items, slots, costAt, 0.5);
      expect(found.cost).toBe(Math.min(...every(0, 0)) + 0.5 * (slots - items));
      const own = found.slots.reduce((sum, j, i) => sum + costAt(i, j), 0);
      expect(own + 0.5 * (slots - items)).toBe(found.cost);
    }
  });
});

describe('mergeItems', () => {
  it('merges neighbours, or leaves one over', () => {
    // The first place takes two items for nothing; any other merge, and what is left over, costs 1.
    const merge = (from: number, count: number): number =>
      count === 1 || (from === 0 && count === 2) ? 0 : count;
    expect(mergeItems(4, 3, merge, () => 1)).toEqual({
      merged: [
        { from: 0, count: 2 },
        { from: 2, count: 1 },
        { from: 3, count: 1 },
      ],
      cost: 0,
    });
    expect(
      mergeItems(
        3,
        2,
        (_, count) => (count === 1 ? 0 : 5),
        (item) => (item === 1 ? 1 : 2),
      ),
    ).toEqual({
      merged: [
        { from: 0, count: 1 },
        { from: 2, count: 1 },
      ],
      cost: 1,
    });
  });
});
