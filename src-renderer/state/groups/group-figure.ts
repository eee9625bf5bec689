import type { Group } from '../../../src-shared/group/group';
import { findObjective } from '../../../src-shared/group/outcome';
import { metricStatistics, type CountedRun } from '../../../src-shared/group/summary';
import { decodeNumber } from '../../../src-shared/run/record/stored-number';
import { formatNumber } from '../../text/format';

/** What a list says of a group's runs together. */
export interface GroupFigure {
  /** Metric by which the group judges its runs. */
  readonly metric: string;
  readonly mean: number;
  /** Mean ± standard deviation (n - 1), "2.51 ± 0.38"; the mean alone of a single run. */
  readonly text: string;
  /** Finished runs that it is of. */
  readonly n: number;
}

/** Mean and standard deviation of the group's metric over its finished runs; null before the first value, and of a learning curve. */
export function groupFigure(
  group: Pick<Group, 'plan' | 'experiment'>,
  records: readonly CountedRun[],
): GroupFigure | null {
  // Runs on other numbers of rows have no mean that would say anything.
  if (group.plan.kind === 'learning-curve') return null;
  const { metric } = findObjective(group);
  const finished = records.filter(({ status }) => status === 'finished');
  const { n, mean, sd } = metricStatistics(finished, metric);
  if (n === 0) return null;
  const value = decodeNumber(mean);
  const spread = sd === null ? '' : ` ± ${formatNumber(decodeNumber(sd), 2)}`;
  return { metric, mean: value, n, text: `${formatNumber(value, 3)}${spread}` };
}
