/**
 * Who takes the next dropped file. The page sees the drop, main its path, which comes a moment later:
 * a part of the window that wants the file says so while the drop passes through it.
 */
export class FileDrops {
  #claim: { readonly event: Event; readonly take: (path: string) => void } | null = null;

  /** The file of this drop is for `take`. */
  claim(event: Event, take: (path: string) => void): void {
    this.#claim = { event, take };
  }

  /** The drop has reached the window: a claim on an earlier one is over, its file was refused. */
  passed(event: Event): void {
    if (this.#claim?.event !== event) this.#claim = null;
  }

  /** Hands over a path that main gave. @returns false where nobody wants it */
  take(path: string): boolean {
    const claim = this.#claim;
    this.#claim = null;
    claim?.take(path);
    return claim !== null;
  }
}

/** Files dropped on this window. */
export const fileDrops = new FileDrops();
