/** Milliseconds of a whole playback, however many rows it has. */
const PLAYBACK_MS = 6000;
const FASTEST_MS = 40;
const SLOWEST_MS = 500;

/** Which row of a model's history is shown: the newest, or one that was gone back to. */
export class RunPlayback {
  readonly #count: () => number;
  #chosen = $state<number | null>(null);
  #isPlaying = $state(false);
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param count rows that there are now */
  constructor(count: () => number) {
    this.#count = count;
  }

  /** null: the newest, also while more arrive. */
  get row(): number | null {
    if (this.#chosen === null) return null;
    return Math.min(this.#chosen, this.#count() - 1);
  }

  /** Places that there are now. */
  get count(): number {
    return this.#count();
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /** Shows a row; the last one means following again. */
  seek(row: number): void {
    this.pause();
    this.#set(row);
  }

  follow(): void {
    this.pause();
    this.#chosen = null;
  }

  /** Plays on from the row shown; from the start where that is the newest. */
  play(): void {
    const last = this.#count() - 1;
    if (last < 1) return;
    if (this.#chosen === null) this.#chosen = 0;
    this.#isPlaying = true;
    this.#next();
  }

  pause(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isPlaying = false;
  }

  #next(): void {
    const waitMs = Math.min(SLOWEST_MS, Math.max(FASTEST_MS, PLAYBACK_MS / this.#count()));
    this.#timer = setTimeout(() => {
      const stride = Math.max(1, Math.round((FASTEST_MS * this.#count()) / PLAYBACK_MS));
      this.#set((this.#chosen ?? 0) + stride);
      if (this.#chosen === null) this.pause();
      else this.#next();
    }, waitMs);
  }

  #set(row: number): void {
    this.#chosen = row >= this.#count() - 1 ? null : Math.max(0, Math.round(row));
  }
}
