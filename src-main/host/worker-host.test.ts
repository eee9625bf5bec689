import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ErrorInfo } from '../../src-shared/errors';
import { at } from '../../src-shared/present';
import { xnorExperiment } from '../testing/data';
import type { TrainJob } from '../worker/protocol/training';
import type { WorkerCommand, WorkerEvent } from '../worker/protocol';
import { NativeLoadMutex } from './native-load-mutex';
import { WorkerHost } from './worker-host';
import type { WorkerThread } from './worker-thread';

/** A worker that does what the test says. */
class FakeThread extends EventEmitter {
  readonly received: WorkerCommand[] = [];
  terminated = false;

  postMessage(command: WorkerCommand): void {
    this.received.push(command);
  }

  terminate(): Promise<number> {
    this.terminated = true;
    return Promise.resolve(0);
  }

  says(event: WorkerEvent): void {
    this.emit('message', event);
  }

  get types(): string[] {
    return this.received.map(({ type }) => type);
  }
}

function setUp(
  maxWorkers: number,
  sharesWorkers = false,
): {
  host: WorkerHost;
  threads: FakeThread[];
  started: string[];
  crashed: [string, ErrorInfo][];
} {
  const threads: FakeThread[] = [];
  const started: string[] = [];
  const crashed: [string, ErrorInfo][] = [];
  const host = new WorkerHost({
    maxWorkers,
    sharesWorkers,
    spawn: () => {
      const thread = new FakeThread();
      threads.push(thread);
      return thread as unknown as WorkerThread;
    },
    onRunStarted: (runId) => started.push(runId),
    onRunEvents: () => undefined,
    onRunCrashed: (runId, error) => crashed.push([runId, error]),
  });
  return { host, threads, started, crashed };
}

it('ends a worker that says what no worker says, and only its run', () => {
  const { host, threads, crashed } = setUp(2);
  for (const runId of ['a', 'b']) host.train(job(runId));
  at(threads, 0).emit('message', { type: 'run', runId: 'a', events: [{ type: 'metrics', seq: 'one' }] });
  expect(crashed).toMatchObject([
    ['a', { kind: 'worker-crashed', detail: expect.stringContaining('events.0.seq') as unknown }],
  ]);
  expect(threads.map(({ terminated }) => terminated)).toEqual([true, false]);
});

