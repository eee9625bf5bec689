// Where the tests are that are called so.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED = new Set(['node_modules', 'out', 'out-dev', 'dist', 'fixtures', 'test-results']);

/** @returns {string[]} test files below a folder, relative to `root` */
export function testFiles(root, folder = '.') {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return SKIPPED.has(entry.name) || entry.name.startsWith('.') ? [] : testFiles(root, path);
    return /\.(test|spec)\.(ts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/**
 * Files in which a test has this name, or a part of it.
 * @param {string} name as the runner prints it; of "group > test" the last part is looked for
 * @returns {{ unit: string[], e2e: string[] }}
 */
export function filesOfTest(root, name) {
  const title = lastPart(name);
  const found = testFiles(root).filter((file) => readFileSync(join(root, file), 'utf8').includes(title));
  const isE2e = (file) => file.endsWith('.spec.ts');
  return { unit: found.filter((file) => !isE2e(file)), e2e: found.filter(isE2e) };
}

/** The runners' pattern for a name: it is text, not a regular expression. */
export function toPattern(name) {
  return lastPart(name).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function lastPart(name) {
  return name
    .split(/ [>›] /)
    .at(-1)
    .trim();
}
