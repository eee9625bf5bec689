import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildChildProgram } from '../testing/child-program';
import { xnorExperiment } from '../testing/data';
import { NO_MACHINE, openIn } from '../testing/files/workspaces';
import { recoverInterrupted } from './index';

const root = mkdtempSync(join(tmpdir(), 'benchtop-two-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Saves so often, and says of each save that it was acknowledged. */
const WRITER = `
  import Conf from 'conf';
  import { xnorExperiment } from '<project>/src-main/testing/data';
  import { fileDatasetSchema } from '<project>/src-shared/experiment/schema';
  import { newSession, openWorkspace } from '<project>/src-main/workspace';
  const [, , folder = '', name = '', rounds = '', run = '', group = ''] = process.argv;
  const workspace = openWorkspace({ folder, Store: Conf as never, session: newSession(), bundled: null });
  const dataset = fileDatasetSchema.parse({ kind: 'file', path: '/a.csv', features: ['x'] });
  for (let i = 0; i < Number(rounds); i++) {
    workspace.experiments.save(null, xnorExperiment({ name: name + i }));
    workspace.datasets.save(null, name + i, dataset);
    workspace.runs.update(run, (old) => ({ ...old, tags: [...old.tags, name + i] }));
    workspace.runs.update(run, (old) => ({ ...old, note: old.note + name + i + ';' }), 'soon');
    workspace.groups.update(group, (old) => ({ ...old, name: old.name + name + i + ';' }));
    workspace.settings.set(name === 'a' ? { theme: i % 2 === 0 ? 'dark' : 'light' } : { maxWorkers: i + 1 });
  }
`;
const ROUNDS = 25;

describe('two processes on one workspace', () => {
  it('lose none of each other’s saves', async () => {
    const folder = join(root, 'ws');
    const { runs, groups } = openIn(folder);
    const { record } = runs.create(xnorExperiment(), { environment: NO_MACHINE });
    const group = groups.create({
      id: '20260101-000000-000-abcdef',
      name: '',
      createdAt: '2026-01-01T00:00:00.000Z',
      endedAt: null,
      status: 'finished',
      error: null,
      experiment: xnorExperiment(),
      plan: { kind: 'repeat', n: 2, sameData: false },
      trials: [[], []],
      started: 2,
      rungs: [{ step: null, places: [0, 1] }],
      elapsedMs: 0,
      endedBy: null,
      criterion: null,
    });
    const program = buildChildProgram(join(root, 'program'), 'writer', WRITER);
    const ends = ['a', 'b'].map(
      (name) =>
        new Promise((resolve) => {
          const args = [program, folder, name, String(ROUNDS), record.id, group.id];
          spawn(process.execPath, args, { stdio: 'inherit' }).on('close', resolve);
        }),
    );
    expect(await Promise.all(ends)).toEqual([0, 0]);
    const saved = ['a', 'b']
      .flatMap((name) => Array.from({ length: ROUNDS }, (_, i) => `${name}${i}`))
      .sort();
    const after = openIn(folder);
    expect(
      after.experiments
        .list()
        .map(({ experiment }) => experiment.name)
        .sort(),
    ).toEqual(saved);
    expect(
      after.datasets
        .list()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(saved);
    expect([...after.runs.get(record.id).record.tags].sort()).toEqual(saved);
    expect(after.runs.get(record.id).record.note.split(';').slice(0, -1).sort()).toEqual(saved);
    expect(after.groups.get(group.id).name.split(';').slice(0, -1).sort()).toEqual(saved);
    expect(after.settings.get()).toMatchObject({ theme: 'dark', maxWorkers: ROUNDS });
    expect(after.notices).toEqual([]);
    // The first process sees all of it without being opened again.
    expect(runs.get(record.id).record.tags).toHaveLength(saved.length);
    expect(groups.get(group.id).name).toBe(after.groups.get(group.id).name);
  });

  it('see a run whose process is gone as interrupted, whatever has its number now', async () => {
    const folder = join(root, 'gone');
    const { runs } = openIn(folder);
    const { record, path } = runs.create(xnorExperiment(), { environment: NO_MACHINE });
    const [boot = '', pid = '', random = ''] = record.session.split('.');
    for (const session of [
      `${boot}.${pid}.${random}.1`,
      `${boot}.1.${random}.99999999999`,
      `${boot}.${pid}.${random}`,
    ]) {
      const file = join(path, 'run.json');
      const stored = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      writeFileSync(file, JSON.stringify({ ...stored, status: 'running', session }));
      const recovered = await recoverInterrupted(openIn(folder));
      expect(recovered.map((run) => run.record.status)).toEqual(['interrupted']);
    }
  });

  it('tells of interrupted runs what a start could not say that was killed, once', async () => {
    const folder = join(root, 'untold');
    const { runs } = openIn(folder);
    const left = [1, 2].map(() => runs.create(xnorExperiment(), { environment: NO_MACHINE }));
    for (const { record, path } of left) {
      const file = join(path, 'run.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace(record.session, 'gone.1.00000000.1'));
    }
    const ids = left.map(({ record }) => record.id).sort();
    const killed = openIn(folder);
    await recoverInterrupted(killed);
    expect(killed.runs.list().map(({ record }) => record.status)).toEqual(['interrupted', 'interrupted']);

    const next = openIn(folder);
    expect(await recoverInterrupted(next)).toEqual([]);
    const untold = next.runs.untoldInterrupted().map(({ record }) => record.id);
    expect(untold.sort()).toEqual(ids);
    next.runs.interruptions.told(ids.slice(0, 1));

    const last = openIn(folder);
    expect(last.runs.untoldInterrupted().map(({ record }) => record.id)).toEqual(ids.slice(1));
    last.runs.trash(ids[1] ?? '');
    expect(last.runs.untoldInterrupted()).toEqual([]);
    last.runs.interruptions.told(last.runs.interruptions.ids());
    expect(last.runs.interruptions.ids()).toEqual([]);
    expect(readdirSync(folder)).not.toContain('runs-interrupted.txt');
  });

  it('starts where a folder or rubbish is in the place of what it tells', async () => {
    const folder = join(root, 'untold-rubbish');
    const { runs } = openIn(folder);
    const { record, path } = runs.create(xnorExperiment(), { environment: NO_MACHINE });
    const file = join(path, 'run.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(record.session, 'gone.1.00000000.1'));
    const untold = join(folder, 'runs-interrupted.txt');
    mkdirSync(untold);
    const beside = openIn(folder);
    expect(await recoverInterrupted(beside)).toHaveLength(1);
    expect(beside.runs.untoldInterrupted()).toHaveLength(1);
    rmSync(untold, { recursive: true });
    writeFileSync(untold, `../../etc/passwd\n\u0000\n${record.id}\nno such run at all\n${record.id}`);
    expect(openIn(folder).runs.untoldInterrupted()).toHaveLength(1);
  });

  it('recovers very many a part at a time', async () => {
    const folder = join(root, 'many');
    const { runs } = openIn(folder);
    const made = Array.from({ length: 5 }, () => runs.create(xnorExperiment(), { environment: NO_MACHINE }));
    for (const { record, path } of made) {
      const file = join(path, 'run.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace(record.session, 'gone.1.00000000.1'));
    }
    const next = openIn(folder);
    const first = await recoverInterrupted(next, 0);
    expect(first.length).toBeLessThan(5);
    expect(first.length + (await recoverInterrupted(next)).length).toBe(5);
    expect(next.runs.list().map(({ record }) => record.status)).toEqual(made.map(() => 'interrupted'));
  });
});
