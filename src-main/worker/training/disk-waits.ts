import { isStorageFailure, type ErrorInfo } from '../../../src-shared/errors';
import { releaseReserve } from '../../files/reserve';
import type { RunControls } from './run-controls';

/** How long after a failed write the next one is tried. */
const RETRY_MS = 1000;

/**
 * Writes of a run that wait where the disk is full or fails, until they succeed or the run is stopped.
 * Training looks here, and waits with them.
 */
export class DiskWaits {
  readonly #runFolder: string;
  readonly #controls: Pick<RunControls, 'isStopping' | 'sleep'>;
  readonly #report: (problem: ErrorInfo | null) => void;
  /** Writes that wait. */
  #count = 0;
  #free: Promise<void> = Promise.resolve();
  #setFree: () => void = () => undefined;

  /** @param options.report told of the first write that waits, and with null when none waits any more */
  constructor(options: {
    readonly runFolder: string;
    readonly controls: Pick<RunControls, 'isStopping' | 'sleep'>;
    readonly report: (problem: ErrorInfo | null) => void;
  }) {
    this.#runFolder = options.runFolder;
    this.#controls = options.controls;
    this.#report = options.report;
  }

  /** Whether a write waits. */
  get isWaiting(): boolean {
    return this.#count > 0;
  }

  /** Resolves when no write waits any more. */
  whenFree(): Promise<void> {
    return this.#free;
  }

  /**
   * Tries a write until it succeeds. Once the run is stopped, and at its end, the reserve is given up for it.
   * @throws BenchtopError `disk-full` or `storage` where the run is stopped and the write still fails
   */
  async write<T>(action: () => T | Promise<T>, isEnd = false): Promise<T> {
    let waits = false;
    let isLast = false;
    try {
      for (;;) {
        try {
          return await action();
        } catch (error) {
          if (!isStorageFailure(error) || isLast) throw error;
          // Once stopped it has a last try: whoever took it first, the room for the end is free then.
          isLast = this.#controls.isStopping;
          if (isLast) releaseReserve(this.#runFolder);
          if (isLast || (isEnd && releaseReserve(this.#runFolder))) continue;
          if (!waits) this.#begin(error.info);
          waits = true;
          await this.#controls.sleep(RETRY_MS);
        }
      }
    } finally {
      if (waits) this.#end();
    }
  }

  #begin(problem: ErrorInfo): void {
    if (this.#count++ > 0) return;
    this.#free = new Promise((resolve) => {
      this.#setFree = resolve;
    });
    this.#report(problem);
  }

  #end(): void {
    if (--this.#count > 0) return;
    this.#report(null);
    this.#setFree();
  }
}
