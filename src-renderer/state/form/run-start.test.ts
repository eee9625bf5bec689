import { expect, it } from 'vitest';
import { fail } from '../../../src-shared/errors';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { newExperiment } from './proposed/form-guess';
import { FakeApi, fakeRun, settled } from '../../testing/fake-api';
import { RunStart } from './run-start.svelte';

const onFile = {
  ...newExperiment(),
  dataset: { ...newExperiment().dataset, kind: 'file', path: '/data/a.csv', copy: true },
} as never;

/** A main process that starts the run once told to. */
function setUp(): { fake: FakeApi; start: RunStart; finish: (with_: StoredRun | Error) => void } {
  const fake = new FakeApi();
  let finish: (with_: StoredRun | Error) => void = () => undefined;
  fake.answer('runsStart', () => {
    return new Promise((resolve, reject) => {
      finish = (outcome) => {
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
    });
  });
  fake.answer('datasetsCancel', () => null);
  return { fake, start: new RunStart(fake.api), finish: (outcome) => finish(outcome) };
}

const findTask = ({ calls }: FakeApi): string =>
  (calls.find(({ method }) => method === 'runsStart')?.request as { task: string }).task;

it('says how far the copy of the file is, of its own task only', async () => {
  const { fake, start, finish } = setUp();
  const started = start.start({ experiment: onFile, speed: 5, again: 'run-aaaa' });
  expect(start).toMatchObject({ busy: true, copies: true, again: 'run-aaaa', progress: null });
  expect(fake.calls[0]).toMatchObject({ request: { speed: 5, again: 'run-aaaa' } });
  fake.push('dataset.progress', { task: 'preview', bytes: 1, totalBytes: 10, rows: 0 });
  expect(start.progress).toBeNull();
  fake.push('dataset.progress', { task: findTask(fake), bytes: 4, totalBytes: 10, rows: 0 });
  expect(start.progress).toEqual({ bytes: 4, totalBytes: 10, rows: 0 });
  finish(fakeRun('run-bbbb', 'queued'));
  expect(await started).toMatchObject({ ok: true, value: { record: { id: 'run-bbbb' } } });
  expect(start).toMatchObject({ busy: false, again: null, progress: null });
  fake.push('dataset.progress', { task: findTask(fake), bytes: 9, totalBytes: 10, rows: 0 });
  expect(start.progress).toBeNull();
});

it('is cancelled by its task, and tells that from a refusal', async () => {
  const { fake, start, finish } = setUp();
  start.cancel();
  expect(fake.called('datasetsCancel')).toBe(0);
  const cancelled = start.start({ experiment: onFile, speed: null });
  start.cancel();
  expect(fake.calls[fake.calls.length - 1]).toEqual({
    method: 'datasetsCancel',
    request: { task: findTask(fake) },
  });
  await settled();
  finish(fail('conflict', 'Copying was cancelled.'));
  expect(await cancelled).toBeNull();
  const refused = start.start({ experiment: onFile, speed: null });
  await settled();
  finish(fail('disk-full', 'The disk is full.'));
  expect(await refused).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
});

it('hands back a run that was made before the cancelling came in', async () => {
  const { start, finish } = setUp();
  const started = start.start({ experiment: onFile, speed: null });
  start.cancel();
  finish(fakeRun('run-bbbb', 'queued'));
  expect(await started).toMatchObject({ ok: true });
});

it('starts one at a time', async () => {
  const { fake, start, finish } = setUp();
  const first = start.start({ experiment: onFile, speed: null });
  expect(await start.start({ experiment: onFile, speed: null })).toMatchObject({
    ok: false,
    error: { kind: 'conflict' },
  });
  expect(fake.called('runsStart')).toBe(1);
  finish(fakeRun('run-bbbb', 'queued'));
  await first;
});
