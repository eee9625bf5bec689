import { describe, expect, it } from 'vitest';
import { fail } from '../../../src-shared/errors';
import { FakeApi, fakeRun, settled } from '../../testing/fake-api';
import { RunsState } from './runs-state.svelte';
import { Toasts } from '../base/toasts.svelte';

function setUp(): { fake: FakeApi; runs: RunsState; toasts: Toasts } {
  const fake = new FakeApi();
  const toasts = new Toasts();
  return { fake, toasts, runs: new RunsState(fake.api, toasts) };
}

describe(RunsState, () => {
  it('puts live runs apart from ended ones, newest first', async () => {
    const { fake, runs } = setUp();
    fake.answer('runsList', () => [
      fakeRun('run-aaaa', 'finished', { createdAt: '2026-01-01T00:00:00Z' }),
      fakeRun('run-bbbb', 'running', { createdAt: '2026-01-02T00:00:00Z' }),
      fakeRun('run-cccc', 'failed', { createdAt: '2026-01-03T00:00:00Z' }),
    ]);
    runs.start();
    await settled();
    expect(runs.live.map((run) => run.record.id)).toEqual(['run-bbbb']);
    expect(runs.ended.map((run) => run.record.id)).toEqual(['run-cccc', 'run-aaaa']);
    expect(runs.loaded).toBe(true);
  });

  it('keeps what pushes told while the list was on its way', async () => {
    const { fake, runs } = setUp();
    let answer: (list: unknown) => void = () => undefined;
    fake.answer('runsList', () => new Promise((resolve) => (answer = resolve)));
    runs.start();
    fake.push('run.changed', { runId: 'run-aaaa', run: fakeRun('run-aaaa', 'finished') });
    fake.push('run.changed', { runId: 'run-bbbb', run: null });
    await settled();
    answer([fakeRun('run-aaaa', 'running'), fakeRun('run-bbbb', 'running'), fakeRun('run-cccc', 'stopped')]);
    await settled();
    expect(runs.get('run-aaaa')?.record.status).toBe('finished');
    expect(runs.get('run-bbbb')).toBeUndefined();
    expect(runs.get('run-cccc')).toBeDefined();
  });

  it('takes in every new run, and of many old ones only those that it holds', async () => {
    const { fake, runs } = setUp();
    const old = Array.from({ length: 200 }, (_, i) =>
      fakeRun(`run-${String(i).padStart(4, '0')}`, 'finished'),
    );
    fake.answer('runsList', () => old);
    runs.start();
    await settled();
    expect(runs.hasMore).toBe(true);
    const createdAt = '2020-01-01T00:00:00.000Z';
    fake.push('run.changed', { runId: 'run-old1', run: fakeRun('run-old1', 'finished', { createdAt }) });
    expect(runs.get('run-old1')).toBeUndefined();
    fake.push('run.changed', { runId: 'run-0007', run: fakeRun('run-0007', 'finished', { name: 'seven' }) });
    expect(runs.get('run-0007')?.record.name).toBe('seven');
    const now = new Date(Date.now() + 1000).toISOString();
    fake.push('run.changed', { runId: 'run-new1', run: fakeRun('run-new1', 'finished', { createdAt: now }) });
    expect(runs.get('run-new1')).toBeDefined();
  });

  it('follows progress events and forgets them when the run ends', async () => {
    const { fake, runs } = setUp();
    fake.answer('runsList', () => [fakeRun('run-aaaa', 'running')]);
    runs.start();
    await settled();
    expect(runs.computeShareDone('run-aaaa')).toBeNull();
    const progress = { type: 'progress', totalSteps: 200, elapsedMs: 5, stepsPerSecond: 9 } as const;
    fake.push('run.events', {
      runId: 'run-aaaa',
      events: [
        { runId: 'run-aaaa', seq: 1, step: 10, ...progress },
        { runId: 'run-aaaa', seq: 2, step: 50, ...progress },
      ],
    });
    expect(runs.computeShareDone('run-aaaa')).toBe(0.25);
    fake.push('run.changed', {
      runId: 'run-aaaa',
      run: fakeRun('run-aaaa', 'finished', { steps: 200, totalSteps: 200 }),
    });
    expect(runs.computeShareDone('run-aaaa')).toBe(1);
  });

  it('deletes with an Undo that brings the run back', async () => {
    const { fake, runs, toasts } = setUp();
    fake.answer('runsList', () => [fakeRun('run-aaaa', 'finished')]);
    fake.answer('libraryDelete', ({ ids }) => ({ done: ids, problems: [] }));
    fake.answer('libraryRestore', ({ ids }) => ({ done: ids, problems: [] }));
    fake.answer('libraryRecords', ({ ids }: { ids: string[] }) => ids.map((id) => fakeRun(id, 'finished')));
    runs.start();
    await settled();
    expect(await runs.remove('run-aaaa')).toBe(true);
    expect(runs.get('run-aaaa')).toBeUndefined();
    toasts.items[0]?.actions[0]?.run();
    await settled();
    expect(runs.get('run-aaaa')).toBeDefined();
    expect(fake.calls.slice(-3).map(({ method, request }) => [method, request])).toEqual([
      ['libraryDelete', { ids: ['run-aaaa'] }],
      ['libraryRestore', { ids: ['run-aaaa'] }],
      ['libraryRecords', { ids: ['run-aaaa'] }],
    ]);
  });

  it.each([
    ['refuses', () => ({ done: [], problems: ['The run folder is in use.'] })],
    [
      'fails',
      () => {
        throw fail('storage', 'The run folder is in use.');
      },
    ],
  ])('keeps the run and says why when main %s', async (_, answer) => {
    const { fake, runs, toasts } = setUp();
    fake.answer('runsList', () => [fakeRun('run-aaaa', 'finished')]);
    fake.answer('libraryDelete', answer);
    runs.start();
    await settled();
    expect(await runs.remove('run-aaaa')).toBe(false);
    expect(runs.get('run-aaaa')).toBeDefined();
    expect(toasts.items.map((toast) => toast.message)).toEqual(['The run folder is in use.']);
  });

  it('renames by an edit of one, and says why where that is refused', async () => {
    const { fake, runs, toasts } = setUp();
    fake.answer('runsList', () => [fakeRun('run-aaaa', 'finished')]);
    fake.answer('libraryEdit', () => ({ done: [], problems: ['There is no such run.'] }));
    runs.start();
    await settled();
    await runs.rename('run-aaaa', ' second ');
    expect(fake.calls[fake.calls.length - 1]).toEqual({
      method: 'libraryEdit',
      request: { ids: ['run-aaaa'], edit: { name: 'second' } },
    });
    expect(toasts.items.map((toast) => toast.message)).toEqual(['There is no such run.']);
  });

  it('does not ask main for an empty or unchanged name', async () => {
    const { fake, runs } = setUp();
    fake.answer('runsList', () => [fakeRun('run-aaaa', 'finished')]);
    runs.start();
    await settled();
    await runs.rename('run-aaaa', '  ');
    await runs.rename('run-aaaa', ' run-aaaa ');
    expect(fake.called('libraryEdit')).toBe(0);
  });
});
