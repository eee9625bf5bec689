import { fail, type ErrorInfo } from '../../src-shared/errors';
import type { CallEvent, CallProgress } from '../worker/protocol/calls';

export interface CallOptions {
  /** Ends the work; the call then rejects with `conflict`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CallProgress) => void;
}

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: CallProgress) => void) | undefined;
}

/** Calls that one worker was sent and has not answered. */
export class PendingCalls {
  readonly #calls = new Map<number, PendingCall>();

  add(callId: number, call: PendingCall): void {
    this.#calls.set(callId, call);
  }

  /** Passes on what the worker says of a call; an answer or a refusal ends it. */
  receive(event: CallEvent): void {
    const call = this.#calls.get(event.callId);
    if (event.type === 'call-progress') {
      call?.onProgress?.(event.progress);
      return;
    }
    this.#calls.delete(event.callId);
    if (event.type === 'answer') call?.resolve(event.value);
    else call?.reject(toError(event.error));
  }

  /** Calls that are not answered yet. */
  get size(): number {
    return this.#calls.size;
  }

  /** Ends a cancelled call that does not end by itself; what it may still say is not listened to. */
  giveUp(callId: number): void {
    this.#calls.get(callId)?.reject(fail('conflict', 'This was cancelled.'));
    this.#calls.delete(callId);
  }

  /** Ends all of them: the worker is gone. */
  rejectAll(error: ErrorInfo): void {
    for (const call of this.#calls.values()) call.reject(toError(error));
    this.#calls.clear();
  }
}

function toError({ kind, message, ...where }: ErrorInfo): Error {
  return fail(kind, message, where);
}
