import { expect, it } from 'vitest';
import {
  closeLogTicks,
  formatLinearTick,
  formatLogTicks,
  formatTick,
  linearAxis,
  linearTicks,
  logAxis,
} from './ticks';
import { padRange } from '../../values/range';

it('places round ticks inside the range, without rounding noise', () => {
  expect(linearTicks([0, 5000], 5)).toEqual([0, 1000, 2000, 3000, 4000, 5000]);
  expect(linearTicks([-5.4, 5.4], 5)).toEqual([-4, -2, 0, 2, 4]);
  expect(linearTicks([0, 1], 2)).toEqual([0, 0.5, 1]);
  expect(linearTicks([0, 0.3], 3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(linearTicks([2, 2], 4).length).toBeLessThan(3);
});

it('writes ticks with a true minus, thousands apart and small powers short', () => {
  expect([1, 0.1, 0.01, 1e-3, 1e-5, 2e-4, 25000, -4, 1e7, 0, 0.5].map(formatTick)).toEqual([
    '1',
    '0.1',
    '0.01',
    '1e−3',
    '1e−5',
    '2e−4',
    '25,000',
    '−4',
    '1e7',
    '0',
    '0.5',
  ]);
  expect(formatTick(0.30000000000000004)).toBe('0.3');
  expect(formatLinearTick(0.005, 0.005)).toBe('0.005');
  expect(formatLinearTick(-0.002, 0.001)).toBe('−0.002');
});

it('ends a logarithmic axis on powers of ten', () => {
  expect(logAxis(1.3e-4, 0.25, 8)).toEqual({
    min: 1e-4,
    max: 1,
    ticks: [1e-4, 1e-3, 0.01, 0.1, 1],
  });
  expect(logAxis(1e-30, 1, 6).ticks.length).toBeLessThanOrEqual(6);
});

it('comes closer where the values span little', () => {
  const { min, max, ticks } = logAxis(17.9, 20.4, 6);
  expect(min).toBeGreaterThan(15);
  expect(max).toBeLessThan(23);
  expect(ticks.length).toBeGreaterThan(2);
});

it('spreads the ticks of a few powers of ten over all of the axis', () => {
  expect(closeLogTicks([0.04, 0.62], 6)).toEqual([0.05, 0.1, 0.2, 0.5]);
  expect(closeLogTicks([0.04, 0.62], 8)).toEqual([0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5]);
  expect(closeLogTicks([0.9, 90], 5)).toEqual([1, 3, 10, 30]);
  expect(closeLogTicks([17, 21], 5)).toEqual([17, 18, 19, 20, 21]);
  expect(closeLogTicks([0, 1], 5)).toEqual([]);
});

it('writes all ticks of a logarithmic axis in one notation', () => {
  expect(formatLogTicks([1e-3, 0.01, 0.1, 1, 10])).toEqual(['0.001', '0.01', '0.1', '1', '10']);
  expect(formatLogTicks([0.002, 0.005, 2500])).toEqual(['0.002', '0.005', '2,500']);
  expect(formatLogTicks([1e-6, 1e-4, 0.01, 1, 100])).toEqual(['1e−6', '1e−4', '1e−2', '1', '1e2']);
});

it('has an axis for nothing, for one value and for values that are not positive', () => {
  expect(logAxis(0, 0, 5)).toEqual({ min: 0.1, max: 1, ticks: [0.1, 1] });
  const one = linearAxis(3, 3, 5);
  expect(one.min).toBeLessThan(3);
  expect(one.max).toBeGreaterThan(3);
  expect(padRange([NaN, NaN], 0.1)).toEqual([0, 1]);
  expect(linearAxis(0, 0.25, 5)).toMatchObject({ min: 0, max: 0.25 });
});
