import {
  BrowserWindow,
  session,
  type BrowserWindowConstructorOptions,
  type Session,
  type WebPreferences,
} from 'electron';
import { lockSession } from './fences';
import { ORIGIN, serveWindow, type Served } from './page/app-protocol';

export interface HiddenPagesOptions<Page> {
  /** What the pages show, in their addresses: "figure" of figure-1.html. */
  readonly name: string;
  /** Addresses that a page may ask for; none of them leaves the program. */
  readonly mayAsk: (url: string) => boolean;
  readonly answer: (url: string, waiting: ReadonlyMap<string, Page>) => Served | Promise<Served>;
}

/**
 * Pages of one kind that nobody sees, to be printed or pictured: sandboxed, without scripts, in a session of their
 * own that is in memory alone and reaches nothing but what it is served.
 */
export class HiddenPages<Page> {
  readonly #options: HiddenPagesOptions<Page>;
  readonly #waiting = new Map<string, Page>();
  #session: Session | null = null;
  #count = 0;

  constructor(options: HiddenPagesOptions<Page>) {
    this.#options = options;
  }

  /** Loads a page, and closes it once the work on it has ended, however that ends. */
  async use<T>(
    page: Page,
    work: (window: BrowserWindow) => Promise<T>,
    {
      preferences = {},
      ...shape
    }: BrowserWindowConstructorOptions & { readonly preferences?: WebPreferences } = {},
  ): Promise<T> {
    const id = String(++this.#count);
    this.#waiting.set(id, page);
    const window = new BrowserWindow({
      ...shape,
      show: false,
      webPreferences: {
        ...preferences,
        session: this.#own(),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        javascript: false,
        webSecurity: true,
        spellcheck: false,
      },
    });
    try {
      await window.loadURL(`${ORIGIN}/${this.#options.name}-${id}.html`);
      return await work(window);
    } finally {
      this.#waiting.delete(id);
      window.destroy();
    }
  }

  #own(): Session {
    if (this.#session !== null) return this.#session;
    const { name, mayAsk, answer } = this.#options;
    // Without "persist:" it is in memory alone.
    const own = session.fromPartition(`${name}s`);
    lockSession(own, mayAsk);
    serveWindow(own.protocol, (url) => Promise.resolve(answer(url, this.#waiting)));
    this.#session = own;
    return own;
  }
}
