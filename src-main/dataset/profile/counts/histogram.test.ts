import { describe, expect, it } from 'vitest';
import { present } from '../../../../src-shared/present';
import { Rng } from '../../../algorithms/numeric/rng';
import { HistogramCounter } from './histogram';

function countHistogram(batches: readonly (readonly number[])[]): ReturnType<HistogramCounter['result']> {
  const counter = new HistogramCounter();
  for (const batch of batches) {
    counter.add(Float64Array.from(batch), batch.length, Math.min(...batch), Math.max(...batch));
  }
  return counter.result();
}

describe('HistogramCounter', () => {
  it('counts every value in the bin it lies in, however the range grows', () => {
    const rng = new Rng(11);
    for (let round = 0; round < 200; round++) {
      const scale = 10 ** (rng.integer(30) - 15);
      const batches = Array.from({ length: 1 + rng.integer(5) }, (_, i) =>
        Array.from({ length: 1 + rng.integer(50) }, () => (rng.normal() + rng.integer(5)) * scale * 4 ** i),
      );
      const values = batches.flat();
      const { low, high, counts } = present(countHistogram(batches));
      const width = (high - low) / counts.length;
      const expected = counts.map(
        (_, i) => values.filter((value) => value >= low + i * width && value < low + (i + 1) * width).length,
      );
      expect(counts).toEqual(expected);
      expect(counts.length).toBeLessThanOrEqual(30);
      expect(counts.reduce((a, b) => a + b, 0)).toBe(values.length);
      // No more than a bin of nothing at either end.
      expect(low).toBeGreaterThan(Math.min(...values) - width);
      expect(high).toBeLessThan(Math.max(...values) + 1.0001 * width);
    }
  });

  it.each([
    [1e9, 1e-5],
    [1e12, 0.02],
    [-1.7e9, 1e-4],
  ])('shows a small spread far from zero: %d, step %d', (offset, step) => {
    const batch = Array.from({ length: 1000 }, (_, i) => offset + step * ((i * 7) % 100));
    const { counts } = present(countHistogram([batch.slice(0, 10), batch.slice(10)]));
    expect(counts.length).toBeGreaterThanOrEqual(15);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(1000);
    expect(Math.max(...counts)).toBeLessThan(110);
  });

  it('has at least half as many bins as it shows at most where values are spread', () => {
    const { counts } = present(countHistogram([Array.from({ length: 1000 }, (_, i) => i / 7)]));
    expect(counts.length).toBeGreaterThanOrEqual(15);
  });

  it('holds one value, zero, and the largest range', () => {
    expect(countHistogram([[5, 5, 5]])).toMatchObject({ low: 5, counts: [3] });
    expect(countHistogram([[0]])).toMatchObject({ low: 0, counts: [1] });
    expect(present(countHistogram([[1e300, -1e300]])).counts.reduce((a, b) => a + b, 0)).toBe(2);
    expect(present(countHistogram([[1e-300], [1e300]])).counts.reduce((a, b) => a + b, 0)).toBe(2);
    expect(countHistogram([])).toBeNull();
  });
});
