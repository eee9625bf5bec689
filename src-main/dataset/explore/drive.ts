import { performance } from 'node:perf_hooks';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { Work } from '../../algorithms/explore/slices';

/** How long other messages may wait. */
const SLICE_MS = 25;

/**
 * Drives a work to its end, letting messages in by time.
 * @param what it is, for the sentence that it was cancelled
 * @throws BenchtopError `conflict` once `signal` is aborted
 */
export async function drive<T>(
  work: Work<T>,
  signal?: AbortSignal,
  what = 'Looking at the data',
): Promise<T> {
  let since = performance.now();
  for (;;) {
    if (signal?.aborted === true) throw fail('conflict', sentence('{what} was cancelled.', { what }));
    const slice = work.next();
    if (slice.done === true) return slice.value;
    if (performance.now() - since < SLICE_MS) continue;
    await new Promise((resume) => setImmediate(resume));
    since = performance.now();
  }
}
