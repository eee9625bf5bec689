import type { Group, GroupStatus } from '../../../src-shared/group/group';
import { groupIdOfRun } from '../../../src-shared/group/group';
import { mean, std } from '../../../src-shared/group/statistics';
import { readCell, type Column } from '../../../src-shared/run/library/columns';
import type { MetricFigures, ParamValue, RunRow } from '../../../src-shared/run/library/row';
import { encodeNumber } from '../../../src-shared/run/record/stored-number';
import type { RunStatus } from '../../../src-shared/run/record/status';

/** A line of the table of runs: a run, or a group for all of its runs that are shown. */
export type TableLine = RunRow & { readonly members?: readonly RunRow[] };

const STATUSES: Readonly<Record<GroupStatus, RunStatus>> = {
  running: 'running',
  stopping: 'running',
  finished: 'finished',
  stopped: 'stopped',
  failed: 'failed',
  interrupted: 'interrupted',
};
/** What a setting has that is not the same in all runs of a group. */
const VARIES = 'varies';

/**
 * Rows with one line a group, where the first of its runs would be, and the runs of an open group behind it.
 * @param findGroup undefined: there is no such group, and its runs are single ones
 * @param isOpen whether the runs of a group are shown
 */
export function foldGroups(
  rows: readonly RunRow[],
  findGroup: (id: string) => Group | undefined,
  isOpen: (groupId: string) => boolean,
): readonly TableLine[] {
  const members = new Map<string, RunRow[]>();
  const places: (RunRow | Group)[] = [];
  for (const row of rows) {
    const id = groupIdOfRun(row.id);
    const known = id === null ? undefined : members.get(id);
    if (known !== undefined) {
      known.push(row);
      continue;
    }
    const group = id === null ? undefined : findGroup(id);
    places.push(group ?? row);
    if (group !== undefined) members.set(group.id, [row]);
  }
  if (members.size === 0) return rows;
  return places.flatMap((place) => {
    const own = members.get(place.id);
    if (own === undefined || !('plan' in place)) return [place as RunRow];
    return [toLine(place, own), ...(isOpen(place.id) ? own : [])];
  });
}

/** Mean ± standard deviation of a metric over a group's runs: the deviation, NaN of fewer than two. */
export function groupSpread(members: readonly RunRow[], column: Column): number {
  const values = members.map((row) => Number(readCell(row, column) ?? NaN)).filter(Number.isFinite);
  return values.length < 2 ? NaN : std(values);
}

/** A group as a row: what its runs have in common, and means of their metrics. */
function toLine({ id, name, status }: Group, members: readonly RunRow[]): TableLine {
  const [first] = members;
  if (first === undefined) throw new RangeError('A group without runs has no line');
  const params: Record<string, ParamValue> = {};
  for (const [path, value] of Object.entries(first.params))
    params[path] = members.every((row) => row.params[path] === value) ? value : VARIES;
  const names = new Set(members.flatMap(({ metrics }) => Object.keys(metrics)));
  const metrics = Object.fromEntries([...names].map((metric) => [metric, meanFigures(members, metric)]));
  return {
    ...first,
    id,
    name,
    status: STATUSES[status],
    elapsedMs: members.reduce((sum, row) => sum + row.elapsedMs, 0),
    error: null,
    note: '',
    tags: [],
    starred: members.every(({ starred }) => starred),
    archived: members.every(({ archived }) => archived),
    params,
    metrics,
    members,
  };
}

function meanFigures(members: readonly RunRow[], name: string): MetricFigures {
  const over = (statistic: 'last' | 'min' | 'max'): number => {
    const column: Column = { kind: 'metric', name, statistic };
    return mean(members.map((row) => Number(readCell(row, column) ?? NaN)).filter(Number.isFinite));
  };
  const [last, min, max] = [over('last'), over('min'), over('max')];
  const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return [Number.isNaN(last) ? null : encodeNumber(last), orNull(min), null, orNull(max), null];
}
