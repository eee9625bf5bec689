import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';

/**
 * The last run of a file where the file was another then: same path, other bytes. null where the
 * last run had these very bytes, or where there is none.
 * @param runs newest first
 */
export function findLastRun(runs: readonly StoredRun[], path: string, sha256: string): RunRecord | null {
  const last = runs.find(({ record: { experiment, dataset } }) => {
    return experiment.dataset.kind === 'file' && experiment.dataset.path === path && dataset !== null;
  });
  return last === undefined || last.record.dataset?.sha256 === sha256 ? null : last.record;
}
