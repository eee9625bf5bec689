import { say } from '../../../src-shared/language/say';
export type Command =
  | 'new-experiment'
  | 'new-window'
  | 'open-file'
  | 'toggle-rail'
  | 'start'
  | 'palette'
  | 'shortcuts'
  | 'settings'
  | 'save'
  | 'undo'
  | 'redo'
  | 'print'
  | 'runs'
  | 'compare'
  | 'help'
  | 'tour';

export interface Shortcut {
  readonly command: Command;
  readonly label: string;
  /** Lower case key, with Ctrl or Cmd held. */
  readonly key: string;
  /** Shift is held too. */
  readonly shift?: true;
  /** A further key that does the same. */
  readonly also?: string;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'palette', label: say('Find a command, setting, column or run'), key: 'k' },
  { command: 'new-experiment', label: say('New experiment'), key: 'n' },
  { command: 'new-window', label: say('New window'), key: 'n', shift: true },
  { command: 'open-file', label: say('Open a data file'), key: 'o' },
  {
    command: 'start',
    label: say('Start the experiment; in the view of a data file: use this data'),
    key: 'enter',
  },
  { command: 'save', label: say('Save the experiment'), key: 's' },
  { command: 'undo', label: say('Undo the last change'), key: 'z' },
  { command: 'redo', label: say('Redo what was undone'), key: 'z', shift: true, also: 'y' },
  { command: 'runs', label: say('All runs'), key: 'l' },
  { command: 'print', label: say('Print this view'), key: 'p' },
  { command: 'toggle-rail', label: say('Show or hide the sidebar'), key: 'b' },
  { command: 'settings', label: say('Settings'), key: ',' },
  { command: 'shortcuts', label: say('This list'), key: '/' },
];

/** Keys without Ctrl or Cmd; they only work where the focus is, never in a text box. */
export const PLAIN_KEYS: readonly { readonly keys: string; readonly label: string }[] = [
  { keys: 'F1', label: say('Help on what has the focus') },
  { keys: 'Space', label: say('Pause or resume the run that is shown') },
  { keys: '.', label: say('One step of the run that is shown, while it is paused') },
  { keys: 'F2', label: say('Rename the focused run in the sidebar') },
  { keys: say('Del'), label: say('Delete the focused run in the sidebar') },
  { keys: '/', label: say('Filter the table of all runs') },
  { keys: 'Enter', label: say('Open the focused run of the table; Space selects it') },
  { keys: 'F6', label: say('Go to the next part of the window; Shift+F6 to the one before') },
  { keys: '↑ ↓', label: say('Go through the sidebar; from a column head to the rows') },
  { keys: 'Ctrl+click', label: say('Select a run for comparison') },
  { keys: 'Ctrl+C', label: say('Copy the selected runs, or the cell of a table that was clicked') },
  { keys: 'Ctrl+G', label: say('Go to a line of the data file') },
  { keys: 'Ctrl+W', label: say('Close the window') },
  { keys: 'Ctrl+F', label: say('Find a column of the data file') },
  { keys: 'M', label: say('Mark one end of a range on a chart of curves, then the other') },
  { keys: say('Esc'), label: say('Close a dialog or menu; leave the view of a data file') },
];

/** What works behind a dialog too. */
export const OVER_DIALOGS: ReadonlySet<Command> = new Set(['shortcuts', 'palette', 'help']);

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The command of a key press; all but F1 need Ctrl (Cmd on a Mac), so text boxes keep their keys. */
export function findCommand(event: Keys, mac: boolean): Command | null {
  if (event.key === 'F1')
    return event.altKey || event.shiftKey || event.ctrlKey || event.metaKey ? null : 'help';
  const held = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!held || event.altKey) return null;
  const key = event.key.toLowerCase();
  const isPressed = ({ key: own, shift, also }: Shortcut): boolean =>
    (own === key && (shift ?? false) === event.shiftKey) || (also === key && !event.shiftKey);
  return SHORTCUTS.find(isPressed)?.command ?? null;
}

/** Text of a shortcut on this system: "Ctrl+N", "⌘N". */
export function shortcutText(command: Command, mac: boolean): string {
  if (command === 'help') return 'F1';
  const shortcut = SHORTCUTS.find((one) => one.command === command);
  const key = shortcut?.key ?? '';
  const written = key === 'enter' ? (mac ? '↩' : 'Enter') : key.toUpperCase();
  if (shortcut?.shift === true) return mac ? `⇧⌘${written}` : `Ctrl+Shift+${written}`;
  return mac ? `⌘${written}` : `Ctrl+${written}`;
}
