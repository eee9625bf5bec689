import { say } from '../../../src-shared/language/say';
import {
  columnId,
  parseColumn,
  type Column,
  type MetricStatistic,
} from '../../../src-shared/run/library/columns';
import { lowerIsBetter } from '../../../src-shared/run/figures/metric-direction';
import type { RunTable } from '../../../src-shared/settings';
import { metricLabel } from '../base/run-style';

/** Changes to the layout of the table of runs; each answers with a new one. */

const FIELD_LABELS = {
  name: say('Name'),
  status: say('Status'),
  kind: say('Model'),
  dataset: say('Data set'),
  sha256: say('Data hash'),
  seed: say('Seed'),
  steps: say('Steps'),
  elapsedMs: say('Duration'),
  createdAt: say('Created'),
  engine: say('Engine'),
  tags: say('Tags'),
  note: say('Note'),
  id: say('Id'),
} as const;

const STATISTIC_LABELS: Readonly<Record<MetricStatistic, string>> = {
  last: 'last',
  best: 'best',
  min: 'least',
  max: 'greatest',
};

/** The head of a column: its title, what it is of, and an arrow to where a metric gets better. */
export function columnLabels(column: Column): { title: string; detail: string; arrow: '↓' | '↑' | '' } {
  switch (column.kind) {
    case 'field':
      return { title: FIELD_LABELS[column.field], detail: '', arrow: '' };
    case 'param': {
      const short = column.path.slice(column.path.indexOf('.') + 1);
      return { title: short, detail: '', arrow: '' };
    }
    case 'metric': {
      const lower = lowerIsBetter(column.name);
      const arrow = lower === null ? '' : lower ? '↓' : '↑';
      return { title: metricLabel(column.name), detail: STATISTIC_LABELS[column.statistic], arrow };
    }
  }
}

/** The shown columns, pinned ones first, with where a pinned one stays. */
export function placedColumns(
  columns: RunTable['columns'],
  gutterPx: number,
): { column: Column; id: string; widthPx: number; pinned: boolean; leftPx: number }[] {
  const known = columns.flatMap((shown) => {
    const column = parseColumn(shown.id);
    return column === null ? [] : [{ ...shown, column }];
  });
  let leftPx = gutterPx;
  return [...known.filter(({ pinned }) => pinned), ...known.filter(({ pinned }) => !pinned)].map((shown) => {
    const placed = { ...shown, leftPx };
    leftPx += shown.widthPx;
    return placed;
  });
}

/** Numbers stand at the right of their column. */
export function isNumeric(column: Column): boolean {
  if (column.kind === 'metric') return true;
  return column.kind === 'field' && ['seed', 'steps', 'elapsedMs'].includes(column.field);
}

/**
 * A click on a head: sorts by it alone, then the other way, then not; with `add` beside the keys
 * there are. A metric begins with its better end.
 */
export function sortedBy(table: RunTable, id: string, add: boolean): RunTable {
  const first = firstDescending(id);
  const before = table.sort.find((key) => key.id === id);
  const others = add ? table.sort.filter((key) => key.id !== id) : [];
  if (before === undefined) return { ...table, sort: [...others, { id, descending: first }] };
  if (before.descending !== first) return { ...table, sort: others };
  const turned = { id, descending: !first };
  // A key keeps its place among the others.
  return { ...table, sort: add ? table.sort.map((key) => (key.id === id ? turned : key)) : [turned] };
}

function firstDescending(id: string): boolean {
  const column = parseColumn(id);
  if (column?.kind === 'metric') return lowerIsBetter(column.name) === false;
  return id === 'createdAt' || id === 'steps';
}

export function withColumn(table: RunTable, column: Column): RunTable {
  const id = columnId(column);
  if (table.columns.some((shown) => shown.id === id)) return table;
  return { ...table, columns: [...table.columns, { id, widthPx: 130, pinned: false }] };
}

/** The last column stays: an empty table could not be brought back. */
export function withoutColumn(table: RunTable, id: string): RunTable {
  if (table.columns.length <= 1) return table;
  return {
    ...table,
    columns: table.columns.filter((shown) => shown.id !== id),
    sort: table.sort.filter((key) => key.id !== id),
  };
}

/** @param by columns to the right; negative to the left */
export function movedColumn(table: RunTable, id: string, by: number): RunTable {
  const columns = [...table.columns];
  const from = columns.findIndex((shown) => shown.id === id);
  const [moved] = columns.splice(from, from < 0 ? 0 : 1);
  if (moved === undefined) return table;
  columns.splice(Math.max(0, Math.min(columns.length, from + by)), 0, moved);
  return { ...table, columns };
}

export function changedColumn(
  table: RunTable,
  id: string,
  change: { readonly widthPx?: number; readonly pinned?: boolean },
): RunTable {
  const widthPx = change.widthPx === undefined ? {} : { widthPx: clampWidth(change.widthPx) };
  return {
    ...table,
    columns: table.columns.map((shown) => (shown.id === id ? { ...shown, ...change, ...widthPx } : shown)),
  };
}

function clampWidth(px: number): number {
  return Math.round(Math.min(1000, Math.max(56, px)));
}

/** The table with another statistic of a metric in a column; the sort order goes with it. */
export function withStatistic(table: RunTable, id: string, statistic: MetricStatistic): RunTable {
  const column = parseColumn(id);
  if (column?.kind !== 'metric') return table;
  const next = columnId({ ...column, statistic });
  if (table.columns.some((shown) => shown.id === next)) return table;
  const renamed = <T extends { readonly id: string }>(part: T): T =>
    part.id === id ? { ...part, id: next } : part;
  return { ...table, columns: table.columns.map(renamed), sort: table.sort.map(renamed) };
}
