import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../../src-shared/experiment/schema';
import { trialRunId, type GroupPlan } from '../../../../src-shared/group/group';
import { present } from '../../../../src-shared/present';
import { xnorExperiment } from '../../../testing/data';
import { FakeRays } from '../../../testing/fake-rays';
import { Programs, until, type Program } from '../../../testing/run-harness';
import { trainOnRay } from './ray-group';
import { RayApi } from './ray-api';

const programs = new Programs('ray-failures');
const rays = new FakeRays(programs);
afterEach(async () => {
  await rays.closeAll();
  await programs.closeAll();
});
afterAll(() => {
  programs.remove();
});

const TRIALS = 4;
const xnor = xnorExperiment({ name: 'xnor', training: { steps: 100, logEvery: 50, engine: 'typed' } });
const seeds: GroupPlan = { kind: 'repeat', n: TRIALS, sameData: false };
const start = { name: 'xnor', experiment: xnor, plan: seeds };
const command = 'benchtop';

const whenOver = ({ runs }: Program, id: string) =>
  until(() => !runs.ray.follows(id), 'the group to be over');

describe('a connection', () => {
  it('that can be had is told with Ray’s version, nodes and processors', async () => {
    const { runs } = programs.start('ready', 1);
    const { address } = await rays.open('ready');
    expect(await runs.ray.test(address)).toEqual({ version: '2.60.0', nodes: 2, cpus: 8 });
  });

  it.each([
    ['no address', 'foo', 'is named by ray://HOST:PORT of its dashboard, not "foo".'],
    ['no host', 'ray://', 'is named by ray://HOST:PORT'],
    [
      'a closed port',
      'ray://127.0.0.1:9',
      '127.0.0.1:9 refuses the connection: nothing listens at that port.',
    ],
    [
      'an unknown host',
      'ray://no.such.host.invalid:8265',
      'no.such.host.invalid:8265 is not known on this network',
    ],
  ])('to %s is refused in one sentence', async (_, address, said) => {
    const { runs } = programs.start('address', 1, { askToContact: () => Promise.resolve(true) });
    await expect(runs.ray.test(address)).rejects.toThrow(said);
    await expect(runs.ray.start(start, { address, command })).rejects.toThrow(said);
    expect(runs.groups.list()).toEqual([]);
  });

  it.each([
    ['no Ray', { status: 200, body: '<html></html>' }, 'is no dashboard of Ray: name its port, 8265 where'],
    [
      'an old Ray',
      { status: 200, body: '{"ray_version":"2.9.3"}' },
      /Ray 2\.9\.3 is at .*needs 2\.40 or newer/,
    ],
    [
      'one that asks who it is',
      { status: 401, body: '' },
      'refuses Benchtop (401): it asks for a name or token',
    ],
  ])('to %s is refused in one sentence', async (_, version, said) => {
    const { runs } = programs.start('version', 1);
    const ray = await rays.open('version');
    ray.version = version;
    await expect(runs.ray.test(ray.address)).rejects.toThrow(said);
    rmSync(join(programs.folder, 'version-jobs'), { recursive: true });
  });

  it('to one that says nothing is given up after a while', async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(new RayApi(`ray://127.0.0.1:${port}`, 200).version()).rejects.toThrow(
      `127.0.0.1:${port} does not answer within 0.2 s`,
    );
    server.closeAllConnections();
    server.close();
  });
});

