import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { BenchtopError } from '../../../../src-shared/errors';
import { parseExperiment } from '../../../../src-shared/experiment/schema';
import { trialRunId, type GroupPlan } from '../../../../src-shared/group/group';
import { xnorExperiment } from '../../../testing/data';
import { commandFile } from '../../../testing/places';
import { hasSmallDisks, SmallDisk } from '../../../testing/files/small-disk';
import { Programs, until, type Program } from '../../../testing/run-harness';
import { cacheFolder } from '../../../workspace';
import { startLocalRay, type LocalRay } from './local-ray';

const programs = new Programs('ray');
const TRIALS = 40;
const MINUTES = 60_000;
let cluster: LocalRay | null = null;
let reason = '';
/** What the nodes train on; null where this user cannot make one. */
let disk: SmallDisk | null = null;

beforeAll(async () => {
  if (hasSmallDisks()) {
    disk = new SmallDisk(64 * 1024);
    vi.stubEnv('BENCHTOP_SCRATCH', disk.folder);
    vi.stubEnv('BENCHTOP_WAIT_FOR_ROOM', '1');
  }
  try {
    cluster = await startLocalRay(cacheFolder(), 2, () => undefined);
  } catch (error) {
    if (!(error instanceof BenchtopError)) throw error;
    reason = error.message;
  }
}, 8 * MINUTES);
afterEach(() => programs.closeAll());
afterAll(async () => {
  await cluster?.stop();
  disk?.remove();
  vi.unstubAllEnvs();
  programs.remove();
}, MINUTES);

const xnor = xnorExperiment({ name: 'xnor', training: { steps: 2000, logEvery: 100, engine: 'typed' } });
const seeds: GroupPlan = { kind: 'repeat', n: TRIALS, sameData: false };
const quiet = { onProgress: () => undefined, signal: new AbortController().signal };
const command = [process.execPath, commandFile];

function summaries({ runs }: Program, groupId: string, count: number): unknown[] {
  return Array.from({ length: count }, (_, place) => {
    const { status, steps, summary, group } = runs.get(trialRunId(groupId, place)).record;
    return { status, steps, summary, place: group?.place };
  });
}

/** Ids of the processes that train a trial for Ray. */
function rayWorkers(): number[] {
  const list = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
  return [...list.matchAll(/^\s*(\d+) ray::trial/gm)].map(([, pid]) => Number(pid));
}

/** Addresses that Ray's processes listen at, in the kernel's hexadecimal; those of loopback are left out. */
function openToOthers(): string[] {
  const inodes = new Set(
    readdirSync('/proc').flatMap((pid) => {
      const line = /^\d+$/.test(pid) ? tryRead(`/proc/${pid}/cmdline`) : '';
      if (!/bt-ray-|^ray::|benchtop_ray/.test(line)) return [];
      return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
        const [, inode] = /^socket:\[(\d+)\]$/.exec(tryLink(`/proc/${pid}/fd/${fd}`)) ?? [];
        return inode ?? [];
      });
    }),
  );
  return ['tcp', 'tcp6'].flatMap((name) =>
    tryRead(`/proc/net/${name}`)
      .split('\n')
      .map((row) => row.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && inodes.has(inode ?? ''))
      .map(([, local = '']) => local)
      .filter((local) => !LOOPBACK.test(local)),
  );
}

/** 127.0.0.1, ::1, and 127.0.0.1 as an address of version 6. */
const LOOPBACK = /^(0100007F|0{24}01000000|0{16}FFFF00000100007F):/;

