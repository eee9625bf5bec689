import { checked } from '../../src-shared/checked';
import { toErrorInfo, type ErrorInfo, type Result } from '../../src-shared/errors';
import type { Channel } from '../../src-shared/ipc/channels';
import { REQUESTS, type RequestOf, type ResponseOf } from '../../src-shared/ipc/map';

export type Handler<C extends Channel> = (request: RequestOf<C>) => ResponseOf<C> | Promise<ResponseOf<C>>;

/** One handler for every channel of the map: a missing one does not compile. */
export type Handlers = { readonly [C in Channel]: Handler<C> };

/**
 * Checks a request against its schema, runs its handler, and wraps what comes of it.
 * @param handlers a promise while the services behind them are still being built: requests wait
 */
export async function answer<C extends Channel>(
  channel: C,
  request: unknown,
  handlers: Handlers | Promise<Handlers>,
  log: (error: ErrorInfo) => void,
): Promise<Result<ResponseOf<C>>> {
  try {
    const parsed = checked(REQUESTS[channel], request);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = issue?.path.join('.') ?? '';
      const message = `${channel}: ${field === '' ? '' : `${field}: `}${issue?.message ?? 'not the expected request'}`;
      return { ok: false, error: { kind: 'usage', message, ...(field === '' ? {} : { field }) } };
    }
    const handler = (await handlers)[channel] as Handler<C>;
    return { ok: true, value: await handler(parsed.data as RequestOf<C>) };
  } catch (thrown) {
    const error = toErrorInfo(thrown);
    if (error.kind !== 'internal') return { ok: false, error };
    log({ ...error, message: `${channel}: ${error.message}` });
    // The stack is for the log.
    const { detail: _, ...shown } = error;
    return { ok: false, error: shown };
  }
}
