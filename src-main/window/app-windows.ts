import type { BrowserWindow, WebContents } from 'electron';

/** What is kept of a window. */
interface KeptWindow extends Pick<BrowserWindow, 'isDestroyed' | 'webContents'> {
  on(event: 'focus', listener: () => void): unknown;
  once(event: 'closed', listener: () => void): unknown;
}

/**
 * The program's windows on its workspace, the one that had the focus last in front. Windows that nobody sees,
 * such as the one that prints figures, are not among them.
 */
export class AppWindows<W extends KeptWindow = BrowserWindow> {
  /** The one in front comes first. */
  #windows: W[] = [];
  readonly #added: ((window: W) => void)[] = [];
  readonly #fronted: (() => void)[] = [];

  /** Takes a window in, in front of the others, until it is closed. */
  add(window: W): W {
    this.#windows.unshift(window);
    window.on('focus', () => {
      this.#bringForward(window);
    });
    window.once('closed', () => {
      this.#windows = this.#windows.filter((other) => other !== window);
      this.#tellFront();
    });
    for (const tell of this.#added) tell(window);
    this.#tellFront();
    return window;
  }

  /** Those that are open, hidden ones too; the one in front comes first. */
  get all(): readonly W[] {
    return this.#windows.filter((window) => !window.isDestroyed());
  }

  /** The one that had the focus last; null where none is open. */
  get front(): W | null {
    return this.all[0] ?? null;
  }

  /** Pages of all windows, for what is news to each of them. */
  readonly pages = (): readonly WebContents[] => this.all.map(({ webContents }) => webContents);

  /** The page of the one in front, where there is one. */
  readonly frontPage = (): readonly WebContents[] => this.pages().slice(0, 1);

  /** The window that shows a page; null: the page is of none of them. */
  find(contents: WebContents): W | null {
    return this.all.find(({ webContents }) => webContents === contents) ?? null;
  }

  /** Calls back with every window that is open, and with each that is opened later. */
  forEach(tell: (window: W) => void): void {
    for (const window of this.all) tell(window);
    this.#added.push(tell);
  }

  /** Calls back when another window comes to the front, and when one goes. */
  onFront(tell: () => void): void {
    this.#fronted.push(tell);
  }

  #bringForward(window: W): void {
    if (this.#windows[0] === window || !this.#windows.includes(window)) return;
    this.#windows = [window, ...this.#windows.filter((other) => other !== window)];
    this.#tellFront();
  }

  #tellFront(): void {
    for (const tell of this.#fronted) tell();
  }
}
