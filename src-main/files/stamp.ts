import { statSync, type Stats } from 'node:fs';

/**
 * Stamp of a file's content, without reading it: every durable write makes a new file, with its own
 * number, time and size. null where there is no file, or it cannot be looked at.
 */
export function readStamp(path: string): string | null {
  const found = look(path);
  return found === null ? null : `${found.ino}-${found.mtimeMs}-${found.size}`;
}

/** Epoch milliseconds of a file's last write; null where there is no file, or it cannot be looked at. */
export function modifiedAt(path: string): number | null {
  return look(path)?.mtimeMs ?? null;
}

/** A link that leads nowhere, a folder without permission: whoever reads it tells why. */
function look(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
