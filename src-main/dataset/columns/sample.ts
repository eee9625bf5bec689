import type { RowSample } from '../../../src-shared/experiment/schema';
import { Rng } from '../../algorithms/numeric/rng';

/** Pictures show no more points apart. */
const PICTURE_ROWS = 5000;
/** All values of the points go to the window, which can do nothing else meanwhile. */
const PICTURE_VALUES = 600_000;
/** However many columns there are: a picture needs some points. */
const MIN_PICTURE_ROWS = 500;

/**
 * The rows that pictures are drawn over, ascending: all up to 5,000, or of a wide table as many as hold
 * 600,000 values, else an even spread.
 * @param count rows there are
 * @param width values of a row
 */
export function pictureRows(count: number, width: number): Int32Array {
  const most = Math.max(MIN_PICTURE_ROWS, Math.min(PICTURE_ROWS, Math.floor(PICTURE_VALUES / width)));
  const kept = Math.min(count, most);
  return Int32Array.from({ length: kept }, (_, i) => Math.floor((i * count) / kept));
}

/**
 * The rows that a sample keeps, ascending: the first ones, every nth so that they are spread
 * evenly, or as many drawn at random, each set equally likely. All of them where there are no more.
 * @param count rows there are
 * @param seed for `random`
 */
export function sampleRows(count: number, { method, rows }: RowSample, seed: number): Int32Array {
  const kept = new Int32Array(Math.min(count, rows));
  if (method === 'first' || kept.length === count) return kept.map((_, i) => i);
  if (method === 'every') return kept.map((_, i) => Math.floor((i * count) / kept.length));
  return drawn(count, kept, Rng.derive(seed, 'sample'));
}

/**
 * Different numbers below `count`, each set as likely as any other, ascending (Floyd, in Bentley,
 * "Programming pearls: a sample of brilliance", 1987): as many draws as are kept, and a bit a number.
 */
function drawn(count: number, kept: Int32Array, rng: Rng): Int32Array {
  const bits = new Uint8Array(Math.ceil(count / 8));
  const has = (n: number): boolean => (bits[n >>> 3]! & (1 << (n & 7))) !== 0;
  for (let last = count - kept.length; last < count; last++) {
    const n = rng.integer(last + 1);
    const fresh = has(n) ? last : n;
    bits[fresh >>> 3]! |= 1 << (fresh & 7);
  }
  let found = 0;
  for (let byte = 0; byte < bits.length; byte++) {
    if (bits[byte] === 0) continue;
    for (let n = 8 * byte; n < 8 * byte + 8; n++) if (has(n)) kept[found++] = n;
  }
  return kept;
}
