import { toErrorInfo, type ErrorInfo } from '../../src-shared/errors';
import type { WorkerThread } from './worker-thread';

/** How long an idle worker may take to end by itself: forced ends have crashed the whole program. */
const LEAVE_GRACE_MS = 1000;
/** How long a thread may take to end that was told to: in native code it does not. */
const TERMINATE_GRACE_MS = 500;

/** Lets a thread end by itself, and ends it where it does not. @returns whether it ended */
export async function endThread(thread: WorkerThread): Promise<boolean> {
  const hasLeft = new Promise<void>((resolve) => {
    thread.on('exit', () => {
      resolve();
    });
  });
  thread.postMessage({ type: 'leave' });
  await waitAtMost(hasLeft, LEAVE_GRACE_MS);
  return waitAtMost(thread.terminate(), TERMINATE_GRACE_MS);
}

/** Error of a run or call whose worker died of `error`. */
export function crashInfo(error: Error): ErrorInfo {
  const outOfMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
  return {
    ...toErrorInfo(error),
    kind: 'worker-crashed',
    message: outOfMemory
      ? 'The worker ran out of memory; use fewer rows or a smaller model. The last checkpoint is kept.'
      : `The worker crashed: ${error.message}. The last checkpoint is kept.`,
    detail: error.stack ?? error.message,
  };
}

/** Error of a run or call whose worker said something that is no message of a worker's. */
export function unreadable(problem: string): ErrorInfo {
  return {
    kind: 'worker-crashed',
    message: 'The worker sent a message that cannot be read, and was ended. The last checkpoint is kept.',
    detail: problem,
  };
}

/**
 * Waits for `done`, but no longer than `ms`. Its timer, left running, would keep the process alive.
 * @returns whether it is done
 */
export async function waitAtMost(done: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const overdue = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, ms);
  });
  const isDone = await Promise.race([done.then(() => true), overdue]);
  clearTimeout(timer);
  return isDone;
}

/** Resolves after `ms` milliseconds. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
