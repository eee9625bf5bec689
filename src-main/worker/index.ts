import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { ReadProgress } from '../../src-shared/dataset/look';
import { toErrorInfo } from '../../src-shared/errors';
import { provideRowHelpers, serveRows } from '../dataset/index';
import { NativeTurn } from './native-turn';
import { giveWay } from './priority';
import { transferList, type CallName, type Calls, type WorkerCommand, type WorkerEvent } from './protocol';
import { serviceCalls } from './calls/service-calls';
import { TrainingRun } from './training/training-run';

if (parentPort === null) throw new Error('worker/index must be started as a worker thread');
const port = parentPort;

const PROGRESS_INTERVAL_MS = 50;
/** Threads that help one worker to read a large file: with more it is the disk that waits. */
const MOST_HELPERS = 3;

// Before anything is loaded: the threads of native libraries inherit it.
if ((workerData as { givesWay?: boolean } | null)?.givesWay === true) giveWay();

function post(event: WorkerEvent): void {
  port.postMessage(event, movable(event));
}

/** Rows and answers are made for one message; frames and samples are still the trainer's. */
function movable(event: WorkerEvent): ArrayBuffer[] {
  if (event.type === 'answer') return transferList(event.value);
  if (event.type !== 'run') return [];
  return transferList(event.events.filter(({ type }) => type === 'metrics' || type === 'history'));
}

const native = new NativeTurn(
  () => {
    post({ type: 'native-wanted' });
  },
  () => {
    post({ type: 'native-done' });
  },
);
const calls = serviceCalls(native);
const running = new Map<number, AbortController>();
let current: TrainingRun | null = null;

async function train(run: TrainingRun): Promise<void> {
  current = run;
  await run.run();
  current = null;
  post({ type: 'run-left', runId: run.runId });
}

async function answer<C extends CallName>(
  callId: number,
  name: C,
  params: Calls[C]['params'],
): Promise<void> {
  const controller = new AbortController();
  running.set(callId, controller);
  let toldAt = -Infinity;
  const onProgress = (progress: ReadProgress): void => {
    const now = performance.now();
    if (now - toldAt < PROGRESS_INTERVAL_MS) return;
    toldAt = now;
    post({ type: 'call-progress', callId, progress });
  };
  try {
    const value = await calls[name](params, { signal: controller.signal, onProgress });
    post({ type: 'answer', callId, value });
  } catch (thrown) {
    post({ type: 'refusal', callId, error: toErrorInfo(thrown) });
  } finally {
    running.delete(callId);
  }
}

/** Both answer for expected failures themselves: what is left is a bug, and ends this worker. */
function crash(thrown: unknown): void {
  setImmediate(() => {
    throw thrown;
  });
}

function obey(command: WorkerCommand): void {
  switch (command.type) {
    case 'train': {
      const { job, threads } = command;
      const { runId } = job;
      train(
        new TrainingRun(job, threads, native, (events) => {
          post({ type: 'run', runId, events });
        }),
      ).catch(crash);
      return;
    }
    case 'control':
      if (current?.runId === command.runId) current.steering.control(command.action);
      return;
    case 'set-learning-rate':
      if (current?.runId === command.runId) current.steering.setLearningRate(command.learningRate);
      return;
    case 'draw-units':
      if (current?.runId === command.runId) current.steering.drawUnits(command.on);
      return;
    case 'watch':
      if (current?.runId === command.runId) current.steering.watch(command.on);
      return;
    case 'set-speed':
      if (current?.runId === command.runId) current.steering.setSpeed(command.speed);
      return;
    case 'native-granted':
      native.granted();
      return;
    case 'call':
      answer(command.callId, command.name, command.params).catch(crash);
      return;
    case 'cancel-call':
      running.get(command.callId)?.abort();
      return;
    case 'leave':
      for (const controller of running.values()) controller.abort();
      // Nothing else keeps the thread alive.
      port.close();
      return;
  }
}

if ((workerData as { role?: string } | null)?.role === 'rows') port.on('message', serveRows);
else {
  provideRowHelpers(
    () => new Worker(__filename, { workerData: { role: 'rows' } }),
    Math.min(MOST_HELPERS, cpus().length - 1),
  );
  port.on('message', obey);
  post({ type: 'ready' });
}
