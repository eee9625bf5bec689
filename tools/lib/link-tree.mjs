// A second tree of the same files, for packing them under other paths.
import { copyFileSync, linkSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesIn } from './package/package-files.mjs';

/**
 * Hard links where the file system has them, so that a gigabyte is not written twice: to change a file of the
 * new tree, replace it.
 * @param {string} from folder
 * @param {string} to folder, made where it is missing
 */
export function linkTree(from, to) {
  for (const path of filesIn(from)) {
    const source = join(from, path);
    const target = join(to, path);
    mkdirSync(dirname(target), { recursive: true });
    if (lstatSync(source).isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else {
      try {
        linkSync(source, target);
      } catch {
        copyFileSync(source, target);
      }
    }
  }
}
