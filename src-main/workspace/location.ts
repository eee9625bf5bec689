import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where the workspace lies: as named, else BENCHTOP_WORKSPACE, else the user's own data folder.
 * The window and the command line share it.
 */
export function workspaceFolder(named?: string): string {
  const chosen = named ?? process.env['BENCHTOP_WORKSPACE'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  return join(userData(), 'benchtop', 'workspace');
}

function userData(): string {
  if (process.platform === 'win32') return process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}
