import { NETWORK_FIELDS } from '../models/network/fields';
import type { NumberField } from '../fields/number-field';
import { SVM_FIELDS } from '../models/svm/fields';

export type { NumberField } from '../fields/number-field';

/**
 * Every number that a person may set: its range, default and wording, declared once. The schema,
 * the form and the CLI's messages are all made from this table.
 */
export const FIELDS = {
  ...NETWORK_FIELDS,
  seed: {
    label: 'Seed',
    help: 'The same seed, settings and engine give the same numbers.',
    integer: true,
    min: 0,
    max: 4294967295,
    default: 1,
  },

  'dataset.validationSplit': {
    label: 'Validation share',
    help: 'Part of the rows kept out of training, drawn at random with the seed.',
    integer: false,
    min: 0,
    max: 0.9,
    default: 0,
  },
  'dataset.missingValue': {
    label: 'Constant',
    help: 'Stands in for a missing number.',
    integer: false,
    min: -1e300,
    max: 1e300,
    default: 0,
  },
  'dataset.sample.rows': {
    label: 'Sample',
    help: 'Rows to use at most.',
    unit: 'rows',
    integer: true,
    min: 1,
    max: 1000000000,
    default: 100000,
  },
  'dataset.params.n': {
    label: 'Rows',
    help: 'How many points to generate.',
    unit: 'rows',
    integer: true,
    min: 2,
    max: 10000000,
    default: 500,
  },
  'dataset.params.seed': {
    label: 'Data seed',
    help: "Keeps the points while the experiment's seed changes; empty means the experiment's.",
    integer: true,
    min: 0,
    max: 4294967295,
    default: 1,
  },
  'dataset.params.noise': {
    label: 'Noise',
    help: 'Standard deviation of the normal noise added to what the generator draws; 0 for none.',
    integer: false,
    min: 0,
    max: 1000000,
    default: 0,
  },
  'dataset.params.range': {
    label: 'Range',
    help: 'Points are uniform in [-range, range] on both axes.',
    integer: false,
    min: 0,
    exclusiveMin: true,
    max: 1000000,
    default: 5,
  },
  'dataset.params.margin': {
    label: 'Margin',
    help: 'Each class is moved this far from the line y = x, along its normal.',
    integer: false,
    min: 0,
    max: 1000000,
    default: 0.5,
  },
  'dataset.params.centers': {
    label: 'Centres',
    help: 'Number of clouds.',
    integer: true,
    min: 1,
    max: 1000,
    default: 3,
  },
  'dataset.params.features': {
    label: 'Features',
    help: 'Number of feature columns.',
    integer: true,
    min: 1,
    max: 1000,
    default: 2,
  },
  'dataset.params.factor': {
    label: 'Factor',
    help: 'Radius of the inner circle, as a share of the outer one.',
    integer: false,
    min: 0,
    max: 0.99,
    default: 0.5,
  },
  'dataset.params.classes': {
    label: 'Arms',
    help: 'Number of arms, each a class of its own.',
    integer: true,
    min: 2,
    max: 20,
    default: 2,
  },
  'dataset.params.turns': {
    label: 'Turns',
    help: 'How often each arm winds around the middle.',
    integer: false,
    min: 0,
    max: 20,
    default: 1.5,
  },

  'model.nClusters': {
    label: 'Clusters (k)',
    help: 'Number of centres.',
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
    help: 'Rows of one round, drawn at random; empty means all rows.',
    unit: 'rows',
    integer: true,
    min: 1,
    max: 1000000,
    default: 1024,
  },
  'model.reassignmentRatio': {
    label: 'Reassign below',
    help: 'A centre that got fewer rows than this share of the largest moves to a random row; 0 for never.',
    integer: false,
    min: 0,
    max: 1,
    default: 0.01,
  },
  'model.maxNoImprovement': {
    label: 'Patience',
    help: 'A start ends after so many batches without a lower smoothed J.',
    unit: 'batches',
    integer: true,
    min: 1,
    max: 100000,
    default: 10,
  },
  'model.maxIter': {
    label: 'Iterations at most',
    help: 'k-means: assign-and-update rounds of one start. SVM: passes over the data.',
    integer: true,
    min: 1,
    max: 100000,
    default: 300,
  },
  'model.tol': {
    label: 'Tolerance',
    help: 'Stop when J, or the centres, change by less than this share; 0 goes on until no row changes its cluster.',
    integer: false,
    min: 0,
    max: 1,
    default: 1e-4,
  },
  ...SVM_FIELDS,

  'training.steps': {
    label: 'Steps',
    help: 'Weight updates.',
    integer: true,
    min: 1,
    max: 100000000,
    default: 5000,
  },
  'training.epochs': {
    label: 'Epochs',
    help: 'Passes over the training rows; empty means that the steps count.',
    unit: 'epochs',
    integer: true,
    min: 1,
    max: 1000000,
    default: 100,
  },
  'training.batchSize': {
    label: 'Batch size',
    help: 'Rows per update; empty means all rows.',
    unit: 'rows',
    integer: true,
    min: 1,
    max: 1000000,
    default: 32,
  },
  'training.logEvery': {
    label: 'Log every',
    help: 'Metrics are written each so many steps.',
    unit: 'steps',
    integer: true,
    min: 1,
    max: 1000000,
    default: 10,
  },
  'training.checkpointEvery': {
    label: 'Checkpoint every',
    help: 'A checkpoint each so many steps, and one at the end; 0 means only at the end.',
    unit: 'steps',
    integer: true,
    min: 0,
    max: 100000000,
    default: 500,
  },
} as const satisfies Record<string, NumberField>;

export type FieldName = keyof typeof FIELDS;

/** What `value` breaks of a field's range, as one sentence, or null. */
export function fieldProblem(name: FieldName, value: number): string | null {
  return numberProblem(FIELDS[name], value);
}

/** The same for a field that is narrowed in its place. */
export function numberProblem(field: NumberField, value: number): string | null {
  const bounds = describeRange(field);
  if (!Number.isFinite(value)) return `${field.label} must be a number ${bounds}.`;
  if (field.integer && !Number.isInteger(value))
    return `${field.label} must be a whole number ${bounds}, not ${value}.`;
  const below = field.exclusiveMin === true ? value <= field.min : value < field.min;
  if (below || value > field.max) return `${field.label} must be ${bounds}, not ${value}.`;
  return null;
}

/** "from 1 to 1000" or "above 0 and at most 10". */
export function describeRange(field: NumberField): string {
  return field.exclusiveMin === true
    ? `above ${field.min} and at most ${field.max}`
    : `from ${field.min} to ${field.max}`;
}
