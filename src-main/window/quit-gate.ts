/** What the person wants of the runs that are still training. */
export type QuitAnswer = 'keep' | 'stop' | 'cancel';

/** Stopping takes two seconds at most; where it hangs, the program ends all the same. */
const CLOSE_BY_MS = 5000;

export interface QuitGateOptions {
  readonly liveRunCount: () => number;
  readonly ask: (liveRuns: number) => Promise<QuitAnswer>;
  /** Puts the window away; the runs go on. */
  readonly hide: () => void;
  /** Stops every run with a checkpoint and ends the workers. */
  readonly close: () => Promise<void>;
  /** Ends the program; closing the window is not refused any more. */
  readonly leave: () => void;
  readonly onProblem: (thrown: unknown) => void;
}

/**
 * Stands between the wish to close and the end of the program: asks while something trains, then
 * stops the runs once, however often and from wherever closing is asked for.
 */
export class QuitGate {
  readonly #options: QuitGateOptions;
  #state: 'open' | 'asking' | 'closing' | 'closed' = 'open';
  #isAway = false;

  constructor(options: QuitGateOptions) {
    this.#options = options;
  }

  /** True when the window may close now; otherwise the gate ends the program itself when it is time. */
  request(): boolean {
    if (this.#state === 'closed') return true;
    if (this.#state === 'open') this.#ask().catch(this.#options.onProblem);
    return false;
  }

  /** Stops the runs and ends the program without a question: the session ends, a signal came. */
  quitNow(): void {
    if (this.#state === 'closing' || this.#state === 'closed') return;
    this.#state = 'closing';
    this.#close().catch(this.#options.onProblem);
  }

  /** The window was put away or brought back. */
  setAway(isAway: boolean): void {
    this.#isAway = isAway;
  }

  /** Call when runs change: with the window put away, the last run's end is the program's. */
  runsChanged(): void {
    if (this.#isAway && this.#options.liveRunCount() === 0) this.quitNow();
  }

  async #ask(): Promise<void> {
    const { liveRunCount, ask, hide, onProblem } = this.#options;
    if (liveRunCount() === 0) {
      this.quitNow();
      return;
    }
    this.#state = 'asking';
    let answer: QuitAnswer = 'cancel';
    try {
      answer = await ask(liveRunCount());
    } catch (thrown) {
      onProblem(thrown);
    }
    // A signal may have come while the question stood.
    if (this.#isPastAsking()) return;
    this.#state = 'open';
    if (answer === 'stop') this.quitNow();
    if (answer !== 'keep') return;
    this.#isAway = true;
    hide();
    this.runsChanged();
  }

  #isPastAsking(): boolean {
    return this.#state !== 'asking';
  }

  async #close(): Promise<void> {
    try {
      await Promise.race([this.#options.close(), overdue()]);
    } catch (thrown) {
      this.#options.onProblem(thrown);
    }
    this.#state = 'closed';
    this.#options.leave();
  }
}

function overdue(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => {
      reject(
        new Error(`The runs did not stop within ${CLOSE_BY_MS / 1000} s; the program ended without them.`),
      );
    }, CLOSE_BY_MS).unref();
  });
}
