import { expect, it } from 'vitest';
import { parameterAxis } from './columns';
import { ParallelView } from './parallel-view.svelte';

it('axes are turned over with what is marked of them, and laid out anew without it', () => {
  const view = new ParallelView();
  const column = { key: 'rate', categories: null, values: Float64Array.of(1, 10, 100), isMetric: false };
  const axis = () => parameterAxis(column, view.choices['rate']);
  expect([axis().isLog, axis().toShare(1), axis().fromShare(0.5)]).toEqual([true, 0, '10']);
  view.brush('rate', [0, 0.25]);
  expect(view.isMarked).toBe(true);
  view.flip(axis());
  expect([axis().toShare(1), view.brushes]).toEqual([1, { rate: [0.75, 1] }]);
  expect(axis().fromShare(1)).toBe('1');
  view.toggleLog(axis());
  expect([axis().isLog, axis().toShare(1), view.isMarked]).toEqual([false, 1, false]);
  view.flip(axis());
  expect(axis().toShare(100)).toBe(1);
  const zero = { ...column, values: Float64Array.of(0, 1) };
  expect(parameterAxis(zero, { isLog: true })).toMatchObject({ isLog: false, canBeLog: false });
});
