import { getPath, setPath, type Change } from '../experiment/change';
import { FIELDS, numberProblem, type FieldName, type NumberField } from '../experiment/fields';
import {
  ACTIVATIONS,
  ENGINES,
  HIDDEN_ACTIVATIONS,
  INITIALIZERS,
  LOSSES,
  MISSING,
  OPTIMIZERS,
  parseExperiment,
  reciprocal,
  SCALINGS,
  SVM_LOSSES,
  type Experiment,
} from '../experiment/schema';

/** A setting of an experiment that a sweep may vary: a number of {@link FIELDS}, or a choice of words. */
export type SweepField =
  | {
      readonly kind: 'number';
      /** Dotted, e.g. `model.layers.0.units`. */
      readonly path: string;
      readonly label: string;
      readonly field: NumberField;
      /** Whether a range of it is better walked in ratios than in differences. */
      readonly isLog: boolean;
      readonly value: number;
    }
  | {
      readonly kind: 'choice';
      readonly path: string;
      readonly label: string;
      readonly choices: readonly string[];
      readonly value: string;
    };

/** Of what is not kept for its own sake: a sweep over it would compare nothing. */
const NOT_SWEPT = [/^training\.(logEvery|checkpointEvery)$/, /\.classWeight\./, /^model\.initRows\./];

/** Sizes that matter by their ratios. */
const BY_RATIO =
  /(learningRate|minLearningRate|l1|l2|C|gamma|epsilon|tol|weightDecay|minDelta|steps|epochs|nComponents|units|n)$/i;

const CHOICES: readonly (readonly [RegExp, string, readonly string[]])[] = [
  [/^model\.optimizer\.kind$/, 'Optimizer', OPTIMIZERS],
  [/^model\.initializer$/, 'Initial weights', INITIALIZERS],
  [/^model\.biasInitializer$/, 'Initial biases', ['zeros', 'glorotUniform']],
  [/^model\.init$/, 'Start', ['k-means++', 'random']],
  [/^model\.tolOn$/, 'Tolerance on', ['inertia', 'centers']],
  [/^dataset\.scaling$/, 'Scaling', SCALINGS],
  [/^dataset\.missing$/, 'Missing values', MISSING],
  [/^training\.engine$/, 'Engine', ENGINES],
];

/** Every setting of an experiment that a sweep may vary, in the order of the document. */
export function sweepFields(experiment: Experiment): SweepField[] {
  return leavesOf(experiment).flatMap(([path, value]) => {
    const found = sweepField(experiment, path, value);
    return found === null ? [] : [found];
  });
}

/** The one at a path; null where there is none to vary. `model.C` stands for an SVM's l2. */
export function sweepFieldAt(experiment: Experiment, path: string): SweepField | null {
  if (path === 'model.C' && experiment.model.kind === 'svm') {
    const value = reciprocal(experiment.model.l2);
    return { kind: 'number', path, label: 'C', field: FIELDS['model.C'], isLog: true, value };
  }
  return sweepField(experiment, path, getPath(experiment, path));
}

function sweepField(experiment: Experiment, path: string, value: unknown): SweepField | null {
  if (NOT_SWEPT.some((pattern) => pattern.test(path))) return null;
  if (typeof value === 'string') {
    const choices = choicesAt(experiment, path);
    return choices === null ? null : { kind: 'choice', path, ...choices, value };
  }
  // With epochs set, steps decide nothing.
  if (path === 'training.steps' && experiment.training.epochs !== null) return null;
  const isBatchSize = path === 'training.batchSize' && experiment.model.kind === 'network';
  const number = isBatchSize && value === null ? FIELDS['training.batchSize'].default : value;
  const field = fieldAt(experiment, path);
  if (field === null || typeof number !== 'number') return null;
  const layer = /^model\.layers\.(\d+)\./.exec(path)?.[1];
  const label = layer === undefined ? field.label : `${field.label}, layer ${Number(layer) + 1}`;
  return { kind: 'number', path, label, field, isLog: BY_RATIO.test(path), value: number };
}

/** The declaration of the number at a path; the experiment's path need not be the field's name. */
function fieldAt({ model }: Experiment, path: string): NumberField | null {
  if (path === 'seed') return FIELDS.seed;
  const isOf = path.startsWith('training.') && model.kind !== 'network' ? null : path;
  if (isOf === null) return null;
  if (model.kind === 'svm' && path === 'model.tol') return FIELDS['model.svm.tol'];
  const name = path.replace(/^model\.layers\.\d+\./, 'model.layers.');
  return Object.prototype.hasOwnProperty.call(FIELDS, name) ? FIELDS[name as FieldName] : null;
}

function choicesAt(
  { model }: Experiment,
  path: string,
): { label: string; choices: readonly string[] } | null {
  const activation = /^model\.layers\.(\d+)\.activation$/.exec(path)?.[1];
  if (model.kind === 'network' && activation !== undefined) {
    const isLast = Number(activation) === model.layers.length - 1;
    return {
      label: `Activation, layer ${Number(activation) + 1}`,
      choices: isLast ? ACTIVATIONS : HIDDEN_ACTIVATIONS,
    };
  }
  if (path === 'model.loss') return { label: 'Loss', choices: model.kind === 'svm' ? SVM_LOSSES : LOSSES };
  const found = CHOICES.find(([pattern]) => pattern.test(path));
  return found === undefined ? null : { label: found[1], choices: found[2] };
}

function leavesOf(node: unknown, path = ''): [string, unknown][] {
  if (typeof node !== 'object' || node === null) return [[path, node]];
  return Object.entries(node).flatMap(([key, part]) => leavesOf(part, path === '' ? key : `${path}.${key}`));
}

/** What is wrong with a value for a setting, as one sentence, or null. */
export function sweepValueProblem(field: SweepField, value: unknown): string | null {
  if (field.kind === 'number') {
    if (typeof value === 'number') return numberProblem(field.field, value);
    return `${field.label} must be a number, not "${String(value)}".`;
  }
  if (typeof value === 'string' && field.choices.includes(value)) return null;
  return `${field.label} must be one of ${field.choices.join(', ')}, not "${String(value)}".`;
}

/**
 * An experiment with some settings changed, as a run of a group has it.
 * @throws BenchtopError `invalid-experiment` where they do not go together
 */
export function changedExperiment(experiment: Experiment, changes: readonly Change[]): Experiment {
  let document: unknown = experiment;
  for (const { path, value } of changes) {
    if (path === 'model.optimizer.kind') {
      // Each kind has settings of its own: those of another one are its defaults.
      const learningRate = getPath(document, 'model.optimizer.learningRate');
      document = setPath(document, 'model.optimizer', { kind: value, learningRate });
    } else if (path === 'model.C') {
      document = setPath(document, 'model.l2', 1 / Number(value));
    } else document = setPath(document, path, value);
  }
  return parseExperiment(document);
}
