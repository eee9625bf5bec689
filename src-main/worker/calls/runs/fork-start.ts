import { join } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { HISTORY_FILES } from '../../../../src-shared/models';
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
  const state = forkState(parent.state, parent.experiment, experiment);
  if (!Object.values(state.tensors).every(({ data }) => data.every(Number.isFinite))) {
    throw fail(
      'corrupt',
      sentence('The checkpoint at step {step} holds values that are no numbers.', { step: state.step }),
    );
  }
  for (const name of LOGS) await copyUpToStep(join(runFolder, name), join(to, name), state.step);
  const written = await writeCheckpoint(to, { ...parent, state, experiment });
  return { checkpoint: written, elapsedMs: await elapsedIn(to) };
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
