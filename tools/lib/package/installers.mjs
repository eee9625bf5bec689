// What is made of a package's folder: a .deb, an AppImage or a zip, each checked by itself afterwards.
import { makeAppImage } from './appimage.mjs';
import { makeDeb } from './debian.mjs';
import { SetupError } from '../steps.mjs';
import { makeZip } from './zip.mjs';

/** @type {Record<string, { platforms: readonly string[] | null, make: (parts: Package) => Promise<string[]> }>} */
const MAKERS = {
  deb: { platforms: ['linux'], make: makeDeb },
  appimage: { platforms: ['linux'], make: makeAppImage },
  zip: { platforms: null, make: makeZip },
};

/**
 * @typedef {object} Package
 * @property {{ folder: string, executable: string, resources: string }} place the package's folder and parts
 * @property {string | null} addon folder of TensorFlow that a light package takes; null where it has it inside
 * @property {{ name: string, version: string, description: string, license: string }} about of package.json
 * @property {boolean} isLight whether it was made without TensorFlow
 * @property {'none' | 'gzip' | 'xz'} compression of .deb files
 */

/**
 * Kinds named on the command line, "deb,zip" or given several times.
 * @param {readonly string[]} given
 * @param {string} platform process.platform
 * @throws SetupError for a kind that there is not, or not on this system
 */
export function parseKinds(given, platform = process.platform) {
  const kinds = [...new Set(given.flatMap((text) => text.split(',')).map((kind) => kind.trim()))];
  for (const kind of kinds) {
    const maker = MAKERS[kind];
    if (maker === undefined) {
      throw new SetupError(`There is no installer of the kind "${kind}".`, {
        todo: `choose among ${Object.keys(MAKERS).join(', ')}`,
      });
    }
    if (maker.platforms !== null && !maker.platforms.includes(platform)) {
      throw new SetupError(`A ${kind} is made on ${maker.platforms.join(', ')}, not on ${platform}.`, {
        todo: 'make a zip here, or run this on that system',
      });
    }
  }
  return kinds;
}

/**
 * Makes one kind of installer beside the package's folder.
 * @param {string} kind of {@link parseKinds}
 * @param {Package} parts
 * @returns {Promise<string[]>} paths of the files
 */
export function makeInstaller(kind, parts) {
  return MAKERS[kind].make(parts);
}
