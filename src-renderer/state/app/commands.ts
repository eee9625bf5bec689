export type Command =
  | 'new-experiment'
  | 'open-file'
  | 'toggle-rail'
  | 'start'
  | 'shortcuts'
  | 'settings'
  | 'save'
  | 'runs'
  | 'compare';

export interface Shortcut {
  readonly command: Command;
  readonly words: string;
  /** Lower case key, with Ctrl or Cmd held. */
  readonly key: string;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'new-experiment', words: 'New experiment', key: 'n' },
  { command: 'open-file', words: 'Open a data file', key: 'o' },
  {
    command: 'start',
    words: 'Start the experiment; in the view of a data file: use this data',
    key: 'enter',
  },
  { command: 'save', words: 'Save the experiment', key: 's' },
  { command: 'runs', words: 'All runs', key: 'l' },
  { command: 'toggle-rail', words: 'Show or hide the rail', key: 'b' },
  { command: 'settings', words: 'Settings', key: ',' },
  { command: 'shortcuts', words: 'This list', key: '/' },
];

/** Keys without Ctrl or Cmd; they only work where the focus is, never in a text box. */
export const PLAIN_KEYS: readonly { readonly keys: string; readonly words: string }[] = [
  { keys: 'Space', words: 'Pause or resume the run that is shown' },
  { keys: '.', words: 'One step of the run that is shown, while it is paused' },
  { keys: 'F2', words: 'Rename the run in the rail that has the focus' },
  { keys: 'Del', words: 'Delete the run in the rail that has the focus' },
  { keys: '/', words: 'Filter the table of all runs' },
  { keys: 'Enter', words: 'Open the run of the table that has the focus; Space selects it' },
  { keys: '↑ ↓', words: 'Go through the rail' },
  { keys: 'Ctrl+click', words: 'Choose a run for comparing' },
  { keys: 'Ctrl+G', words: 'Go to a line of the data file' },
  { keys: 'Ctrl+F', words: 'Find a column of the data file' },
  { keys: 'Esc', words: 'Close a dialog or menu; leave the view of a data file' },
];

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The command of a key press; every one needs Ctrl (Cmd on a Mac), so text boxes keep their keys. */
export function findCommand(event: Keys, mac: boolean): Command | null {
  const held = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!held || event.altKey || event.shiftKey) return null;
  return SHORTCUTS.find((shortcut) => shortcut.key === event.key.toLowerCase())?.command ?? null;
}

/** How a shortcut is written: "Ctrl+N", "⌘N". */
export function shortcutWords(command: Command, mac: boolean): string {
  const key = SHORTCUTS.find((shortcut) => shortcut.command === command)?.key ?? '';
  const written = key === 'enter' ? (mac ? '↩' : 'Enter') : key.toUpperCase();
  return mac ? `⌘${written}` : `Ctrl+${written}`;
}
