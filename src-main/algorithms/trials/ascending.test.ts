import { describe, expect, it } from 'vitest';
import { Rng } from '../numeric/rng';
import { ascending } from './ascending';

/** As a stable sort by cells of 2^-38 of the range has it. */
function sorted(values: Float64Array, low: number, range: number): number[] {
  const cell = (k: number): number => Math.floor(((values[k] - low) / range) * 2 ** 38);
  return [...values.keys()].sort((a, b) => cell(a) - cell(b) || a - b);
}

describe('the order of values', () => {
  it('is that of a stable sort, of few and of many, with equals and both ends', () => {
    const rng = new Rng(4);
    for (const n of [0, 1, 2, 17, 1000])
      for (const digits of [1, 12]) {
        const values = Float64Array.from({ length: n }, () =>
          Number((-3 + 8 * rng.uniform()).toFixed(digits)),
        );
        if (n > 1) [values[0], values[1]] = [5, -3];
        expect([...ascending(values, n, -3, 8)]).toEqual(sorted(values, -3, 8));
      }
  });

  it('is of the first values alone, and tells no smaller differences apart', () => {
    expect([...ascending(Float64Array.of(2, 1, 0), 2, 0, 4)]).toEqual([1, 0]);
    expect([...ascending(Float64Array.of(1 + 1e-13, 1), 2, 0, 4)]).toEqual([0, 1]);
  });
});
