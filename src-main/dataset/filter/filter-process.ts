import { BenchtopError, fail, toErrorInfo, type ErrorInfo } from '../../../src-shared/errors';
import { withDatabase } from '../source/duckdb';
import { endNow, startProcess, watchMemory } from '../source/own-process';
import { cancelled } from '../source/read-options';
import { badFilter } from './expression';
import { filteredRows, type FilterTask } from './filter-rows';

/** DuckDB holds the columns too, and what it makes of them. */
const BYTES_PER_COLUMN_BYTE = 4;

type FilterAnswer = { readonly marks: Uint8Array } | { readonly error: ErrorInfo };

/**
 * The rows for which a filter is true, evaluated in a process of its own, which is killed once nobody
 * waits any more or it takes too much memory: native code in the middle of a function obeys nothing else.
 * @throws BenchtopError `invalid-experiment` where the filter cannot be used, `conflict` once cancelled
 */
export function filterElsewhere(task: FilterTask, signal?: AbortSignal): Promise<Uint8Array> {
  if (signal?.aborted === true) return Promise.reject(cancelled());
  const child = startProcess('filter');
  if (child === null) return withDatabase((database) => filteredRows(database, task), signal);
  return new Promise<Uint8Array>((resolve, reject) => {
    const cancel = (): void => {
      reject(cancelled());
      child.kill('SIGKILL');
    };
    signal?.addEventListener('abort', cancel);
    child.once('message', (answer) => {
      const { marks, error } = answer as { marks?: Uint8Array; error?: ErrorInfo };
      if (marks !== undefined) resolve(marks);
      else reject(error === undefined ? badFilter('it gave no answer') : new BenchtopError(error));
      child.kill('SIGKILL');
    });
    child.once('error', (error) => {
      reject(fail('internal', `The row filter's process could not be started: ${error.message}`));
    });
    child.once('exit', (code, killedBy) => {
      signal?.removeEventListener('abort', cancel);
      reject(badFilter(`its process ended (${killedBy ?? code ?? 'unknown'}), perhaps for want of memory`));
    });
    child.send(task, (error) => {
      // A process that has ended says so itself.
      if (error !== null) child.kill('SIGKILL');
    });
  });
}

/** Evaluates the one filter that this process is sent; ends it where it takes too much, or nobody waits. */
export function serveFilter(): void {
  process.once('disconnect', endNow);
  process.once('message', (task: FilterTask) => {
    watchMemory(task.columns.length * task.rows * 8 * BYTES_PER_COLUMN_BYTE, (gigabytes) => {
      answer({ error: toErrorInfo(badFilter(`it takes more than ${gigabytes} GB of memory`)) });
    });
    withDatabase((database) => filteredRows(database, task)).then(
      (marks) => {
        answer({ marks });
      },
      (error: unknown) => {
        answer({ error: toErrorInfo(error) });
      },
    );
  });
}

function answer(message: FilterAnswer): void {
  process.send?.(message);
}
