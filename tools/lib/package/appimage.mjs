// An AppImage: a runtime of a few hundred kilobytes, and behind it the program as a squashfs image.
import {
  chmodSync,
  closeSync,
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { desktopEntry, ICONS } from './desktop-entry.mjs';
import { unpackCarried } from '../provision/electron.mjs';
import { linkTree } from '../link-tree.mjs';
import { cache, writeWhole } from '../places.mjs';
import { run, SetupError, tail } from '../steps.mjs';
import { requirePackages } from '../system.mjs';

/** Called as "benchtop-cli", by a link of that name, it is the command line. */
const APP_RUN = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
case $(basename "\${ARGV0:-$0}") in
  benchtop-cli*) exec "$here/benchtop-cli" "$@" ;;
esac
exec "$here/benchtop" "$@"
`;

/**
 * Makes `Benchtop-<version>-<arch>.AppImage` beside the package's folder.
 * @param {import('./installers.mjs').Package} parts
 * @returns {Promise<string[]>} its path
 */
export async function makeAppImage({ place, about, isLight }) {
  if (!run('which', ['mksquashfs']).ok) requirePackages(['squashfs-tools'], 'Making an AppImage');
  const runtime = await appImageRuntime();
  const name = `Benchtop-${about.version}${isLight ? '-light' : ''}-${process.arch}.AppImage`;
  const path = join(dirname(place.folder), name);
  const tree = `${path}.tree`;
  const image = `${path}.squashfs`;
  try {
    rmSync(tree, { recursive: true, force: true });
    rmSync(image, { force: true });
    linkTree(place.folder, tree);
    addOwnFiles(tree, about);
    // Old runtimes read gzip only.
    const args = [tree, image, '-root-owned', '-noappend', '-comp', 'gzip', '-no-progress', '-quiet'];
    const built = run('mksquashfs', args);
    if (!built.ok) {
      throw new SetupError('The image of the AppImage could not be made.', {
        tried: [`mksquashfs ${args.join(' ')}: ${tail(built.output)}`],
        todo: 'check the free disk space',
      });
    }
    writeFileSync(`${path}.part`, runtime);
    await pipeline(createReadStream(image), createWriteStream(`${path}.part`, { flags: 'a' }));
    chmodSync(`${path}.part`, 0o755);
    renameSync(`${path}.part`, path);
    return [path];
  } finally {
    rmSync(tree, { recursive: true, force: true });
    rmSync(image, { force: true });
    rmSync(`${path}.part`, { force: true });
  }
}

function addOwnFiles(tree, about) {
  // It cannot be set-uid in an image; without it Chromium's sandbox takes user namespaces.
  rmSync(join(tree, 'chrome-sandbox'), { force: true });
  writeFileSync(join(tree, 'AppRun'), APP_RUN, { mode: 0o755 });
  writeFileSync(join(tree, 'benchtop.desktop'), desktopEntry(about, 'benchtop'));
  copyFileSync(join(ICONS, '256.png'), join(tree, 'benchtop.png'));
  symlinkSync('benchtop.png', join(tree, '.DirIcon'));
}

/** The runtime in front of the carried AppImage, kept per user once it was cut off. */
async function appImageRuntime() {
  const kept = join(cache, 'appimage-runtime');
  if (existsSync(kept)) return readFileSync(kept);
  const aside = `${kept}.${process.pid}.aside`;
  mkdirSync(cache, { recursive: true });
  try {
    const { file, image } = await unpackCarried(aside);
    const runtime = cutRuntime(image);
    writeWhole(kept, runtime);
    rmSync(file, { force: true });
    return runtime;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/**
 * The ELF program at the front of an AppImage of type 2: it ends with its table of sections.
 * @param {string} image path
 * @returns {Buffer}
 */
export function cutRuntime(image) {
  const file = openSync(image, 'r');
  try {
    const head = Buffer.alloc(64);
    readSync(file, head, 0, 64, 0);
    // ELF of 64 bits, and "AI" 2 in its padding.
    if (head.readUInt32BE(0) !== 0x7f454c46 || head[4] !== 2 || head.toString('latin1', 8, 11) !== 'AI\x02')
      throw new SetupError(`${basename(image)} is no AppImage of type 2.`);
    const length = Number(head.readBigUInt64LE(0x28)) + head.readUInt16LE(0x3a) * head.readUInt16LE(0x3c);
    const runtime = Buffer.alloc(length);
    readSync(file, runtime, 0, length, 0);
    return runtime;
  } finally {
    closeSync(file);
  }
}
