import type { ChildProcess } from 'node:child_process';
import { totalmem } from 'node:os';

/** What is done in a process of its own, because native code in the middle of it obeys nobody: a kill ends it. */
export const PROCESS_TASKS = ['filter', 'sqlite'] as const;
export type ProcessTask = (typeof PROCESS_TASKS)[number];

const GIGABYTE = 1_073_741_824;
/** Memory that such a process may take beside its input: a quarter of the machine's, 4 GB at most. */
const MAX_BYTES = Math.min(4 * GIGABYTE, totalmem() / 4);
const LOOK_MS = 50;

let start: ((task: ProcessTask) => ChildProcess) | null = null;

/**
 * Says how processes are started; without it their work is done here.
 * @param startProcess one that serves the task, with messages that hold typed arrays
 */
export function provideProcesses(startProcess: (task: ProcessTask) => ChildProcess): void {
  start = startProcess;
}

/** A new process for a task, to be killed by whoever asked for it; null where none can be started. */
export function startProcess(task: ProcessTask): ChildProcess | null {
  return start === null ? null : start(task);
}

/**
 * Calls back once when this process takes more memory than it may.
 * @param inputBytes what it was given, and holds beside
 */
export function watchMemory(inputBytes: number, onExceeded: (gigabytes: string) => void): void {
  const most = MAX_BYTES + inputBytes;
  const before = process.memoryUsage.rss();
  const look = setInterval(() => {
    if (process.memoryUsage.rss() - before <= most) return;
    clearInterval(look);
    onExceeded((most / GIGABYTE).toFixed(1));
  }, LOOK_MS);
}

/** An ordinary end would wait for native code. */
export function endNow(): void {
  process.kill(process.pid, 'SIGKILL');
}
