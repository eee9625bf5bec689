/** What can have the keyboard by Tab. */
const STOPS =
  'a[href], button, input, select, textarea, [contenteditable], [tabindex]:not([role=group]):not([role=tabpanel])';

/** The parts of the window that F6 goes through, `[data-pane]`, in the order of the page. */
export class Panes {
  /** Where the focus was in each. */
  readonly #last = new WeakMap<Element, HTMLElement>();

  /** The focus came to an element. */
  onFocus(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement)) return;
    const pane = target.closest('[data-pane]');
    if (pane !== null) this.#last.set(pane, target);
  }

  /**
   * Gives the keyboard to the next pane, or the one before: where it was last, else what has its Tab
   * stop first. Panes without any are passed over; behind the last comes the first.
   * @returns whether there was one
   */
  move(by: 1 | -1): boolean {
    const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
    const here = panes.findIndex((pane) => pane === document.activeElement?.closest('[data-pane]'));
    for (let step = 1; step <= panes.length; step += 1) {
      const from = here < 0 && by < 0 ? panes.length : here;
      const pane = panes[(((from + by * step) % panes.length) + panes.length) % panes.length];
      const stop = pane === undefined ? null : this.#findStop(pane);
      if (stop === null) continue;
      stop.focus();
      return true;
    }
    return false;
  }

  #findStop(pane: HTMLElement): HTMLElement | null {
    const last = this.#last.get(pane);
    if (last !== undefined && last !== pane && isOwn(last, pane) && isStop(last)) return last;
    const stops = [...pane.querySelectorAll<HTMLElement>(STOPS)];
    return stops.find((element) => isOwn(element, pane) && isStop(element)) ?? null;
  }
}

/** Whether it is in this pane, and in none inside it. */
function isOwn(element: HTMLElement, pane: HTMLElement): boolean {
  return element.isConnected && element.closest('[data-pane]') === pane;
}

function isStop(element: HTMLElement): boolean {
  return element.tabIndex >= 0 && !element.matches(':disabled') && element.getClientRects().length > 0;
}
