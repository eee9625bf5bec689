/** So many crashes within the span, and the page is not reloaded again: it would only crash on. */
const MAX_CRASHES = 3;
const SPAN_MS = 60_000;

/** Decides whether a page that crashed is loaded again; training goes on in its workers meanwhile. */
export class CrashCounter {
  readonly #now: () => number;
  #times: number[] = [];

  /** @param now a clock in milliseconds that never goes back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Notes a crash; false where it was one too many. */
  mayReload(): boolean {
    const now = this.#now();
    this.#times = [...this.#times.filter((time) => now - time < SPAN_MS), now];
    return this.#times.length <= MAX_CRASHES;
  }
}
