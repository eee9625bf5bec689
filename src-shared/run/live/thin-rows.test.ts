import { describe, expect, it } from 'vitest';
import { present } from '../../present';
import type { MetricColumns } from './frames';
import { joinHistory, joinMetrics, thinMetrics } from './thin-rows';

function columns(loss: readonly number[], more: Record<string, readonly number[]> = {}): MetricColumns {
  const step = Float64Array.from(loss, (_, row) => row + 1);
  const series = Object.entries({ loss, ...more }).map(([name, values]) => [name, Float64Array.from(values)]);
  return {
    step,
    elapsedMs: step.map((s) => s / 2),
    series: Object.fromEntries(series) as MetricColumns['series'],
  };
}

describe(thinMetrics, () => {
  it('leaves few rows as they are', () => {
    const few = columns([3, 2, 1]);
    expect(thinMetrics(few, 16)).toBe(few);
  });

  it('keeps both ends and every peak of every series, with the rows beside each other', () => {
    const values = Array.from({ length: 10_000 }, (_, row) => Math.sin(row / 300));
    const loss = values.map((value, row) => (row === 4321 ? 50 : value));
    const accuracy = values.map((value, row) => (row === 8765 ? -50 : value));
    const thinned = thinMetrics(columns(loss, { accuracy }), 600);
    const rows = [...thinned.step].map((step) => step - 1);
    expect(rows.length).toBeLessThanOrEqual(600);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows[0]).toBe(0);
    expect(rows[rows.length - 1]).toBe(9_999);
    expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
    expect(rows).toContain(4321);
    expect(rows).toContain(8765);
    expect([...present(thinned.series['loss'])]).toEqual(rows.map((row) => loss[row]));
    expect([...present(thinned.series['accuracy'])]).toEqual(rows.map((row) => accuracy[row]));
    expect([...thinned.elapsedMs]).toEqual(rows.map((row) => (row + 1) / 2));
  });

  it('keeps a gap, and of a long one not every row', () => {
    const loss = Array.from({ length: 5_000 }, (_, row) => (row === 100 || row > 3_000 ? NaN : row));
    const { series, step } = thinMetrics(columns(loss), 300);
    expect(step.length).toBeLessThanOrEqual(300);
    expect(present(series['loss'])[step.indexOf(101)]).toBeNaN();
    expect(present(series['loss'])[step.length - 1]).toBeNaN();
  });
});

describe(joinMetrics, () => {
  it('puts batches one after the other, with gaps where a series was not there', () => {
    const joined = joinMetrics([columns([1, 2]), columns([3], { accuracy: [0.5] })]);
    expect([...present(joined.series['loss'])]).toEqual([1, 2, 3]);
    expect([...present(joined.series['accuracy'])]).toEqual([NaN, NaN, 0.5]);
    expect([...joined.step]).toEqual([1, 2, 1]);
  });
});

describe(joinHistory, () => {
  const batch = (from: number, count: number) => ({
    columns: ['a', 'b'],
    step: Float64Array.from({ length: count }, (_, row) => from + row),
    values: Float64Array.from({ length: 2 * count }, (_, at) => 10 * (from + (at >> 1)) + (at % 2)),
  });

  it('keeps all of few models, and the last of many', () => {
    const few = joinHistory([batch(1, 2), batch(3, 1)], 8);
    expect([...few.step]).toEqual([1, 2, 3]);
    expect([...few.values]).toEqual([10, 11, 20, 21, 30, 31]);
    const many = joinHistory([batch(1, 50), batch(51, 50)], 10);
    expect([...many.step]).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(many.values[18]).toBe(1000);
  });
});
