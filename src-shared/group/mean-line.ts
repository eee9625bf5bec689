import { present } from '../present';
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

/**
 * Mean and band at the steps that every counted run has come to: where some have ended, those left would make the
 * mean jump to theirs. Steps where none has a finite number are left out, and so is a run without any.
 * @param counts whether a run is in the mean; one under way or failed would end the band at its last step
 */
export function meanLine(
  { step, runs, values }: GroupTraces,
  band: Band,
  counts: (runId: string) => boolean = () => true,
): MeanLine {
  const line = {
    step: [] as number[],
    mean: [] as number[],
    low: [] as number[],
    high: [] as number[],
    n: [] as number[],
  };
  const rows = runs
    .map((_, run) => values.subarray(run * step.length, (run + 1) * step.length))
    .filter((_, run) => counts(present(runs[run])))
    .filter((row) => row.some(Number.isFinite));
  const end = Math.min(step.length, ...rows.map(countToLast));
  for (let i = 0; i < (rows.length === 0 ? 0 : end); i++) {
    const at = rows.map((row) => row[i] ?? NaN).filter(Number.isFinite);
    if (at.length === 0) continue;
    const { low, high } = computeBand(at, band);
    line.step.push(present(step[i]));
    line.mean.push(mean(at));
    line.low.push(low);
    line.high.push(high);
    line.n.push(at.length);
  }
  return line;
}

/** Values up to the last finite one. */
function countToLast(row: Float64Array): number {
  let count = row.length;
  while (count > 0 && !Number.isFinite(row[count - 1])) count--;
  return count;
}
