import { describe, expect, it } from 'vitest';
import type { MetricColumns } from '../../../src-shared/run/live/frames';
import { compareMetrics, relativeDifference } from './compare-metrics';

function log(step: number[], series: Record<string, number[]>): MetricColumns {
  return {
    step: Float64Array.from(step),
    elapsedMs: Float64Array.from(step, () => Math.PI),
    series: Object.fromEntries(
      Object.entries(series).map(([name, values]) => [name, Float64Array.from(values)]),
    ),
  };
}

describe('two logs', () => {
  it('that are the same have no difference, not a number included', () => {
    const one = log([1, 2, 3], { loss: [0.5, NaN, Infinity], accuracy: [0, 1, 1] });
    expect(compareMetrics(one, one)).toEqual({
      steps: 3,
      logged: [3, 3],
      first: null,
      largest: null,
      unshared: [],
    });
  });

  it('tell the first step that differs, and the largest difference', () => {
    const one = log([10, 20, 30, 40], { loss: [1, 0.5, 0.4, 0.3], accuracy: [0.5, 0.5, 0.75, 1] });
    const other = log([10, 20, 30, 40], { loss: [1, 0.5, 0.41, 0.2], accuracy: [0.5, 0.5, 0.5, 1] });
    const { first, largest, steps } = compareMetrics(one, other);
    expect(steps).toBe(4);
    // Of both that differ at step 30 the one that differs more.
    expect(first).toEqual({ step: 30, metric: 'accuracy', values: [0.75, 0.5], relative: 0.25 / 0.75 });
    expect(largest).toMatchObject({ step: 30, metric: 'accuracy' });
  });

  it('are compared at the steps that both have', () => {
    const one = log([1, 2, 4, 8], { loss: [1, 2, 3, 4] });
    const other = log([2, 3, 4], { loss: [2, 9, 5], r2: [0, 0, 0] });
    expect(compareMetrics(one, other)).toEqual({
      steps: 2,
      logged: [4, 3],
      first: { step: 4, metric: 'loss', values: [3, 5], relative: 0.4 },
      largest: { step: 4, metric: 'loss', values: [3, 5], relative: 0.4 },
      unshared: ['r2'],
    });
    expect(compareMetrics(log([], { loss: [] }), other).steps).toBe(0);
  });
});

describe('a relative difference', () => {
  it('is a share of the larger one', () => {
    expect(relativeDifference(1, 1)).toBe(0);
    expect(relativeDifference(0, -0)).toBe(0);
    expect(relativeDifference(2, 1)).toBe(0.5);
    expect(relativeDifference(0, 1e-300)).toBe(1);
    expect(relativeDifference(-1, 1)).toBe(2);
    expect(relativeDifference(NaN, 1)).toBe(Infinity);
    expect(relativeDifference(Infinity, Infinity)).toBe(0);
  });
});
