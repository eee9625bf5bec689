import { fail } from '../../src-shared/errors';
import { sentence } from '../../src-shared/language/sentence';

/** Long calls that wait for a worker of their own, first come first served. */
export class LongCalls {
  readonly #waiting: (() => void)[] = [];
  readonly #most: () => number;
  #running = 0;

  /** @param most how many may be at work now; one always may */
  constructor(most: () => number) {
    this.#most = most;
  }

  /**
   * Does a call once there is room for it.
   * @param signal takes it out again while it waits
   * @returns what it does; rejects with `conflict` where it was cancelled before it began
   */
  add<T>(call: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const begin = (): void => {
        signal?.removeEventListener('abort', leave);
        this.#running += 1;
        const work = call();
        resolve(work);
        const end = (): void => {
          this.#running -= 1;
          this.startNext();
        };
        work.then(end, end);
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        reject(fail('conflict', sentence('This was cancelled.')));
      };
      this.#waiting.push(begin);
      signal?.addEventListener('abort', leave, { once: true });
      this.startNext();
    });
  }

  /** Begins those that there is room for now. */
  startNext(): void {
    while (this.#waiting.length > 0 && this.#running < Math.max(1, this.#most())) this.#waiting.shift()?.();
  }

  /** Nothing begins any more. */
  clear(): void {
    this.#waiting.length = 0;
  }
}
