import { say } from '../../../src-shared/language/say';
export type Command =
  | 'new-experiment'
  | 'new-window'
  | 'open-file'
  | 'import'
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
  | 'notes'
  | 'lineage'
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
