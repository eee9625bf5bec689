/** A tooltip that is to be shown, and for which element. */
export interface ShownTip {
  readonly anchor: HTMLElement;
  readonly text: string;
}

const MOVING_KEYS = new Set(['Tab', 'Shift', 'Control', 'Alt', 'Meta']);
const TELLING = '[data-tip], .clip';
const OPEN_MS = 500;
/** For so long after one was shown the next needs no waiting. */
const WARM_MS = 400;

/**
 * Watches the whole page for elements that have something to say: `data-tip`, or `.clip` with more text
 * than is seen. The pointer or the keyboard's focus must rest on one; focus shows also that of a cut text
 * inside what has it. Any key but those that move the focus takes it away.
 * @param show null: none; called with each change
 * @returns what ends the watching
 */
export function watchTips(root: Document, show: (tip: ShownTip | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown: ShownTip | null = null;
  let pointed: Element | null = null;
  let closedAt = -Infinity;

  const set = (tip: ShownTip | null): void => {
    clearTimeout(timer);
    if (tip === null && shown === null) return;
    if (tip !== null && tip.anchor === shown?.anchor && tip.text === shown.text) return;
    if (tip === null) closedAt = performance.now();
    shown = tip;
    // Focus goes while the page is being drawn, when nothing of it may change.
    queueMicrotask(() => {
      show(shown);
    });
  };

  // Found only when it is due: whether a text is cut needs the page laid out, and what is scrolled goes by
  // under a pointer that rests.
  const soon = (find: () => ShownTip | null): void => {
    clearTimeout(timer);
    if (shown !== null || performance.now() - closedAt < WARM_MS) set(find());
    else
      timer = setTimeout(() => {
        set(find());
      }, OPEN_MS);
  };
  const onpointerover = (event: PointerEvent): void => {
    if (!(event.target instanceof Element)) return;
    const nearest = event.target.closest(TELLING);
    if (nearest === pointed) return;
    pointed = nearest;
    soon(() => (nearest === null ? null : tipAt(nearest)));
  };
  const onleave = (): void => {
    pointed = null;
    set(null);
  };
  const onfocusin = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return;
    soon(() => tipAt(target) ?? tipInside(target));
  };
  const onkeydown = (event: KeyboardEvent): void => {
    if (!MOVING_KEYS.has(event.key)) set(null);
  };
  const close = (): void => {
    set(null);
  };

  root.addEventListener('pointerover', onpointerover);
  root.documentElement.addEventListener('pointerleave', onleave);
  root.addEventListener('focusin', onfocusin);
  root.addEventListener('focusout', close);
  root.addEventListener('pointerdown', close, true);
  root.addEventListener('keydown', onkeydown, true);
  root.addEventListener('scroll', close, true);
  return () => {
    clearTimeout(timer);
    root.removeEventListener('pointerover', onpointerover);
    root.documentElement.removeEventListener('pointerleave', onleave);
    root.removeEventListener('focusin', onfocusin);
    root.removeEventListener('focusout', close);
    root.removeEventListener('pointerdown', close, true);
    root.removeEventListener('keydown', onkeydown, true);
    root.removeEventListener('scroll', close, true);
  };
}

/** What the nearest element at or around `target` has to say. */
function tipAt(target: Element): ShownTip | null {
  const anchor = target.closest<HTMLElement>(TELLING);
  if (anchor?.isConnected !== true) return null;
  const text = tipText(anchor);
  if (text !== null) return { anchor, text };
  return anchor.parentElement === null ? null : tipAt(anchor.parentElement);
}

/** What a cut text inside an element says: the only way to it by keyboard. */
function tipInside(target: Element): ShownTip | null {
  for (const anchor of target.querySelectorAll<HTMLElement>('.clip')) {
    const text = isCut(anchor) ? tipText(anchor) : null;
    if (text !== null) return { anchor, text };
  }
  return null;
}

/** What an element says; null: nothing, or nothing beyond what can be read. */
export function tipText(element: HTMLElement): string | null {
  const said = element.dataset['tip']?.trim() ?? '';
  const written = element.textContent?.trim() ?? '';
  // What can be read in full need not be said again.
  if (said !== '' && said !== written) return said;
  return isCut(element) && written !== '' ? written : null;
}

function isCut({ scrollWidth, clientWidth }: Element): boolean {
  return scrollWidth > clientWidth && clientWidth > 0;
}
