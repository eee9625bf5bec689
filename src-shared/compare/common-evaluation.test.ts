import { describe, expect, it } from 'vitest';
import { commonRows, MIN_HELD_OUT } from './common-evaluation';

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe(commonRows, () => {
  it('are those that all have and none was trained on', () => {
    const a = { rowNumbers: [...range(0, 20), ...range(20, 50)], trainRows: 20 };
    const b = {
      rowNumbers: [...range(0, 5), ...range(30, 35), ...range(5, 30), ...range(35, 45)],
      trainRows: 10,
    };
    expect(commonRows([a, b])).toEqual({ rows: [...range(20, 30), ...range(35, 45)], isHeldOut: true });
  });

  it('are all common ones where too few were held out', () => {
    const few = { rowNumbers: range(0, 30), trainRows: 30 - MIN_HELD_OUT + 1 };
    expect(commonRows([few])).toEqual({ rows: range(0, 30), isHeldOut: false });
    expect(commonRows([few, { rowNumbers: range(100, 130), trainRows: 5 }]).rows).toEqual([]);
  });
});
