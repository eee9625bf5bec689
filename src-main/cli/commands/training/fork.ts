import { forkedExperiment } from '../../../../src-shared/experiment/fork';
import { parseExperiment } from '../../../../src-shared/experiment/schema';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { findSoundCheckpoint } from '../../../runs/checkpoints/sound-checkpoint';
import { command } from '../../declare/command';
import { wholeNumber } from '../../declare/option';
import { findRun } from '../../inputs/find-run';
import { DATASET_OPTIONS, SETTING_OPTIONS, withOptions } from '../../options/experiment';
import { RUN } from '../../options/operands';
import { waitFor } from '../../output/wait-for';
import { printNotice } from '../../print/print';
import type { Services } from '../../services/services';

// A fork goes on with the rows of its run.
const { data: _, ...SAME_DATA_OPTIONS } = DATASET_OPTIONS;

/** A new run from a checkpoint of another, with other settings. */
export const fork = command({
  name: 'fork',
  group: 'Training',
  summary: 'a new run that goes on from a checkpoint with other settings',
  operands: [RUN],
  options: {
    step: wholeNumber('N', 'of the checkpoint; the last without the option', { min: 0 }),
    ...SETTING_OPTIONS,
    ...SAME_DATA_OPTIONS,
  },
  examples: [
    ['fork last --step 1000 --set model.optimizer.learningRate=0.01', 'from step 1000 with a smaller rate'],
  ],
  asksWorker: true,
  async run({ operands, options }, services) {
    const { record } = findRun(operands[0], services);
    // A step without a checkpoint may have a moment: the service knows.
    const step = options.step ?? findStep(record, services);
    const experiment = parseExperiment(withOptions(forkedExperiment(record, step), options));
    return waitFor(await services.runs.fork(record.id, step, experiment, null), options, services);
  },
});

/** Step of the last checkpoint that is whole; says where that is not the last one. */
function findStep(record: RunRecord, { workspace }: Services): number {
  const { from, damagedStep } = findSoundCheckpoint(record, workspace.runs.checkpoints);
  if (damagedStep !== null)
    printNotice(`The checkpoint of step ${damagedStep} is damaged: the fork goes on from step ${from.step}.`);
  return from.step;
}
