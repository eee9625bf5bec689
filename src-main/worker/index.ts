import { fork } from 'node:child_process';
import { cpus } from 'node:os';
import { isMainThread, MessageChannel, parentPort, Worker, workerData } from 'node:worker_threads';
import { serveFilter } from '../dataset/filter/filter-process';
import { provideNativeTurn } from '../dataset/source/duckdb';
import { PROCESS_TASKS, provideProcesses } from '../dataset/source/own-process';
import { provideRowHelpers, serveRows } from '../dataset/table/read-ahead/row-helpers';
import { findChildRuntime } from './thread/child-runtime';
import { NativeLoadLock } from './thread/native-load-lock';
import { collectGarbage } from './thread/collect-garbage';
import { giveWay } from './thread/priority';
import { transferList } from './protocol/transfer';
import { type WorkerCommand, type WorkerEvent } from './protocol';
import type { CallCommand } from './protocol/calls';
import type { RunCommand } from './protocol/training';
import type { Thread, ThreadPart } from './thread/thread-part';

/** First argument of a process of its own; null in a worker thread. */
const processTask = isMainThread ? (PROCESS_TASKS.find((task) => task === process.argv[2]) ?? null) : null;

if (parentPort === null && processTask === null)
  throw new Error('worker/index must be started as a worker thread');
const port = parentPort ?? new MessageChannel().port1;

/** Threads that help one worker to read a large file: with more it is the disk that waits. */
const MAX_HELPERS = 3;

/** `use`: what a thread will do that is shared, in place of its role: a command of the command line. */
const { role, givesWay, use } = (workerData ?? {}) as { role?: string; givesWay?: boolean; use?: string };

// Before anything is loaded: the threads of native libraries inherit it.
if (givesWay === true) giveWay();

function post(event: WorkerEvent): void {
  port.postMessage(event, movable(event));
}

/** Rows and answers are made for one message; frames and samples are still the trainer's. */
function movable(event: WorkerEvent): ArrayBuffer[] {
  if (event.type === 'answer') return transferList(event.value);
  if (event.type !== 'run') return [];
  return transferList(event.events.filter(({ type }) => type === 'metrics' || type === 'history'));
}

/** Both parts answer for expected failures themselves: what is left is a bug, and ends this worker. */
function crash(thrown: unknown): void {
  setImmediate(() => {
    throw thrown;
  });
}

const native = new NativeLoadLock(
  () => {
    post({ type: 'native-wanted' });
  },
  () => {
    post({ type: 'native-done' });
  },
);

/** V8's code of the parts, from the last thread that did this and for the next. */
class KeptCode {
  #keep: Promise<() => void> | null = null;

  /** Before the first part is read. */
  begin(): Promise<unknown> {
    return (this.#keep ??= import('../files/compiled/compiled-parts').then(({ loadPartsCompiled }) =>
      loadPartsCompiled(__filename, use ?? role ?? 'worker'),
    ));
  }

  async keep(): Promise<void> {
    (await this.#keep)?.();
  }
}

const codeKept = new KeptCode();

/**
 * A part of this thread, read when it is first needed: a worker that trains answers no questions, one
 * that answers does not train, and one that helps to read rows does neither.
 */
class Part<Command> {
  readonly #read: (thread: Thread) => Promise<ThreadPart<Command>>;
  #part: Promise<ThreadPart<Command>> | null = null;

  constructor(read: (thread: Thread) => Promise<ThreadPart<Command>>) {
    this.#read = read;
  }

  /** Reads it ahead of the first command. */
  prepare(): Promise<ThreadPart<Command>> {
    return (this.#part ??= codeKept
      .begin()
      .then(() => this.#read({ native, post, crash, isShared: use !== undefined })));
  }

  /** Commands keep their order. */
  obey(command: Command): void {
    this.prepare()
      .then(({ obey }) => {
        obey(command);
      })
      .catch(crash);
  }

  async leave(): Promise<void> {
    (await this.#part)?.leave();
  }
}

const runs = new Part<RunCommand>(async (thread) => (await import('./training/run-part')).runPart(thread));
const calls = new Part<CallCommand>(async (thread) => (await import('./calls/call-part')).callPart(thread));

function obey(command: WorkerCommand): void {
  switch (command.type) {
    case 'native-granted':
      native.granted();
      return;
    case 'forget-tables':
      collectGarbage();
      return;
    case 'ping':
      post({ type: 'pong' });
      return;
    case 'call':
    case 'cancel-call':
      calls.obey(command);
      return;
    case 'leave':
      calls.leave().catch(crash);
      codeKept.keep().catch(crash);
      // Nothing else keeps the thread alive.
      port.close();
      return;
    default:
      runs.obey(command);
  }
}

if (processTask !== null) {
  port.close();
  if (processTask === 'filter') serveFilter();
  else
    import('../dataset/formats/database/sqlite-process')
      .then(({ serveSqlite }) => {
        serveSqlite();
      })
      .catch(crash);
} else if (role === 'rows') port.on('message', serveRows);
else {
  provideNativeTurn((load) => native.once('duckdb', load));
  provideProcesses((task) =>
    fork(__filename, [task], {
      execPath: findChildRuntime(),
      execArgv: [],
      // Inside Electron this file runs in Electron's program.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    }),
  );
  provideRowHelpers(
    () => new Worker(__filename, { workerData: { role: 'rows' } }),
    Math.min(MAX_HELPERS, cpus().length - 1),
  );
  port.on('message', obey);
  if (role !== undefined) (role === 'training' ? runs : calls).prepare().catch(crash);
  post({ type: 'ready' });
}
