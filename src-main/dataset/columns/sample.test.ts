import { expect, it } from 'vitest';
import { sampleRows } from './sample';

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
