import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newSession } from '../../files/session';
import { useWorkspace } from '../../testing/files/workspaces';
import { hasExternalRuns, RunsFolder } from './follow-runs';

const here = useWorkspace('follow');
const DOCUMENT = {
  ...{ schemaVersion: 1, kind: 'external', name: 'far', status: 'running' },
  ...{ createdAt: '2026-12-01T01:02:03.004Z', host: hostname(), session: newSession() },
};

describe('runs that are written elsewhere', () => {
  it('are copied as they grow, whole lines at a time, and go on where they were', async () => {
    const source = join(here.folder, 'cluster', 'my run');
    mkdirSync(source, { recursive: true });
    writeFileSync(join(source, 'run.json'), JSON.stringify(DOCUMENT));
    const log = join(source, 'metrics.csv');
    writeFileSync(log, 'step,elapsedMs,loss\n0,0,1\n1,1,0.');
    const workspace = here.open();
    const open = (): RunsFolder =>
      new RunsFolder(join(here.folder, 'cluster'), (id) => workspace.runs.findFolder(id));
    expect(hasExternalRuns(join(here.folder, 'cluster'))).toBe(true);
    const first = open();
    const [run] = (await first.look()).runs;
    const copy = join(workspace.runs.findFolder(run?.id ?? ''), 'metrics.csv');
    expect(run).toMatchObject({ name: 'far', how: 'new', from: 'my run' });
    expect(readFileSync(copy, 'utf8')).toBe('step,elapsedMs,loss\n0,0,1\n');
    expect(workspace.runs.get(run?.id ?? '').record.status).toBe('running');
    expect((await first.look()).runs).toEqual([{ ...run, how: 'there' }]);
    appendFileSync(log, '5\n2,2,0.25\n');
    expect((await first.look()).runs).toEqual([{ ...run, how: 'updated' }]);
    first.close();
    // Replaced under its name by a longer one, as rsync does, and ended meanwhile.
    writeFileSync(`${log}.new`, `${readFileSync(log, 'utf8')}3,3,0.125\n`);
    renameSync(`${log}.new`, log);
    writeFileSync(
      join(source, 'run.json'),
      JSON.stringify({ ...DOCUMENT, status: 'finished', host: null, session: null }),
    );
    const second = open();
    expect((await second.look()).runs).toMatchObject([{ how: 'updated' }]);
    expect(readFileSync(copy, 'utf8')).toBe(readFileSync(log, 'utf8'));
    expect(workspace.runs.get(run?.id ?? '').record.status).toBe('finished');
    // Begun anew.
    writeFileSync(log, 'step,elapsedMs,loss\n9,9,9\n');
    await second.look();
    expect(readFileSync(copy, 'utf8')).toBe('step,elapsedMs,loss\n9,9,9\n');
  });
});
