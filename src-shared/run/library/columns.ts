import { lowerIsBetter } from '../figures/metric-direction';
import { decodeNumber } from '../record/stored-number';
import type { RunRow } from './row';

/** Columns that every run has, in the order in which they are offered. */
export const FIELDS = [
  'name',
  'status',
  'kind',
  'dataset',
  'sha256',
  'seed',
  'steps',
  'elapsedMs',
  'createdAt',
  'engine',
  'tags',
  'note',
  'id',
] as const;
export type Field = (typeof FIELDS)[number];

/** Which of a metric's values a column shows; best: by the metric's direction. */
export const METRIC_STATISTICS = ['last', 'best', 'min', 'max'] as const;
export type MetricStatistic = (typeof METRIC_STATISTICS)[number];

export type Column =
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'param'; readonly path: string }
  | { readonly kind: 'metric'; readonly name: string; readonly statistic: MetricStatistic };

/** null: the run has nothing there. */
export type Cell = string | number | boolean | null;

/** A column as it is stored: `name`, `param:model.nClusters`, `metric:loss:best`. */
export function columnId(column: Column): string {
  switch (column.kind) {
    case 'field':
      return column.field;
    case 'param':
      return `param:${column.path}`;
    case 'metric':
      return `metric:${column.name}:${column.statistic}`;
  }
}

/** null where an id says nothing, e.g. one of a newer version. */
export function parseColumn(id: string): Column | null {
  const field = FIELDS.find((name) => name === id);
  if (field !== undefined) return { kind: 'field', field };
  if (id.startsWith('param:') && id.length > 6) return { kind: 'param', path: id.slice(6) };
  const metric = /^metric:(.+):(last|best|min|max)$/.exec(id);
  if (metric === null) return null;
  return { kind: 'metric', name: metric[1] ?? '', statistic: metric[2] as MetricStatistic };
}

/** A value for sorting, comparing and writing; lists are joined with commas. */
export function readCell(row: RunRow, column: Column): Cell {
  switch (column.kind) {
    case 'field':
      return column.field === 'tags' ? row.tags.join(', ') : row[column.field];
    case 'param':
      return row.params[column.path] ?? null;
    case 'metric':
      return readMetricValue(row, column.name, column.statistic);
  }
}

/** null where nothing was logged, or a best is asked for of a metric whose direction is not known. */
export function readMetricValue(row: RunRow, metric: string, statistic: MetricStatistic): number | null {
  const statistics = row.metrics[metric];
  if (statistics === undefined) return null;
  const [last, min, , max] = statistics;
  switch (statistic) {
    case 'last':
      return last === null ? null : decodeNumber(last);
    case 'min':
      return min;
    case 'max':
      return max;
    case 'best': {
      const lower = lowerIsBetter(metric, row.directions);
      return lower === null ? null : lower ? min : max;
    }
  }
}

/** The step of a least, greatest or best value; null for the last one, and where there is none. */
export function findStep(row: RunRow, metric: string, statistic: MetricStatistic): number | null {
  const statistics = row.metrics[metric];
  if (statistics === undefined || statistic === 'last') return null;
  const lower = statistic === 'best' ? lowerIsBetter(metric, row.directions) : statistic === 'min';
  return lower === null ? null : lower ? statistics[2] : statistics[4];
}

/** The settings and metrics that some runs have, for offering columns and for reading filters. */
export interface Names {
  readonly params: readonly string[];
  readonly metrics: readonly string[];
}

/** In alphabetical order, with those known before. */
export function collectNames(rows: Iterable<RunRow>, known: Names = { params: [], metrics: [] }): Names {
  const params = new Set(known.params);
  const metrics = new Set(known.metrics);
  for (const row of rows) {
    for (const name in row.params) params.add(name);
    for (const name in row.metrics) metrics.add(name);
  }
  // The same object where nothing is new: what hangs on it need not be worked out again.
  if (params.size === known.params.length && metrics.size === known.metrics.length) return known;
  return { params: [...params].sort(), metrics: [...metrics].sort() };
}
