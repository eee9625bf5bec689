import type { Frame } from '../../../src-shared/run/live/frames';
import type { ModelContext } from '../../algorithms/contract/model-context';
import { drawPicture } from '../../algorithms/models/answers';
import { readSample } from '../../files/run-files/sample-file';
import type { PicturesRequest } from '../protocol/models';
import { modelContext } from './model-context';
import { readState } from './states';

/** Picture of a stored model over its run's sample, with the hidden units of a network. */
export async function drawFrame(runFolder: string, context: ModelContext): Promise<Frame> {
  return drawPicture(context, await readSample(runFolder), { units: true });
}

/** Pictures of a stored model at several steps, in the order of `states`. */
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
    frames.push(drawPicture(modelContext(state), sample, { units: true }));
    // Other questions get in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return frames;
}
