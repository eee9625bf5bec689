// Where a package lies, and its parts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, windows } from '../places.mjs';

/**
 * @param {{ isLight?: boolean }} options isLight: of the package without TensorFlow
 * @returns {{ folder: string, executable: string, resources: string, node: string }} whether it is there or
 *   not; `node` runs the command line
 */
export function packageFolder({ isLight = false } = {}) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folder = join(
    root,
    'dist',
    `Benchtop-${version}-${process.platform}-${process.arch}${isLight ? '-light' : ''}`,
  );
  if (process.platform === 'darwin') {
    const contents = join(folder, 'Electron.app', 'Contents');
    const resources = join(contents, 'Resources');
    return {
      folder,
      executable: join(contents, 'MacOS', 'Electron'),
      resources,
      node: join(resources, 'node'),
    };
  }
  return {
    folder,
    executable: join(folder, windows ? 'benchtop.exe' : 'benchtop'),
    resources: join(folder, 'resources'),
    node: join(folder, 'resources', windows ? 'node.exe' : 'node'),
  };
}
