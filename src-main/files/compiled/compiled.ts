import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';
import { threadId } from 'node:worker_threads';

/** What a CommonJS file needs around it: as Node puts it. */
const HEAD = '(function (exports, require, module, __filename, __dirname) {';
const DIGEST_BYTES = 32;

/** A CommonJS file of the program that has been loaded. */
export interface Compiled {
  /** What the file exports. */
  readonly exports: unknown;
  /** Keeps what V8 has compiled by now, where it was not kept before. Never throws. */
  readonly keep: () => void;
}

/**
 * Loads a CommonJS file of the program with the code that V8 kept of it the last time. The kept file
 * begins with a digest over itself and the source: one that is of another build, or damaged, is as if
 * it were not there, and V8 refuses what another version of it made.
 * @param kept where the code lies or will lie
 * @param module takes the exports, for files that load each other
 */
export function loadCompiled(
  file: string,
  kept: string,
  module: { exports: unknown } = { exports: {} },
): Compiled {
  const source = readFileSync(file);
  const cachedData = readKept(kept, source);
  const script = new Script(`${HEAD}${source.toString('utf8')}\n})`, {
    filename: file,
    ...(cachedData === null ? {} : { cachedData }),
  });
  const run = script.runInThisContext() as (...parts: unknown[]) => void;
  run.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
  const isKept = cachedData !== null && script.cachedDataRejected !== true;
  return {
    exports: module.exports,
    keep: () => {
      if (!isKept) writeKept(kept, source, script.createCachedData());
    },
  };
}

function readKept(path: string, source: Buffer): Buffer | null {
  try {
    const whole = readFileSync(path);
    const data = whole.subarray(DIGEST_BYTES);
    return computeDigest(source, data).equals(whole.subarray(0, DIGEST_BYTES)) ? data : null;
  } catch {
    return null;
  }
}

/** Aside and renamed. Where nothing can be written, the next start compiles again. */
function writeKept(path: string, source: Buffer, data: Buffer): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const aside = `${path}.${process.pid}.${threadId}.part`;
    writeFileSync(aside, Buffer.concat([computeDigest(source, data), data]));
    renameSync(aside, path);
  } catch {
    // A start that is a little slower is no reason for a message.
  }
}

function computeDigest(source: Buffer, data: Buffer): Buffer {
  return createHash('sha256').update(source).update(data).digest();
}
