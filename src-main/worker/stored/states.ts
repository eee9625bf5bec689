import { fail } from '../../../src-shared/errors';
import type { Frame } from '../../../src-shared/run/live/frames';
import { pictureOf } from '../../algorithms/models/answers';
import type { Checkpoint } from '../../files/checkpoint';
import { readMoment } from '../../files/run-files/snapshot-log';
import { readSample } from '../../files/run-files/sample-file';
import { readModel } from './finished-model';
import { modelContext } from './model-context';
import type { PicturesRequest } from '../protocol';
import type { StoredState } from '../protocol/locations';

/**
 * A stored state of a run with what it needs to be used.
 * @param run its experiment and its data's facts, which a moment does not repeat
 * @throws BenchtopError `not-found` or `corrupt`
 */
export async function readState(
  runFolder: string,
  stored: StoredState,
  run: Pick<Checkpoint, 'experiment' | 'dataset'>,
): Promise<Checkpoint> {
  if (stored.kind === 'checkpoint')
    return readModel({ runFolder, checkpoint: stored.path, ending: stored.ending });
  const state = readMoment(runFolder, stored.step);
  if (state !== null) return { ...run, state, metrics: {} };
  throw fail('not-found', `This run has no model of step ${stored.step}.`);
}

/** The model at several steps. */
export async function pictures({
  runFolder,
  states,
  experiment,
  dataset,
}: PicturesRequest): Promise<readonly Frame[]> {
  const sample = await readSample(runFolder);
  const frames: Frame[] = [];
  for (const stored of states) {
    const state = await readState(runFolder, stored, { experiment, dataset });
    frames.push(pictureOf(modelContext(state), sample, { units: true }));
    // Other questions get in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return frames;
}
