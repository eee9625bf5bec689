import { bandOf, mean, type Band } from './statistics';
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
    const { low, high } = bandOf(at, band);
    line.step.push(step[i]!);
    line.mean.push(mean(at));
    line.low.push(low);
    line.high.push(high);
    line.n.push(at.length);
  }
  return line;
}

export const BAND_WORDS: Readonly<Record<Band, { readonly label: string; readonly help: string }>> = {
  std: { label: '± std', help: 'Mean ± standard deviation of the runs (n − 1)' },
  stderr: { label: '± stderr', help: 'Mean ± standard error of the mean' },
  interval: { label: '95 %', help: "95 % interval of the mean (Student's t)" },
  range: { label: 'min–max', help: 'From the lowest to the highest run' },
};
