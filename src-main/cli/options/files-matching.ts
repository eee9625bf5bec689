import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { fail } from '../../../src-shared/errors';

/**
 * The files that a path with `*` (any characters) and `?` (one) stands for, in the order of their
 * names; a path that is there stands for itself, whatever characters it has.
 * @param path absolute
 * @throws BenchtopError `usage` where no file fits a pattern
 */
export function filesMatching(path: string): readonly string[] {
  if (!/[*?]/.test(path) || existsSync(path)) return [path];
  const found = matching(path).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (found.length > 0) return found;
  throw fail('usage', `No file fits ${path}: check the folder and the name.`, { file: path });
}

function matching(path: string): string[] {
  const { root, base } = parse(path);
  if (path === root) return [path];
  const folders = /[*?]/.test(dirname(path)) ? matching(dirname(path)) : [dirname(path)];
  if (!/[*?]/.test(base))
    return folders.map((folder) => join(folder, base)).filter((each) => existsSync(each));
  const pattern = new RegExp(
    `^${base
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    'su',
  );
  return folders.flatMap((folder) =>
    namesIn(folder)
      // As in a shell, a name that begins with a dot must be named so.
      .filter((name) => pattern.test(name) && (base.startsWith('.') || !name.startsWith('.')))
      .map((name) => join(folder, name)),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
