import { say } from '../language/say';
import type { ErrorInfo } from '../errors';
import { decodeNumber, encodeNumber, type StoredNumber } from '../run/record/stored-number';
import type { RunRecord } from '../run/record/record';
import { TERMINAL } from '../run/record/status';
import { lastValue } from './outcome';
import { mean, std, tInterval } from './statistics';

/** The part of a run that a group's figures are made of. */
export type CountedRun = Pick<RunRecord, 'status' | 'summary' | 'error'>;

/** How the runs of a group ended, and what those that finished say together. */
export interface GroupSummary {
  /** Runs that the group is to have. */
  readonly planned: number;
  readonly finished: number;
  readonly failed: number;
  /** Stopped or interrupted: they have shown nothing yet. */
  readonly stopped: number;
  /** Under way, not begun, or deleted. */
  readonly missing: number;
  /** Why runs failed, the most frequent first. */
  readonly failures: readonly FailureCount[];
  /** By metric, each over the finished runs that have a finite last value of it. */
  readonly metrics: Readonly<Record<string, MetricStatistics>>;
}

/** Runs that failed for one reason. */
interface FailureCount {
  readonly kind: ErrorInfo['kind'];
  readonly count: number;
  /** Message of the first of them. */
  readonly message: string;
}

/** Last values of a metric over several runs. */
export interface MetricStatistics {
  /** Runs with a finite value: those that the figures are of. */
  readonly n: number;
  /** Finished runs whose value is infinite or no number: they are in none of the figures. */
  readonly notFinite: number;
  readonly mean: StoredNumber;
  /** Standard deviation of a sample, divided by n - 1; null for fewer than two values. */
  readonly sd: StoredNumber | null;
  /**
   * 95 % interval of the mean by Student's t, of folds with their corrected variance; null for fewer than
   * two values.
   */
  readonly ci: readonly [low: StoredNumber, high: StoredNumber] | null;
}

/**
 * Counts the runs of a group by how they ended and sums up the metrics of those that finished.
 * @param planned runs that the group is to have
 * @param testTrainRatio of folds, whose training rows overlap; 0: each run is for itself
 */
export function groupSummary(runs: readonly CountedRun[], planned: number, testTrainRatio = 0): GroupSummary {
  const over = (statuses: readonly RunRecord['status'][]): number =>
    runs.filter(({ status }) => statuses.includes(status)).length;
  const finished = runs.filter(({ status }) => status === 'finished');
  const names = [...new Set(finished.flatMap(({ summary }) => Object.keys(summary)))];
  const live = runs.filter(({ status }) => !TERMINAL.has(status)).length;
  return {
    planned,
    finished: finished.length,
    failed: over(['failed']),
    stopped: over(['stopped', 'interrupted']),
    missing: Math.max(0, planned - runs.length) + live,
    failures: failureCounts(runs),
    metrics: Object.fromEntries(
      names.map((name) => [name, metricStatistics(finished, name, testTrainRatio)]),
    ),
  };
}

/** Statistics of the last values of a metric; of no values the mean is NaN. */
export function metricStatistics(
  finished: readonly CountedRun[],
  metric: string,
  testTrainRatio = 0,
): MetricStatistics {
  const having = finished.filter(({ summary }) => summary[metric] !== undefined);
  const values = having.map((run) => lastValue(run, metric)).filter(Number.isFinite);
  const { low, high } = tInterval(values, 0.95, testTrainRatio);
  const hasSpread = values.length > 1;
  return {
    n: values.length,
    notFinite: having.length - values.length,
    mean: encodeNumber(mean(values)),
    sd: hasSpread ? encodeNumber(std(values)) : null,
    ci: hasSpread ? [encodeNumber(low), encodeNumber(high)] : null,
  };
}

function failureCounts(runs: readonly CountedRun[]): FailureCount[] {
  const found = new Map<string, FailureCount>();
  for (const { status, error } of runs) {
    if (status !== 'failed' || error === null) continue;
    const { kind, message } = error;
    // Of one reason, whatever the step or the value was.
    const reason = `${kind} ${message.replace(/\d+(\.\d+)?/g, '#').replace(/NaN|-?Infinity/g, '#')}`;
    const known = found.get(reason);
    found.set(reason, { kind, message: known?.message ?? message, count: (known?.count ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/**
 * How the runs ended in words, e.g. "12 runs: 1 finished, 11 failed"; without the colon where all of
 * them finished.
 * @param what the runs are called, e.g. "trials"
 */
export function endingText(
  { planned, finished, failed, stopped, missing }: GroupSummary,
  what: readonly [one: string, more: string] = ['run', 'runs'],
): string {
  const all = `${planned} ${planned === 1 ? what[0] : what[1]}`;
  if (finished === planned) return say('{all}, all finished', { all });
  const parts = [
    say('{finished} finished', { finished }),
    ...(failed > 0 ? [say('{failed} failed', { failed })] : []),
    ...(stopped > 0 ? [say('{stopped} stopped', { stopped })] : []),
    ...(missing > 0 ? [say('{missing} not trained', { missing })] : []),
  ];
  return `${all}: ${parts.join(', ')}`;
}

/** Why runs failed, a line a reason: "11 runs failed, the first with: The loss became NaN …". */
export function failureLines({ failures }: GroupSummary): string[] {
  return failures.map(({ count, message }) =>
    count === 1
      ? say('1 run failed: {message}', { message })
      : say('{count} runs failed, the first with: {message}', { count, message }),
  );
}

/** "mean 5.42 · std 1.51 (n - 1) · 95 % interval 4.46 to 6.38 (of 10 of 12 runs)"; the runs where they are not all. */
export function statisticsText(
  { n, notFinite, mean: center, sd, ci }: MetricStatistics,
  { planned }: GroupSummary,
): string {
  const infinite = notFinite === 0 ? '' : say('{notFinite} without a finite value', { notFinite });
  if (n === 0) return infinite === '' ? say('no run has a value') : say(`no run has a finite value`);
  const spread =
    sd === null || ci === null
      ? ''
      : say(' · std {sd} (n - 1) · 95 % interval {ci} to {ci2}', {
          sd: shortNumber(sd),
          ci: shortNumber(ci[0]),
          ci2: shortNumber(ci[1]),
        });
  const of = n === planned ? '' : ` (of ${n} of ${planned} runs${infinite === '' ? '' : `, ${infinite}`})`;
  return say('mean {center}{spread}{of}', { center: shortNumber(center), spread, of });
}

/** Four significant digits. */
function shortNumber(value: StoredNumber): string {
  const number = decodeNumber(value);
  return String(Number.isInteger(number) && Math.abs(number) < 1e15 ? number : Number(number.toPrecision(4)));
}
