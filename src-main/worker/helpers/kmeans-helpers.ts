import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { helperLost } from '../../algorithms/kmeans/wasm/threads';
import { ThreadCrew } from '../../threads/crew';
import { type SpawnHelpers } from '../../algorithms/contract/helper-threads';

/**
 * Starts threads that work on the blocks of a run of k-means beside this one. They end with the
 * run, or with this thread, whose they are.
 * @param count of them; none: undefined
 * @param file what they run, as it is built
 */
export function helpersFor(
  count: number,
  file = join(__dirname, '..', 'helper', 'index.cjs'),
): SpawnHelpers | undefined {
  if (count < 1) return undefined;
  return (task) => {
    const crew = new ThreadCrew(
      () => new Worker(file, { workerData: task }),
      () => {
        // The run goes on without it.
        helperLost(task);
      },
    );
    crew.fill(count);
    return {
      end: () => {
        crew.end();
      },
    };
  };
}
