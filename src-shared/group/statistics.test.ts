import { describe, expect, it } from 'vitest';
import { computeBand, mean, std, stderr, tInterval, wilsonInterval } from './statistics';

describe('mean and spread', () => {
  it('are those worked out by hand', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(mean(values)).toBe(5);
    // Squares sum to 32: 32 / 7 below the root.
    expect(std(values)).toBeCloseTo(2.1380899352993947, 14);
    expect(stderr(values)).toBeCloseTo(0.7559289460184544, 14);
  });

  it('keep their digits beside a large offset', () => {
    expect(std([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1);
  });

  it('of too few values are no number', () => {
    expect(mean([])).toBeNaN();
    expect(std([3])).toBeNaN();
    expect(stderr([])).toBeNaN();
    expect(tInterval([3])).toEqual({ low: NaN, high: NaN });
  });
});

describe('the t interval', () => {
  it('is mean ± t s / sqrt(n)', () => {
    // Mean 3, s = sqrt(2.5), n = 5.
    const { low, high } = tInterval([1, 2, 3, 4, 5]);
    expect(low).toBeCloseTo(1.0367568385224393, 10);
    expect(high).toBeCloseTo(4.963243161477561, 10);
  });
});

describe("Wilson's interval", () => {
  it('is that of the published formula', () => {
    // 8 of 10: R's prop.test(8, 10, correct = FALSE).
    const { low, high } = wilsonInterval(8, 10);
    expect(low).toBeCloseTo(0.4901625, 6);
    expect(high).toBeCloseTo(0.9433178, 6);
  });

  it('stays within 0 and 1, and is open where nothing or all succeeded', () => {
    expect(wilsonInterval(0, 10).low).toBe(0);
    expect(wilsonInterval(0, 10).high).toBeCloseTo(0.2775328, 6);
    expect(wilsonInterval(10, 10).high).toBe(1);
    expect(wilsonInterval(0, 0)).toEqual({ low: NaN, high: NaN });
  });
});

describe('a band', () => {
  it('has the ends that its name says', () => {
    const values = [1, 2, 3, 4, 5];
    expect(computeBand(values, 'range')).toEqual({ low: 1, high: 5 });
    expect(computeBand(values, 'std').high).toBeCloseTo(3 + Math.sqrt(2.5), 14);
    expect(computeBand(values, 'stderr').low).toBeCloseTo(3 - Math.sqrt(0.5), 14);
    expect(computeBand(values, 'interval')).toEqual(tInterval(values));
  });

  it('of one value is that value', () => {
    expect(computeBand([7], 'interval')).toEqual({ low: 7, high: 7 });
    expect(computeBand([], 'range')).toEqual({ low: NaN, high: NaN });
  });
});
