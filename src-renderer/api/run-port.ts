import type { Result } from '../../src-shared/errors';
import { TAKEN } from '../../src-shared/ipc/channels';
import type { Pushes, RunMessage } from '../../src-shared/ipc/pushes';
import type { RunPushName } from '../../src-shared/ipc/channels';

type Listener = (payload: never) => void;

/** The page's end of the port over which runs tell what they do. */
export class RunPort {
  readonly #listeners: Readonly<Record<RunPushName, Set<Listener>>> = {
    'run.events': new Set(),
    'run.changed': new Set(),
  };
  /** A port that nobody holds may be collected. */
  #port: MessagePort | null = null;

  /**
   * Asks main for the port and takes the one that comes with the key of the request, once.
   * @param page the window that this script runs in, whose preload script hands the port on
   */
  open(page: Window, connect: (request: { key: string }) => Promise<Result<null>>): Promise<Result<null>> {
    const key = crypto.randomUUID();
    const take = ({ source, origin, data, ports: [port] }: MessageEvent<unknown>): void => {
      if (source !== page || origin !== page.location.origin || data !== key || port === undefined) return;
      page.removeEventListener('message', take);
      port.onmessage = (event: MessageEvent<RunMessage>) => {
        this.#receive(event.data);
      };
      this.#port = port;
    };
    page.addEventListener('message', take);
    return connect({ key });
  }

  /** Calls back on every push of that name; returns the unsubscribe. */
  on<P extends RunPushName>(name: P, listener: (payload: Pushes[P]) => void): () => void {
    const listeners = this.#listeners[name];
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  #receive({ name, payload }: RunMessage): void {
    // Main sends the next events when the page's thread has come to the last ones.
    if (name === 'run.events') this.#port?.postMessage(TAKEN);
    for (const listener of [...this.#listeners[name]]) listener(payload as never);
  }
}
