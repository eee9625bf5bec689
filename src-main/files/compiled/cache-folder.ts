import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of what may be deleted at any time, of this user: `BENCHTOP_CACHE`, or where the system keeps such. */
export function cacheFolder(): string {
  const { BENCHTOP_CACHE, LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (BENCHTOP_CACHE !== undefined && BENCHTOP_CACHE !== '') return BENCHTOP_CACHE;
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'benchtop');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'benchtop');
  return join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'benchtop');
}
