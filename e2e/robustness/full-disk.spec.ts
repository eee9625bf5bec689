import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasSmallDisks, SmallDisk } from '../../src-main/testing/files/small-disk';
import { expect, test } from '../testing/fixtures';

const cli = resolve(import.meta.dirname, '../..', 'out', 'cli', 'index.cjs');

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** Runs the command line as it is where nobody sits at a terminal. */
function benchtopCli(workspace: string, args: readonly string[], wait = '1'): Promise<Ended> {
  const env = { ...process.env, BENCHTOP_WAIT_FOR_ROOM: wait };
  const child = spawn(process.execPath, [cli, ...args, '--workspace', workspace], { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      said += data.toString();
    });
  return new Promise((settle) => {
    child.on('close', (code) => {
      settle({ code, said });
    });
  });
}

const RUN = ['run', 'xnor', '--set', 'training.engine=typed'];

test.describe('the command line on a full disk', () => {
  test.skip(!hasSmallDisks(), 'only root on Linux can mount a disk of a given size');
  let disk: SmallDisk;
  let workspace: string;
  test.beforeEach(() => {
    disk = new SmallDisk(2048);
    workspace = join(disk.folder, 'ws');
    mkdirSync(workspace);
  });
  test.afterEach(() => {
    disk.remove();
  });

  for (const kib of [0, 4, 8, 12, 48, 100, 256])
    test(`with ${kib} KiB left a run fails with exit code 1, and is running nowhere`, async () => {
      disk.fill(kib);
      const { code, said } = await benchtopCli(workspace, RUN);
      expect(code).toBe(1);
      expect(said).toContain('The disk is full: ');
      expect(said).not.toContain('Something went wrong');
      expect(said).not.toMatch(/running after|: finished/);
      disk.empty();
      const { said: listed } = await benchtopCli(workspace, ['runs', '--json']);
      expect(listed).not.toMatch(/"status": "(running|queued|paused|stopping)"/);
      expect((await benchtopCli(workspace, RUN)).code).toBe(0);
    });

  test('waits for room, and goes on by itself', async () => {
    disk.fill(100);
    const running = benchtopCli(workspace, RUN, '120');
    // What is left is full once the run keeps room for its end.
    await expect(async () => {
      expect(disk.free).toBeLessThan(4096);
    }).toPass();
    disk.empty();
    const { code, said } = await running;
    expect(said).toContain('finished after 5000 steps');
    expect(code).toBe(0);
  });

  for (const format of ['metrics', 'predictions', 'checkpoint', 'folder', 'json', 'evaluation'])
    test(`exports ${format} whole or not at all`, async () => {
      expect((await benchtopCli(workspace, RUN)).code).toBe(0);
      const to = join(disk.folder, 'export');
      mkdirSync(to);
      disk.fill(0);
      const target = join(to, 'it');
      const args = ['export', 'last', '--format', format, '--to', target];
      const full = await benchtopCli(workspace, args);
      expect(full.said).toContain('The disk is full: ');
      expect(full.said).not.toContain('Something went wrong');
      expect(full.code).toBe(1);
      expect(readdirSync(to)).toEqual([]);
      disk.empty();
      expect(await benchtopCli(workspace, args)).toMatchObject({ code: 0 });
      expect(existsSync(target)).toBe(true);
    });
});
