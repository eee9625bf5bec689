/**
 * Makes rows of a list one Tab stop: that of the row that had the focus last, else of the current one
 * (`aria-current`), else of the first. A row that goes with the focus on it hands it to its neighbour.
 * @param selector of the rows, wherever they are in the list
 * @returns what ends it
 */
export function rovingRows(list: HTMLElement, selector: string): () => void {
  let row: HTMLElement | null = null;
  let index = 0;
  let hasFocus = false;

  function update(): void {
    const rows = [...list.querySelectorAll<HTMLElement>(selector)];
    const isGone = row !== null && !row.isConnected;
    if (isGone && hasFocus && document.activeElement === document.body)
      rows[Math.min(index, rows.length - 1)]?.focus();
    if (row?.isConnected === false) row = null;
    const current = rows.find((other) => other.getAttribute('aria-current') !== null);
    const stop = (hasFocus ? row : null) ?? current ?? row ?? rows[0];
    for (const other of rows) other.tabIndex = other === stop ? 0 : -1;
  }

  function onfocusin({ target }: FocusEvent): void {
    const focused = target instanceof Element ? target.closest<HTMLElement>(selector) : null;
    if (focused === null) return;
    row = focused;
    index = [...list.querySelectorAll(selector)].indexOf(focused);
    hasFocus = true;
    update();
  }

  /** A row that is taken away loses the focus too: it counts as the one that had it. */
  function onfocusout(): void {
    queueMicrotask(() => {
      if (row?.isConnected === true && !list.contains(document.activeElement)) hasFocus = false;
    });
  }

  list.addEventListener('focusin', onfocusin);
  list.addEventListener('focusout', onfocusout);
  const observer = new MutationObserver(update);
  observer.observe(list, { childList: true, subtree: true, attributeFilter: ['aria-current'] });
  update();
  return () => {
    observer.disconnect();
    list.removeEventListener('focusin', onfocusin);
    list.removeEventListener('focusout', onfocusout);
  };
}
