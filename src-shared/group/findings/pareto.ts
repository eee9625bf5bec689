import { fail } from '../../errors';
import { sentence } from '../../language/sentence';
import { at } from '../../present';
import { lowerIsBetter } from '../../run/figures/metric-direction';
import { metricPhrase } from '../../run/figures/metric-labels';
import type { RunRecord } from '../../run/record/record';
import type { Objective } from '../group';
import { lastValue } from '../outcome';

/** Training time in milliseconds, where a metric is asked for. */
export const TIME = 'elapsedMs';

/** A trial's run with its two values. */
export interface ParetoPoint<T> {
  readonly run: T;
  readonly values: readonly [number, number];
  /** Whether no other is as good in both and better in one. */
  readonly isOnFront: boolean;
}

type ParetoRun = Pick<RunRecord, 'status' | 'summary' | 'elapsedMs'>;

/**
 * Runs with a finite value of two metrics, in the order of the first, its best first, and which of them no
 * other dominates (Pareto's front). Of runs with the same values either all or none are on it.
 * @param objectives metrics of the runs' summaries, or {@link TIME}
 */
export function paretoPoints<T extends ParetoRun>(
  runs: readonly T[],
  objectives: readonly [Objective, Objective],
): ParetoPoint<T>[] {
  const signs = objectives.map(({ goal }) => (goal === 'min' ? 1 : -1));
  const [first, second] = [at(signs, 0), at(signs, 1)];
  const points = runs
    .map((run) => ({ run, values: valuesOf(run, objectives) }))
    .filter(({ values }) => values.every(Number.isFinite))
    .sort((a, b) => first * (a.values[0] - b.values[0]) || second * (a.values[1] - b.values[1]));
  // Each is on it that is better in the second metric than all before it, or equal to one that is.
  let best = Infinity;
  let front: readonly [number, number] | null = null;
  return points.map(({ run, values }) => {
    const isEqual = front !== null && front[0] === values[0] && front[1] === values[1];
    const isOnFront = isEqual || second * values[1] < best;
    if (isOnFront) [best, front] = [second * values[1], values];
    return { run, values, isOnFront };
  });
}

function valuesOf(run: ParetoRun, [a, b]: readonly [Objective, Objective]): readonly [number, number] {
  const read = (metric: string): number =>
    metric !== TIME ? lastValue(run, metric) : run.status === 'failed' ? NaN : run.elapsedMs;
  return [read(a.metric), read(b.metric)];
}

/** A metric with the way in which it is better. @throws BenchtopError `usage` where its name does not tell */
export function withGoal(metric: string): Objective {
  const lower = metric === TIME ? true : lowerIsBetter(metric);
  if (lower === null)
    throw fail(
      'usage',
      sentence('Whether {metric} should be low or high is not known: take another metric.', {
        metric: metricPhrase(metric),
      }),
      { field: 'metric' },
    );
  return { metric, goal: lower ? 'min' : 'max' };
}
