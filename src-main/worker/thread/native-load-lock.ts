/** Asks the host for this thread's turn to load native code; resolves when it is granted. */
export class NativeLoadLock {
  readonly #want: () => void;
  readonly #done: () => void;
  #granted: (() => void) | null = null;
  readonly #loaded = new Map<string, Promise<void>>();
  /** Two loads of one thread follow each other; the host knows only one turn per thread. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(want: () => void, done: () => void) {
    this.#want = want;
    this.#done = done;
  }

  /** Runs `load` while no other thread of the process loads native code. */
  take<T>(load: () => T | Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      await new Promise<void>((resolve) => {
        this.#granted = resolve;
        this.#want();
      });
      try {
        return await load();
      } finally {
        this.#done();
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Loads a library under the lock the first time; later calls share the first one's outcome, unless it
   * failed.
   */
  once(library: 'duckdb' | 'tensorflow', load: () => void | Promise<void>): Promise<void> {
    const known = this.#loaded.get(library);
    if (known !== undefined) return known;
    const loading = this.take(load);
    this.#loaded.set(library, loading);
    loading.catch(() => this.#loaded.delete(library));
    return loading;
  }

  /** The host's answer arrived. */
  granted(): void {
    this.#granted?.();
    this.#granted = null;
  }
}
