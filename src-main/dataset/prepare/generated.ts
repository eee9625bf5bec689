import { performance } from 'node:perf_hooks';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { GeneratedSpec } from '../../../src-shared/dataset/generators';
import { generateSlices, type GeneratedTable } from '../../algorithms/generators';
import { writeTableSlices } from '../../files/run-files/predictions-file';
import { at } from '../../../src-shared/present';

/** How long other messages may wait. */
const SLICE_MS = 25;

/**
 * Makes the table of a generated data set without holding up the thread: ten million rows take
 * seconds, and other questions are answered in between.
 * @param seed of the experiment; `params.seed` goes before it
 * @throws BenchtopError `conflict` once `signal` is aborted
 */
export async function drawGenerated(
  spec: GeneratedSpec,
  seed: number,
  signal?: AbortSignal,
): Promise<GeneratedTable> {
  return inSlices(generateSlices(spec, seed), signal);
}

/**
 * Writes a generated data set as CSV: a header, then one line a row with full double precision, the
 * target last, its classes as they are.
 * @returns how many rows were written
 * @throws BenchtopError `disk-full` or `storage`; `conflict` once `signal` is aborted
 */
export async function exportGenerated(
  spec: GeneratedSpec,
  seed: number,
  path: string,
  signal?: AbortSignal,
): Promise<number> {
  const { featureNames, targetName, features, target, width, rows } = await drawGenerated(spec, seed, signal);
  const row = (index: number): number[] => {
    const cells = Array.from(features.subarray(index * width, (index + 1) * width));
    if (target !== null) cells.push(at(target, index));
    return cells;
  };
  const columns = targetName === null ? featureNames : [...featureNames, targetName];
  await inSlices(writeTableSlices(path, { columns, rows, row }), signal);
  return rows;
}

/** Runs work that yields now and then, letting the thread's other messages in by time. */
async function inSlices<T>(work: Generator<undefined, T, undefined>, signal?: AbortSignal): Promise<T> {
  let since = performance.now();
  for (;;) {
    const slice = work.next();
    if (slice.done === true) return slice.value;
    if (performance.now() - since < SLICE_MS) continue;
    await new Promise((resume) => setImmediate(resume));
    if (signal?.aborted === true) {
      // What was begun is taken away.
      work.return(undefined as never);
      throw fail('conflict', sentence('Generating the data was cancelled.'));
    }
    since = performance.now();
  }
}
