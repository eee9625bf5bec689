import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src-shared/errors';
import { FakeApi } from '../../testing/fake-api';
import { Task } from './task.svelte';

const PROGRESS = { bytes: 5, totalBytes: 10, rows: 1 };

function started(): {
  fake: FakeApi;
  task: Task;
  done: Promise<Result<number>>;
  answer: (value: number) => void;
} {
  const fake = new FakeApi();
  fake.answer('datasetsCancel', () => null);
  const task = new Task(fake.api, 'read');
  let answer: (value: number) => void = () => undefined;
  const done = task.run(
    (name) =>
      new Promise<Result<number>>((resolve) => {
        expect(name).toBe('read');
        answer = (value) => {
          resolve({ ok: true, value });
        };
      }),
  );
  return {
    fake,
    task,
    done,
    answer: (value) => {
      answer(value);
    },
  };
}

describe(Task, () => {
  it('is busy until it is done, with the progress that is told under its name', async () => {
    const { fake, task, done, answer } = started();
    fake.push('dataset.progress', { task: 'another', ...PROGRESS });
    expect([task.busy, task.progress]).toEqual([true, null]);
    fake.push('dataset.progress', { task: 'read', ...PROGRESS });
    expect(task.progress).toEqual(PROGRESS);
    answer(3);
    expect(await done).toEqual({ ok: true, value: 3 });
    expect([task.busy, task.progress]).toEqual([false, null]);
    fake.push('dataset.progress', { task: 'read', ...PROGRESS });
    expect(task.progress).toBeNull();
  });

  it('is busy after it was cancelled, until that is answered', async () => {
    const { fake, task, done, answer } = started();
    task.cancel();
    expect(fake.calls).toContainEqual({ method: 'datasetsCancel', request: { task: 'read' } });
    expect([task.busy, task.isCancelled]).toEqual([true, true]);
    answer(0);
    await done;
    expect([task.busy, task.isCancelled]).toEqual([false, true]);
    task.cancel();
    expect(fake.called('datasetsCancel')).toBe(1);
  });

  it('is not busy once it was dropped, whatever comes of it', async () => {
    const { fake, task, done, answer } = started();
    task.drop();
    expect([task.busy, task.isCancelled, fake.called('datasetsCancel')]).toEqual([false, false, 1]);
    fake.push('dataset.progress', { task: 'read', ...PROGRESS });
    expect(task.progress).toBeNull();
    const next = task.run(() => new Promise<Result<number>>(() => undefined));
    answer(1);
    await done;
    expect(task.busy).toBe(true);
    void next;
  });

  it('has a name that main takes', () => {
    expect(new Task(new FakeApi().api, 'x'.repeat(80)).name).toHaveLength(64);
  });
});
