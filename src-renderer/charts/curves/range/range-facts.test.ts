import { describe, expect, it } from 'vitest';
import { prepareCurve } from '../prepare';
import { rangeFacts } from './range-facts';

const curve = (y: readonly number[], smoothing = 0): ReturnType<typeof prepareCurve> =>
  prepareCurve(
    {
      id: 'a loss',
      runId: 'a',
      label: 'a',
      colour: 'red',
      dashed: false,
      x: Float64Array.from(y, (_, i) => 10 * i),
      y: Float64Array.from(y),
    },
    { smoothing, logX: false, logY: false },
  );

describe(rangeFacts, () => {
  it('are of the values from one end to the other, both with it', () => {
    expect(rangeFacts([curve([8, 4, 6, 1, 100])], [10, 30])).toMatchObject([
      { count: 3, min: 1, max: 6, mean: 11 / 3, change: -3, share: -0.75 },
    ]);
  });

  it('pass over gaps, and say no share of nothing', () => {
    expect(rangeFacts([curve([NaN, 0, NaN, 2, NaN])], [0, 40])).toMatchObject([
      { count: 2, min: 0, max: 2, mean: 1, change: 2, share: null },
    ]);
  });

  it('leave out curves that have no value there', () => {
    expect(rangeFacts([curve([1, 2, 3])], [11, 19])).toEqual([]);
    expect(rangeFacts([curve([])], [0, 1])).toEqual([]);
  });

  it('are of the curve as it is drawn', () => {
    const [facts] = rangeFacts([curve([1, 0, 1, 0], 0.9)], [0, 30]);
    expect(facts!.max).toBe(1);
    expect(facts!.min).toBeGreaterThan(0.4);
  });

  it('are of all values, of a million too', () => {
    const large = curve(Array.from({ length: 1_000_000 }, (_, i) => (i === 500_001 ? 9 : i % 7)));
    expect(rangeFacts([large], [0, 1e7])).toMatchObject([{ count: 1_000_000, min: 0, max: 9 }]);
  });
});
