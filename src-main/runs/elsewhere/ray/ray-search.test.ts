import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { trialRunId, type GroupPlan } from '../../../../src-shared/group/group';
import { xnorExperiment } from '../../../testing/data';
import { FakeRays } from '../../../testing/fake-rays';
import { Programs, until, type Program } from '../../../testing/run-harness';

const programs = new Programs('ray-search');
const rays = new FakeRays(programs);
afterEach(async () => {
  await rays.closeAll();
  await programs.closeAll();
});
afterAll(() => {
  programs.remove();
});

const xnor = xnorExperiment({ name: 'xnor', training: { steps: 200, logEvery: 100, engine: 'typed' } });
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

const whenOver = ({ runs }: Program, id: string): Promise<void> =>
  until(() => !runs.ray.follows(id), 'the search to be over');

function decided({ runs }: Program, id: string): unknown {
  const { trials, jobs, status } = runs.groups.get(id);
  return { trials, jobs, status, losses: trials.map((_, at) => runs.get(trialRunId(id, at)).record.summary) };
}

it('a search that learns decides here what a cluster trains, and comes to what it comes to here', async () => {
  const program = programs.start('same', 2);
  const ray = await rays.open('same');
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
  const ray = await rays.open('stopped');
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

  const broken = await rays.open('broken', () => Promise.reject(new Error('hal: no room')));
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
