import { isHalved, type Group } from '../../group/group';
import { byObjective, findObjective, lastValue } from '../../group/outcome';
import { groupSummary } from '../../group/summary';
import { settingLabel } from '../../experiment/setting-label';
import { metricLabel, validationFirst } from '../../run/figures/metric-labels';
import { decodeNumber, type StoredNumber } from '../../run/record/stored-number';
import type { RunRecord } from '../../run/record/record';
import type { Cell, Table } from './table';

/** A group of runs: what they say together, and each of them. */
export function groupTables(group: Group, records: readonly RunRecord[]): Table[] {
  return [statisticsTable(group, records), runsTable(group, records)];
}

/** Mean ± standard deviation with the 95 % interval of the mean, by metric, over the runs that finished. */
function statisticsTable(group: Group, records: readonly RunRecord[]): Table {
  const { metrics, finished } = groupSummary(records, group.trials.length);
  return {
    caption: 'Metrics over the runs that finished, last values',
    columns: ['Metric', 'Runs', 'Mean', '± sd', '95 % from', 'to'],
    rows: validationFirst(Object.keys(metrics)).map((metric): Cell[] => {
      const own = metrics[metric];
      if (own === undefined) return [metricLabel(metric)];
      return [
        metricLabel(metric),
        own.n,
        decodeNumber(own.mean),
        decode(own.sd),
        decode(own.ci?.[0] ?? null),
        decode(own.ci?.[1] ?? null),
      ];
    }),
    note: `Of ${finished} of ${group.trials.length} runs. sd: standard deviation of a sample (n − 1); interval of the mean by Student’s t.`,
  };
}

/** Every run of a group, the best first. */
function runsTable(group: Group, records: readonly RunRecord[]): Table {
  const objective = findObjective(group);
  const isHalving = isHalved(group.plan);
  const ordered = byObjective(records, objective, isHalving);
  const paths = [...new Set(group.trials.flatMap((changes) => changes.map(({ path }) => path)))].filter(
    (path) => path !== 'seed',
  );
  const metrics = validationFirst([...new Set(records.flatMap(({ summary }) => Object.keys(summary)))]);
  const shown = [objective.metric, ...metrics.filter((metric) => metric !== objective.metric)].slice(0, 6);
  return {
    caption: `All runs, by ${metricLabel(objective.metric).toLowerCase()}, the best first`,
    columns: ['Run', 'Seed', ...paths.map(settingLabel), 'Status', 'Steps', ...shown.map(metricLabel)],
    rows: ordered.map((record): Cell[] => {
      const changes = group.trials[record.group?.place ?? -1] ?? [];
      return [
        String((record.group?.place ?? 0) + 1),
        record.experiment.seed,
        ...paths.map((path) => changes.find((change) => change.path === path)?.value ?? null),
        record.status,
        record.steps,
        ...shown.map((metric) => nullable(lastValue(record, metric))),
      ];
    }),
  };
}

function decode(value: StoredNumber | null): number | null {
  return value === null ? null : decodeNumber(value);
}

function nullable(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
