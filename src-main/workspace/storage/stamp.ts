import { statSync } from 'node:fs';

/**
 * Stamp of a file's content, without reading it: every durable write makes a new file, with its own
 * number, time and size. null where there is no file.
 */
export function readStamp(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.ino}-${found.mtimeMs}-${found.size}`;
}

/** Epoch milliseconds of a file's last write; null where there is no file. */
export function modifiedAt(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
