import { Menu, type MenuItemConstructorOptions } from 'electron';
import { basename } from 'node:path';
import type { Pushes } from '../../src-shared/ipc/pushes';
import type { Settings } from '../../src-shared/settings';

export interface MenuOptions {
  readonly theme: Settings['theme'];
  /** Files opened last, the newest first. */
  readonly recentFiles: readonly string[];
  readonly openFile: (path: string) => void;
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
  const { command, setTheme, isDevelopment, isMac } = options;
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
      label: 'File',
      submenu: [
        item('New experiment', 'CmdOrCtrl+N', 'new-experiment'),
        item('Open data…', 'CmdOrCtrl+O', 'open-file'),
        {
          label: 'Open recent',
          enabled: options.recentFiles.length > 0,
          submenu: options.recentFiles.map((path) => ({
            label: basename(path).replaceAll('&', '&&'),
            toolTip: path,
            click: () => {
              options.openFile(path);
            },
          })),
        },
        item('Print…', 'CmdOrCtrl+P', 'print'),
        { type: 'separator' },
        {
          label: 'Show workspace folder',
          click: options.showWorkspace,
        },
        item('Settings', 'CmdOrCtrl+,', 'settings'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        item(named('Undo', options.edits.undo), 'CmdOrCtrl+Z', 'undo'),
        item(named('Redo', options.edits.redo), 'CmdOrCtrl+Shift+Z', 'redo'),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'delete' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'View',
      submenu: [
        item('Command palette…', 'CmdOrCtrl+K', 'palette'),
        item('All runs', 'CmdOrCtrl+L', 'runs'),
        item('Toggle sidebar', 'CmdOrCtrl+B', 'toggle-rail'),
        {
          label: 'Theme',
          submenu: [theme('System', 'system'), theme('Light', 'light'), theme('Dark', 'dark')],
        },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        // The same key without Shift.
        { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(isDevelopment
          ? [{ type: 'separator' as const }, { role: 'reload' as const }, { role: 'toggleDevTools' as const }]
          : []),
      ],
    },
    {
      label: 'Help',
      submenu: [
        item('Guide', 'F1', 'help'),
        item('Two-minute tour', null, 'tour'),
        item('Keyboard shortcuts', 'CmdOrCtrl+/', 'shortcuts'),
        { role: 'about' },
      ],
    },
  ];
}

/** "Undo Learning rate 0.03 → 0.1"; an ampersand of the name is no access key. */
function named(verb: string, edit: string | null): string {
  return edit === null ? verb : `${verb} ${edit.replaceAll('&', '&&')}`;
}
