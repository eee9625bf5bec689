import type { CheckpointRef, RunRecord } from '../../../src-shared/run/record/record';
import type { StoredCheckpoints } from '../../workspace/run-folders/checkpoints-on-disk';
import { findCheckpoint } from './checkpoint-location';

/** A checkpoint to go on from; `damagedStep`: the step of the last one, where that is not it. */
export interface SoundCheckpoint {
  readonly from: CheckpointRef;
  readonly damagedStep: number | null;
}

/**
 * The last checkpoint of a run that is whole.
 * @param checkpoints those on disk, each of which is read until one is whole
 * @throws BenchtopError `not-found` where there is none, `corrupt` where none is whole
 */
export function findSoundCheckpoint(
  record: RunRecord,
  checkpoints: Pick<StoredCheckpoints, 'findProblem'>,
): SoundCheckpoint {
  const last = findCheckpoint(record, null);
  const problem = checkpoints.findProblem(record.id, last);
  if (problem === null) return { from: last, damagedStep: null };
  const from = [...record.checkpoints]
    .reverse()
    .find((before) => before !== last && checkpoints.findProblem(record.id, before) === null);
  if (from === undefined) throw problem;
  return { from, damagedStep: last.step };
}
