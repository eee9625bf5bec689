import type { Channel } from '../../src-shared/ipc/channels';
import type { Handlers } from './gate';

/**
 * The handlers of one window, whose tasks are its own: pages name their tasks alike, and one that two windows
 * call "profile" is two. @param key of the window, without a colon
 */
export function withOwnTasks(handlers: Handlers, key: string): Handlers {
  const own = Object.entries(handlers).map(([channel, handler]) => [
    channel,
    (request: unknown) => (handler as (request: unknown) => unknown)(withOwnTask(request, key)),
  ]);
  return Object.fromEntries(own) as { readonly [C in Channel]: Handlers[C] };
}

/** Whose task it is, and what its page calls it. @param name as the services know it */
export function readOwnTask(name: string): { readonly key: string; readonly task: string } {
  const at = name.indexOf(':');
  return { key: name.slice(0, Math.max(at, 0)), task: name.slice(at + 1) };
}

function withOwnTask(request: unknown, key: string): unknown {
  if (typeof request !== 'object' || request === null || !('task' in request)) return request;
  return typeof request.task === 'string' ? { ...request, task: `${key}:${request.task}` } : request;
}
