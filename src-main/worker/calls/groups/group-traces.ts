import { join } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import type { GroupTraces } from '../../../../src-shared/group/traces';
import type { MetricColumns } from '../../../../src-shared/run/live/frames';
import { readMetricsFile } from '../../../files/csv/csv-log';
import type { GroupTracesRequest } from '../../protocol/groups';

/**
 * One metric of many runs at the same steps, read from their logs one after another; a run that has
 * logged nothing yet is left out.
 * @throws BenchtopError `conflict` once cancelled
 */
export async function groupTraces(
  { runs, metric, most }: GroupTracesRequest,
  signal: AbortSignal,
): Promise<GroupTraces> {
  const logs: { id: string; step: Float64Array; values: Float64Array }[] = [];
  const metrics = new Set<string>();
  for (const { id, runFolder } of runs) {
    if (signal.aborted) throw fail('conflict', 'This was cancelled.');
    const log = await readLog(runFolder);
    if (log === null) continue;
    for (const name of Object.keys(log.series)) metrics.add(name);
    const values = log.series[metric];
    if (values !== undefined && log.step.length > 0) logs.push({ id, step: log.step, values });
    // One of them takes about a millisecond; questions of the window come in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const longest = logs.reduce<Float64Array>(
    (steps, log) => (log.step.length > steps.length ? log.step : steps),
    new Float64Array(0),
  );
  const step = thinSteps(longest, most);
  const values = new Float64Array(logs.length * step.length).fill(NaN);
  logs.forEach((log, run) => {
    for (let i = 0, at = 0; i < step.length; i++) {
      while (at < log.step.length && log.step[at]! < step[i]!) at++;
      if (log.step[at] === step[i]) values[run * step.length + i] = log.values[at]!;
    }
  });
  return { metric, metrics: [...metrics], step, runs: logs.map(({ id }) => id), values };
}

/** At most so many of them, evenly, with the first and the last. */
function thinSteps(steps: Float64Array, most: number): Float64Array {
  if (steps.length <= most) return steps;
  return Float64Array.from(
    { length: most },
    (_, i) => steps[Math.round((i * (steps.length - 1)) / (most - 1))]!,
  );
}

async function readLog(runFolder: string): Promise<MetricColumns | null> {
  try {
    return await readMetricsFile(join(runFolder, 'metrics.csv'));
  } catch {
    // It has not begun to log, or its folder is in the trash.
    return null;
  }
}
