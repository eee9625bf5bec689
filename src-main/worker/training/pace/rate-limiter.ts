/**
 * A speed limit is kept by waiting once it is so far ahead of the clock, a frame of a screen: to wait
 * after every step of ten thousand a second costs more than the steps.
 */
const BURST_MS = 16;

/**
 * Decides when a training loop hands control back: after a slice of time, so that Stop and Pause
 * are seen within it, or when a speed limit is ahead of the clock.
 */
export class RateLimiter {
  readonly #now: () => number;
  readonly #sliceMs: number;
  #speed: number | null;
  #sliceStart: number;
  #limitStart: number;
  #steps = 0;

  constructor(options: { now: () => number; sliceMs: number; speed: number | null }) {
    this.#now = options.now;
    this.#sliceMs = options.sliceMs;
    this.#speed = options.speed;
    this.#sliceStart = this.#limitStart = options.now();
  }

  /** Counts one step; true when the loop should hand control back now. */
  readonly step = (): boolean => {
    this.#steps++;
    const now = this.#now();
    return now - this.#sliceStart >= this.#sliceMs || this.#aheadMs(now) >= BURST_MS;
  };

  /** Steps per second, or null for no limit; counts from now on. */
  setSpeed(speed: number | null): void {
    this.#speed = speed;
    this.restart();
  }

  /** Forgets the past: after a pause nothing is caught up. */
  restart(): void {
    this.#limitStart = this.#sliceStart = this.#now();
    this.#steps = 0;
  }

  /** True when the event loop has not been visited for a slice. */
  sliceIsOver(): boolean {
    return this.#now() - this.#sliceStart >= this.#sliceMs;
  }

  newSlice(): void {
    this.#sliceStart = this.#now();
  }

  /** How long to wait until the speed limit allows the next step; 0: it may be made at once. */
  waitMs(): number {
    const aheadMs = this.#aheadMs(this.#now());
    return aheadMs >= BURST_MS ? aheadMs : 0;
  }

  #aheadMs(now: number): number {
    if (this.#speed === null) return 0;
    return (this.#steps * 1000) / this.#speed - (now - this.#limitStart);
  }
}
