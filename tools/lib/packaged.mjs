// Where a package lies, and its parts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, windows } from './places.mjs';

/** @returns {{ folder: string, executable: string, resources: string }} whether it is there or not */
export function packageFolder() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folder = join(root, 'dist', `Benchtop-${version}-${process.platform}-${process.arch}`);
  if (process.platform === 'darwin') {
    const contents = join(folder, 'Electron.app', 'Contents');
    return {
      folder,
      executable: join(contents, 'MacOS', 'Electron'),
      resources: join(contents, 'Resources'),
    };
  }
  return {
    folder,
    executable: join(folder, windows ? 'benchtop.exe' : 'benchtop'),
    resources: join(folder, 'resources'),
  };
}
