import type { Group } from '../../../src-shared/group/group';
import type { StoredRun } from '../../../src-shared/run/record/record';

/** A line of a list of recent work: a single run, or a group for all of its runs. */
export type RecentLine =
  { readonly kind: 'run'; readonly run: StoredRun } | { readonly kind: 'group'; readonly group: Group };

/**
 * The newest work, a group once for all of its runs.
 * @param count lines at most
 */
export function recentLines(
  runs: readonly StoredRun[],
  groups: readonly Group[],
  count: number,
): RecentLine[] {
  const known = new Set(groups.map(({ id }) => id));
  const single = runs.filter(({ record }) => record.group === null || !known.has(record.group.id));
  const lines: (readonly [createdAt: string, line: RecentLine])[] = [
    ...single.map((run) => [run.record.createdAt, { kind: 'run', run }] as const),
    ...groups.map((group) => [group.createdAt, { kind: 'group', group }] as const),
  ];
  return lines
    .sort(([a], [b]) => b.localeCompare(a))
    .slice(0, count)
    .map(([, line]) => line);
}
