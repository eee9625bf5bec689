import { describe, expect, it } from 'vitest';
import { KeptRows } from './kept-rows';

describe(KeptRows, () => {
  it('keeps all rows while there is room, and evenly spread ones of more', () => {
    const kept = new KeptRows(8);
    for (let row = 0; row < 8; row++) kept.add(10 * row, -row);
    expect([0, 3, 7].map((row) => kept.at(row))).toEqual([
      [0, -0],
      [30, -3],
      [70, -7],
    ]);
    for (let row = 8; row < 1000; row++) kept.add(10 * row, -row);
    expect(kept.rows).toBe(1000);
    // Every 128th is left: 7 of them lie before row 1,000.
    for (let row = 0; row < 1000; row++) {
      const first = 128 * Math.floor(row / 128);
      expect(kept.at(row)).toEqual([10 * first, -first]);
    }
  });
});
