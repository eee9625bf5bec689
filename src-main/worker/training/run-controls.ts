import { performance } from 'node:perf_hooks';
import { BATCH_INTERVAL_MS } from './pace/event-batcher';
import { RateLimiter } from './pace/rate-limiter';
import type { RunAction } from '../protocol/training';

const SLICE_MS = 30;

/**
 * What a person wants of a run in training, as the commands said it last, and the waiting that lets
 * commands in. The loop that trains looks here between its steps.
 */
export class RunControls {
  readonly limiter: RateLimiter;
  /** Ends the loading of the data; there is nothing worth keeping before it. */
  readonly #loading = new AbortController();
  #isStopping = false;
  #isPaused = false;
  /** Steps still to be made while paused. */
  #stepsRequested = 0;
  /** A learning rate that is to be set before the next step. */
  #rateRequested: number | null = null;
  #isWatched = false;
  #drawsUnits = false;
  /** Whether somebody just came to look at the run, or at its hidden units. */
  #isPictureRequested = false;
  /** What sleeps, to be woken by a command. */
  readonly #sleepers = new Set<() => void>();

  constructor(speed: number | null) {
    this.limiter = new RateLimiter({ now: () => performance.now(), sliceMs: SLICE_MS, speed });
  }

  control(action: RunAction): void {
    if (action === 'stop') {
      this.#isStopping = true;
      this.#loading.abort();
    } else if (action === 'step') {
      if (this.#isPaused) this.#stepsRequested++;
    } else {
      this.#isPaused = action === 'pause';
      this.#stepsRequested = 0;
    }
    this.#wake();
  }

  setLearningRate(rate: number): void {
    this.#rateRequested = rate;
    this.#wake();
  }

  /** Hidden units are drawn only while somebody looks at them; a paused run is drawn anew at once. */
  drawUnits(on: boolean): void {
    if (on && !this.#drawsUnits) this.#isPictureRequested = true;
    this.#drawsUnits = on;
    this.#wake();
  }

  /** Drawn at display rate only while a window shows the run, and with the next rows when it comes to. */
  watch(on: boolean): void {
    if (on && !this.#isWatched) this.#isPictureRequested = true;
    this.#isWatched = on;
  }

  setSpeed(speed: number | null): void {
    this.limiter.setSpeed(speed);
    this.#wake();
  }

  /** Aborts where the run is stopped. */
  get signal(): AbortSignal {
    return this.#loading.signal;
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  get isWatched(): boolean {
    return this.#isWatched;
  }

  /** Whether pictures hold the hidden units. */
  get drawsUnits(): boolean {
    return this.#drawsUnits;
  }

  get isRateRequested(): boolean {
    return this.#rateRequested !== null;
  }

  /** Whether a picture is wanted now; asked again it is not. */
  takePicture(): boolean {
    const isRequested = this.#isPictureRequested;
    this.#isPictureRequested = false;
    return isRequested;
  }

  /** Whether a single step of a paused run is wanted; each is given once. */
  takeStep(): boolean {
    if (this.#stepsRequested === 0) return false;
    this.#stepsRequested--;
    return true;
  }

  /** The learning rate that is wanted and not set yet, given once. */
  takeRate(): number | null {
    const rate = this.#rateRequested;
    this.#rateRequested = null;
    return rate;
  }

  /** Lets messages in once a slice, and waits where the speed limit asks for it. */
  async breathe(beforeWait: () => void): Promise<void> {
    const waitMs = this.limiter.waitMs();
    if (waitMs > 0) {
      if (waitMs >= BATCH_INTERVAL_MS) beforeWait();
      await this.sleep(waitMs);
      this.limiter.newSlice();
    } else if (this.limiter.sliceIsOver()) {
      await new Promise((resolve) => setImmediate(resolve));
      this.limiter.newSlice();
    }
  }

  /** Waits `ms` (null: for ever) or until a command arrives. */
  async sleep(ms: number | null): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = ms === null ? null : setTimeout(wake, ms);
      function wake(): void {
        if (timer !== null) clearTimeout(timer);
        resolve();
      }
      this.#sleepers.add(wake);
    });
  }

  #wake(): void {
    for (const wake of this.#sleepers) wake();
    this.#sleepers.clear();
  }
}
