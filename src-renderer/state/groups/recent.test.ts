import { expect, it } from 'vitest';
import type { Group } from '../../../src-shared/group/group';
import { fakeRun } from '../../testing/fake-api';
import { recentLines } from './recent';

const at = (minute: number): string => `2026-01-01T00:0${minute}:00.000Z`;
const group = { id: 'group-aaaa', createdAt: at(5) } as Group;
const member = (id: string, groupId: string) =>
  fakeRun(id, 'finished', {
    createdAt: at(6),
    group: { id: groupId, kind: 'repeat', name: 'x', place: 0 },
  });
const toIds = (lines: ReturnType<typeof recentLines>): string[] =>
  lines.map((line) => (line.kind === 'group' ? line.group.id : line.run.record.id));

it('a group is one line in place of its runs, also where none of them is held; those of a gone group are single ones', () => {
  const runs = [
    fakeRun('run-old', 'finished', { createdAt: at(1) }),
    member('run-member', 'group-aaaa'),
    member('run-left', 'group-gone'),
    fakeRun('run-new', 'finished', { createdAt: at(7) }),
  ];
  expect(toIds(recentLines(runs, [group], 9))).toEqual(['run-new', 'run-left', 'group-aaaa', 'run-old']);
  expect(toIds(recentLines([], [group], 9))).toEqual(['group-aaaa']);
  expect(toIds(recentLines(runs, [group], 2))).toEqual(['run-new', 'run-left']);
});
