/** Thread of a crew: the part of a `worker_threads` Worker that a crew uses. */
export interface CrewThread {
  on(event: 'error' | 'exit', listener: () => void): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

/**
 * Crew of threads that help this one. They keep no process alive, may be lost at any time, and end
 * with the crew.
 */
export class ThreadCrew<Thread extends CrewThread> {
  readonly #start: () => Thread;
  readonly #onLost: () => void;
  readonly #threads = new Set<Thread>();

  /**
   * @param start starts one thread
   * @param onLost called once for each thread that ended by itself
   */
  constructor(start: () => Thread, onLost: () => void = () => undefined) {
    this.#start = start;
    this.#onLost = onLost;
  }

  /** Threads that were started and are neither lost nor ended. */
  get threads(): ReadonlySet<Thread> {
    return this.#threads;
  }

  /** Starts threads until there are `count`, in place of lost ones too. */
  fill(count: number): void {
    while (this.#threads.size < count) {
      const thread = this.#start();
      this.#threads.add(thread);
      const lose = (): void => {
        if (this.#threads.delete(thread)) this.#onLost();
      };
      thread.on('error', lose);
      thread.on('exit', lose);
      thread.unref();
    }
  }

  /** Ends every thread; none of them counts as lost. */
  end(): void {
    const ending = [...this.#threads];
    this.#threads.clear();
    for (const thread of ending) thread.terminate().catch(() => undefined);
  }
}