describe('a group that is followed', () => {
  it('is kept at what has come where the cluster is gone for good, and goes on with the next one', async () => {
    const program = programs.start('gone', 1);
    const ray = await rays.open('gone');
    ray.pauseAfter = 2;
    const { id } = await program.runs.ray.plan(start, ray.address, [command]);
    const group = program.runs.groups.get(id);
    const folder = join(programs.folder, 'gone-capsules');
    mkdirSync(folder);
    const landed: number[] = [];
    const training = trainOnRay({
      job: { format: 'benchtop-job', schemaVersion: 1, benchtop: __APP_VERSION__, group, files: [] },
      files: [],
      place: present(group.cluster),
      folder,
      isHere: (run) => program.workspace.runs.has(run),
      land: async (place, capsule) => {
        await program.runs.elsewhere.land(group, place, capsule);
        landed.push(place);
        if (landed.length === 2) await ray.close();
      },
      keep: () => undefined,
      onProgress: () => undefined,
      signal: new AbortController().signal,
      lookMs: 20,
      lostMs: 300,
    });
    await expect(training).rejects.toThrow(
      /refuses the connection: nothing listens at that port\. What has come is kept: resume it/,
    );
    expect(landed).toEqual([0, 1]);

    // Another one at the same address, which knows nothing of the job.
    ray.goOn();
    ray.forget();
    await ray.open();
    program.runs.groups.note(id, (old) => ({ ...old, status: 'failed' }));
    expect(program.runs.ray.resume(id).status).toBe('running');
    await whenOver(program, id);
    expect(program.runs.groups.get(id)).toMatchObject({ status: 'finished', started: TRIALS, error: null });
    expect(program.workspace.runs.ids()).toHaveLength(TRIALS);
  });

  it('ends on the cluster where it is stopped, and goes on there where the program ends', async () => {
    const program = programs.start('ended', 1);
    const ray = await rays.open('ended');
    ray.pauseAfter = 1;
    const { id, status } = await program.runs.ray.start(start, { address: ray.address, command });
    expect(status).toBe('running');
    await until(() => program.workspace.runs.has(trialRunId(id, 0)), 'the first run');
    expect(() => program.runs.ray.resume(id)).toThrow('is running');
    expect(() => {
      program.runs.groups.delete(id);
    }).toThrow('stop it before');
    expect(program.runs.ray.stop(id).status).toBe('stopping');
    await whenOver(program, id);
    expect(ray.stopped).toEqual(ray.submitted);
    expect(program.runs.groups.get(id)).toMatchObject({ status: 'stopped', started: 1, error: null });

    // The fake goes on all the same, as a cluster does that was not told.
    program.runs.ray.resume(id);
    await until(() => program.runs.groups.get(id).status === 'running', 'its going on');
    await program.close();
    expect(program.runs.groups.get(id).status).toBe('interrupted');
    expect(ray.stopped).toHaveLength(1);
    ray.goOn();
    const again = programs.start('ended', 1);
    again.runs.ray.resume(id);
    await whenOver(again, id);
    expect(again.runs.groups.get(id)).toMatchObject({ status: 'finished', started: TRIALS });
    // What was at work was followed, not begun again.
    expect(ray.submitted).toHaveLength(1);
  });

  it('says which file is missing or has changed, before anything is asked of the cluster', async () => {
    const program = programs.start('data', 1);
    const ray = await rays.open('data');
    const path = join(programs.folder, 'points.csv');
    writeFileSync(path, 'x,y,label\n1,2,a\n2,1,b\n3,5,a\n5,3,b\n');
    const onFile = parseExperiment({
      ...xnor,
      dataset: { kind: 'file', path, features: ['x', 'y'], target: 'label' },
      model: { ...xnor.model, loss: 'binaryCrossentropy' },
    });
    const { id } = await program.runs.ray.plan({ ...start, experiment: onFile }, ray.address, [command]);
    program.runs.groups.note(id, (old) => ({ ...old, status: 'stopped' }));
    for (const [content, said] of [
      ['x,y,label\n1,2,b\n', 'has changed since "xnor" began: put it back as it was.'],
      [null, 'points.csv'],
    ] as const) {
      if (content === null) rmSync(path);
      else writeFileSync(path, content);
      program.runs.ray.resume(id);
      await whenOver(program, id);
      const group = program.runs.groups.get(id);
      expect(group.status).toBe('failed');
      expect(group.error?.message).toContain(said);
    }
    expect(ray.submitted).toEqual([]);
  });

  it('names the trial, the node and the reason where one cannot be trained', async () => {
    const program = programs.start('refused', 1);
    const ray = await rays.open('refused', () =>
      Promise.reject(new Error('hal: The disk is full: /tmp/x does not fit')),
    );
    const { id } = await program.runs.ray.start(start, { address: ray.address, command });
    await whenOver(program, id);
    expect(program.runs.groups.get(id)).toMatchObject({
      status: 'failed',
      error: {
        message:
          'Trial 1 failed on hal: The disk is full: /tmp/x does not fit. Resume it to train what is missing.',
      },
    });
  });
});
