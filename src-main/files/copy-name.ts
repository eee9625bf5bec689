import { basename, extname } from 'node:path';

/** So many hex digits of the hash begin a copy's name. */
const HASH_DIGITS = 16;
/** Longer names are cut: file systems allow 255 bytes, and the hash and the mark need some. */
const NAME_CHARACTERS = 60;

/** How the names of all copies of the bytes with this SHA-256 begin. */
export function copyPrefix(sha256: string): string {
  return `${sha256.slice(0, HASH_DIGITS)}-`;
}

/** The name of a data file's copy, `<hash>-<name>`. @param path of the file itself */
export function copyName(path: string, sha256: string): string {
  const name = basename(path);
  if (name.length <= NAME_CHARACTERS) return `${copyPrefix(sha256)}${name}`;
  const end = extname(name).slice(0, 12);
  return `${copyPrefix(sha256)}${name.slice(0, NAME_CHARACTERS - end.length)}${end}`;
}
