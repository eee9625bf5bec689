import { Rng } from '../algorithms/rng';
import type { RowSample } from '../../src-shared/experiment/schema';

/** Which rows to read: so many from the beginning, or these. */
export type Selection = { readonly first: number } | { readonly rows: Float64Array };

/** A part of the rows; `seed` null is 0. */
export type SampleOptions = Pick<RowSample, 'method' | 'rows' | 'seed'>;

/**
 * The 0-based numbers of a sample's rows, ascending.
 * @param total rows of the table
 */
export function sampledRows({ method, rows, seed }: SampleOptions, total: number): Float64Array {
  const count = Math.min(rows, total);
  if (method === 'first') return Float64Array.from({ length: count }, (_, i) => i);
  if (method === 'every')
    return Float64Array.from({ length: count }, (_, i) => Math.floor((i * total) / count));
  return drawn(count, total, Rng.derive(seed ?? 0, 'rows of a file'));
}

/**
 * `count` of `total` numbers, each set as likely as any other (Floyd, in Bentley, "Programming
 * pearls: a sample of brilliance", 1987), with one bit a number.
 */
function drawn(count: number, total: number, rng: Rng): Float64Array {
  const bits = new Uint8Array(Math.ceil(total / 8));
  const has = (n: number): boolean => (bits[Math.floor(n / 8)]! & (1 << (n % 8))) !== 0;
  const add = (n: number): void => {
    bits[Math.floor(n / 8)]! |= 1 << (n % 8);
  };
  for (let last = total - count; last < total; last++) {
    const n = rng.integer(last + 1);
    add(has(n) ? last : n);
  }
  const numbers = new Float64Array(count);
  let found = 0;
  for (let n = 0; n < total && found < count; n++) if (has(n)) numbers[found++] = n;
  return numbers;
}
