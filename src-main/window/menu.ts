import { Menu, shell, type MenuItemConstructorOptions } from 'electron';
import type { Pushes } from '../../src-shared/ipc/map';
import type { Settings } from '../../src-shared/settings';

/** The application menu: its items run the window's own commands. */
export function setMenu(options: {
  workspace: string;
  command: (command: Pushes['menu.command']['command']) => void;
  setTheme: (theme: Settings['theme']) => void;
}): void {
  const { workspace, command, setTheme } = options;
  const item = (
    label: string,
    accelerator: string,
    name: Pushes['menu.command']['command'],
  ): MenuItemConstructorOptions => ({
    label,
    accelerator,
    // The window handles its own keys, so that one press is one command.
    registerAccelerator: false,
    click: () => {
      command(name);
    },
  });
  const theme = (label: string, name: Settings['theme']): MenuItemConstructorOptions => ({
    label,
    click: () => {
      setTheme(name);
    },
  });
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        item('New experiment', 'CmdOrCtrl+N', 'new-experiment'),
        item('Open data…', 'CmdOrCtrl+O', 'open-file'),
        { type: 'separator' },
        {
          label: 'Show workspace folder',
          click: () => {
            void shell.openPath(workspace);
          },
        },
        item('Settings', 'CmdOrCtrl+,', 'settings'),
        { type: 'separator' },
        process.platform === 'darwin' ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        item('Toggle sidebar', 'CmdOrCtrl+B', 'toggle-rail'),
        {
          label: 'Theme',
          submenu: [theme('System', 'system'), theme('Light', 'light'), theme('Dark', 'dark')],
        },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { label: 'Help', submenu: [item('Keyboard shortcuts', 'CmdOrCtrl+/', 'shortcuts'), { role: 'about' }] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
