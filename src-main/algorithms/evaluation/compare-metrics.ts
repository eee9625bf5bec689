import type { MetricColumns } from '../../../src-shared/run/live/frames';

/** Difference of one metric between two runs at one step. */
export interface Apart {
  readonly step: number;
  readonly metric: string;
  readonly values: readonly [number, number];
  /** |a - b| / max(|a|, |b|), from 0 to 2; infinite where only one of them is a finite number. */
  readonly relative: number;
}

/**
 * Outcome of comparing the logged metrics of two runs: how much they overlap, and where they differ
 * first and most.
 */
export interface MetricsComparison {
  /** Logged steps that both have. */
  readonly steps: number;
  /** Logged steps of each. */
  readonly logged: readonly [number, number];
  /** At the first step where any metric differs the one that differs most; null: none does. */
  readonly first: Apart | null;
  /** The largest difference of all; of equals the first. */
  readonly largest: Apart | null;
  /** Metrics that only one of them has. */
  readonly unshared: readonly string[];
}

/**
 * Compares the metrics of two runs at the steps that both logged, by {@link relativeDifference};
 * elapsed times are left out. Equal runs have `first` and `largest` null.
 */
export function compareMetrics(a: MetricColumns, b: MetricColumns): MetricsComparison {
  const names = Object.keys(a.series).filter((name) => b.series[name] !== undefined);
  let steps = 0;
  let first: Apart | null = null;
  let largest: Apart | null = null;
  for (let i = 0, j = 0; i < a.step.length && j < b.step.length;) {
    const step = a.step[i];
    if (step !== b.step[j]) {
      if (step < b.step[j]) i++;
      else j++;
      continue;
    }
    steps++;
    const isFirst = first === null;
    for (const metric of names) {
      const values = [a.series[metric]?.[i] ?? NaN, b.series[metric]?.[j] ?? NaN] as const;
      const relative = relativeDifference(values[0], values[1]);
      if (relative === 0) continue;
      const apart = { step, metric, values, relative };
      if (isFirst && (first === null || relative > first.relative)) first = apart;
      if (largest === null || relative > largest.relative) largest = apart;
    }
    i++;
    j++;
  }
  const all = new Set([...Object.keys(a.series), ...Object.keys(b.series)]);
  return {
    steps,
    logged: [a.step.length, b.step.length],
    first,
    largest,
    unshared: [...all].filter((name) => !names.includes(name)),
  };
}

/**
 * Relative difference |a - b| / max(|a|, |b|) of two numbers, from 0 to 2: 0 for equal numbers and for
 * two NaN, infinite where only one of them is finite or they are infinite with different signs.
 */
export function relativeDifference(a: number, b: number): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Infinity;
  return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}
