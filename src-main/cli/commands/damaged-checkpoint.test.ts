import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { at } from '../../../src-shared/present';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { readCheckpoint } from '../../files/checkpoint';
import { xnorExperiment } from '../../testing/data';
import { Programs } from '../../testing/run-harness';
import type { Services } from '../services/services';
import { runCommand } from '../testing/arguments';
import { exportRun } from './results/export';
import { fork } from './training/fork';

const programs = new Programs('damaged-checkpoint');
const written = { out: '', notices: '' };

beforeEach(() => {
  written.out = '';
  written.notices = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.notices += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  return programs.closeAll();
});
afterAll(() => {
  programs.remove();
});

/** A finished run with checkpoints at 100, 200, 300 and 400 steps, of which the last ones are damaged. */
async function withDamage(
  name: string,
  damagedCount: number,
): Promise<{ run: StoredRun; services: Services }> {
  const { workspace, runs, close } = programs.start(name);
  const training = { steps: 400, logEvery: 10, checkpointEvery: 100, engine: 'typed' as const };
  const { record } = await runs.start(xnorExperiment({ seed: 3, training }), null);
  const run = await runs.whenOver(record.id);
  for (const { path } of run.record.checkpoints.slice(-damagedCount))
    writeFileSync(join(run.path, path, 'weights.bin'), 'x');
  return { run, services: { workspace, runs, close } };
}

it('is not exported: the one before is, and that is said', async () => {
  const { run, services } = await withDamage('export', 1);
  // A checkpoint is read back from where it lies in its run.
  const to = join(run.path, 'checkpoints', 'step-0009999');
  expect(await runCommand(exportRun, [run.record.id, '--format', 'checkpoint', '--to', to], services)).toBe(
    0,
  );
  const exported = await readCheckpoint(run.path, 'checkpoints/step-0009999');
  expect(exported).toEqual(await readCheckpoint(run.path, at(run.record.checkpoints, 2).path));
  expect(exported.state.step).toBe(300);
  expect(written.notices).toContain('step-0000400');
  expect(written.notices).toContain('This is the model of step 300.');
});

it('is not exported where its step was asked for', async () => {
  const { run, services } = await withDamage('export-step', 1);
  const to = join(programs.folder, 'exported');
  const args = [run.record.id, '--format', 'checkpoint', '--step', '400', '--to', to];
  await expect(runCommand(exportRun, args, services)).rejects.toThrow('The checkpoint is damaged');
  expect(existsSync(to)).toBe(false);
});

it('is not forked: the one before is, and that is said', async () => {
  const { run, services } = await withDamage('fork', 2);
  expect(await runCommand(fork, [run.record.id], services)).toBe(0);
  const [child] = services.workspace.runs.list(1);
  expect(child?.record).toMatchObject({
    name: 'Fork of XNOR at step 200',
    parent: { id: run.record.id, step: 200 },
    status: 'finished',
    summary: run.record.summary,
  });
  expect(written.notices).toContain('The checkpoint of step 400 is damaged: the fork goes on from step 200.');
});

it('is not forked where its step was asked for, or where none is whole', async () => {
  const { run, services } = await withDamage('fork-step', 4);
  for (const step of [['--step', '400'], []])
    await expect(runCommand(fork, [run.record.id, ...step], services)).rejects.toThrow(
      'The checkpoint is damaged',
    );
  expect(services.workspace.runs.ids()).toEqual([run.record.id]);
});
