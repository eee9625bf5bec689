/** Move of the cursor by a key in the table of a file. */
export type TableMove =
  | 'menu'
  | { readonly to: 'row'; readonly row: number }
  | { readonly to: 'column'; readonly by: -1 | 1 }
  | { readonly to: 'edge'; readonly side: 'left' | 'right' };

/** Scroll position and keyboard focus of the table, by row number from 0. */
interface TablePosition {
  /** Row that the keyboard is at; null: none yet. */
  readonly cursor: number | null;
  /** First visible row. */
  readonly first: number;
  /** Last row of all. */
  readonly last: number;
  /** Rows that Page Up and Page Down go over. */
  readonly page: number;
}

/** Move that a key asks for; null: the key does nothing here. Rows may lie outside the table. */
export function tableMove(
  { key, ctrlKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey'>,
  { cursor, first, last, page }: TablePosition,
): TableMove | null {
  const at = cursor ?? first;
  switch (key) {
    case 'ContextMenu':
    case 'Enter':
      return 'menu';
    case 'F10':
      return shiftKey ? 'menu' : null;
    case 'Home':
      return ctrlKey ? { to: 'row', row: 0 } : { to: 'edge', side: 'left' };
    case 'End':
      return ctrlKey ? { to: 'row', row: last } : { to: 'edge', side: 'right' };
    case 'ArrowLeft':
      return { to: 'column', by: -1 };
    case 'ArrowRight':
      return { to: 'column', by: 1 };
  }
  if (ctrlKey) return null;
  switch (key) {
    case 'ArrowUp':
      return { to: 'row', row: at - 1 };
    case 'ArrowDown':
      // The first press shows where the keyboard is.
      return { to: 'row', row: cursor === null ? at : at + 1 };
    case 'PageUp':
      return { to: 'row', row: at - page };
    case 'PageDown':
      return { to: 'row', row: at + page };
    default:
      return null;
  }
}
