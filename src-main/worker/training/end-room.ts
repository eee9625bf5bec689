import type { Trainer } from '../../algorithms/contract/trainer';
import { modelAlgorithm } from '../../algorithms/models';
import type { LoadedDataset } from '../../dataset';
import { keepReserve } from '../../files/reserve';
import { snapshotBytes } from '../../files/run-files/snapshot-log';
import type { TrainJob } from '../protocol/training';

/** Rows that are logged until a run that is stopped stands still, and what grows in its record. */
const SLACK_BYTES = 64 << 10;

/**
 * Keeps room for what a run writes at its end: its last checkpoint, its record, the rows logged until then.
 * @throws BenchtopError `disk-full` or `storage`
 */
export function keepRoomForEnd(
  { runFolder, experiment }: TrainJob,
  loaded: LoadedDataset,
  trainer: Trainer,
): void {
  const { model, training } = experiment;
  const state = snapshotBytes(trainer.state(), modelAlgorithm(model.kind).training.keepsBest(training));
  // Manifest and record hold both, in lines of their own, and the list of checkpoints.
  const facts = 3 * JSON.stringify([experiment, loaded.facts]).length;
  keepReserve(runFolder, state + facts + SLACK_BYTES);
}