function tryRead(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function tryLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

describe.skipIf(process.platform === 'win32')('a group on a Ray cluster', () => {
  it.skipIf(process.platform !== 'linux')('is trained by one that no other machine reaches', ({ skip }) => {
    if (cluster === null) skip(reason);
    expect(openToOthers()).toEqual([]);
  });

  it(
    'gives the numbers that it gives here, though a worker and the submitter are killed on the way',
    async ({ skip }) => {
      if (cluster === null) skip(reason);
      const address = cluster?.address ?? '';
      const folder = join(programs.folder, 'killed');
      const asked = programs.start('asked', 1);
      // The dashboard learns of a node some seconds after it has begun.
      await vi.waitFor(
        async () => {
          expect(await asked.runs.ray.test(address)).toMatchObject({
            version: expect.stringMatching(/^2\.\d+\.\d+$/) as string,
            nodes: 1,
            cpus: 2,
          });
        },
        { timeout: MINUTES, interval: 500 },
      );
      const file = join(programs.folder, 'xnor.json');
      writeFileSync(file, JSON.stringify(xnor));
      mkdirSync(folder);
      const args = ['run', file, '--repeat', String(TRIALS), '--on', address, '--workspace', folder];
      const remote = ['--remote-command', command.join(' ')];
      const home = join(programs.folder, 'home');
      const child = spawn(process.execPath, [commandFile, ...args, ...remote], {
        env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home },
        stdio: 'ignore',
      });
      const landed = (): number => {
        const path = join(folder, 'runs');
        return existsSync(path)
          ? Number(execFileSync('sh', ['-c', 'ls "$0" | wc -l', path], { encoding: 'utf8' }))
          : 0;
      };
      await until(() => landed() >= 5 && rayWorkers().length > 0, 'some trials to land');
      for (const pid of rayWorkers().slice(0, 1)) process.kill(pid, 'SIGKILL');
      await until(() => landed() >= 10, 'more trials to land');
      child.kill('SIGKILL');
      await once(child, 'exit');

      const program = programs.start('killed', 2);
      program.workspace.groups.recoverInterrupted();
      const [group] = program.runs.groups.list();
      expect(group).toMatchObject({ status: 'interrupted', cluster: { kind: 'ray', address } });
      const id = group?.id ?? '';
      const before = group?.cluster?.submission;
      const ended = await program.runs.ray.train(id, { ...quiet, address, at: address });
      expect(ended).toMatchObject({ status: 'finished', started: TRIALS });
      // The job went on meanwhile: it was followed, not begun again.
      expect(ended.cluster?.submission).toBe(before);
      expect(program.workspace.runs.ids()).toHaveLength(TRIALS);

      const local = await program.runs.groups.start({ name: 'xnor', experiment: xnor, plan: seeds });
      await program.runs.groups.whenOver(local.id);
      expect(summaries(program, id, TRIALS)).toEqual(summaries(program, local.id, TRIALS));
      expect(program.runs.get(trialRunId(id, 3)).record.environment.cluster).toMatch(
        /^ray 2\.\d+\.\d+, node ./,
      );
    },
    8 * MINUTES,
  );

  it(
    'sends the data once, by its hash, and says what a node says where it cannot train',
    async ({ skip }) => {
      if (cluster === null) skip(reason);
      const address = cluster?.address ?? '';
      const program = programs.start('data', 1);
      const path = join(programs.folder, 'table.csv');
      const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 5},${i % 7 > i % 5 ? 'a' : 'b'}`);
      writeFileSync(path, `x,y,label\n${rows.join('\n')}\n`);
      const experiment = parseExperiment({
        ...xnor,
        dataset: { kind: 'file', path, features: ['x', 'y'], target: 'label', scaling: 'standard' },
        model: { ...xnor.model, loss: 'binaryCrossentropy' },
      });
      const start = { name: 'table', experiment, plan: { ...seeds, n: 2 } };
      const group = await program.runs.ray.plan(start, address, command);
      const ended = await program.runs.ray.train(group.id, { ...quiet, address, at: address });
      expect(ended.status).toBe('finished');
      const local = await program.runs.groups.start(start);
      await program.runs.groups.whenOver(local.id);
      expect(summaries(program, group.id, 2)).toEqual(summaries(program, local.id, 2));

      const other = await program.runs.ray.plan(start, address, ['/nowhere/benchtop']);
      await expect(program.runs.ray.train(other.id, { ...quiet, address, at: address })).rejects.toThrow(
        /Trial \d failed on .*--remote-command.*Resume/,
      );
      expect(program.runs.groups.get(other.id)).toMatchObject({ status: 'failed', started: 0 });
      rmSync(path);
      await expect(
        program.runs.ray.train(other.id, { ...quiet, address, at: address }),
      ).rejects.toBeInstanceOf(BenchtopError);
    },
    5 * MINUTES,
  );

  it(
    'says which node’s disk is full, and goes on with the rest once there is room',
    async ({ skip }) => {
      if (cluster === null) skip(reason);
      if (disk === null) skip('only root can mount a small disk');
      const address = cluster?.address ?? '';
      const at = { ...quiet, address, at: address };
      const program = programs.start('full', 1);
      const start = { name: 'xnor', experiment: xnor, plan: { ...seeds, n: 2 } };
      // Not even room for the job; then for that, and not for what a run writes.
      for (const [left, said] of [
        [0, /Trial \d failed on \S+ cannot keep the job in \S+: No space left on device\. Make room there/],
        [24, /Trial \d failed on .*full/],
      ] as const) {
        const { id } = await program.runs.ray.plan(start, address, command);
        disk?.fill(left);
        await expect(program.runs.ray.train(id, at)).rejects.toThrow(said);
        expect(program.runs.groups.get(id)).toMatchObject({ status: 'failed', started: 0 });
        disk?.empty();
        expect(await program.runs.ray.train(id, at)).toMatchObject({ status: 'finished', started: 2 });
      }
    },
    5 * MINUTES,
  );

  it(
    'is told by a search that learns what to train, one trial after another',
    async ({ skip }) => {
      if (cluster === null) skip(reason);
      const address = cluster?.address ?? '';
      const program = programs.start('tpe', 2);
      const plan: GroupPlan = {
        kind: 'sweep',
        search: 'tpe',
        parameters: [
          { kind: 'range', path: 'model.optimizer.learningRate', from: 0.001, to: 1, scale: 'log' },
        ],
        // The last ones are no longer drawn at random.
        trials: 13,
        seed: 1,
        objective: { metric: 'loss', goal: 'min' },
        factor: 3,
        maxMs: null,
      };
      const start = { name: 'xnor', experiment: xnor, plan };
      const { id } = await program.runs.ray.plan(start, address, command);
      const ended = await program.runs.ray.train(id, { ...quiet, address, at: address });
      expect(ended.status).toBe('finished');
      const local = await program.runs.groups.start(start);
      await program.runs.groups.whenOver(local.id);
      const { trials, jobs } = program.runs.groups.get(local.id);
      expect(ended).toMatchObject({ trials, jobs });
      expect(summaries(program, id, 13)).toEqual(summaries(program, local.id, 13));
    },
    5 * MINUTES,
  );
});
