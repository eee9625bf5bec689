/** Steps per second of training time, over the recent past. */
export class SpeedMeter {
  #step: number;
  #elapsedMs: number;
  #rate = 0;

  constructor(step: number, elapsedMs: number) {
    this.#step = step;
    this.#elapsedMs = elapsedMs;
  }

  rate(step: number, elapsedMs: number): number {
    const spanMs = elapsedMs - this.#elapsedMs;
    if (spanMs > 0 && step > this.#step) {
      const recent = ((step - this.#step) * 1000) / spanMs;
      this.#rate = this.#rate === 0 ? recent : 0.7 * this.#rate + 0.3 * recent;
      this.#step = step;
      this.#elapsedMs = elapsedMs;
    }
    return this.#rate;
  }
}
