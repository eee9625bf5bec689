import { isLive, trialRunId, type Group } from '../group/group';
import type { RunRow } from '../run/library/row';
import { TERMINAL } from '../run/record/status';

/** What the lineage is made of: data, a run, or a group, whose runs stand in it together. */
export interface LineageItem {
  /** Of data `data:…`; of a run or a group its id. */
  readonly key: string;
  readonly kind: 'data' | 'run' | 'group';
  readonly label: string;
  /** Of a run or a group as its record has it; of data ''. */
  readonly status: string;
  /** As #rrggbb; null: it has none of its own. */
  readonly colour: string | null;
  /** When it began and ended, epoch milliseconds; of what is at work, the time that was asked for. */
  readonly start: number;
  readonly end: number;
  /** What it came from: of a fork the run, or the group that holds it, else the data; null: nobody knows. */
  readonly parent: string | null;
  /** Data that it goes back to. */
  readonly data: string;
  /** Of a group, how many of its runs there are; of data, how many runs and groups; of a run 1. */
  readonly count: number;
  /** Of data, the SHA-256 of its bytes where they were read; null otherwise. */
  readonly sha256: string | null;
}

/** Whether a run goes on from another one, as a fork. */
export function isFork({ kind, parent, data }: Pick<LineageItem, 'kind' | 'parent' | 'data'>): boolean {
  return kind !== 'data' && parent !== null && parent !== data;
}

/**
 * Data, runs, forks and groups with what each came from, by when they began.
 * @param now epoch milliseconds, up to which what is at work has come
 */
export function buildLineage(rows: readonly RunRow[], groups: readonly Group[], now: number): LineageItem[] {
  const groupOf = new Map<string, string>();
  for (const group of groups)
    for (const place of group.trials.keys()) groupOf.set(trialRunId(group.id, place), group.id);
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const rowsOf = new Map<string, RunRow[]>();
  for (const row of rows) {
    const group = groupOf.get(row.id);
    if (group === undefined) continue;
    const own = rowsOf.get(group);
    if (own === undefined) rowsOf.set(group, [row]);
    else own.push(row);
  }
  const singles = rows.filter(({ id }) => !groupOf.has(id));
  const keyOf = (id: string): string | null => (rowOf.has(id) ? (groupOf.get(id) ?? id) : null);
  const items: LineageItem[] = [
    ...singles.map((row) => runItem(row, keyOf, now)),
    ...groups.flatMap((group) => {
      const own = rowsOf.get(group.id) ?? [];
      return own.length === 0 ? [] : [groupItem(group, own, now)];
    }),
  ];
  const known = new Set(items.map(({ key }) => key));
  const whole = items.map((item) =>
    item.parent !== null && !known.has(item.parent) ? { ...item, parent: item.data } : item,
  );
  return [...dataItems(whole, rows), ...whole].sort(byStart);
}

/** Data before what came from it, where both began at once. */
function byStart(a: LineageItem, b: LineageItem): number {
  if (a.start !== b.start) return a.start - b.start;
  if (a.kind === 'data' || b.kind === 'data')
    return (a.kind === 'data' ? 0 : 1) - (b.kind === 'data' ? 0 : 1);
  return a.key < b.key ? -1 : 1;
}

function dataKey({ sha256, dataset }: Pick<RunRow, 'sha256' | 'dataset'>): string {
  return `data:${sha256 ?? dataset}`;
}

function runItem(row: RunRow, keyOf: (id: string) => string | null, now: number): LineageItem {
  const data = dataKey(row);
  const start = Date.parse(row.startedAt ?? row.createdAt);
  const ended = row.endedAt === null ? null : Date.parse(row.endedAt);
  return {
    key: row.id,
    kind: 'run',
    label: row.name,
    status: row.status,
    colour: row.colour,
    start,
    end: Math.max(start, ended ?? (TERMINAL.has(row.status) ? start + row.elapsedMs : now)),
    parent: (row.parentId === null ? null : keyOf(row.parentId)) ?? data,
    data,
    count: 1,
    sha256: null,
  };
}

function groupItem(group: Group, own: readonly RunRow[], now: number): LineageItem {
  const [first] = own;
  const data = dataKey(first ?? { sha256: null, dataset: '' });
  const start = Date.parse(group.createdAt);
  const ends = own.map((row) => Date.parse(row.endedAt ?? row.createdAt));
  const last = ends.reduce((most, end) => Math.max(most, end), start);
  return {
    key: group.id,
    kind: 'group',
    label: group.name,
    status: group.status,
    colour: null,
    start,
    end: isLive(group) ? Math.max(start, now) : last,
    parent: data,
    data,
    count: own.length,
    sha256: null,
  };
}

/** Data lasts as long as what came from it. */
function dataItems(items: readonly LineageItem[], rows: readonly RunRow[]): LineageItem[] {
  const rowOf = new Map(rows.map((row) => [dataKey(row), row]));
  const found = new Map<string, LineageItem[]>();
  for (const item of items) {
    const all = found.get(item.data);
    if (all === undefined) found.set(item.data, [item]);
    else all.push(item);
  }
  return [...found].map(([key, all]) => ({
    key,
    kind: 'data',
    label: rowOf.get(key)?.dataset ?? '',
    status: '',
    colour: null,
    start: all.reduce((least, { start }) => Math.min(least, start), Infinity),
    end: all.reduce((most, { end }) => Math.max(most, end), 0),
    parent: null,
    data: key,
    count: all.length,
    sha256: rowOf.get(key)?.sha256 ?? null,
  }));
}

/** Of a run, a group or data: itself, all that it came from and all that came from it, in their order. */
export function relatedTo(items: readonly LineageItem[], key: string): LineageItem[] {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const kept = new Set<string>();
  for (let at = byKey.get(key); at !== undefined && !kept.has(at.key); at = byKey.get(at.parent ?? ''))
    kept.add(at.key);
  const children = childrenOf(items);
  const open = [key];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const child of children.get(next) ?? []) {
      if (kept.has(child.key) && child.key !== key) continue;
      kept.add(child.key);
      open.push(child.key);
    }
  }
  return items.filter((item) => kept.has(item.key));
}

/** What came from each, by when it began. */
export function childrenOf(items: readonly LineageItem[]): Map<string, LineageItem[]> {
  const children = new Map<string, LineageItem[]>();
  for (const item of items) {
    if (item.parent === null) continue;
    const all = children.get(item.parent);
    if (all === undefined) children.set(item.parent, [item]);
    else all.push(item);
  }
  return children;
}
