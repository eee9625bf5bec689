import { say } from '../language/say';
import type { NumberField } from '../fields/number-field';

/** Numbers of training that a person may set. */
export const TRAINING_FIELDS = {
  'training.steps': {
    label: say('Steps'),
    help: say('Updates of the weights. Counts where no epochs are set; networks only.'),
    integer: true,
    min: 1,
    max: 100000000,
    default: 5000,
  },
  'training.epochs': {
    label: say('Epochs'),
    help: say('Passes over the training rows, which then decide the steps; networks only.'),
    unit: say('epochs'),
    integer: true,
    min: 1,
    max: 1000000,
    default: 100,
  },
  'training.batchSize': {
    label: say('Batch size'),
    help: say('Rows of one update, drawn without replacement and shuffled anew each epoch; networks only.'),
    unit: say('rows'),
    integer: true,
    min: 1,
    max: 1000000,
    default: 32,
  },
  'training.logEvery': {
    label: say('Measure every'),
    help: say(
      'Steps between two measurements of the metrics. With a number, all rows are measured each time; automatic measuring takes a tenth of the run at most, on a sample of a large table and on all rows at the end.',
    ),
    unit: say('steps'),
    integer: true,
    min: 1,
    max: 1000000,
    default: 10,
  },
  'training.checkpointEvery': {
    label: say('Checkpoint every'),
    help: say(
      'Steps between two checkpoints. A run can go on, be forked and be asked from each of them; the last one is always kept. 0: only that one.',
    ),
    unit: say('steps'),
    integer: true,
    min: 0,
    max: 100000000,
    default: 500,
  },
  'training.earlyStopping.patience': {
    label: say('Patience'),
    help: say('Steps without a better loss before training ends; looked at whenever it is measured.'),
    unit: say('steps'),
    integer: true,
    min: 1,
    max: 100000000,
    default: 1000,
  },
  'training.earlyStopping.minDelta': {
    label: say('Least change'),
    help: say('A loss is better only if it is lower by more than this.'),
    integer: false,
    min: 0,
    max: 1e9,
    default: 0,
  },
} as const satisfies Record<string, NumberField>;
