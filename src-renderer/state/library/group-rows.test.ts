import { expect, it } from 'vitest';
import type { Group } from '../../../src-shared/group/group';
import { toRunRow, type RunRow } from '../../../src-shared/run/library/row';
import { readCell } from '../../../src-shared/run/library/columns';
import { present } from '../../../src-shared/present';
import { fakeRun } from '../../testing/fake-api';
import { foldGroups, groupSpread } from './group-rows';
import { RunSelection } from './run-selection.svelte';

const groupId = '20260101-000000-000-abcdef';
const group = { id: groupId, name: 'seeds', status: 'finished', plan: { kind: 'repeat' } } as Group;
const find = (id: string): Group | undefined => (id === groupId ? group : undefined);
const row = (id: string, loss: number, steps = 10): RunRow => {
  const made = toRunRow(fakeRun(id, 'finished', { summary: { loss }, elapsedMs: 5 }).record);
  return { ...made, params: { ...made.params, 'training.steps': steps } };
};
const rows = [
  row('single-aaaa', 9),
  row(`${groupId}-0002`, 1, 20),
  row('single-bbbb', 8),
  row(`${groupId}-0001`, 3),
];

it('the runs of a group are one line with what they have in common, and the means of their metrics', () => {
  const lines = foldGroups(rows, find, () => false);
  expect(lines.map(({ id }) => id)).toEqual(['single-aaaa', groupId, 'single-bbbb']);
  const line = present(lines[1]);
  const column = { kind: 'metric', name: 'loss', statistic: 'last' } as const;
  expect(line).toMatchObject({ name: 'seeds', status: 'finished', elapsedMs: 10 });
  expect(readCell(line, column)).toBe(2);
  expect(groupSpread(present(line.members), column)).toBeCloseTo(Math.SQRT2, 12);
  expect(line.params['training.steps']).toBe('varies');
  expect(line.params['model.kind']).toBe('network');
});

it('an open group has its runs behind its line; without groups the rows stay the same ones', () => {
  const open = foldGroups(rows, find, () => true).map(({ id }) => id);
  expect(open).toEqual(['single-aaaa', groupId, `${groupId}-0002`, `${groupId}-0001`, 'single-bbbb']);
  expect(
    foldGroups(
      rows,
      () => undefined,
      () => true,
    ),
  ).toBe(rows);
});

it('an action on the line of a group is for all of its runs', () => {
  const lines = foldGroups(rows, find, () => false);
  const selection = new RunSelection(() => lines);
  const members = [`${groupId}-0002`, `${groupId}-0001`];
  expect(selection.actionIds(groupId)).toEqual(members);
  selection.toggle(groupId);
  selection.toggle('single-aaaa');
  expect(selection.ids).toEqual(['single-aaaa', ...members]);
});
