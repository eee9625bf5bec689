import { isTextBox } from './typed-text';

/**
 * Gives the keyboard to a view that was just gone to: to its `[data-start]` or the first button in it, else to the view itself,
 * whose first Tab stop comes next. It stays where the view has put it, in a dialog and in a text box.
 * @param keeps whether it stays anywhere else too, unless what had it is gone
 */
export function focusView(main: HTMLElement, keeps: boolean): void {
  const active = document.activeElement;
  const isLost = active === null || active === document.body;
  if (!isLost) {
    if (keeps || isTextBox(active) || active.closest('dialog, [role=dialog], [role=menu]') !== null) return;
    if (active !== main && main.contains(active)) return;
  }
  const start = main.querySelector<HTMLElement>('[data-start]');
  const stop = start?.matches('button, [tabindex]') === true ? start : start?.querySelector('button');
  (stop ?? main).focus({ preventScroll: true });
}
