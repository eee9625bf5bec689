import { performance } from 'node:perf_hooks';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';

const SLICE_MS = 30;

/** Lets messages in between pieces of work, and ends the work when it is cancelled. */
export class Slices {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** To be awaited between two pieces. @throws BenchtopError `conflict` once cancelled */
  async next(): Promise<void> {
    this.#throwIfCancelled();
    if (performance.now() - this.#since < SLICE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#since = performance.now();
    this.#throwIfCancelled();
  }

  #throwIfCancelled(): void {
    if (this.#signal?.aborted === true) throw fail('conflict', sentence('Loading the data was cancelled.'));
  }
}
