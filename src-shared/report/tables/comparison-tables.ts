import { fairComparison, type FairComparison } from '../../compare/fair-compare';
import { metricDelta } from '../../compare/metric-direction';
import { settingLabel } from '../../experiment/setting-label';
import { metricLabel, validationFirst } from '../../run/figures/metric-labels';
import { differingSettings } from '../../run/record/compare';
import { decodeNumber } from '../../run/record/stored-number';
import type { RunRecord } from '../../run/record/record';
import { figure } from '../html/numbers';
import type { Cell, Table } from './table';

/** Runs side by side: results against the first of them, and the settings in which they differ. */
export function comparisonTables(records: readonly RunRecord[]): Table[] {
  const settings = differenceTable(records);
  return [resultTable(records), ...(settings.rows.length === 0 ? [] : [settings])];
}

/** Names of runs that tell them apart: of equal ones with their seed, then with their id. */
export function runNames(records: readonly RunRecord[]): string[] {
  const names = records.map(({ name }) => name);
  const named = countEach(names);
  const seeded = records.map(({ name, experiment }) =>
    named.get(name) === 1 ? name : `${name} (seed ${experiment.seed})`,
  );
  const known = countEach(seeded);
  return seeded.map((name, i) =>
    known.get(name) === 1 ? name : `${records[i]?.name ?? ''} (${records[i]?.id ?? ''})`,
  );
}

function countEach(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** A row a run, a column a metric; where the runs may be compared, what is better or worse than the first. */
function resultTable(records: readonly RunRecord[]): Table {
  const fair = fairComparison(records);
  const names = runNames(records);
  const metrics = validationFirst([...new Set(records.flatMap(({ summary }) => Object.keys(summary)))]);
  const values = metrics.map((metric) =>
    records.map(({ summary }) => (summary[metric] === undefined ? null : decodeNumber(summary[metric]))),
  );
  return {
    caption: 'Results, last values',
    columns: ['Run', 'Status', ...metrics.map(metricLabel)],
    rows: records.map((record, r): Cell[] => [
      names[r] ?? record.name,
      record.status,
      ...metrics.map((metric, m) => withDelta(metric, values[m] ?? [], r, fair, record.external?.directions)),
    ]),
    note: noteOf(fair, names[0] ?? '', records.length),
  };
}

function withDelta(
  metric: string,
  values: readonly (number | null)[],
  row: number,
  fair: FairComparison,
  directions: NonNullable<RunRecord['external']>['directions'] | undefined,
): Cell {
  const [value, base] = [values[row] ?? null, values[0] ?? null];
  if (value === null || base === null || row === 0) return value;
  const delta = metricDelta(metric, value, base, directions);
  const isFair = fair.differences.every(({ aspect }) => aspect === 'metric') && !fair.metrics.has(metric);
  if (delta === null || delta.difference === 0 || delta.isBetter === null || !isFair) return value;
  return `${figure(value)} ${delta.isBetter ? '▲' : '▼'}`;
}

function noteOf(fair: FairComparison, first: string, runs: number): string {
  if (runs < 2) return '';
  if (fair.differences.some(({ aspect }) => aspect !== 'metric'))
    return 'The runs are not comparable: nothing here is called better.';
  return `▲ better, ▼ worse than ${first}; no claim of significance.`;
}

/** Settings that are not the same in all runs. */
function differenceTable(records: readonly RunRecord[]): Table {
  const rows = differingSettings(records).filter(({ field }) => field !== 'name');
  return {
    caption: 'Settings that differ',
    columns: ['Setting', ...runNames(records)],
    rows: rows.map(({ field, values }) => [
      settingLabel(field),
      ...values.map((value) => (value === undefined ? null : value === null ? 'none' : String(value))),
    ]),
  };
}
