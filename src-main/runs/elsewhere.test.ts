import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { xnorExperiment } from '../testing/data';
import { Programs, until } from '../testing/run-harness';

const programs = new Programs('elsewhere');
afterEach(() => programs.closeAll());
afterAll(() => {
  programs.remove();
});

const endless = xnorExperiment({
  training: { steps: 100_000_000, logEvery: 1000, checkpointEvery: 1000, engine: 'typed' },
});

/** Kind and sentence of a refusal. */
async function refusal(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    const { kind, message } = (error as { info: { kind: string; message: string } }).info;
    return { kind, message };
  }
  return 'done';
}

describe('a run that another Benchtop trains', () => {
  it('is paused, stopped and deleted there, and can be renamed here', async () => {
    const there = programs.start('ws');
    const { record } = await there.runs.start(endless, null);
    const { id } = record;
    await until(() => there.runs.get(id).record.checkpoints.length > 0, 'a checkpoint');
    const here = programs.start('ws');
    const message = `Another Benchtop (process ${process.pid}) has this run: it can be paused and stopped there.`;
    expect(there.runs.get(id)).not.toHaveProperty('elsewhere');
    expect(here.runs.get(id).elsewhere).toBe(message);

    const { controls, library } = here.runs;
    for (const action of [
      () => {
        controls.pause(id);
      },
      () => {
        controls.resume(id);
      },
      () => {
        controls.stop(id);
      },
      () => {
        controls.step(id);
      },
      () => {
        controls.setSpeed(id, 10);
      },
      () => {
        controls.setLearningRate(id, 0.1);
      },
    ])
      expect(await refusal(action), String(action)).toEqual({ kind: 'conflict', message });
    expect(await library.delete([id])).toEqual({ done: [], problems: [message] });
    expect(await library.edit([id], { name: 'renamed here' })).toEqual({ done: [id], problems: [] });
    expect(there.runs.get(id).record).toMatchObject({ name: 'renamed here', status: 'running' });

    there.runs.controls.stop(id);
    await there.runs.whenOver(id);
    expect(here.runs.get(id)).not.toHaveProperty('elsewhere');
    expect(await library.delete([id])).toEqual({ done: [id], problems: [] });
  });

  it('in a group is left to it, with the group', async () => {
    const there = programs.start('group');
    const plan = { kind: 'repeat', n: 2, sameData: false } as const;
    const { id } = await there.runs.groups.start({ name: 'both', experiment: endless, plan });
    const { groups } = programs.start('group').runs;
    const message = '"both" is running in another Benchtop: stop it there.';
    expect(await refusal(() => groups.stop(id))).toEqual({ kind: 'conflict', message });
    expect(
      await refusal(() => {
        groups.delete(id);
      }),
    ).toEqual({ kind: 'conflict', message });
    there.runs.groups.stop(id);
    await there.runs.groups.whenOver(id);
    groups.delete(id);
    expect(groups.list()).toEqual([]);
  });
});

it('a run of a newer Benchtop is not changed, deleted, gone on with, checked or named', async () => {
  const before = programs.start('newer');
  const { record } = await before.runs.start(xnorExperiment({ training: { steps: 40 } }), null);
  await before.runs.whenOver(record.id);
  const { id } = record;
  await before.close();
  const path = join(before.workspace.runs.findFolder(id), 'run.json');
  const stored = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...stored, schemaVersion: 2, status: 'stopped' }));
  const text = readFileSync(path, 'utf8');

  const { runs } = programs.start('newer');
  const [row] = await runs.library.all();
  expect(row).toMatchObject({ id, status: 'stopped', locked: true });
  const { locked: message = '' } = runs.get(id);
  expect(message).toContain('was written by a newer Benchtop');
  for (const action of [
    () => runs.resume(id),
    () => runs.checks.start(id),
    () => runs.clusterNames.set(id, ['a']),
  ])
    expect(await refusal(action), String(action)).toEqual({ kind: 'conflict', message });
  for (const edit of [
    { name: 'x' },
    { archived: true },
    { addTags: ['t'] },
    { note: 'n' },
    { starred: true },
  ])
    expect(await runs.library.edit([id], edit)).toEqual({ done: [], problems: [message] });
  expect(await runs.library.delete([id])).toEqual({ done: [], problems: [message] });
  expect(readFileSync(path, 'utf8')).toBe(text);
  // A later version understands more of it: its row is made anew.
  await runs.close();
  expect(readFileSync(join(before.workspace.folder, 'runs-index.jsonl'), 'utf8')).not.toContain('"locked"');
});
