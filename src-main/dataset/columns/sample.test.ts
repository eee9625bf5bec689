import { expect, it } from 'vitest';
import { pictureRows, sampleRows } from './sample';

it('random samples take every row equally often', () => {
  const hits = new Array<number>(10).fill(0);
  for (let seed = 0; seed < 5000; seed++) {
    const rows = sampleRows(10, { method: 'random', rows: 3, seed: null }, seed);
    expect(new Set(rows).size).toBe(3);
    for (const row of rows) hits[row]!++;
  }
  // 1,500 each; a standard deviation is 32.
  for (const hit of hits) expect(Math.abs(hit - 1500)).toBeLessThan(140);
});

it('pictures are drawn over fewer rows of a wide table', () => {
  const lengths = [2, 120, 121, 500, 1200, 10_000].map((width) => pictureRows(20_000, width).length);
  expect(lengths).toEqual([5000, 5000, 4958, 1200, 500, 500]);
  expect([...pictureRows(3, 500)]).toEqual([0, 1, 2]);
  expect([...pictureRows(1000, 9999).subarray(0, 3)]).toEqual([0, 2, 4]);
  expect(pictureRows(0, 0)).toHaveLength(0);
});
