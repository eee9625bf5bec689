import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Runtime for a process beside the program. A package has a Node of its own among its resources,
 * since its Electron runs as the program only; elsewhere it is the runtime of this process.
 * @param executable of this process
 */
export function findChildRuntime(executable = process.execPath): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const folder = dirname(executable);
  // On a Mac the program is in Contents/MacOS.
  const paths = [join(folder, 'resources', name), join(folder, '..', 'Resources', name)];
  return paths.find((path) => existsSync(path)) ?? executable;
}
