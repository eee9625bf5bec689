import { performance } from 'node:perf_hooks';

/** Lets other work of the thread in between pieces of a long one. */
export class TimeSlices {
  readonly #sliceMs: number;
  #since = performance.now();

  /** @param sliceMs how long the thread may be held at a stretch */
  constructor(sliceMs = 12) {
    this.#sliceMs = sliceMs;
  }

  /** To be awaited between two pieces; costs nothing until the slice is over. */
  async next(): Promise<void> {
    if (performance.now() - this.#since < this.#sliceMs) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#since = performance.now();
  }
}
