/** However busy the page stays, what waited comes then. */
const MAX_WAIT_MS = 1000;

/** Work that waits until the window's first view is shown and can be used. */
export class FirstView {
  #drawn = $state(false);

  /** Never false again once the first view, with what main had to tell, is on the screen. */
  get drawn(): boolean {
    return this.#drawn;
  }

  /**
   * Its content is in the document, which is drawn in the first frame from now. An idle moment comes
   * before that is on the screen, and what is done in it holds up the first click: so one more frame.
   */
  filled(): void {
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        requestIdleCallback(
          () => {
            this.#drawn = true;
          },
          { timeout: MAX_WAIT_MS },
        );
      });
    });
  }
}
