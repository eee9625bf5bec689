import { describe, expect, it } from 'vitest';
import { halvingRungs, ranked } from './rungs';

describe('successive halving', () => {
  it('trains fewer and fewer for longer and longer', () => {
    expect(halvingRungs(27, 5000, 3)).toEqual([
      { step: 185, count: 27 },
      { step: 556, count: 9 },
      { step: 1667, count: 3 },
      { step: 5000, count: 1 },
    ]);
    expect(halvingRungs(5, 100, 2)).toEqual([
      { step: 13, count: 5 },
      { step: 25, count: 3 },
      { step: 50, count: 2 },
      { step: 100, count: 1 },
    ]);
  });

  it('always begins with all trials, also of few steps', () => {
    expect(halvingRungs(100, 3, 3)).toEqual([
      { step: 1, count: 100 },
      { step: 3, count: 34 },
    ]);
    expect(halvingRungs(1, 10, 3)).toEqual([{ step: 10, count: 1 }]);
  });
});

describe('the ranking', () => {
  it('puts the best first, equals as they were, and no numbers last', () => {
    expect(ranked([3, NaN, 1, 3, 2], 'min')).toEqual([2, 4, 0, 3, 1]);
    expect(ranked([3, NaN, 1, 3, 2], 'max')).toEqual([0, 3, 4, 2, 1]);
    expect(ranked([Infinity, 1, NaN], 'max')).toEqual([0, 1, 2]);
  });
});
