import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { xnorExperiment } from '../testing/data';
import { NO_MACHINE, useWorkspace } from '../testing/files/workspaces';
import { bundledFolder } from '../testing/places';
import { recoverInterrupted } from './index';
import { isSessionAlive } from '../files/session';

const workspace = useWorkspace('workspace', bundledFolder);
const { open } = workspace;

describe('settings', () => {
  it('have defaults, and are there after a restart', () => {
    expect(open().settings.get()).toMatchObject({ theme: 'system', maxWorkers: null });
    open().settings.set({ theme: 'dark' });
    expect(open().settings.get().theme).toBe('dark');
  });

  it.each([
    ['an empty file', ''],
    ['half a document', '{"theme":"da'],
    ['zeros', '\0\0\0\0'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a wrong value', '{"theme":"pink"}'],
  ])('set %s aside, use the last good copy, and say so', (_, content) => {
    open().settings.set({ theme: 'dark' });
    writeFileSync(join(workspace.folder, 'settings.json'), content);
    const again = open();
    expect(again.settings.get().theme).toBe('dark');
    expect(again.notices.join()).toMatch(/settings\.json was damaged.*last good copy/);
    const kept = readdirSync(workspace.folder).find((name) => name.includes('.corrupt-')) ?? '';
    expect(readFileSync(join(workspace.folder, kept), 'utf8')).toBe(content);
  });

  it('start empty, and still keep the damaged file, when the copy is bad too', () => {
    open().settings.set({ theme: 'dark' });
    writeFileSync(join(workspace.folder, 'settings.json'), '{');
    writeFileSync(join(workspace.folder, 'settings.json.bak'), '{');
    const again = open();
    expect(again.settings.get().theme).toBe('system');
    expect(again.notices.join()).toContain('starts empty');
  });

  it('read a file with a byte-order mark', () => {
    mkdirSync(workspace.folder);
    writeFileSync(join(workspace.folder, 'settings.json'), '\ufeff{"theme":"dark"}');
    expect(open().settings.get().theme).toBe('dark');
  });
});

describe('experiments', () => {
  it('are saved, changed, duplicated under a free name, and deleted', () => {
    const { experiments } = open();
    const saved = experiments.save(null, xnorExperiment({ name: 'mine' }));
    experiments.save(saved.id, xnorExperiment({ name: 'mine', seed: 9 }));
    expect(open().experiments.get(saved.id).experiment.seed).toBe(9);
    expect(experiments.duplicate(saved.id).experiment.name).toBe('mine copy');
    expect(experiments.duplicate(saved.id).experiment.name).toBe('mine copy 2');
    experiments.delete(saved.id);
    expect(() => experiments.get(saved.id)).toThrow('no saved experiment');
    expect(experiments.list().filter((entry) => !entry.bundled)).toHaveLength(2);
  });

  it('leave the bundled ones as they are', () => {
    const { experiments } = open();
    const all = experiments.list();
    expect(all.filter(({ published }) => published).map(({ id }) => id)).toEqual([
      'bundled-xnor',
      'bundled-t-shirt-sizes',
      'bundled-svm-margin',
    ]);
    expect(all.slice(0, 3).every(({ published }) => published)).toBe(true);
    expect(all.slice(3).map(({ id }) => id)).toEqual([
      'bundled-two-moons',
      'bundled-circles',
      'bundled-circles-svm',
      'bundled-xor-clouds',
      'bundled-two-spirals',
      'bundled-five-blobs',
      'bundled-noisy-plane',
      'bundled-ripple',
    ]);
    expect(all.every(({ bundled: isBundled, description }) => isBundled && description !== '')).toBe(true);
    const copy = experiments.save('bundled-xnor', xnorExperiment({ name: 'changed' }));
    expect(copy.id).not.toBe('bundled-xnor');
    expect(() => {
      experiments.delete('bundled-xnor');
    }).toThrow('cannot be deleted');
  });

  it('are found by id, name, and a bundled one by its file', () => {
    const { experiments } = open();
    const { id } = experiments.save(null, xnorExperiment({ name: 'mine' }));
    expect(experiments.find(id)?.id).toBe(id);
    expect(experiments.find('mine')?.id).toBe(id);
    for (const name of ['xnor', 'bundled-xnor', 'XNOR'])
      expect(experiments.find(name)?.id).toBe('bundled-xnor');
    expect(experiments.find('nothing')).toBeUndefined();
    // A person's own hides the bundled one of its name.
    const own = experiments.save(null, xnorExperiment({ name: 'XNOR' }));
    expect(experiments.find('XNOR')?.id).toBe(own.id);
  });

  it.each(['lr=0.03', 'a.b', '__proto__', '../x', '🙂', 'x'.repeat(300)])('keep the name %s', (name) => {
    const { id } = open().experiments.save(null, xnorExperiment({ name }));
    expect(open().experiments.get(id).experiment.name).toBe(name);
  });
});

describe('runs', () => {
  it('write what may wait with what must not, or a moment later', async () => {
    const { runs } = open();
    const { record } = runs.create(xnorExperiment(), { environment: NO_MACHINE });
    const path = join(runs.findFolder(record.id), 'run.json');
    const noteOnDisk = (): unknown => (JSON.parse(readFileSync(path, 'utf8')) as { note: unknown }).note;
    runs.update(record.id, (old) => ({ ...old, note: 'a' }), 'soon');
    expect(runs.get(record.id).record.note).toBe('a');
    expect(noteOnDisk()).toBe('');
    runs.update(record.id, (old) => ({ ...old, tags: ['now'] }));
    expect(noteOnDisk()).toBe('a');
    runs.update(record.id, (old) => ({ ...old, note: 'b' }), 'soon');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(noteOnDisk()).toBe('b');
    // Of a run that is gone nothing is written.
    runs.update(record.id, (old) => ({ ...old, note: 'c' }), 'soon');
    runs.discard(record.id);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(runs.has(record.id)).toBe(false);
  });

  it('are listed newest first, with colours in turn, and survive a restart', async () => {
    const { runs } = open();
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      ids.push(runs.create(xnorExperiment({ seed: i }), { environment: NO_MACHINE }).record.id);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const listed = open().runs.list();
    expect(listed.map(({ record }) => record.id)).toEqual([...ids].reverse());
    expect(new Set(listed.map(({ record }) => record.colour)).size).toBe(3);
  });

  it('keep numbers that JSON has no word for', () => {
    const { runs } = open();
    const { record } = runs.create(xnorExperiment(), { environment: NO_MACHINE });
    runs.update(record.id, (old) => ({ ...old, summary: { loss: 'NaN', accuracy: 'Infinity' } }));
    expect(open().runs.get(record.id).record.summary).toEqual({ loss: 'NaN', accuracy: 'Infinity' });
  });

  it('are seen changed by another process', () => {
    const first = open();
    const { record } = first.runs.create(xnorExperiment(), { environment: NO_MACHINE });
    open().runs.update(record.id, (old) => ({ ...old, name: 'renamed elsewhere' }));
    expect(first.runs.get(record.id).record.name).toBe('renamed elsewhere');
  });

  it('go to the trash and come back whole', () => {
    const { runs } = open();
    const { record, path } = runs.create(xnorExperiment(), { environment: NO_MACHINE });
    writeFileSync(join(path, 'metrics.csv'), 'step\n1\n');
    runs.trash(record.id);
    expect(runs.list()).toEqual([]);
    expect(existsSync(path)).toBe(false);
    expect(runs.restore(record.id).record.id).toBe(record.id);
    expect(readFileSync(join(path, 'metrics.csv'), 'utf8')).toBe('step\n1\n');
  });

  it('list on past a damaged neighbour, and tell of it once', () => {
    const { runs } = open();
    const good = runs.create(xnorExperiment(), { environment: NO_MACHINE });
    const bad = runs.create(xnorExperiment(), { environment: NO_MACHINE });
    writeFileSync(join(bad.path, 'run.json'), '{');
    rmSync(join(bad.path, 'run.json.bak'));
    const again = open();
    expect(again.runs.list().map(({ record }) => record.id)).toEqual([good.record.id]);
    again.runs.list();
    expect(again.notices.filter((notice) => notice.includes(bad.record.id))).toHaveLength(1);
    expect(readdirSync(bad.path).some((name) => name.includes('.corrupt-'))).toBe(true);
  });

  it('of a process that still lives are not taken for interrupted', async () => {
    const { runs } = open();
    const { record } = runs.create(xnorExperiment(), { environment: NO_MACHINE });
    expect(isSessionAlive(record.session)).toBe(true);
    expect(await recoverInterrupted(open())).toEqual([]);
  });
});

it.skipIf(process.getuid?.() === 0)(
  'says which folder cannot be written (skipped for root, who can write anywhere)',
  () => {
    mkdirSync(workspace.folder);
    chmodSync(workspace.folder, 0o500);
    expect(open).toThrow(/cannot be written/);
  },
);
