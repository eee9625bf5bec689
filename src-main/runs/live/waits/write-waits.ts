import { isStorageFailure, type ErrorInfo } from '../../../../src-shared/errors';

/** How long after a failed write the next one is tried. */
const RETRY_MS = 1000;

/** Who of a run waits to write: its worker (rows, checkpoints, predictions) or this thread (logs, record). */
export type Writer = 'worker' | 'main';

interface Wait {
  readonly problems: Map<Writer, ErrorInfo>;
  readonly limit: NodeJS.Timeout | null;
  wake: () => void;
}

export interface WriteWaitsOptions {
  /** How long a run may wait before it is given up, in milliseconds; null: until it is stopped. */
  readonly limitMs: number | null;
  /** A run begins to wait: once, however many of its writes do. */
  readonly begun: (runId: string, problem: ErrorInfo) => void;
  /** No write of the run waits any more. @param isEnding it is not to go on */
  readonly over: (runId: string, isEnding: boolean) => void;
  /** The limit has come: the run is to end. */
  readonly givenUp: (runId: string, problem: ErrorInfo) => void;
  /** Gives back the room kept for a run's end, where there still is any. */
  readonly release: (runId: string) => void;
}

/** Writes of runs that wait where the disk is full or fails: tried again until they succeed or the run ends. */
export class WriteWaits {
  readonly #options: WriteWaitsOptions;
  readonly #waits = new Map<string, Wait>();
  /** Runs that end: their writes are tried once more, and wait no longer. */
  readonly #ending = new Set<string>();

  constructor(options: WriteWaitsOptions) {
    this.#options = options;
  }

  isWaiting(runId: string): boolean {
    return this.#waits.has(runId);
  }

  /**
   * Tries a write until it succeeds.
   * @throws BenchtopError `disk-full` or `storage` where the run ends and the write still fails
   */
  async write<T>(runId: string, action: () => T | Promise<T>): Promise<T> {
    let isLast = false;
    try {
      for (;;) {
        try {
          return await action();
        } catch (error) {
          if (!isStorageFailure(error) || isLast) throw error;
          // The worker may have given the room back, or do so now: a last try in any case.
          isLast = this.#ending.has(runId);
          if (isLast) this.#options.release(runId);
          else await this.#pause(runId, error.info);
        }
      }
    } finally {
      this.settle(runId, 'main');
    }
  }

  /** A writer of the run begins to wait. */
  begin(runId: string, writer: Writer, problem: ErrorInfo): Wait {
    const known = this.#waits.get(runId);
    if (known !== undefined) {
      known.problems.set(writer, problem);
      return known;
    }
    const { limitMs, begun, givenUp } = this.#options;
    const limit =
      limitMs === null
        ? null
        : setTimeout(() => {
            this.end(runId);
            givenUp(runId, problem);
          }, limitMs);
    const wait = { problems: new Map([[writer, problem]]), limit, wake: () => undefined };
    this.#waits.set(runId, wait);
    begun(runId, problem);
    return wait;
  }

  /** A writer of the run waits no more. */
  settle(runId: string, writer: Writer): void {
    const wait = this.#waits.get(runId);
    if (wait === undefined) return;
    wait.problems.delete(writer);
    if (wait.problems.size > 0) return;
    if (wait.limit !== null) clearTimeout(wait.limit);
    this.#waits.delete(runId);
    this.#options.over(runId, this.#ending.has(runId));
  }

  /** Tries again at once what waits. */
  retry(runId: string): void {
    this.#waits.get(runId)?.wake();
  }

  /** The run ends: what cannot be written now, with the room that was kept for it, is given up. */
  end(runId: string): void {
    this.#ending.add(runId);
    this.retry(runId);
  }

  /** The run begins, or is over: its writes wait again from now on. */
  forget(runId: string): void {
    this.settle(runId, 'worker');
    this.settle(runId, 'main');
    this.#ending.delete(runId);
  }

  async #pause(runId: string, problem: ErrorInfo): Promise<void> {
    const wait = this.begin(runId, 'main', problem);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, RETRY_MS);
      wait.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
