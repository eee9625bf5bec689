import { describe, expect, it } from 'vitest';
import { RangeMark } from './range-mark.svelte';

describe(RangeMark, () => {
  it('runs from where it began to where it is, in either direction', () => {
    const mark = new RangeMark();
    mark.begin(5);
    mark.follow(9);
    expect([mark.range, mark.isOpen]).toEqual([[5, 9], true]);
    mark.follow(2);
    mark.end();
    expect([mark.range, mark.isOpen]).toEqual([[2, 5], false]);
    mark.follow(100);
    expect(mark.range).toEqual([2, 5]);
  });

  it('is set by one key at either end, and begun anew by a third', () => {
    const mark = new RangeMark();
    mark.toggle(3);
    expect(mark.isOpen).toBe(true);
    mark.toggle(7);
    expect([mark.range, mark.isOpen]).toEqual([[3, 7], false]);
    mark.toggle(20);
    expect([mark.range, mark.isOpen]).toEqual([[20, 20], true]);
    mark.toggle(20);
    expect(mark.range).toBeNull();
    mark.toggle(1);
    mark.clear();
    expect([mark.range, mark.isOpen]).toEqual([null, false]);
  });
});
