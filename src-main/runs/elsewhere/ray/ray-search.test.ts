import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { parseExperiment } from '../../../../src-shared/experiment/schema';
import { trialRunId, type GroupPlan } from '../../../../src-shared/group/group';
import { present } from '../../../../src-shared/present';
import { FakeRay } from '../../../testing/fake-ray';
import { Programs, until, type Program } from '../../../testing/run-harness';

const programs = new Programs('ray-search');
const open: FakeRay[] = [];
afterEach(async () => {
  for (const ray of open.splice(0)) await ray.close();
  await programs.closeAll();
});
afterAll(() => {
  programs.remove();
});

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
  training: { steps: 200, logEvery: 100, engine: 'typed' },
});
const TRIALS = 14;
/** The last of them are no longer drawn at random. */
const tpe: GroupPlan = {
  kind: 'sweep',
  search: 'tpe',
  parameters: [{ kind: 'range', path: 'model.optimizer.learningRate', from: 0.001, to: 1, scale: 'log' }],
  trials: TRIALS,
  seed: 3,
  objective: { metric: 'loss', goal: 'min' },
  factor: 3,
  maxMs: null,
};
const start = { name: 'xnor', experiment: xnor, plan: tpe };

async function openRay(name: string): Promise<FakeRay> {
  const node = programs.start(`${name}-node`, 1);
  const folder = join(programs.folder, `${name}-jobs`);
  mkdirSync(folder);
  const ray = new FakeRay(folder, async (job, place) =>
    present((await node.runs.elsewhere.trainTrial(job, place)).path),
  );
  open.push(ray);
  return ray.open();
}

const whenOver = ({ runs }: Program, id: string): Promise<void> =>
  until(() => !runs.ray.follows(id), 'the search to be over');

function decided({ runs }: Program, id: string): unknown {
  const { trials, jobs, status } = runs.groups.get(id);
  return { trials, jobs, status, losses: trials.map((_, at) => runs.get(trialRunId(id, at)).record.summary) };
}

it('a search that learns decides here what a cluster trains, and comes to what it comes to here', async () => {
  const program = programs.start('same', 2);
  const ray = await openRay('same');
  const { id } = await program.runs.ray.start(start, { address: ray.address, command: 'benchtop' });
  await whenOver(program, id);
  const local = await program.runs.groups.start(start);
  await program.runs.groups.whenOver(local.id);
  expect(decided(program, id)).toEqual(decided(program, local.id));
  expect(decided(program, id)).toMatchObject({ status: 'finished' });
  expect(program.runs.groups.get(id).trials).toHaveLength(TRIALS);
  expect(ray.submitted).toHaveLength(1);
}, 60_000);

it('one that was stopped goes on to the same trials, and one whose node fails says so', async () => {
  const program = programs.start('stopped', 2);
  const ray = await openRay('stopped');
  ray.pauseAfter = 5;
  const { id } = await program.runs.ray.start(start, { address: ray.address, command: 'benchtop' });
  await until(() => program.workspace.runs.has(trialRunId(id, 4)), 'the first five');
  program.runs.ray.stop(id);
  await whenOver(program, id);
  expect(program.runs.groups.get(id)).toMatchObject({ status: 'stopped', error: null });
  expect(ray.stopped).toEqual(ray.submitted);

  ray.pauseAfter = Infinity;
  program.runs.ray.resume(id);
  await whenOver(program, id);
  const local = await program.runs.groups.start(start);
  await program.runs.groups.whenOver(local.id);
  expect(decided(program, id)).toEqual(decided(program, local.id));

  const broken = new FakeRay(join(programs.folder, 'broken'), () =>
    Promise.reject(new Error('hal: no room')),
  );
  open.push(await broken.open());
  const failed = await program.runs.ray.start(start, { address: broken.address, command: 'benchtop' });
  await whenOver(program, failed.id);
  const { status, error } = program.runs.groups.get(failed.id);
  expect([status, error?.message]).toEqual([
    'failed',
    expect.stringMatching(/^Trial \d failed on hal: no room\. Resume it/),
  ]);
}, 60_000);

it('halving, whose trials are taken up again, stays here', async () => {
  const program = programs.start('halving', 1);
  const halved = { ...start, plan: { ...tpe, halving: 'asha' as const } };
  await expect(program.runs.ray.plan(halved, 'ray://127.0.0.1:9', ['benchtop'])).rejects.toThrow(
    'leave out the halving, or train here',
  );
  await expect(program.runs.elsewhere.emit(start, 'shell', join(programs.folder, 'never'))).rejects.toThrow(
    'train here, or on a Ray cluster',
  );
});
