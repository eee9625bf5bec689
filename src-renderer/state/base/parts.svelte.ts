/**
 * Parts of a large view that are built one after another, a task each: all at once they would hold up what a
 * person does meanwhile.
 */
export class Parts {
  #built = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Parts that may be shown. */
  get built(): number {
    return this.#built;
  }

  /** Begins with the first part. @returns what ends it, where the view goes before */
  begin(count: number): () => void {
    this.#built = 1;
    const next = (): void => {
      if (this.#built >= count) return;
      // Not by frames: a window that nobody sees has none.
      this.#timer = setTimeout(() => {
        this.#built++;
        next();
      });
    };
    next();
    return () => {
      clearTimeout(this.#timer);
    };
  }
}
