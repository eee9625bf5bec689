import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BenchtopError } from '../../../src-shared/errors';
import { xnorExperiment } from '../../testing/data';
import { writeProbe } from '../../workspace/location';
import { printError } from '../print/print';
import { openServices } from './services';
import { Threads } from './threads';

// Beside the built command line, not beside its sources.
vi.mock('./bundled', () => ({ BUNDLED: join(process.cwd(), 'resources', 'experiments') }));

const root = mkdtempSync(join(tmpdir(), 'benchtop-services-'));
let errors = '';
beforeEach(() => {
  errors = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const environment = {
  ...{ benchtop: 'test', node: '', electron: null, tensorflow: null },
  ...{ platform: '', v8: null, math: null },
};

/** A workspace with a run whose process is gone. */
async function withInterrupted(name: string): Promise<{ folder: string; id: string }> {
  const folder = join(root, name);
  const { workspace, close } = await openServices(folder, new Threads('resume'));
  const { record, path } = workspace.runs.create(xnorExperiment({ name: 'Left' }), { environment });
  const file = join(path, 'run.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(record.session, 'gone.1.00000000.1'));
  workspace.runs.close();
  await close();
  errors = '';
  return { folder, id: record.id };
}

it('tells of an interrupted run once, and how it begins again', async () => {
  const { folder, id } = await withInterrupted('writable');
  await (await openServices(folder, new Threads('resume'))).close();
  expect(errors).toBe(
    `benchtop: run ${id} ("Left") was interrupted; "benchtop resume ${id}" begins it again.\n`,
  );
  errors = '';
  await (await openServices(folder, new Threads('resume'))).close();
  expect(errors).toBe('');
});

it('in a workspace that cannot be written promises nothing, and says why once', async () => {
  const { folder, id } = await withInterrupted('read-only');
  vi.spyOn(writeProbe, 'isWritable').mockReturnValue(false);
  const { runs, close } = await openServices(folder, new Threads('resume'));
  try {
    await runs.resume(id);
  } catch (error) {
    if (error instanceof BenchtopError) printError(error.info);
  }
  await close();
  expect(errors.split('\n')).toEqual([
    `benchtop: run ${id} ("Left") was interrupted.`,
    expect.stringMatching(
      /^benchtop: The workspace .* is read-only: .* nothing can be trained or saved there\.$/,
    ),
    '',
  ]);
});
