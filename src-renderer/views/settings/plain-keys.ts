import { say } from '../../../src-shared/language/say';

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
