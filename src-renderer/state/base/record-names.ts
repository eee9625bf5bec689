import type { Experiment } from '../../../src-shared/experiment/schema';
import { readParams, type RunRow } from '../../../src-shared/run/library/row';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { runNames } from '../../text/run-names';

/** Read once: an experiment of a run never changes. */
const read = new WeakMap<Experiment, RunRow['params']>();

/** Names for runs that are shown together: as {@link runNames} makes them. */
export function recordNames(runs: readonly StoredRun[]): (record: Pick<RunRecord, 'id' | 'name'>) => string {
  return runNames(
    runs.map(({ record }) => record),
    ({ id, name, createdAt, experiment }) => {
      const params = read.get(experiment) ?? readParams(experiment);
      read.set(experiment, params);
      return { id, name, createdAt, seed: experiment.seed, params };
    },
  );
}
