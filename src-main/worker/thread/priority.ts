import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Lets this thread give way to the others: a training takes all the time that is left, and the
 * window, the main process and what they wait for go first. On Linux every thread has a nice value
 * of its own; elsewhere there is no such thing for a thread, and nothing is done.
 * @returns whether it could be set
 */
export function giveWay(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    // "PID/task/TID", of the thread that asks.
    const thread = Number(readlinkSync('/proc/thread-self').split('/').pop());
    setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
    return true;
  } catch {
    // Without /proc, or where the system allows it to nobody.
    return false;
  }
}
