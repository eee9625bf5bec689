/**
 * Lets one worker at a time load and warm up native code. A worker that dies while it holds or
 * awaits its turn gives it up.
 */
export class NativeLoadMutex<Holder> {
  #holder: Holder | null = null;
  readonly #waiting: { holder: Holder; grant: () => void }[] = [];

  /** Calls `grant` when it is this holder's turn: at once if nobody holds the gate. */
  request(holder: Holder, grant: () => void): void {
    this.#waiting.push({ holder, grant });
    this.#next();
  }

  /** Ends a holder's turn and withdraws its requests; harmless if it has none. */
  release(holder: Holder): void {
    for (let i = this.#waiting.length - 1; i >= 0; i--) {
      if (this.#waiting[i]?.holder === holder) this.#waiting.splice(i, 1);
    }
    if (this.#holder === holder) this.#holder = null;
    this.#next();
  }

  #next(): void {
    if (this.#holder !== null) return;
    const turn = this.#waiting.shift();
    if (turn === undefined) return;
    this.#holder = turn.holder;
    turn.grant();
  }
}
