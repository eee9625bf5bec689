import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { xnorExperiment } from '../testing/data';
import { NO_MACHINE, useWorkspace } from '../testing/files/workspaces';

const workspace = useWorkspace('newer-files');
const { open } = workspace;

describe('files of a newer Benchtop', () => {
  it('of settings change in memory only', () => {
    open().settings.set({ theme: 'dark' });
    const newer = '{"schemaVersion":2,"theme":"light","glow":1}';
    writeFileSync(join(workspace.folder, 'settings.json'), newer);
    const { settings } = open();
    expect(settings.get().theme).toBe('light');
    expect(settings.set({ lossScale: 'linear' })).toMatchObject({ theme: 'light', lossScale: 'linear' });
    expect(settings.get().lossScale).toBe('linear');
    expect(readFileSync(join(workspace.folder, 'settings.json'), 'utf8')).toBe(newer);
  });

  it('of data sets take in nothing by themselves', () => {
    mkdirSync(workspace.folder);
    const newer = '{"schemaVersion":2,"datasets":[],"remembered":[],"files":[],"more":[]}';
    writeFileSync(join(workspace.folder, 'datasets.json'), newer);
    const { datasets } = open();
    datasets.noteFile({ path: '/a.csv', bytes: 1, mtimeMs: 1, sha256: 'one' });
    expect(datasets.list()).toEqual([]);
    expect(readFileSync(join(workspace.folder, 'datasets.json'), 'utf8')).toBe(newer);
  });

  it('of experiments are shown as far as they are understood, and left as they are', () => {
    const { id } = open().experiments.save(null, xnorExperiment({ name: 'mine' }));
    const path = join(workspace.folder, 'experiments.json');
    const { experiments } = JSON.parse(readFileSync(path, 'utf8')) as { experiments: object[] };
    const unknown = { id: 'x', updatedAt: '', experiment: { model: { kind: 'forest' } } };
    for (const schemaVersion of [2, 1]) {
      const newer = JSON.stringify({ schemaVersion, experiments: [unknown, ...experiments] });
      writeFileSync(path, newer);
      const again = open();
      expect(again.experiments.get(id).experiment.name).toBe('mine');
      expect(again.notices.join()).toMatch(/experiments\.json was written by a newer Benchtop/);
      expect(() => again.experiments.save(null, xnorExperiment())).toThrow('Update Benchtop to change it');
      expect(readFileSync(path, 'utf8')).toBe(newer);
      expect(readdirSync(workspace.folder).filter((name) => name.includes('.corrupt-'))).toEqual([]);
    }
  });

  it('keep their unknown keys where the rest is known', () => {
    open().settings.set({ theme: 'dark' });
    const path = join(workspace.folder, 'settings.json');
    const stored = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...stored, glow: { strength: 3 } }));
    const { settings, notices } = open();
    settings.set({ lossScale: 'linear' });
    expect(notices).toEqual([]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      theme: 'dark',
      lossScale: 'linear',
      glow: { strength: 3 },
    });
  });

  it('of runs keep unknown keys, and are no damage where the kind of model is unknown', () => {
    const { runs } = open();
    const { record, path } = runs.create(xnorExperiment(), { environment: NO_MACHINE });
    const file = join(path, 'run.json');
    const stored = JSON.parse(readFileSync(file, 'utf8')) as { experiment: { training: object } };
    stored.experiment.training = { ...stored.experiment.training, patience: 7 };
    writeFileSync(file, JSON.stringify({ ...stored, later: [1] }));
    const again = open();
    again.runs.update(record.id, (old) => ({ ...old, note: 'kept' }));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      note: 'kept',
      later: [1],
      experiment: { training: { patience: 7 } },
    });
    const unknown = JSON.stringify({
      ...stored,
      experiment: { ...stored.experiment, model: { kind: 'forest' } },
    });
    writeFileSync(file, unknown);
    const third = open();
    expect(third.runs.list()).toEqual([]);
    expect(third.notices.join()).toContain('a newer Benchtop made it');
    expect(readFileSync(file, 'utf8')).toBe(unknown);
    expect(readdirSync(path).sort()).toEqual(['run.json', 'run.json.bak']);
  });
});
