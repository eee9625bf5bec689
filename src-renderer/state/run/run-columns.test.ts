import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import { GrowingMetrics } from './run-columns';

function rows(from: number, count: number, peak = -1) {
  const step = Float64Array.from({ length: count }, (_, row) => from + row);
  return { step, elapsedMs: step, series: { loss: step.map((s) => (s === peak ? 1e6 : 1 / s)) } };
}

describe(GrowingMetrics, () => {
  it('holds every row while they are few, and what was shown stays', () => {
    const metrics = new GrowingMetrics(100);
    metrics.append(rows(1, 60));
    const shown = metrics.view();
    metrics.append(rows(61, 40));
    expect(metrics.isThinned).toBe(false);
    expect(metrics.view().step.length).toBe(100);
    metrics.append(rows(101, 1));
    expect(metrics.isThinned).toBe(true);
    expect([...shown.step]).toEqual([...rows(1, 60).step]);
  });

  it('holds no more than it may however many come, and loses no peak', () => {
    const metrics = new GrowingMetrics(1000);
    for (let from = 1; from < 100_000; from += 100) metrics.append(rows(from, 100, 12_345));
    const { step, series } = metrics.view();
    expect(step.length).toBeLessThanOrEqual(1000);
    expect(step[0]).toBe(1);
    expect(step[step.length - 1]).toBe(100_000);
    expect(present(series['loss'])[step.indexOf(12_345)]).toBe(1e6);
  });

  it('says so where its rows were fewer already', () => {
    const metrics = new GrowingMetrics();
    metrics.append(rows(1, 3), true);
    expect(metrics.isThinned).toBe(true);
  });

  it('grows without losing rows, also those that come late', () => {
    const metrics = new GrowingMetrics();
    const before = metrics.view();
    for (let i = 1; i <= 1000; i++) metrics.append(rows(i, 1));
    metrics.append({ ...rows(1001, 1), series: { loss: Float64Array.of(5), valLoss: Float64Array.of(7) } });
    const { step, series } = metrics.view();
    expect(before.step.length).toBe(0);
    expect([step.length, step[999], series['loss']?.[1000]]).toEqual([1001, 1000, 5]);
    expect([series['valLoss']?.length, series['valLoss']?.[0], series['valLoss']?.[1000]]).toEqual([
      1001,
      NaN,
      7,
    ]);
  });
});
