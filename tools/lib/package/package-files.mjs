// What a package holds: of Electron's runtime, of the build and of every npm package only the files
// that run.
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Files of another application, of the AppImage it came in, or Electron's own example. */
const NOT_OF_RUNTIME =
  /^(AppRun|complete|usr|version|\.DirIcon|.*\.desktop|.*\.png|.*resources\/(app|default_app\.asar|app-update\.yml))(\/|$)/i;
/** The page speaks English; other languages would be of Chromium's own few words. */
const OTHER_LANGUAGE = /(^|\/)locales\/(?!en-US\.)|\/(?!en)[a-z]{2,3}(_[A-Z0-9]+)?\.lproj(\/|$)/;

/** @param {string} path within the runtime's folder, with / */
export function isOfRuntime(path) {
  return !NOT_OF_RUNTIME.test(path) && !OTHER_LANGUAGE.test(path);
}

const PARTS = ['main', 'preload', 'renderer', 'worker', 'helper', 'cli'];

/** @param {string} path within `out` */
export function isOfBuild(path) {
  return PARTS.includes(path.split('/')[0]);
}

/** @param {string} path within an npm package that is loaded by its own JavaScript */
export function isOfLibrary(path) {
  return (
    /(^|\/)package\.json$|\.(node|dylib|dll|duckdb_extension|[cm]?js)$|\.so(\.[\d.]+)?$/.test(path) ||
    /^(licen[cs]e|notice)[^/]*$/i.test(path)
  );
}

/** @param {string} path within tfjs-node, of which only the addon is loaded */
export function isOfAddon(path) {
  return path === 'package.json' || /^(lib\/napi-v\d+|deps\/lib)\/[^/]+$/.test(path);
}

/** Files and links in a folder and those below it, with /, in order. */
export function filesIn(folder, isWanted = () => true) {
  const found = [];
  const look = (at) => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) look(path);
      else found.push(relative(folder, path).split(sep).join('/'));
    }
  };
  if (existsSync(folder)) look(folder);
  return found.filter(isWanted).sort();
}

/**
 * Copies files, leaving alone what an interrupted package has already: same size, same time.
 * @returns {number} how many were copied
 */
export function copyFiles(from, to, paths, rename = (path) => path) {
  let copied = 0;
  for (const path of paths) {
    const source = join(from, path);
    const target = join(to, rename(path));
    const stats = lstatSync(source);
    if (isThere(target, stats)) continue;
    mkdirSync(dirname(target), { recursive: true });
    rmSync(target, { force: true });
    if (stats.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else copyWhole(source, target, stats);
    copied += 1;
  }
  return copied;
}

function copyWhole(source, target, stats) {
  const aside = `${target}.part`;
  copyFileSync(source, aside, constants.COPYFILE_FICLONE);
  chmodSync(aside, stats.mode & 0o777);
  utimesSync(aside, stats.atime, stats.mtime);
  renameSync(aside, target);
}

function isThere(target, stats) {
  const there = lstatSync(target, { throwIfNoEntry: false });
  if (there === undefined || there.isSymbolicLink() !== stats.isSymbolicLink()) return false;
  return stats.isSymbolicLink() || (there.size === stats.size && sameTime(there, stats));
}

/** File systems keep times with different precision. */
function sameTime(a, b) {
  return Math.abs(a.mtimeMs - b.mtimeMs) < 2;
}

export function countBytes(folder, paths = filesIn(folder)) {
  return paths.reduce((sum, path) => {
    const stats = statSync(join(folder, path), { throwIfNoEntry: false });
    return sum + (stats?.size ?? 0);
  }, 0);
}

/**
 * The addon looks for its libraries where it was built; in a package they lie beside it. The new
 * path is shorter, so it takes the old one's place in the file.
 * @param {Buffer} addon
 * @param {string} folder where it looks now
 * @returns {Buffer | null} null where the folder is not named
 */
export function lookingBeside(addon, folder) {
  const named = Buffer.from(`${folder}\0`);
  const at = addon.indexOf(named);
  const beside = '$ORIGIN';
  if (at === -1 || named.length <= beside.length) return null;
  const changed = Buffer.from(addon);
  // What is left of the old path stays: the linker lets other names end in the same bytes.
  changed.write(`${beside}\0`, at, 'latin1');
  return changed;
}
