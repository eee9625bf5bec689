import type { MetricColumns } from '../live/frames';

/** The least and the greatest finite value of a metric, each with the first step that logged it. */
export interface MetricRange {
  readonly min: number;
  readonly minStep: number;
  readonly max: number;
  readonly maxStep: number;
}

export type MetricRanges = Readonly<Record<string, MetricRange>>;

/** Ranges over earlier rows and more of them; values that are not finite count for nothing. */
export function withRows(ranges: MetricRanges, { step, series }: MetricColumns): MetricRanges {
  const changed: Record<string, MetricRange> = { ...ranges };
  for (const [name, values] of Object.entries(series)) {
    const before = changed[name];
    let min = before?.min ?? Infinity;
    let minStep = before?.minStep ?? 0;
    let max = before?.max ?? -Infinity;
    let maxStep = before?.maxStep ?? 0;
    for (let row = 0; row < values.length; row++) {
      const value = values[row] ?? NaN;
      if (!Number.isFinite(value)) continue;
      if (value < min) {
        min = value;
        minStep = step[row] ?? 0;
      }
      if (value > max) {
        max = value;
        maxStep = step[row] ?? 0;
      }
    }
    if (min <= max) changed[name] = { min, minStep, max, maxStep };
  }
  return changed;
}
