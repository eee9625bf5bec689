import { expect, it } from 'vitest';
import type { GroupTraces } from './traces';
import { meanLine } from './mean-line';

const traces: GroupTraces = {
  metric: 'loss',
  metrics: ['loss'],
  step: Float64Array.of(10, 20, 30, 40),
  runs: ['a', 'b', 'c'],
  values: Float64Array.of(1, 2, 3, NaN, 3, 4, NaN, NaN, 5, Infinity, 7, NaN),
};

it('is the mean of those runs that have a number, as far as all of them went', () => {
  expect(meanLine(traces, 'range')).toEqual({
    step: [10, 20],
    mean: [3, 3],
    low: [1, 2],
    high: [5, 4],
    n: [3, 2],
  });
  expect(meanLine(traces, 'std').high).toEqual([5, 3 + Math.SQRT2]);
});

it('goes on where the run that ended early is not counted, and is nowhere without any', () => {
  const { step, mean, n } = meanLine(traces, 'range', (id) => id !== 'b');
  expect([step, mean, n]).toEqual([
    [10, 20, 30],
    [3, 2, 5],
    [2, 1, 2],
  ]);
  expect(meanLine(traces, 'range', () => false).step).toEqual([]);
});
