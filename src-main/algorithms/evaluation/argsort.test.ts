import { describe, expect, it } from 'vitest';
import { finish } from '../explore/slices';
import { Rng } from '../numeric/rng';
import { descendingOrder } from './argsort';

/** Descending order by the language's own stable sort. */
function expected(values: Float64Array): number[] {
  return Array.from(values, (_, i) => i).sort((a, b) => values[b] - values[a] || a - b);
}

describe(descendingOrder, () => {
  it('orders from the largest down, equal values as they came', () => {
    const values = Float64Array.of(0.5, -1, 0.5, 3, -0, 0, -1e-300, 1e300);
    expect([...finish(descendingOrder(values))]).toEqual([7, 3, 0, 2, 4, 5, 6, 1]);
    expect([...finish(descendingOrder(new Float64Array(0)))]).toEqual([]);
  });

  it.each([
    ['all magnitudes', (rng: Rng) => (rng.uniform() - 0.5) * 10 ** (600 * rng.uniform() - 300)],
    ['many ties', (rng: Rng) => Math.round(20 * rng.uniform()) / 20],
    ['close together', (rng: Rng) => 1 + rng.uniform() * 1e-12],
    ['all the same', () => 0.25],
  ])('is that of a stable sort: %s', (_, draw) => {
    const rng = new Rng(5);
    // More than one slice.
    const values = Float64Array.from({ length: 140_000 }, () => draw(rng));
    const before = values.slice();
    const sorted = expected(values);
    const order = finish(descendingOrder(values));
    // One by one: comparing long arrays as a whole takes seconds.
    expect(order).toHaveLength(sorted.length);
    expect(sorted.findIndex((row, index) => order[index] !== row)).toBe(-1);
    expect(values.findIndex((value, row) => !Object.is(value, before[row]))).toBe(-1);
  });
});
