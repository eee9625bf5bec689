import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BenchtopError } from '../../../../src-shared/errors';
import { parseExperiment } from '../../../../src-shared/experiment/schema';
import { trialRunId, type GroupPlan } from '../../../../src-shared/group/group';
import { commandFile } from '../../../testing/places';
import { Programs, until, type Program } from '../../../testing/run-harness';
import { cacheFolder } from '../../../workspace';
import { startLocalRay, type LocalRay } from './local-ray';
import { RayApi } from './ray-api';

const programs = new Programs('ray');
const TRIALS = 40;
const MINUTES = 60_000;
let cluster: LocalRay | null = null;
let reason = '';

beforeAll(async () => {
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
  programs.remove();
}, MINUTES);

const xnor = parseExperiment({
  schemaVersion: 1,
  name: 'xnor',
  seed: 1,
  dataset: { kind: 'generated', generator: 'xnor' },
  model: {
    kind: 'network',
    layers: [
      { units: 2, activation: 'sigmoid' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
  training: { steps: 2000, logEvery: 100, engine: 'typed' },
});
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

describe.skipIf(process.platform === 'win32')('a group on a Ray cluster', () => {
  it(
    'gives the numbers that it gives here, though a worker and the submitter are killed on the way',
    async ({ skip }) => {
      if (cluster === null) skip(reason);
      const address = cluster?.address ?? '';
      const folder = join(programs.folder, 'killed');
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
        /Trial \d failed on .*--remote-command.*resume/,
      );
      expect(program.runs.groups.get(other.id)).toMatchObject({ status: 'failed', started: 0 });
      rmSync(path);
      await expect(
        program.runs.ray.train(other.id, { ...quiet, address, at: address }),
      ).rejects.toBeInstanceOf(BenchtopError);
    },
    5 * MINUTES,
  );
});

describe('the address of a cluster', () => {
  it('is refused in one sentence where no cluster is there', async () => {
    expect(() => new RayApi('foo')).toThrow('--on takes ray or ray://HOST:PORT');
    expect(() => new RayApi('ray://')).toThrow('--on takes ray or ray://HOST:PORT');
    const program = programs.start('address', 1);
    const group = await program.runs.ray.plan(
      { name: 'xnor', experiment: xnor, plan: { ...seeds, n: 2 } },
      'ray://127.0.0.1:9',
      command,
    );
    const at = { address: 'ray://127.0.0.1:9', at: 'ray://127.0.0.1:9' };
    await expect(program.runs.ray.train(group.id, { ...quiet, ...at })).rejects.toThrow(
      '127.0.0.1:9 does not answer',
    );
    expect(program.runs.groups.get(group.id).status).toBe('failed');

    const server = createServer((_, answer) => answer.end('<html></html>')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(new RayApi(`ray://127.0.0.1:${port}`).version()).rejects.toThrow('is no dashboard of Ray');
    server.close();
  });
});
