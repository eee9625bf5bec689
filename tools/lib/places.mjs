// Where things lie: the checkout, the per-user cache, and the note of what was provisioned.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const runtimeFile = join(root, '.benchtop', 'runtime.json');
export const windows = process.platform === 'win32';

/** Downloads and built runtimes, shared by every checkout of this user. */
export const cache = process.env.BENCHTOP_CACHE ?? join(userCache(), 'benchtop');

function userCache() {
  if (windows) return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
}

/** Reports of the end-to-end tests: of those that run side by side, and of those that measure time. */
export const e2eReports = ['e2e', 'e2e-timed'].map((name) => join(root, 'test-results', `${name}.json`));

/** What set-up found or made: { electron, tensorflow }, each { available, source, version, reason, … }. */
export function readRuntime() {
  try {
    return JSON.parse(readFileSync(runtimeFile, 'utf8'));
  } catch {
    return {};
  }
}

export function writeRuntime(part) {
  writeWhole(runtimeFile, `${JSON.stringify({ ...readRuntime(), ...part }, null, 2)}\n`);
}

/** Writes aside and renames, so that an interruption leaves the old file or the new one. */
export function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}.part`;
  writeFileSync(aside, content);
  renameSync(aside, path);
}
