import type { NumberField } from '../../fields/number-field';
import { ITERATION_FIELDS } from '../contract/iteration-fields';

/** Numbers of k-means that a person may set. */
export const KMEANS_FIELDS = {
  'model.nClusters': {
    label: 'Clusters (k)',
    help: 'How many groups the rows are put into. Find k… compares a range of them.',
    integer: true,
    min: 1,
    max: 1000,
    default: 4,
  },
  'model.nInit': {
    label: 'Restarts',
    help: 'Independent starts; the one with the lowest inertia is kept.',
    integer: true,
    min: 1,
    max: 1000,
    default: 1,
  },
  'model.batchSize': {
    label: 'Batch size',
    help: 'Rows of one round, drawn at random (mini-batches), for large tables. Without it every round sees all rows (Lloyd’s algorithm).',
    unit: 'rows',
    integer: true,
    min: 1,
    max: 1000000,
    default: 1024,
  },
  'model.reassignmentRatio': {
    label: 'Reassign below',
    help: 'A centre with fewer rows than this share of the largest cluster’s moves to a random row; 0: never. Mini-batches only.',
    integer: false,
    min: 0,
    max: 1,
    default: 0.01,
  },
  'model.maxNoImprovement': {
    label: 'Patience',
    help: 'A start ends after this many mini-batches without a lower smoothed J.',
    unit: 'batches',
    integer: true,
    min: 1,
    max: 100000,
    default: 10,
  },
  ...ITERATION_FIELDS,
} as const satisfies Record<string, NumberField>;
