import { computeBand, mean, type Band } from './statistics';
import type { GroupTraces } from './traces';

/** The mean of some runs with a band around it, step by step. */
export interface MeanLine {
  readonly step: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Runs that have a number at each step. */
  readonly n: readonly number[];
}

/** Steps where no run has a finite number are left out. */
export function meanLine({ step, runs, values }: GroupTraces, band: Band): MeanLine {
  const line = {
    step: [] as number[],
    mean: [] as number[],
    low: [] as number[],
    high: [] as number[],
    n: [] as number[],
  };
  for (let i = 0; i < step.length; i++) {
    const at: number[] = [];
    for (let run = 0; run < runs.length; run++) {
      const value = values[run * step.length + i]!;
      if (Number.isFinite(value)) at.push(value);
    }
    if (at.length === 0) continue;
    const { low, high } = computeBand(at, band);
    line.step.push(step[i]!);
    line.mean.push(mean(at));
    line.low.push(low);
    line.high.push(high);
    line.n.push(at.length);
  }
  return line;
}
