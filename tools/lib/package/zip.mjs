// A zip of a package's folder, links and modes kept: yazl streams it, as it has more bytes than memory should hold.
import { createWriteStream, lstatSync, readlinkSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { filesIn } from './package-files.mjs';

/** Already compressed: deflating these again takes time and saves nothing. */
const COMPRESSED = /\.(png|pak|woff2|gz|br|zip)$/;
const LINK_MODE = 0o120777;

/** @param {import('./installers.mjs').Package} parts */
export async function makeZip({ place, addon }) {
  const made = [await zipFolder(place.folder, basename(place.folder))];
  if (addon !== null) made.push(await zipFolder(addon, basename(place.folder)));
  return made;
}

/**
 * Packs a folder into a zip beside it.
 * @param {string} folder
 * @param {string} inside name of the top folder within the zip
 * @returns {Promise<string>} path of the zip; it is whole or not there
 */
export async function zipFolder(folder, inside) {
  const zip = new yazl.ZipFile();
  for (const path of filesIn(folder)) {
    const source = join(folder, path);
    const stats = lstatSync(source);
    const name = `${inside}/${path}`;
    const options = { mtime: stats.mtime, compress: !COMPRESSED.test(path) };
    if (stats.isSymbolicLink())
      zip.addBuffer(Buffer.from(readlinkSync(source)), name, { ...options, mode: LINK_MODE });
    else zip.addFile(source, name, { ...options, mode: stats.mode });
  }
  zip.end();
  const path = `${folder}.zip`;
  await pipeline(zip.outputStream, createWriteStream(`${path}.part`));
  renameSync(`${path}.part`, path);
  return path;
}
