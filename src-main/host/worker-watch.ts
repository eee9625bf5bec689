/** Between two looks at the workers. */
const LOOK_MS = 10_000;
/** A worker that left so many questions unanswered, one a look, is told of: after 30 s. */
const MAX_UNANSWERED = 3;

export interface WorkerWatchOptions<Worker> {
  /** Workers that have something to do. */
  readonly busy: () => Iterable<Worker>;
  /** Asks one for a sign of life. */
  readonly ping: (worker: Worker) => void;
  /** One has given none for {@link seconds}. */
  readonly onStill: (worker: Worker, seconds: number) => void;
  /** One of those moves again. */
  readonly onMoving: (worker: Worker) => void;
}

/**
 * Watch of workers that do not move: a thread that is held in native code, or in a step without end,
 * answers nothing. Counts questions, not time, so that a machine that slept tells nothing wrong.
 */
export class WorkerWatch<Worker> {
  readonly #options: WorkerWatchOptions<Worker>;
  readonly #unanswered = new Map<Worker, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: WorkerWatchOptions<Worker>) {
    this.#options = options;
    this.#timer = setInterval(() => {
      this.#look();
    }, LOOK_MS);
    this.#timer.unref();
  }

  /** A worker said something, whatever it was. */
  heard(worker: Worker): void {
    if ((this.#unanswered.get(worker) ?? 0) > MAX_UNANSWERED) this.#options.onMoving(worker);
    this.#unanswered.delete(worker);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const busy = new Set(this.#options.busy());
    for (const worker of this.#unanswered.keys()) if (!busy.has(worker)) this.#unanswered.delete(worker);
    for (const worker of busy) {
      const count = this.#unanswered.get(worker) ?? 0;
      if (count === MAX_UNANSWERED) this.#options.onStill(worker, (MAX_UNANSWERED * LOOK_MS) / 1000);
      this.#unanswered.set(worker, count + 1);
      // A thread that is held keeps every question until it goes on.
      if (count <= MAX_UNANSWERED) this.#options.ping(worker);
    }
  }
}
