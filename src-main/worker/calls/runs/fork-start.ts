import { join } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { HISTORY_FILES } from '../../../../src-shared/models';
import type { ModelState } from '../../../algorithms/contract/state';
import { editWeights, type EditedState } from '../../../algorithms/network/state/weight-edits';
import { forkState } from '../../../algorithms/models/fork-state';
import { writeCheckpoint } from '../../../files/checkpoint';
import { copyUpToStep, readMetricsFile } from '../../../files/csv/csv-log';
import { readState } from '../../stored/states';
import type { ForkRequest, ForkStart } from '../../protocol/runs';

/** Logs that a fork shares with its parent up to the step where they part. */
const LOGS = ['metrics.csv', ...HISTORY_FILES];

/**
 * Writes what a fork goes on from into its own folder, so that it stays whole without its parent.
 * @throws BenchtopError where the checkpoint cannot be read, or this cannot be written
 */
export async function startFork(request: ForkRequest): Promise<ForkStart> {
  const { runFolder, to, experiment } = request;
  const parent = await readState(runFolder, request.from, request.parent);
  const forked = forkState(parent.state, parent.experiment, experiment);
  const { state, made } = editForked(request, forked);
  if (!Object.values(state.tensors).every(({ data }) => data.every(Number.isFinite))) {
    throw fail(
      'corrupt',
      sentence('The checkpoint at step {step} holds values that are no numbers.', { step: state.step }),
    );
  }
  // What was measured at its step is not of the weights that were set since.
  const isEdited = made.length > 0;
  const lastStep = isEdited ? state.step - 1 : state.step;
  for (const name of LOGS) await copyUpToStep(join(runFolder, name), join(to, name), lastStep);
  const checkpoint = { ...parent, state, experiment, ...(isEdited ? { metrics: {} } : {}) };
  const written = await writeCheckpoint(to, checkpoint);
  return { checkpoint: written, editedWeights: made, elapsedMs: await elapsedIn(to) };
}

function editForked({ experiment, parent, weights }: ForkRequest, state: ModelState): EditedState {
  const { model } = experiment;
  if (weights.length === 0) return { state, made: [] };
  if (model.kind !== 'network')
    throw fail('invalid-data', sentence('Only the weights of a network can be set by hand.'));
  return editWeights(model, state, weights, parent.dataset.targetScaler);
}

/** Training time at the last logged step. */
async function elapsedIn(folder: string): Promise<number> {
  try {
    const { elapsedMs } = await readMetricsFile(join(folder, 'metrics.csv'));
    return elapsedMs[elapsedMs.length - 1] ?? 0;
  } catch {
    // Nothing was logged by then.
    return 0;
  }
}
