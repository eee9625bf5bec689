import { describe, expect, it } from 'vitest';
import { Rng } from '../../numeric/rng';
import { findRanges } from './ranges';
import { plainRanges } from './scaling';

describe(findRanges, () => {
  it.each([
    [1, 3],
    [5000, 1],
    [4097, 9],
    [8192, 33],
    [100, 130],
  ])('%i rows of %i features: the least and the largest of each', (rows, width) => {
    const rng = new Rng(rows + width);
    const bytes = 8 * width * (rows + 2);
    const pages = Math.ceil((512 + bytes) / 65_536);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const values = new Float64Array(memory.buffer, 512, rows * width);
    for (let i = 0; i < values.length; i++) values[i] = rng.normal() * 10 ** (i % width) - 3;
    // What is no number is passed over, and what is in the rows' place but for others is not looked at.
    if (rows > 1) values[0] = NaN;
    new Float64Array(memory.buffer, 512 + 8 * rows * width, 2 * width).fill(1e300);
    const points = { values, rows, width, weights: null };
    const found = findRanges(points, memory, true, { values: 512, ranges: 512 + 8 * rows * width });
    for (let j = 0; j < width; j++) {
      const own = Array.from({ length: rows }, (_, row) => values[row * width + j] ?? NaN).filter(
        (value) => !Number.isNaN(value),
      );
      expect(found.low[j]).toBe(Math.min(...own));
      expect(found.high[j]).toBe(Math.max(...own));
    }
    expect(found).toEqual(plainRanges(points));
  });
});
