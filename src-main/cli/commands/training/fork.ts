import { forkedExperiment } from '../../../../src-shared/experiment/fork';
import { parseExperiment } from '../../../../src-shared/experiment/schema';
import { findCheckpoint } from '../../../runs/checkpoints/checkpoint-location';
import { command } from '../../declare/command';
import { wholeNumber } from '../../declare/option';
import { findRun } from '../../inputs/find-run';
import { DATASET_OPTIONS, SETTING_OPTIONS, withOptions } from '../../options/experiment';
import { RUN } from '../../options/operands';
import { waitFor } from '../../output/wait-for';

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
  async run({ operands, options }, services) {
    const { record } = findRun(operands[0], services);
    // A step without a checkpoint may have a moment: the service knows.
    const step = options.step ?? findCheckpoint(record, null).step;
    const experiment = parseExperiment(withOptions(forkedExperiment(record, step), options));
    return waitFor(await services.runs.fork(record.id, step, experiment, null), options, services);
  },
});
