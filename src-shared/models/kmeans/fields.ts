import { say } from '../../language/say';
import type { NumberField } from '../../fields/number-field';
import { ITERATION_FIELDS } from '../contract/iteration-fields';

/** Numbers of k-means that a person may set. */
export const KMEANS_FIELDS = {
  'model.nClusters': {
    label: say('Clusters (k)'),
    help: say('How many groups the rows are put into. Find k… compares a range of them.'),
    integer: true,
    min: 1,
    max: 1000,
    default: 4,
  },
  'model.nInit': {
    label: say('Restarts'),
    help: say('Independent starts; the one with the lowest inertia is kept.'),
    integer: true,
    min: 1,
    max: 1000,
    default: 1,
  },
  'model.batchSize': {
    label: say('Batch size'),
    help: say(
      'Rows of one round, drawn at random (mini-batches), for large tables. Without it every round sees all rows (Lloyd’s algorithm).',
    ),
    unit: say('rows'),
    integer: true,
    min: 1,
    max: 1000000,
    default: 1024,
  },
  'model.reassignmentRatio': {
    label: say('Reassign below'),
    help: say(
      'A centre with fewer rows than this share of the largest cluster’s moves to a random row; 0: never. Mini-batches only.',
    ),
    integer: false,
    min: 0,
    max: 1,
    default: 0.01,
  },
  'model.maxNoImprovement': {
    label: say('Patience'),
    help: say('A start ends after this many mini-batches without a lower smoothed J.'),
    unit: say('batches'),
    integer: true,
    min: 1,
    max: 100000,
    default: 10,
  },
  ...ITERATION_FIELDS,
} as const satisfies Record<string, NumberField>;