function job(runId: string): TrainJob {
  return {
    runId,
    runFolder: '/nowhere',
    experiment: xnorExperiment(),
    speed: null,
    readFrom: null,
    sha256: null,
    knownTypes: null,
    resumeFrom: null,
    engine: null,
    speedsFile: '/nowhere/engine-speeds.json',
    branchedAt: 0,
    rateChanges: [],
    elapsedMs: 0,
    firstSeq: 1,
    stopAt: null,
    checkpointMs: 0,
    draws: true,
    measuring: null,
  };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('WorkerHost', () => {
  it('runs as many as it may, queues the rest, and reuses workers', () => {
    const { host, threads, started } = setUp(2);
    for (const id of ['a', 'b', 'c']) host.train(job(id));
    expect(started).toEqual(['a', 'b']);
    at(threads, 0).says({ type: 'run-left', runId: 'a' });
    expect(started).toEqual(['a', 'b', 'c']);
    expect(threads).toHaveLength(2);
  });

  it('tells workers which of their runs are watched, when that changes and when one starts', () => {
    const { host, threads } = setUp(1);
    host.train(job('a'));
    host.train(job('b'));
    host.watch(['a', 'b']);
    host.watch(['a', 'b']);
    host.watch(['b']);
    at(threads, 0).says({ type: 'run-left', runId: 'a' });
    host.watch([]);
    expect(at(threads, 0).received.filter(({ type }) => type === 'watch')).toEqual([
      { type: 'watch', runId: 'a', on: true },
      { type: 'watch', runId: 'a', on: false },
      { type: 'watch', runId: 'b', on: true },
      { type: 'watch', runId: 'b', on: false },
    ]);
    const types = at(threads, 0).types;
    expect(types.lastIndexOf('train')).toBe(types.indexOf('watch', types.lastIndexOf('train')) - 1);
  });

  it('takes a queued run out', () => {
    const { host, started } = setUp(1);
    host.train(job('a'));
    host.train(job('b'));
    expect(host.unqueue('b')).toBe(true);
    expect(host.unqueue('a')).toBe(false);
    expect(started).toEqual(['a']);
  });

  it.each([
    ['throws', (thread: FakeThread) => thread.emit('error', new Error('boom')), /boom/],
    ['exits', (thread: FakeThread) => thread.emit('exit', 134), /134/],
    [
      'runs out of memory',
      (thread: FakeThread) =>
        thread.emit('error', Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })),
      /ran out of memory/,
    ],
  ])('fails only the run of a worker that %s, and starts the next', (_, die, message) => {
    const { host, threads, started, crashed } = setUp(1);
    host.train(job('a'));
    host.train(job('b'));
    die(at(threads, 0));
    expect(crashed).toHaveLength(1);
    expect(crashed[0]).toMatchObject([
      'a',
      { kind: 'worker-crashed', message: expect.stringMatching(message) as string },
    ]);
    expect(started).toEqual(['a', 'b']);
    expect(threads).toHaveLength(2);
  });

  it('ends a worker that does not answer Stop', () => {
    vi.useFakeTimers();
    const { host, threads, crashed } = setUp(1);
    host.train(job('a'));
    expect(host.control('a', 'stop')).toBe(true);
    vi.advanceTimersByTime(11_000);
    expect(at(threads, 0).terminated).toBe(true);
    expect(crashed[0]?.[0]).toBe('a');
  });

  it('rejects the questions of a service worker that dies, and asks a new one next', async () => {
    const { host, threads } = setUp(1);
    const answer = host.call('sample', { experiment: xnorExperiment(), plane: false });
    at(threads, 0).emit('exit', 1);
    await expect(answer).rejects.toMatchObject({ info: { kind: 'worker-crashed' } });
    const again = host.call('sample', { experiment: xnorExperiment(), plane: false });
    at(threads, 1).says({ type: 'answer', callId: 2, value: 'fine' });
    expect(await again).toBe('fine');
  });

  it('asks about files in a worker of its own, hears of its progress and cancels there', async () => {
    const { host, threads } = setUp(1);
    const stored = host.call('stored', { runFolder: '/runs/a', model: null });
    const reported: number[] = [];
    const controller = new AbortController();
    const inspected = host.call(
      'inspect',
      { path: '/a.csv' },
      { signal: controller.signal, onProgress: ({ rows }) => reported.push(rows) },
    );
    expect(threads.map(({ types }) => types)).toEqual([['call'], ['call']]);
    const progress = { bytes: 1, totalBytes: 2, rows: 3 };
    at(threads, 1).says({ type: 'call-progress', callId: 2, progress });
    // Of no call, or of another worker's: nobody is told.
    at(threads, 0).says({ type: 'call-progress', callId: 2, progress });
    controller.abort();
    expect(at(threads, 1).received[1]).toEqual({ type: 'cancel-call', callId: 2 });
    at(threads, 1).says({ type: 'refusal', callId: 2, error: { kind: 'conflict', message: 'cancelled' } });
    await expect(inspected).rejects.toMatchObject({ info: { kind: 'conflict' } });
    at(threads, 0).says({ type: 'answer', callId: 1, value: 'pictures' });
    expect([await stored, reported]).toEqual(['pictures', [3]]);
  });

  it('does long calls side by side, each in a worker for itself, as many as may train beside the runs', async () => {
    const { host, threads } = setUp(3);
    const params = {} as Parameters<typeof host.call<'baselines'>>[1];
    host.train(job('a'));
    const controller = new AbortController();
    const first = host.call('baselines', params);
    host.call('baselines', params).catch(() => undefined);
    const third = host.call('baselines', params);
    const fourth = host.call('baselines', params, { signal: controller.signal });
    expect(threads.map(({ types }) => types)).toEqual([['train'], ['call'], ['call']]);
    // One that waits is taken out at once, and no worker hears of it.
    controller.abort();
    await expect(fourth).rejects.toMatchObject({ info: { kind: 'conflict' } });
    at(threads, 1).says({ type: 'answer', callId: 1, value: 'first' });
    expect(await first).toBe('first');
    expect(threads.map(({ types }) => types)).toEqual([['train'], ['call', 'call'], ['call']]);
    // A run does not wait for them.
    host.train(job('b'));
    expect(threads.map(({ types }) => types).slice(3)).toEqual([['train']]);
    // The worker dies, and the next call goes on elsewhere.
    at(threads, 1).emit('exit', 1);
    await expect(third).rejects.toMatchObject({ info: { kind: 'worker-crashed' } });
  });

  it('does one long call though runs have all workers', () => {
    const { host, threads } = setUp(1);
    host.train(job('a'));
    const params = {} as Parameters<typeof host.call<'baselines'>>[1];
    for (let i = 0; i < 2; i++) host.call('baselines', params).catch(() => undefined);
    expect(threads.map(({ types }) => types)).toEqual([['train'], ['call']]);
  });

  it('answers and trains in one worker where that is shared, and never both at once', async () => {
    const { host, threads } = setUp(1, true);
    const ask = (): Promise<unknown> => host.call('stored', { runFolder: '/runs/a', model: null });
    const checked = host.call('sample', { experiment: xnorExperiment(), plane: false });
    // It still answers: the run gets another.
    host.train(job('a'));
    at(threads, 0).says({ type: 'answer', callId: 1, value: 'fine' });
    await checked;
    at(threads, 1).says({ type: 'run-left', runId: 'a' });
    expect(threads.map(({ types }) => types)).toEqual([['call'], ['train']]);
    // Free by now, as is the other.
    const stored = ask();
    at(threads, 0).says({ type: 'answer', callId: 2, value: 'pictures' });
    await stored;
    host.train(job('b'));
    host.train(job('c'));
    ask().catch(() => undefined);
    expect(threads.map(({ types }) => types)).toEqual([
      ['call', 'call', 'call'],
      ['train', 'train'],
    ]);
  });

  it('takes the worker that answered for a run, and asks it again afterwards', async () => {
    const { host, threads, crashed } = setUp(1, true);
    const checked = host.call('sample', { experiment: xnorExperiment(), plane: false });
    at(threads, 0).says({ type: 'answer', callId: 1, value: 'fine' });
    await checked;
    host.train(job('a'));
    // A question meanwhile does not wait for the run.
    host.call('stored', { runFolder: '/runs/a', model: null }).catch(() => undefined);
    expect(threads.map(({ types }) => types)).toEqual([['call', 'train'], ['call']]);
    at(threads, 1).emit('exit', 1);
    at(threads, 0).says({ type: 'run-left', runId: 'a' });
    const stored = host.call('stored', { runFolder: '/runs/a', model: null });
    expect(at(threads, 0).types).toEqual(['call', 'train', 'call']);
    at(threads, 0).emit('exit', 1);
    await expect(stored).rejects.toMatchObject({ info: { kind: 'worker-crashed' } });
    expect([threads.length, crashed]).toEqual([2, []]);
  });

  it('lets workers end by themselves, and ends by force only those that do not', async () => {
    vi.useFakeTimers();
    const { host, threads, crashed } = setUp(1);
    host.train(job('a'));
    const answer = host.call('stored', { runFolder: '/runs/a', model: null });
    answer.catch(() => undefined);
    const closing = host.close();
    expect(at(threads, 0).received[1]).toEqual({ type: 'control', runId: 'a', action: 'stop' });
    at(threads, 0).says({ type: 'run-left', runId: 'a' });
    await vi.advanceTimersByTimeAsync(20);
    expect(threads.map(({ types }) => types[types.length - 1])).toEqual(['leave', 'leave']);
    at(threads, 0).emit('exit', 0);
    await vi.advanceTimersByTimeAsync(500);
    expect(at(threads, 1).terminated).toBe(false);
    await vi.advanceTimersByTimeAsync(600);
    await closing;
    expect([at(threads, 1).terminated, crashed]).toEqual([true, []]);
  });

  it('leaves no timer behind that would keep the process alive once the workers have left', async () => {
    vi.useFakeTimers();
    const { host, threads } = setUp(1);
    host.call('stored', { runFolder: '/runs/a', model: null }).catch(() => undefined);
    const closing = host.close();
    await vi.advanceTimersByTimeAsync(20);
    expect(at(threads, 0).types).toContain('leave');
    at(threads, 0).emit('exit', 0);
    await closing;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets one worker at a time load native code, and passes the turn on when one dies', () => {
    const { host, threads } = setUp(3);
    for (const id of ['a', 'b', 'c']) host.train(job(id));
    for (const thread of threads) thread.says({ type: 'native-wanted' });
    const granted = (): boolean[] => threads.map((thread) => thread.types.includes('native-granted'));
    expect(granted()).toEqual([true, false, false]);
    at(threads, 0).emit('exit', 1);
    expect(granted()).toEqual([true, true, false]);
    at(threads, 1).says({ type: 'native-done' });
    expect(granted()).toEqual([true, true, true]);
  });
});

describe('NativeLoadMutex', () => {
  it('forgets a waiting holder that goes', () => {
    const gate = new NativeLoadMutex<string>();
    const turns: string[] = [];
    for (const holder of ['a', 'b', 'c']) gate.request(holder, () => turns.push(holder));
    gate.release('b');
    gate.release('a');
    expect(turns).toEqual(['a', 'c']);
  });
});
