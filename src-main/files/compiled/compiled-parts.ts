import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder';
import { loadCompiled, type Compiled } from './compiled';

/** A smaller file is compiled as soon as its code is found. */
const LEAST_BYTES = 16_384;

/**
 * Has the files of a build that are loaded from now on, those beside `file`, loaded with the code that
 * V8 kept of them: a program of a megabyte is otherwise compiled at each start, a command of the command
 * line and each of its threads.
 * @param file of the build that is running
 * @param use what this thread is for: what it ran is kept for the next of its kind
 * @returns keeps what is not kept yet; call it when the thread has done its work. Never throws
 */
export function loadPartsCompiled(file: string, use: string): () => void {
  const folder = dirname(file);
  const { extensions } = createRequire(file);
  const ordinary = extensions['.js'];
  const loaded: Compiled[] = [];
  extensions['.cjs'] = (module, path) => {
    if (dirname(path) === folder && statSync(path).size >= LEAST_BYTES)
      loaded.push(loadCompiled(path, keptFile(path, use), module));
    else ordinary(module, path);
  };
  return () => {
    for (const { keep } of loaded) keep();
  };
}

/** Of each file of each build, for each version of V8 that runs it. */
function keptFile(path: string, use: string): string {
  const place = createHash('sha256').update(dirname(path)).digest('hex').slice(0, 12);
  return join(
    cacheFolder(),
    'compiled',
    `V8-${process.versions.v8}`,
    `${place}-${use}-${basename(path)}.bin`,
  );
}
