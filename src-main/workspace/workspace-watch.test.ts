import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Group } from '../../src-shared/group/group';
import { xnorExperiment } from '../testing/data';
import { NO_MACHINE, useWorkspace } from '../testing/files/workspaces';
import { WorkspaceWatch } from './index';

const workspace = useWorkspace('watch');
const { open } = workspace;

/** A workspace that is looked at, and another process's on the same folder. */
async function both() {
  const here = open();
  const seen: string[] = [];
  await here.runs.index.refresh();
  const watch = new WorkspaceWatch({
    workspace: here,
    isTrained: () => false,
    follow: () => Promise.resolve(),
    onProblem: (error) => {
      throw error;
    },
    changes: {
      settings: ({ theme }) => seen.push(`settings ${theme}`),
      experiments: () => seen.push('experiments'),
      datasets: () => seen.push('datasets'),
      notes: () => seen.push('notes'),
      group: (id, group) => seen.push(`group ${id} ${group?.status ?? 'gone'}`),
      run: (id, run) =>
        seen.push(`run ${id} ${run?.record.name ?? 'gone'} ${run?.record.status ?? ''}`.trim()),
    },
  });
  return {
    here,
    other: open(),
    look: async (times = 1) => {
      for (let i = 0; i < times; i++) await watch.look();
      return seen.splice(0);
    },
  };
}

const group = (id: string): Omit<Group, 'schemaVersion' | 'session'> => ({
  id,
  name: 'g',
  createdAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  status: 'running',
  error: null,
  experiment: xnorExperiment(),
  plan: { kind: 'repeat', n: 1, sameData: false },
  trials: [[]],
  started: 0,
  rungs: [{ step: null, places: [0] }],
  elapsedMs: 0,
  endedBy: null,
  criterion: null,
});

describe('what another process changes', () => {
  it('of pages is told, also where an editor writes into a file', async () => {
    const { here, other, look } = await both();
    other.notes.write('Page', 'first', null);
    expect(await look(2)).toEqual(['notes']);
    writeFileSync(join(here.folder, 'notes', 'Page.md'), 'by an editor');
    expect(await look(2)).toEqual(['notes']);
    other.notes.delete('Page');
    expect(await look(2)).toEqual(['notes']);
  });

  it('is told at the next look, and once', async () => {
    const { other, look } = await both();
    expect(await look()).toEqual([]);
    other.settings.set({ theme: 'dark' });
    other.experiments.save(null, xnorExperiment());
    expect(await look()).toEqual(['settings dark', 'experiments']);
    const { record } = other.runs.create(xnorExperiment({ name: 'new' }), { environment: NO_MACHINE });
    expect(await look()).toEqual([`run ${record.id} new queued`]);
    await other.runs.index.refresh();
    other.runs.update(record.id, (old) => ({ ...old, name: 'renamed', status: 'finished' }));
    await other.runs.index.close();
    expect(await look()).toEqual([`run ${record.id} renamed finished`]);
    other.runs.trash(record.id);
    expect(await look()).toEqual([`run ${record.id} gone`]);
    other.groups.create(group('20260101-aaaa'));
    expect(await look()).toEqual(['group 20260101-aaaa running']);
    other.groups.delete('20260101-aaaa');
    expect(await look()).toEqual(['group 20260101-aaaa gone']);
    expect(await look()).toEqual([]);
  });

  it('is not confused with the runs of this one', async () => {
    const { here, look } = await both();
    const { record } = here.runs.create(xnorExperiment(), { environment: NO_MACHINE });
    here.runs.update(record.id, (old) => ({ ...old, note: 'x' }));
    await here.runs.index.close();
    expect(await look()).toEqual([]);
    expect(here.runs.index.mayHaveNews()).toBe(false);
  });

  it('is that it died: its runs and groups are interrupted while this one goes on', async () => {
    const { other, look } = await both();
    const { record, path } = other.runs.create(xnorExperiment({ name: 'left' }), { environment: NO_MACHINE });
    other.groups.create(group('20260101-bbbb'));
    await look();
    const dead = record.session.replace(/\.[^.]*$/, '.1');
    for (const file of [join(path, 'run.json'), join(workspace.folder, 'groups', '20260101-bbbb.json')])
      writeFileSync(file, readFileSync(file, 'utf8').replace(record.session, dead));
    expect(await look(5)).toEqual(
      expect.arrayContaining([`run ${record.id} left interrupted`, 'group 20260101-bbbb interrupted']),
    );
    expect(await look(5)).toEqual([]);
  });
});
