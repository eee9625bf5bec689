import { describe, expect, it } from 'vitest';
import { brushAfterKey, isWithin } from './brush';
import { parameterAxis } from './columns';

const column = (key: string, ...values: number[]) => ({
  key,
  categories: null,
  values: Float64Array.from(values),
  isMetric: false,
});

describe(isWithin, () => {
  const axes = [parameterAxis(column('rate', 0, 5, 10, NaN)), parameterAxis(column('units', 4, 2, 1, 3))];
  const rows = (brushes: Parameters<typeof isWithin>[1]): number[] =>
    [0, 1, 2, 3].filter((row) => isWithin(axes, brushes, row));

  it('is every run while nothing is marked', () => {
    expect(rows({})).toEqual([0, 1, 2, 3]);
  });

  it('is a run whose values lie in all that is marked, edges with it', () => {
    expect(rows({ rate: [0.5, 1] })).toEqual([1, 2]);
    expect(rows({ rate: [0, 0.5], units: [0.9, 1] })).toEqual([0]);
    expect(rows({ other: [0, 0.1] })).toEqual([0, 1, 2, 3]);
  });

  it('follows an axis that is turned over or logarithmic', () => {
    const turned = [parameterAxis(column('rate', 0, 5, 10, NaN), { isFlipped: true })];
    expect([0, 1, 2, 3].filter((row) => isWithin(turned, { rate: [0.6, 1] }, row))).toEqual([0]);
    const log = [parameterAxis(column('rate', 1, 2, 10), { isLog: true })];
    expect([0, 1, 2].filter((row) => isWithin(log, { rate: [0.25, 0.35] }, row))).toEqual([1]);
  });
});

describe(brushAfterKey, () => {
  const key = (name: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) => ({
    key: name,
    shiftKey: false,
    ctrlKey: false,
    ...held,
  });

  it('marks by Enter and clears by Enter or Esc', () => {
    expect(brushAfterKey(key('Enter'), null)).toEqual([0.5, 1]);
    expect(brushAfterKey(key('Enter'), [0, 1])).toBeNull();
    expect(brushAfterKey(key('Escape'), [0, 1])).toBeNull();
    expect(brushAfterKey(key('Escape'), null)).toBeUndefined();
    expect(brushAfterKey(key('ArrowUp'), null)).toBeUndefined();
    expect(brushAfterKey(key('a'), [0, 1])).toBeUndefined();
  });

  it('moves it within the axis, and each end by itself', () => {
    expect(brushAfterKey(key('ArrowDown'), [0.5, 1])).toEqual([0.45, 0.95]);
    expect(brushAfterKey(key('ArrowUp'), [0.5, 1])).toEqual([0.5, 1]);
    expect(brushAfterKey(key('ArrowDown', { shiftKey: true }), [0.5, 1])).toEqual([0.45, 1]);
    expect(brushAfterKey(key('ArrowDown', { ctrlKey: true }), [0.5, 1])).toEqual([0.5, 0.95]);
    expect(brushAfterKey(key('ArrowUp', { shiftKey: true }), [0.94, 1])).toEqual([0.95, 1]);
  });
});
