import { cpus } from 'node:os';
import { assertNever, type ErrorInfo } from '../../src-shared/errors';
import type { RunEvent } from '../../src-shared/run/live/events';
import { DATA_CALLS, LONG_CALLS, type CallName, type Calls } from '../worker/protocol/calls';
import { readEvent } from '../worker/protocol/message-schema';
import { type RunAction, type TrainJob } from '../worker/protocol/training';
import type { WorkerEvent } from '../worker/protocol';
import { crashInfo, delay, endThread, unreadable } from './ending';
import { KeptTables } from './kept-tables';
import { LongCalls } from './long-calls';
import { NativeLoadMutex } from './native-load-mutex';
import type { CallOptions } from './pending-calls';
import type { Slot } from './slot';
import { Slots } from './slots';
import { callWorker } from './worker-call';
import type { Spawn } from './worker-thread';
import { WorkerWatch } from './worker-watch';

/** How long a worker may take to obey Stop before it is ended by force. */
const STOP_GRACE_MS = 10_000;

export interface WorkerHostOptions {
  readonly spawn: Spawn;
  /** Training workers at once, at least 1. */
  readonly maxWorkers: number;
  /** Whether one worker answers all questions, and takes runs and questions in turn: fewer are started. Left out: no. */
  readonly sharesWorkers?: boolean;
  /** Whether tables that runs have read are kept for those after them. Left out: no. */
  readonly keepsTables?: boolean;
  readonly onRunStarted: (runId: string) => void;
  readonly onRunEvents: (runId: string, events: readonly RunEvent[]) => void;
  /** The worker died under a run; its last checkpoints are on disk. */
  readonly onRunCrashed: (runId: string, error: ErrorInfo) => void;
  /** A worker has not moved for a while. @param runId null: it answers questions */
  readonly onStill?: (runId: string | null, seconds: number) => void;
  /** It moves again. */
  readonly onMoving?: (runId: string | null) => void;
}

/**
 * Owns every Worker object: a pool for training with a queue before it, one worker that answers
 * questions about runs, and one about data files, so that reading a large file delays no picture.
 * Workers are reused; one that dies takes only its own run with it.
 */
export class WorkerHost {
  readonly #options: WorkerHostOptions;
  readonly #nativeLoads = new NativeLoadMutex<Slot>();
  readonly #slots: Slots;
  readonly #queue: TrainJob[] = [];
  readonly #tables: KeptTables;
  /** Beside the runs, as many at once as might train. */
  readonly #longCalls = new LongCalls(() => this.#maxWorkers - this.#slots.withRun().length);
  #watched: ReadonlySet<string> = new Set();
  readonly #watch: WorkerWatch<Slot>;
  #maxWorkers: number;
  #nextCall = 1;
  /** Threads that were told to end and have not yet. */
  #lost = 0;
  #closed = false;

