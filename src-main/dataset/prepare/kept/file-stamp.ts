import { statSync } from 'node:fs';

/** State of a file by which a change of it is seen without reading it. */
export interface FileStamp {
  readonly path: string;
  readonly device: number;
  readonly inode: number;
  readonly bytes: number;
  readonly modifiedMs: number;
  /** When content, name or rights changed last: no program can set it back. */
  readonly changedMs: number;
}

/** Clocks of file systems are coarse: a change this soon after a look may leave the same time. */
const COARSE_MS = 2000;

/** The state of a file now; null where there is none. @param path absolute */
export function stampOf(path: string): FileStamp | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  const { dev, ino, size, mtimeMs, ctimeMs } = found;
  return { path, device: dev, inode: ino, bytes: size, modifiedMs: mtimeMs, changedMs: ctimeMs };
}

/** Whether nothing tells of a change between two looks at a file. */
export function isSameStamp(before: FileStamp, now: FileStamp | null): boolean {
  return now !== null && JSON.stringify(before) === JSON.stringify(now);
}

/** Whether a file was changed so shortly before it was looked at that a later change may not show in its stamp. */
export function isFresh({ changedMs }: FileStamp, lookedAtMs: number): boolean {
  return changedMs > lookedAtMs - COARSE_MS;
}
