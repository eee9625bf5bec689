import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null = null;

/**
 * Frees what nothing refers to any more, for memory that V8 does not count: a thread that rests would keep
 * what it shared with others for as long as it rests.
 */
export function collectGarbage(): void {
  if (collect === null) {
    setFlagsFromString('--expose-gc');
    const found: unknown = runInNewContext('typeof gc === "function" ? gc : null');
    collect = typeof found === 'function' ? (found as () => void) : () => undefined;
    setFlagsFromString('--no-expose-gc');
  }
  collect();
}

/** Bytes that may come up between two collections where little is in use. */
const GROWN = 4 << 20;

/** What was in use after the last collection, in bytes; null before the first look. */
let used: number | null = null;

/**
 * Frees what nothing refers to any more, once that may be more than 4 MB and half of what is in use. To be called
 * between two runs: of thousands of short ones V8 would let some kilobytes each pile up in every thread.
 */
export function collectGrown(): void {
  used ??= oldBytes();
  if (oldBytes() < used + Math.max(GROWN, used / 2)) return;
  collectGarbage();
  used = oldBytes();
}

/** Bytes of what is not new any more: new ones are collected again and again as they are. */
function oldBytes(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name: name }) => name === 'old_space' || name === 'large_object_space')
    .reduce((sum, { space_used_size: size }) => sum + size, 0);
}
