import { toErrorInfo, type ErrorInfo } from '../../src-shared/errors';

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

/** Waits for `done`, but no longer than `ms`. Its timer, left running, would keep the process alive. */
export async function waitAtMost(done: Promise<void>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const overdue = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([done, overdue]);
  clearTimeout(timer);
}

/** Resolves after `ms` milliseconds. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
