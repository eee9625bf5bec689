// The Node of a package: the one that makes it, for the command line. Electron's own is switched off.
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { copyFiles } from '../package/package-files.mjs';
import { SetupError } from '../steps.mjs';

/** A Node of one piece has more; distributions that keep its parts in libraries of the system have far less. */
const WHOLE_BYTES = 40e6;

/**
 * Copies the running Node.
 * @param {string} to path of the copy
 * @returns {number} files copied: 0 where it is there already
 */
export function copyNode(to) {
  const from = realpathSync(process.execPath);
  if (statSync(from).size < WHOLE_BYTES) {
    throw new SetupError(
      'This Node keeps its parts in libraries of the system, which a package cannot take along: make the package with a Node from nodejs.org.',
    );
  }
  return copyFiles(dirname(from), dirname(to), [basename(from)], () => basename(to));
}

/** Licence of the running Node, of the place where its archives or distributions have it. */
export function nodeLicence() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  const places = [join(prefix, 'LICENSE'), join(prefix, 'share', 'doc', 'nodejs', 'copyright')];
  const found = places.find((path) => existsSync(path));
  return found === undefined
    ? 'Copyright Node.js contributors. The text is at https://github.com/nodejs/node/blob/main/LICENSE'
    : readFileSync(found, 'utf8').trim();
}
