import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { forkedExperiment } from '../../src-shared/experiment/fork';
import { xnorExperiment } from '../testing/data';
import { Programs, type Program } from '../testing/run-harness';
import { hasSmallDisks, SmallDisk } from '../testing/files/small-disk';
import { recoverInterrupted } from '../workspace';
import { writeProbe } from '../workspace/location';

const elsewhere = mkdtempSync(join(tmpdir(), 'benchtop-elsewhere-'));
const disk = hasSmallDisks() ? new SmallDisk(16_384) : null;
const programs = new Programs('read-only', disk?.folder);

afterEach(async () => {
  vi.restoreAllMocks();
  await programs.closeAll();
  disk?.setReadOnly(false);
});
afterAll(() => {
  disk?.remove();
  rmSync(elsewhere, { recursive: true, force: true });
  if (disk === null) programs.remove();
});

/** Every file of a folder, with its content. */
function readAll(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}

/** A workspace with a finished run, and one that a process left that is gone. */
async function withRuns(name: string): Promise<{ folder: string; done: string; left: string }> {
  const { workspace, runs, close } = programs.start(name);
  const training = { steps: 40, logEvery: 10, checkpointEvery: 20, engine: 'typed' as const };
  const { record } = await runs.start(xnorExperiment({ seed: 3, training }), null);
  await runs.whenOver(record.id);
  const { record: left } = workspace.runs.create(xnorExperiment({ name: 'Left' }), {
    environment: record.environment,
  });
  workspace.runs.update(left.id, (old) => ({ ...old, status: 'running', session: 'boot.1.gone' }));
  workspace.settings.set({ theme: 'dark' });
  await close();
  return { folder: workspace.folder, done: record.id, left: left.id };
}

const WAYS = [
  ['where its disk is mounted read-only', true],
  ['where writing is not permitted', false],
] as const;

describe.each(WAYS)('a workspace that cannot be written, %s,', (_, isMounted) => {
  const name = isMounted ? 'mounted' : 'forbidden';

  /** Root may write anywhere: without a mount, what the system says is said by the test. */
  function forbid(): Program {
    if (isMounted) disk?.setReadOnly(true);
    else vi.spyOn(writeProbe, 'isWritable').mockReturnValue(false);
    return programs.start(name);
  }

  it.skipIf(isMounted && disk === null)(
    'opens for looking, and refuses the rest in one sentence',
    async () => {
      const { folder, done, left } = await withRuns(name);
      const before = readAll(folder);
      const { workspace, runs } = forbid();
      const sentence = `The workspace ${folder} is read-only: its runs can be looked at, evaluated and exported to other places, but nothing can be trained or saved there.`;
      expect(workspace.notices).toEqual([sentence]);
      expect(workspace.settings.get().theme).toBe('dark');

      // A run whose process is gone is not shown as running, though that cannot be written down.
      expect((await recoverInterrupted(workspace)).map(({ record }) => record.id)).toEqual([left]);
      expect((await runs.library.all()).map(({ id, status }) => [id, status])).toEqual([
        [left, 'interrupted'],
        [done, 'finished'],
      ]);
      const { record, locked } = runs.get(done);
      expect(locked).toBe(sentence);
      expect(runs.get(left).record.status).toBe('interrupted');

      expect((await runs.snapshot(done)).metrics.step).toHaveLength(4);
      expect(await runs.models.evaluate(done, null)).toMatchObject({ kind: 'classes', step: 40 });
      expect((await runs.models.picture(done, 20)).step).toBe(20);
      await runs.models.exportCheckpoint(done, null, join(elsewhere, name));
      expect(existsSync(join(elsewhere, name, 'weights.bin'))).toBe(true);
      expect(
        await runs.library.export([done], { to: join(elsewhere, `${name}.csv`), format: 'csv', columns: [] }),
      ).toBe(1);
      // Settings count until the program ends; what is read of files is not remembered.
      expect(workspace.settings.set({ theme: 'light' }).theme).toBe('light');
      workspace.datasets.noteFile({ path: '/a', bytes: 1, mtimeMs: 1, sha256: '' });

      await expect(runs.start(record.experiment, null)).rejects.toThrow(sentence);
      await expect(runs.fork(done, 20, forkedExperiment(record, 20), null)).rejects.toThrow(sentence);
      await expect(runs.resume(left)).rejects.toThrow(sentence);
      const plan = { kind: 'repeat', n: 2, sameData: false } as const;
      await expect(runs.groups.start({ name: 'g', experiment: record.experiment, plan })).rejects.toThrow(
        sentence,
      );
      expect(await runs.library.edit([done], { name: 'x' })).toEqual({ done: [], problems: [sentence] });
      expect(await runs.library.delete([done])).toEqual({ done: [], problems: [sentence] });
      expect(() => workspace.experiments.save(null, record.experiment)).toThrow(sentence);
      expect(() => workspace.datasets.save(null, 'd', record.experiment.dataset)).toThrow(sentence);
      await runs.close();
      const { 'runs-index.jsonl': _before, ...kept } = before;
      const { 'runs-index.jsonl': _after, ...after } = readAll(folder);
      expect(after).toEqual(kept);
    },
  );
});

describe('a folder that cannot be written', () => {
  it('and holds no runs is no workspace to look at', () => {
    mkdirSync(join(programs.folder, 'empty'));
    vi.spyOn(writeProbe, 'isWritable').mockReturnValue(false);
    expect(() => programs.start('empty')).toThrow('cannot be written, and holds no runs to look at');
  });

  it('keeps damaged files in their place, and shows their copies', async () => {
    const { folder, done } = await withRuns('damaged');
    for (const file of ['settings.json', join('runs', done, 'run.json')])
      writeFileSync(join(folder, file), '{"half');
    vi.spyOn(writeProbe, 'isWritable').mockReturnValue(false);
    const { workspace, runs } = programs.start('damaged');
    expect(workspace.settings.get().theme).toBe('dark');
    expect(runs.get(done).record).toMatchObject({
      name: 'XNOR',
      status: 'finished',
      recovered: { from: 'backup' },
    });
    expect(workspace.notices[1]).toBe(
      `${join(folder, 'settings.json')} is damaged. Its last good copy is used.`,
    );
    for (const file of ['settings.json', join('runs', done, 'run.json')])
      expect(readFileSync(join(folder, file), 'utf8')).toBe('{"half');
  });
});
