import { join } from 'node:path';
import { modelAlgorithm } from '../../algorithms/models';
import {
  isBadCheckpoint,
  readCheckpoint,
  writeCheckpointFolder,
  type Checkpoint,
} from '../../files/checkpoint';
import { copyFolderDurable } from '../../files/copies';
import type { CheckpointLocation, RunEnding } from '../protocol/locations';

/** A stored model as it answers; `note` says what a person must know of it, as a sentence. */
export interface AnsweringModel extends Checkpoint {
  readonly note: string | null;
}

/**
 * Reads the model of a checkpoint. Of the run's end it is the finished one: until 2026-11-29 a
 * checkpoint that was due on the very step a run ended with held the model as it stood before early
 * stopping went back to the best weights, or before Platt's scaling was fitted. Such a checkpoint has
 * the best weights beside its own, and run.json has the calibration. In the place of a damaged one an
 * earlier one is taken, where there are any, and `note` says so.
 * @throws BenchtopError `not-found`, `not-allowed` or `corrupt`
 */
export async function readModel(location: CheckpointLocation): Promise<AnsweringModel> {
  return (await readStored(location)).model;
}

/** A model with the checkpoint it was read from. */
interface FoundModel {
  /** From the run's folder on, `/` as separator. */
  readonly checkpoint: string;
  readonly stored: Checkpoint;
  readonly model: AnsweringModel;
}

async function readStored({
  runFolder,
  checkpoint,
  ending,
  earlier = [],
}: CheckpointLocation): Promise<FoundModel> {
  let stored: Checkpoint;
  try {
    stored = await readCheckpoint(runFolder, checkpoint);
  } catch (error) {
    const [before, ...others] = earlier;
    if (before === undefined || !isBadCheckpoint(error)) throw error;
    const found = await readStored({ runFolder, checkpoint: before, ending: null, earlier: others });
    const note = `${whatIsBad(error)} This is the model of step ${found.model.state.step}.`;
    return { ...found, model: { ...found.model, note } };
  }
  const model = ending === null ? { ...stored, note: null } : finishedModel(stored, ending);
  return { checkpoint, stored, model };
}

function whatIsBad({ message }: Error): string {
  return message.replace(/ Use an earlier checkpoint\.$/, '');
}

/** A checkpoint of a finished run as that run ended. */
function finishedModel(stored: Checkpoint, ending: RunEnding): AnsweringModel {
  const { state, metrics, lost } = modelAlgorithm(stored.state.kind).training.finishState(stored, ending);
  const note = lost === null ? null : `${lost} not kept: this is the model of step ${stored.state.step}.`;
  return { ...stored, state, metrics, note };
}

/**
 * Writes a model as a checkpoint's folder: the stored bytes, where they are the finished model's. In the
 * place of a damaged checkpoint an earlier one is written, where there are any.
 * @throws BenchtopError `not-found`, `not-allowed` or `corrupt`; `disk-full` or `storage`
 */
export async function exportCheckpoint({
  to,
  ...location
}: CheckpointLocation & { readonly to: string }): Promise<null> {
  const { checkpoint, stored, model } = await readStored(location);
  if (model.state === stored.state) copyFolderDurable(join(location.runFolder, checkpoint), to);
  else writeCheckpointFolder(to, model);
  return null;
}