  constructor(options: WorkerHostOptions) {
    this.#options = options;
    // A worker's process.env is a copy that native code does not see: set it here, before any starts.
    process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
    this.#maxWorkers = Math.max(1, options.maxWorkers);
    this.#slots = new Slots({
      spawn: options.spawn,
      opened: (slot) => {
        this.#listen(slot);
      },
      isShared: options.sharesWorkers ?? false,
    });
    const { keepsTables = false } = options;
    this.#tables = new KeptTables({ isOn: keepsTables, threads: () => this.#slots.all() });
    this.#watch = new WorkerWatch<Slot>({
      busy: () => this.#slots.all().filter(({ job, calls }) => job !== null || calls.size > 0),
      ping: ({ thread }) => {
        thread.postMessage({ type: 'ping' });
      },
      onStill: ({ job }, seconds) => options.onStill?.(job?.runId ?? null, seconds),
      onMoving: ({ job }) => options.onMoving?.(job?.runId ?? null),
    });
  }

  /** Takes effect for the next run that starts; running ones go on. */
  setMaxWorkers(count: number): void {
    this.#maxWorkers = Math.max(1, count);
    this.#startQueued();
    this.#longCalls.startNext();
  }

  /** Keeps what runs read of files for those after them, or no longer. */
  keepTables(on: boolean): void {
    this.#tables.turn(on);
  }

  /** Queues a run; it starts when a worker is free, first come first served. */
  train(job: TrainJob): void {
    if (this.#closed) throw new Error('The worker host is closed');
    this.#queue.push(job);
    this.#startQueued();
  }

  /** Takes a queued run out again; false when it is not in the queue (any more). */
  unqueue(runId: string): boolean {
    const index = this.#queue.findIndex((job) => job.runId === runId);
    if (index < 0) return false;
    this.#queue.splice(index, 1);
    return true;
  }

  /** Passes a command to the worker of a run; false when no worker has it. */
  control(runId: string, action: RunAction): boolean {
    const slot = this.#slots.find(runId);
    if (slot === null) return false;
    slot.thread.postMessage({ type: 'control', runId, action });
    if (action === 'stop' && slot.stopTimer === null) {
      slot.stopTimer = setTimeout(() => {
        this.#lose(slot, {
          kind: 'worker-crashed',
          message: `The run did not answer Stop within ${STOP_GRACE_MS / 1000} s and was ended; its last checkpoint is kept.`,
        });
      }, STOP_GRACE_MS);
      slot.stopTimer.unref();
    }
    return true;
  }

  /** Answers the event `log-wanted` of a run. @param lines of its logs; null: they cannot be written any more */
  answerLogged(runId: string, lines: Readonly<Record<string, number>> | null): void {
    this.#slots.find(runId)?.thread.postMessage({ type: 'logged', runId, lines });
  }

  /** @returns false when no worker has the run */
  setLearningRate(runId: string, learningRate: number): boolean {
    const slot = this.#slots.find(runId);
    slot?.thread.postMessage({ type: 'set-learning-rate', runId, learningRate });
    return slot !== null;
  }

  /** Has the hidden units drawn in a network's pictures, or no longer; nothing where no worker has the run. */
  drawUnits(runId: string, on: boolean): void {
    this.#slots.find(runId)?.thread.postMessage({ type: 'draw-units', runId, on });
  }

  /** The runs that the window shows, in place of those before: the others are drawn seldom. */
  watch(runIds: readonly string[]): void {
    const before = this.#watched;
    this.#watched = new Set(runIds);
    for (const runId of this.#watched) if (!before.has(runId)) this.#sendWatched(runId, true);
    for (const runId of before) if (!this.#watched.has(runId)) this.#sendWatched(runId, false);
  }

  #sendWatched(runId: string, on: boolean): void {
    this.#slots.find(runId)?.thread.postMessage({ type: 'watch', runId, on });
  }

  setSpeed(runId: string, speed: number | null): void {
    this.#slots.find(runId)?.thread.postMessage({ type: 'set-speed', runId, speed });
  }

  /** Asks an answering worker; rejects with a BenchtopError where the work failed. */
  call<C extends CallName>(
    name: C,
    params: Calls[C]['params'],
    options: CallOptions = {},
  ): Promise<Calls[C]['answer']> {
    if (this.#closed) return Promise.reject(new Error('The worker host is closed'));
    if (LONG_CALLS.includes(name)) {
      const send = () => callWorker(this.#slots.forWork(), this.#nextCall++, name, params, options);
      return this.#longCalls.add(send, options.signal);
    }
    const slot = this.#slots.forQuestions(DATA_CALLS.includes(name) ? 'data' : 'service');
    return callWorker(slot, this.#nextCall++, name, params, options);
  }

  /** Starts the worker for questions about runs ahead of the first one. */
  warmService(): void {
    this.#slots.forQuestions('service');
  }

  /**
   * Stops all runs within `graceMs` and lets every worker end by itself; what then still lives is ended.
   * @returns threads that did not end: they are held in native code, and hold up the end of the process
   */
  async close(graceMs = 2000): Promise<number> {
    this.#closed = true;
    this.#watch.stop();
    this.#queue.length = 0;
    this.#longCalls.clear();
    const live = this.#slots.withRun();
    for (const slot of live) {
      if (slot.job !== null)
        slot.thread.postMessage({ type: 'control', runId: slot.job.runId, action: 'stop' });
    }
    const deadline = Date.now() + graceMs;
    while (live.some((slot) => slot.job !== null) && Date.now() < deadline) await delay(10);
    const all = this.#slots.all();
    const ends = await Promise.all(
      all.map((slot) => {
        slot.closing = true;
        if (slot.stopTimer !== null) clearTimeout(slot.stopTimer);
        return endThread(slot.thread);
      }),
    );
    for (const slot of all) this.#slots.remove(slot);
    return this.#lost + ends.filter((hasEnded) => !hasEnded).length;
  }

  #startQueued(): void {
    for (let job = this.#queue[0]; job !== undefined; job = this.#queue[0]) {
      if (this.#slots.withRun().length >= this.#maxWorkers || !this.#tables.mayStart(job)) return;
      const free = this.#slots.forWork();
      this.#queue.shift();
      free.job = job;
      this.#options.onRunStarted(job.runId);
      const tables = this.#tables.give(job);
      free.thread.postMessage({ type: 'train', job, threads: this.#threadsLeft(), tables });
      if (this.#watched.has(job.runId)) this.#sendWatched(job.runId, true);
    }
  }

  /** What a run that starts now may use: all cores but those of other runs, waiting ones too. */
  #threadsLeft(): number {
    const running = this.#slots.withRun().length;
    return Math.max(1, cpus().length - (running - 1) - this.#queue.length);
  }

  #listen(slot: Slot): void {
    const { thread } = slot;
    thread.on('message', (message) => {
      const read = readEvent(message);
      if ('event' in read) this.#receive(slot, read.event);
      else this.#lose(slot, unreadable(read.problem));
    });
    thread.on('error', (error) => {
      this.#lose(slot, crashInfo(error));
    });
    thread.on('exit', (code) => {
      this.#lose(slot, {
        kind: 'worker-crashed',
        message: `The worker process ended unexpectedly (exit code ${code}); the last checkpoint is kept.`,
      });
    });
  }

  #receive(slot: Slot, event: WorkerEvent): void {
    this.#watch.heard(slot);
    switch (event.type) {
      case 'ready':
      case 'pong':
        return;
      case 'native-wanted':
        this.#nativeLoads.request(slot, () => {
          slot.thread.postMessage({ type: 'native-granted' });
        });
        return;
      case 'native-done':
        this.#nativeLoads.release(slot);
        return;
      case 'run':
        if (slot.job?.runId === event.runId) this.#options.onRunEvents(event.runId, event.events);
        return;
      case 'tables':
        this.#tables.took(event.runId, event.use);
        this.#startQueued();
        return;
      case 'run-left':
        if (slot.stopTimer !== null) clearTimeout(slot.stopTimer);
        slot.stopTimer = null;
        slot.job = null;
        this.#leftBy(event.runId);
        return;
      case 'call-progress':
      case 'answer':
      case 'refusal':
        slot.calls.receive(event);
        return;
      default:
        assertNever(event, 'worker event');
    }
  }

  /** A worker is gone (or must go): settle what it held, free its place, start what waits. */
  #lose(slot: Slot, error: ErrorInfo): void {
    if (slot.closing) return;
    slot.closing = true;
    this.#nativeLoads.release(slot);
    this.#slots.remove(slot);
    if (slot.stopTimer !== null) clearTimeout(slot.stopTimer);
    this.#lost += 1;
    slot.thread
      .terminate()
      .then(() => {
        this.#lost -= 1;
      })
      .catch(() => undefined);
    slot.calls.rejectAll(error);
    const job = slot.job;
    slot.job = null;
    if (job !== null) this.#options.onRunCrashed(job.runId, error);
    this.#leftBy(job?.runId ?? null);
  }

  /** A worker is gone, or has a run no more: those that wait may start. */
  #leftBy(runId: string | null): void {
    if (runId !== null) this.#tables.left(runId);
    if (this.#closed) return;
    this.#startQueued();
    this.#longCalls.startNext();
    if (this.#slots.withRun().length === 0) this.#tables.rest();
  }
}
