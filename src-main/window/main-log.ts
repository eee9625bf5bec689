import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ErrorInfo } from '../../src-shared/errors';

/** The log is started anew above this; the one before is kept beside it. */
const MAX_BYTES = 5_000_000;

/**
 * Writes failures to a file, one entry each, and to standard error. Never throws: a log that cannot
 * be written must not become the next failure.
 */
export function createLog(path: string): (error: ErrorInfo) => void {
  return ({ kind, message, detail }) => {
    const entry = `${new Date().toISOString()} ${kind}: ${message}\n${detail === undefined ? '' : `${detail}\n`}`;
    try {
      process.stderr.write(entry);
    } catch {
      // Whoever started the program is gone: the file is left.
    }
    try {
      // In a workspace that is there: one whose disk is missing is not made by its log.
      if (!existsSync(dirname(path))) mkdirSync(dirname(path));
      if (readSize(path) > MAX_BYTES) renameSync(path, `${path}.old`);
      appendFileSync(path, entry);
    } catch {
      // The disk is full or gone: standard error has it.
    }
  };
}

/** Tells each message once: a failure that repeats is logged every time and shown the first. */
export function onlyOnce(show: (message: string) => void): (message: string) => void {
  const shown = new Set<string>();
  return (message) => {
    if (shown.has(message)) return;
    shown.add(message);
    show(message);
  };
}

function readSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
