import { setFlagsFromString } from 'node:v8';
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
