import {
  buildLineage,
  childrenOf,
  isFork,
  relatedTo,
  type LineageItem,
} from '../../../../src-shared/lineage/lineage';
import { trialRunId } from '../../../../src-shared/group/group';
import { command } from '../../declare/command';
import { findRun } from '../../inputs/find-run';
import { printJson, printLine } from '../../print/print';
import type { Services } from '../../services/services';

/** What runs came from and what came of them: data, runs, forks and groups. */
export const lineage = command({
  name: 'lineage',
  group: 'Results',
  summary: 'which data runs came from, their forks, and groups, as a tree',
  about:
    'The runs of a group stand together. With a run or a group: what it came from, and what came from it. --json lists items by when they began, each with its parent.',
  operands: [
    { name: 'RUN', about: 'a run, the beginning of its id, or last; or a group', completion: 'runs' },
  ],
  options: {},
  examples: [
    ['lineage', 'all data with what came from it'],
    ['lineage last', 'the newest run with its ancestors and forks'],
  ],
  async run({ operands: [name], options }, services) {
    const groups = services.workspace.groups.list();
    const all = buildLineage(await services.runs.library.all(), groups, Date.now());
    const items = name === undefined ? all : relatedTo(all, findKey(name, all, services));
    if (options.json === true)
      printJson({
        items: items.map(({ start, end, ...item }) => ({ ...item, start: iso(start), end: iso(end) })),
      });
    else if (items.length === 0) printLine(`There are no runs in ${services.workspace.folder} yet.`);
    else printLine(treeLines(items).join('\n'));
    return 0;
  },
});

/** A run of a group stands for the group. @throws BenchtopError where there is no such run */
function findKey(name: string, items: readonly LineageItem[], services: Services): string {
  if (items.some(({ key }) => key === name)) return name;
  const { id } = findRun(name, services).record;
  if (items.some(({ key }) => key === id)) return id;
  const group = services.workspace.groups
    .list()
    .find((one) => one.trials.some((_, place) => trialRunId(one.id, place) === id));
  return group?.id ?? id;
}

/** What came from each stands below it; those whose origin is not among them stand at the left. */
function treeLines(items: readonly LineageItem[]): string[] {
  const children = childrenOf(items);
  const known = new Set(items.map(({ key }) => key));
  const lines: string[] = [];
  // A long line of forks is deeper than calls may be.
  const open = items
    .filter(({ parent }) => parent === null || !known.has(parent))
    .map((item) => ({ item, before: '', branch: '' }))
    .reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { item, before, branch } = next;
    lines.push(`${before}${branch}${textOf(item)}`);
    const inner = branch === '' ? before : `${before}${branch === '└─ ' ? '   ' : '│  '}`;
    const below = children.get(item.key) ?? [];
    open.push(
      ...below
        .map((child, c) => ({ item: child, before: inner, branch: c === below.length - 1 ? '└─ ' : '├─ ' }))
        .reverse(),
    );
  }
  return lines;
}

function textOf(item: LineageItem): string {
  const { kind, key, label, status, start, count, sha256 } = item;
  if (kind === 'data')
    return `${label === '' ? 'no data that is known' : label}${sha256 === null ? '' : `  sha256 ${sha256.slice(0, 12)}`}`;
  const what =
    kind === 'group' ? `group of ${count} ${count === 1 ? 'run' : 'runs'}, ` : isFork(item) ? 'fork, ' : '';
  return `${key}  ${label}  ${what}${status}, ${iso(start)}`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
