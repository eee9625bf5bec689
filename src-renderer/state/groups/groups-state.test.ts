import { describe, expect, it } from 'vitest';
import { fail } from '../../../src-shared/errors';
import type { Group } from '../../../src-shared/group/group';
import { present } from '../../../src-shared/present';
import { newExperiment } from '../form/proposed/form-guess';
import { FakeApi, fakeRun, settled } from '../../testing/fake-api';
import { GroupsState } from './groups-state.svelte';
import { RunsState } from '../library/runs-state.svelte';
import { Toasts } from '../base/toasts.svelte';

function fakeGroup(id: string, changes: Partial<Group> = {}): Group {
  return {
    schemaVersion: 1,
    id,
    name: id,
    createdAt: '2026-01-01T00:00:00.000Z',
    endedAt: null,
    status: 'running',
    error: null,
    session: '',
    experiment: newExperiment(),
    plan: { kind: 'repeat', n: 3, sameData: true },
    trials: [1, 2, 3].map((value) => [{ path: 'seed', value }]),
    started: 0,
    rungs: [{ step: null, places: [0, 1, 2] }],
    elapsedMs: 0,
    endedBy: null,
    criterion: null,
    ...changes,
  };
}

async function setUp(): Promise<{ fake: FakeApi; groups: GroupsState; runs: RunsState; toasts: Toasts }> {
  const fake = new FakeApi();
  const toasts = new Toasts();
  fake.answer('runsList', () => []);
  fake.answer('groupsList', () => [fakeGroup('group-aaaa'), fakeGroup('group-bbbb')]);
  const runs = new RunsState(fake.api, toasts);
  const groups = new GroupsState(fake.api, runs, toasts);
  runs.start();
  groups.start();
  // Gone while the list was on its way: the push is newer.
  fake.push('group.changed', { groupId: 'group-aaaa', group: null });
  await settled();
  return { fake, groups, runs, toasts };
}

const trial = (place: number, groupId = 'group-bbbb') =>
  ({ group: { id: groupId, kind: 'repeat', name: 'x', place } }) as const;

describe('the groups of the workspace', () => {
  it('follow pushes, also those that came before the list', async () => {
    const { fake, groups } = await setUp();
    expect(groups.all.map(({ id }) => id)).toEqual(['group-bbbb']);
    fake.push('group.changed', { groupId: 'group-cccc', group: fakeGroup('group-cccc') });
    expect(groups.all.map(({ id }) => id)).toEqual(['group-cccc', 'group-bbbb']);
  });

  it('have their runs by their places, and say how far they are', async () => {
    const { fake, groups } = await setUp();
    const runs = [
      fakeRun('run-b', 'running', trial(1)),
      fakeRun('run-a', 'finished', trial(0)),
      fakeRun('run-other', 'finished', trial(0, 'group-gone')),
      fakeRun('run-single', 'finished'),
    ];
    for (const run of runs) fake.push('run.changed', { runId: run.record.id, run });
    expect(groups.findRuns('group-bbbb').map(({ record }) => record.id)).toEqual(['run-a', 'run-b']);
    expect(groups.readProgress(present(groups.get('group-bbbb')))).toEqual({ over: 1, trials: 3 });
    // Those of a group that is gone are single ones again.
    expect(runs.map((run) => groups.holds(run))).toEqual([true, true, false, false]);
  });

  it('begin, or say why not', async () => {
    const { fake, groups, toasts } = await setUp();
    const request = {
      name: 'x',
      experiment: newExperiment(),
      plan: { kind: 'repeat', n: 3, sameData: true },
    } as const;
    fake.answer('groupsStart', () => {
      throw fail('invalid-data', 'There are no rows.');
    });
    expect(await groups.begin(request)).toBeNull();
    expect(toasts.items.map(({ message }) => message)).toEqual(['There are no rows.']);
    fake.answer('groupsStart', () => fakeGroup('group-dddd'));
    expect((await groups.begin(request))?.id).toBe('group-dddd');
    expect(groups.get('group-dddd')).toBeDefined();
    expect(groups.starting).toBe(false);
  });

  it('are not taken apart while they run', async () => {
    const { fake, groups } = await setUp();
    expect(await groups.remove('group-bbbb')).toBe(false);
    expect(fake.called('groupsDelete')).toBe(0);
    fake.push('group.changed', {
      groupId: 'group-bbbb',
      group: fakeGroup('group-bbbb', { status: 'stopped' }),
    });
    fake.answer('groupsDelete', () => null);
    expect(await groups.remove('group-bbbb')).toBe(true);
  });
});
