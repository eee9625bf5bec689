import type { CallName, Calls } from '../worker/protocol/calls';
import type { WorkerCommand } from '../worker/protocol';
import type { CallOptions } from './pending-calls';
import type { Slot } from './slot';

/** How long a call that nobody waits for any more may take to say so. */
const CANCEL_GRACE_MS = 1500;

/**
 * Sends a call to a worker.
 * @param callId number by which its answer is known, one of its own for each call
 * @param options `signal` cancels it: the worker is told, and after 1.5 s nobody waits for it any more
 * @returns its answer; rejects with a BenchtopError where the work failed, `conflict` where it was cancelled
 */
export function callWorker<C extends CallName>(
  slot: Slot,
  callId: number,
  name: C,
  params: Calls[C]['params'],
  { signal, onProgress }: CallOptions,
): Promise<Calls[C]['answer']> {
  let overdue: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    slot.thread.postMessage({ type: 'cancel-call', callId });
    // Native code in the middle of a function obeys nobody: whoever cancelled does not wait for it.
    overdue = setTimeout(() => {
      slot.calls.giveUp(callId);
    }, CANCEL_GRACE_MS);
    overdue.unref();
  };
  const answer = new Promise<Calls[C]['answer']>((resolve, reject) => {
    // The protocol ties each name to its answer; the map of pending calls cannot express it.
    slot.calls.add(callId, { resolve: resolve as (value: unknown) => void, reject, onProgress });
    slot.thread.postMessage({ type: 'call', callId, name, params } as WorkerCommand);
    if (signal?.aborted === true) cancel();
    signal?.addEventListener('abort', cancel);
  });
  return answer.finally(() => {
    signal?.removeEventListener('abort', cancel);
    clearTimeout(overdue);
  });
}
