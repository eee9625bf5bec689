import type { MessageChannelMain, MessagePortMain, WebContents } from 'electron';
import { PORT_CHANNEL, TAKEN } from '../../src-shared/ipc/channels';
import type { Pushes } from '../../src-shared/ipc/pushes';
import type { RunPushName } from '../../src-shared/ipc/channels';

/** @returns whether there was a page to send to */
export type RunPush = <P extends RunPushName>(name: P, payload: Pushes[P]) => boolean;

/** Hears how far the page is, and that nothing is under way to it any more. */
interface PageListener {
  taken(): void;
  reset(): void;
}

type Page = Pick<WebContents, 'isDestroyed' | 'isCrashed' | 'postMessage'>;

/** What a port to the page is made of. */
export interface PageLine {
  /** null where there is no window. */
  readonly page: () => Page | null;
  readonly createChannel: () => MessageChannelMain;
}

/**
 * Main's end of the port over which runs tell the page. It lives as long as the page that asked for
 * it: the next page asks for its own, which ends the one before.
 */
export class RunPort {
  readonly #line: PageLine;
  #port: MessagePortMain | null = null;

  constructor(line: PageLine) {
    this.#line = line;
  }

  /**
   * Sends the page a port of its own.
   * @param key what the page asked with: it takes a port that comes with this one alone
   * @param listener hears of this page until the next one asks
   */
  open(key: string, listener: PageListener): void {
    this.#port?.close();
    this.#port = null;
    listener.reset();
    const page = this.#line.page();
    if (page === null || page.isDestroyed() || page.isCrashed()) return;
    const { port1: port, port2: theirs } = this.#line.createChannel();
    port.on('message', ({ data }) => {
      if (port === this.#port && data === TAKEN) listener.taken();
    });
    port.on('close', () => {
      if (port !== this.#port) return;
      this.#port = null;
      listener.reset();
    });
    port.start();
    page.postMessage(PORT_CHANNEL, key, [theirs]);
    this.#port = port;
  }

  /** Sends to the page that has the port, or to nobody. */
  readonly push: RunPush = (name, payload) => {
    this.#port?.postMessage({ name, payload });
    return this.#port !== null;
  };
}
