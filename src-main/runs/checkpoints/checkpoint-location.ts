import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { CheckpointRef, RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import type { CheckpointLocation, RunEnding } from '../../worker/protocol/locations';
import { requireOwn } from './own-run';

/** A run's checkpoint at a step (null: its last). @throws BenchtopError `not-found` */
export function findCheckpoint(record: RunRecord, step: number | null): CheckpointRef {
  requireOwn(record);
  const { checkpoints } = record;
  const last = checkpoints[checkpoints.length - 1];
  if (last === undefined)
    throw fail('not-found', sentence('This run has no checkpoint yet: let it train until its first one.'));
  if (step === null) return last;
  const found = checkpoints.find((checkpoint) => checkpoint.step === step);
  if (found !== undefined) return found;
  throw fail(
    'not-found',
    sentence('There is no checkpoint at step {step}; there are {checkpoints}.', {
      step,
      checkpoints: checkpoints.map((checkpoint) => checkpoint.step).join(', '),
    }),
  );
}

/**
 * Where a worker finds the model of a run at `step` (null: its last one, of a finished run the
 * finished model; where its last one is damaged, the one before).
 * @throws BenchtopError `not-found`
 */
export function checkpointLocation({ record, path }: StoredRun, step: number | null): CheckpointLocation {
  const checkpoint = findCheckpoint(record, step);
  const isEnd = step === null || checkpoint.step === record.steps;
  const location = {
    runFolder: path,
    checkpoint: checkpoint.path,
    ending: isEnd ? readEnding(record) : null,
  };
  if (step !== null || record.checkpoints.length < 2) return location;
  return {
    ...location,
    earlier: record.checkpoints
      .slice(0, -1)
      .map((stored) => stored.path)
      .reverse(),
  };
}

/** How a run ended; null while it is not finished: then a checkpoint is what it says it is. */
export function readEnding({ status, steps, result }: RunRecord): RunEnding | null {
  if (status !== 'finished') return null;
  return { step: steps, result };
}
