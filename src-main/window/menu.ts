import { Menu, type MenuItemConstructorOptions } from 'electron';
import { basename } from 'node:path';
import type { Pushes } from '../../src-shared/ipc/pushes';
import type { Say } from '../../src-shared/language/say';
import type { Settings } from '../../src-shared/settings';

export interface MenuOptions {
  /** In the person's language. */
  readonly say: Say;
  readonly theme: Settings['theme'];
  /** Files opened last, the newest first. */
  readonly recentFiles: readonly string[];
  readonly openFile: (path: string) => void;
  readonly openWindow: () => void;
  /** What would be undone and redone; null: nothing. */
  readonly edits: { readonly undo: string | null; readonly redo: string | null };
  /** Reload and the developer tools, for those who work on Benchtop itself. */
  readonly isDevelopment: boolean;
  readonly isMac: boolean;
  readonly command: (command: Pushes['menu.command']['command']) => void;
  readonly setTheme: (theme: Settings['theme']) => void;
  readonly showWorkspace: () => void;
}

/** The application menu: its items run the window's own commands. Call again when an option changes. */
export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));
}

/** The menu as data. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { say, command, setTheme, isDevelopment, isMac } = options;
  const item = (
    label: string,
    accelerator: string | null,
    name: Pushes['menu.command']['command'],
  ): MenuItemConstructorOptions => ({
    label,
    // The window handles its own keys, so that one press is one command.
    ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
    click: () => {
      command(name);
    },
  });
  const theme = (label: string, name: Settings['theme']): MenuItemConstructorOptions => ({
    label,
    type: 'radio',
    checked: options.theme === name,
    click: () => {
      setTheme(name);
    },
  });
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: say('File'),
      submenu: [
        item(say('New experiment'), 'CmdOrCtrl+N', 'new-experiment'),
        {
          label: say('New window'),
          accelerator: 'CmdOrCtrl+Shift+N',
          registerAccelerator: false,
          click: options.openWindow,
        },
        item(say('Open data…'), 'CmdOrCtrl+O', 'open-file'),
        {
          label: say('Open recent'),
          enabled: options.recentFiles.length > 0,
          submenu: options.recentFiles.map((path) => ({
            label: basename(path).replaceAll('&', '&&'),
            toolTip: path,
            click: () => {
              options.openFile(path);
            },
          })),
        },
        item(say('Import runs…'), null, 'import'),
        item(say('Print…'), 'CmdOrCtrl+P', 'print'),
        { type: 'separator' },
        {
          label: say('Show workspace folder'),
          click: options.showWorkspace,
        },
        item(say('Settings'), 'CmdOrCtrl+,', 'settings'),
        { type: 'separator' },
        { role: 'close', label: say('Close window') },
        ...(isMac ? [] : [{ role: 'quit' as const, label: say('Quit') }]),
      ],
    },
    {
      label: say('Edit'),
      submenu: [
        item(named(say('Undo'), options.edits.undo), 'CmdOrCtrl+Z', 'undo'),
        item(named(say('Redo'), options.edits.redo), 'CmdOrCtrl+Shift+Z', 'redo'),
        { type: 'separator' },
        { role: 'cut', label: say('Cut') },
        { role: 'copy', label: say('Copy {@verb}') },
        { role: 'paste', label: say('Paste') },
        { role: 'delete', label: say('Delete') },
        { role: 'selectAll', label: say('Select all') },
      ],
    },
    {
      label: say('View'),
      submenu: [
        item(say('Command palette…'), 'CmdOrCtrl+K', 'palette'),
        item(say('All runs'), 'CmdOrCtrl+L', 'runs'),
        item(say('Notebook'), null, 'notes'),
        item(say('Lineage'), null, 'lineage'),
        item(say('Toggle sidebar'), 'CmdOrCtrl+B', 'toggle-rail'),
        {
          label: say('Theme'),
          submenu: [theme(say('System'), 'system'), theme(say('Light'), 'light'), theme(say('Dark'), 'dark')],
        },
        { type: 'separator' },
        { role: 'resetZoom', label: say('Actual size') },
        { role: 'zoomIn', label: say('Zoom in') },
        // The same key without Shift.
        { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
        { role: 'zoomOut', label: say('Zoom out') },
        { role: 'togglefullscreen', label: say('Full screen') },
        ...(isDevelopment
          ? [{ type: 'separator' as const }, { role: 'reload' as const }, { role: 'toggleDevTools' as const }]
          : []),
      ],
    },
    {
      label: say('Help'),
      submenu: [
        item(say('Guide'), 'F1', 'help'),
        item(say('Two-minute tour'), null, 'tour'),
        item(say('Keyboard shortcuts'), 'CmdOrCtrl+/', 'shortcuts'),
        { role: 'about', label: say('About Benchtop') },
      ],
    },
  ];
}

/** "Undo Learning rate 0.03 → 0.1"; an ampersand of the name is no access key. */
function named(verb: string, edit: string | null): string {
  return edit === null ? verb : `${verb} ${edit.replaceAll('&', '&&')}`;
}
