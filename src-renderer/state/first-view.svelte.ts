/** However busy the page stays, what waited comes then. */
const WAIT_AT_MOST_MS = 1000;

/** What may wait until a person sees the window's first view, and can use it. */
export class FirstView {
  #drawn = $state(false);

  /** Never false again once the first view, with what main had to tell, is on the screen. */
  get drawn(): boolean {
    return this.#drawn;
  }

  /** Its content is in the document: that is drawn in a frame, and then comes an idle moment. */
  filled(): void {
    requestAnimationFrame(() => {
      requestIdleCallback(
        () => {
          this.#drawn = true;
        },
        { timeout: WAIT_AT_MOST_MS },
      );
    });
  }
}
