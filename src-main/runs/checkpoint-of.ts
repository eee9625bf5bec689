import { fail } from '../../src-shared/errors';
import type { CheckpointRef, RunRecord, StoredRun } from '../../src-shared/run/record';

/** A run's checkpoint at a step (null: its last). @throws BenchtopError `not-found` */
export function checkpointOf({ checkpoints }: RunRecord, step: number | null): CheckpointRef {
  const last = checkpoints[checkpoints.length - 1];
  if (last === undefined)
    throw fail('not-found', 'This run has no checkpoint yet: let it train until its first one.');
  if (step === null) return last;
  const found = checkpoints.find((checkpoint) => checkpoint.step === step);
  if (found !== undefined) return found;
  throw fail(
    'not-found',
    `There is no checkpoint at step ${step}; there are ${checkpoints.map((checkpoint) => checkpoint.step).join(', ')}.`,
  );
}

/** Where a worker finds the run and its checkpoint at `step` (null: the last). @throws BenchtopError `not-found` */
export function checkpointPlace(
  { record, path }: StoredRun,
  step: number | null,
): { readonly runFolder: string; readonly checkpoint: string } {
  return { runFolder: path, checkpoint: checkpointOf(record, step).path };
}
