import { describe, expect, it } from 'vitest';
import type { BarColumn, BinnedColumn } from '../../../src-shared/dataset/explore';
import { at } from '../../../src-shared/present';
import { barAt, histogramBox, shownBars, toBars } from './histogram-picture';

const NUMBERS: BinnedColumn = {
  name: 'n',
  type: 'number',
  shape: 'bins',
  missing: 0,
  bad: 0,
  low: 0,
  high: 4,
  counts: [3, 1],
  byClass: [
    [2, 0],
    [1, 1],
  ],
};
const CATEGORIES: BarColumn = {
  name: 'w',
  type: 'category',
  shape: 'bars',
  missing: 0,
  bad: 0,
  categories: ['a', 'b', 'c', 'd'],
  counts: [9, 5, 3, 1],
  other: { count: 4, categories: 2 },
  byClass: [[9, 5, 3, 1, 4]],
};

describe('histograms', () => {
  it('have one bar a bin, and one for all other words', () => {
    expect(toBars(NUMBERS)).toEqual([
      { from: 0, to: 0.5, count: 3, parts: [2, 1], label: '0 to 2' },
      { from: 0.5, to: 1, count: 1, parts: [0, 1], label: '2 to 4' },
    ]);
    expect(toBars(CATEGORIES)[4]).toMatchObject({ count: 4, parts: [4], label: '2 other values' });
  });

  it('show as many words as can be read, and the rest together', () => {
    const box = { left: 100, top: 0, width: 100, height: 46 };
    const bars = shownBars(CATEGORIES, box);
    expect(bars.map(({ label, count }) => [label, count])).toEqual([
      ['a', 9],
      ['b', 5],
      ['4 other values', 8],
    ]);
    expect(at(bars, 2).parts).toEqual([8]);
    expect(shownBars(CATEGORIES, { ...box, height: 400 })).toHaveLength(5);
  });

  it('find the bar under the pointer', () => {
    const box = histogramBox(NUMBERS, 216, 124, true);
    expect(box).toEqual({ left: 8, top: 6, width: 200, height: 100 });
    expect(barAt(NUMBERS, box, { x: 10, y: 50 })).toBe(0);
    expect(barAt(NUMBERS, box, { x: 150, y: 50 })).toBe(1);
    expect(barAt(NUMBERS, box, { x: 230, y: 50 })).toBeNull();
    expect(barAt(NUMBERS, box, { x: 150, y: 120 })).toBeNull();
    expect(barAt(CATEGORIES, { left: 100, top: 0, width: 100, height: 400 }, { x: 20, y: 30 })).toBe(1);
  });
});
