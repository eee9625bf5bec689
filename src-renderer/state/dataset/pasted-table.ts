/** Separators between two cells or two rows of a table. */
const BETWEEN_CELLS = /[\n\r\t,;]/;

/**
 * The table that a paste brings, where it is for the window: not what is pasted into a field or behind
 * a dialog, and not a single word. Null where it is none.
 */
export function pastedTable(event: Pick<ClipboardEvent, 'clipboardData' | 'target'>): string | null {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const { target } = event;
  const isInField = target instanceof Element && target.closest('input, textarea') !== null;
  if (isInField || document.querySelector('dialog[open]') !== null) return null;
  return BETWEEN_CELLS.test(text.trim()) ? text : null;
}
