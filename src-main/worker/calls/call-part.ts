import { performance } from 'node:perf_hooks';
import { toErrorInfo } from '../../../src-shared/errors';
import type { CallCommand, CallName, CallProgress, Calls } from '../protocol/calls';
import { requireCommand } from '../protocol/message-schema';
import { serviceCalls } from './service-calls';
import type { Thread, ThreadPart } from '../thread/thread-part';

const PROGRESS_INTERVAL_MS = 50;

/**
 * Part of a thread that answers calls, several at a time; each can be cancelled and reports its progress at
 * most every 50 ms.
 */
export function callPart({ post, crash, isShared }: Thread): ThreadPart<CallCommand> {
  const calls = serviceCalls();
  const running = new Map<number, AbortController>();

  async function answer<C extends CallName>(
    callId: number,
    name: C,
    params: Calls[C]['params'],
  ): Promise<void> {
    const controller = new AbortController();
    running.set(callId, controller);
    let reportedAt = -Infinity;
    const onProgress = (progress: CallProgress): void => {
      const now = performance.now();
      if (now - reportedAt < PROGRESS_INTERVAL_MS) return;
      reportedAt = now;
      post({ type: 'call-progress', callId, progress });
    };
    try {
      const value = await calls[name](params, { signal: controller.signal, onProgress, isShared });
      post({ type: 'answer', callId, value });
    } catch (thrown) {
      post({ type: 'refusal', callId, error: toErrorInfo(thrown) });
    } finally {
      running.delete(callId);
    }
  }

  return {
    obey: (message) => {
      const command = requireCommand(message);
      if (command.type === 'cancel-call') running.get(command.callId)?.abort();
      else answer(command.callId, command.name, command.params).catch(crash);
    },
    leave: () => {
      for (const controller of running.values()) controller.abort();
    },
  };
}
