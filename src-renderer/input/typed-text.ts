/** Text boxes that hold what a person typed: files, colours and ticks have no text. */
const TEXT_TYPES = new Set(['text', 'search', 'url', 'email', 'tel', 'password', 'number']);

type TextBox = HTMLInputElement | HTMLTextAreaElement;

/**
 * Tells whose turn it is to undo: the browser's, where the text box in use holds something typed that
 * nothing has taken yet, or the program's.
 */
export class TypedText {
  readonly #revision: () => number;
  #box: TextBox | null = null;
  /** Its text when it got the focus. */
  #before = '';
  #revisionBefore = 0;
  /** The browser has undone something in it, which it can redo. */
  #isUndone = false;

  /** @param revision another number whenever the program has taken an edit */
  constructor(revision: () => number) {
    this.#revision = revision;
  }

  /** The focus came to an element. */
  onFocus(target: EventTarget | null): void {
    this.#box = isTextBox(target) ? target : null;
    this.#before = this.#box?.value ?? '';
    this.#revisionBefore = this.#revision();
    this.#isUndone = false;
  }

  /** Whether the browser has something of its own to undo or redo; what the program took is the program's. */
  isOwn(active: Element | null, what: 'undo' | 'redo'): boolean {
    if (this.#box === null || this.#box !== active || this.#revision() !== this.#revisionBefore) return false;
    return this.#box.value !== this.#before || (what === 'redo' && this.#isUndone);
  }

  /** Has the browser undo or redo in the box that has the focus. */
  run(what: 'undo' | 'redo'): void {
    this.#isUndone = true;
    // The one call for it: a Mac has no key of its own for it without a menu.
    document.execCommand(what);
  }
}

export function isTextBox(target: EventTarget | null): target is TextBox {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && TEXT_TYPES.has(target.type))
  );
}
