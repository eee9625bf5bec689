import { say } from '../language/say';
import { getPath, withChanges, type Change } from '../fields/change';
import { DATASET_FIELDS } from '../dataset/fields';
import { numberProblem, type NumberField } from '../fields/number-field';
import { ENGINES, MISSING, parseExperiment, SCALINGS, type Experiment } from '../experiment/schema';
import { modelDefinition } from '../models';
import type { SweepPlan } from './group';
import {
  numberAt,
  type SettingCondition,
  type SweepChoice,
  type SweepNumber,
} from '../models/contract/sweep';
import { TRAINING_FIELDS } from '../training/fields';

/** A setting of an experiment that a sweep may vary: a number of the experiment's fields, or a choice of words. */
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

/** What only says how a run is written down: a sweep over it would compare nothing. */
const NOT_SWEPT: ReadonlySet<string> = new Set(['training.logEvery', 'training.checkpointEvery']);

/** Sizes that matter by their ratios. */
const BY_RATIO =
  /(learningRate|minLearningRate|l1|l2|C|gamma|epsilon|tol|weightDecay|minDelta|steps|epochs|nComponents|units|n)$/i;

/** Choices beside those of the model. */
const CHOICES: ReadonlyMap<string, SweepChoice> = new Map([
  ['dataset.scaling', { label: say('Scaling'), choices: SCALINGS }],
  ['dataset.missing', { label: say('Missing values'), choices: MISSING }],
  ['training.engine', { label: say('Engine'), choices: ENGINES }],
]);

/** Every setting of an experiment that a sweep may vary, in the order of the document. */
export function sweepFields(experiment: Experiment): SweepField[] {
  const { derived } = modelDefinition(experiment.model.kind).sweep;
  const leaves = [...derived.map((path) => [path, undefined] as const), ...listLeaves(experiment)];
  return leaves.flatMap(([path, value]) => {
    const found = sweepField(experiment, path, value);
    return found === null ? [] : [found];
  });
}

/** Where a setting is in force beside others that a sweep varies; null where it always is. */
export function sweepCondition(
  { model }: Experiment,
  path: string,
  swept: Iterable<string>,
): SettingCondition | null {
  return modelDefinition(model.kind).sweep.condition(path, new Set(swept));
}

/** The setting at a path in an experiment that meets its condition; null where there is none to vary. */
export function sweptFieldAt(
  experiment: Experiment,
  path: string,
  swept: Iterable<string>,
): SweepField | null {
  const when = sweepCondition(experiment, path, swept);
  if (when === null) return sweepFieldAt(experiment, path);
  const value = 'atLeast' in when ? when.atLeast : when.values[0];
  const decides = sweepFieldAt(experiment, when.path);
  if (decides === null || sweepValueProblem(decides, value) !== null) return null;
  return sweepFieldAt(changedExperiment(experiment, [{ path: when.path, value }]), path);
}

/** The setting at a path; null where there is none to vary. `model.C` stands for an SVM's l2. */
export function sweepFieldAt(experiment: Experiment, path: string): SweepField | null {
  return sweepField(experiment, path, getPath(experiment, path));
}

function sweepField(experiment: Experiment, path: string, value: unknown): SweepField | null {
  if (NOT_SWEPT.has(path)) return null;
  if (typeof value === 'string') {
    const choice = choiceAt(experiment, path);
    return choice === null ? null : { kind: 'choice', path, ...choice, value };
  }
  const number = sweepNumber(experiment, path, value);
  if (number === null || typeof number.value !== 'number') return null;
  return { kind: 'number', path, ...number, isLog: BY_RATIO.test(path), value: number.value };
}

function choiceAt({ model }: Experiment, path: string): SweepChoice | null {
  const { sweep } = modelDefinition(model.kind);
  return path.startsWith('model.') ? sweep.choice(path, model) : (CHOICES.get(path) ?? null);
}

/** The number at a path with its declaration; the experiment's path need not be the field's name. */
function sweepNumber({ model, training }: Experiment, path: string, value: unknown): SweepNumber | null {
  const { sweep, trainsInSteps } = modelDefinition(model.kind);
  if (path.startsWith('model.')) return sweep.number(path, model);
  if (!path.startsWith('training.')) return numberAt(DATASET_FIELDS, path, value);
  // With epochs set, steps decide nothing.
  if (!trainsInSteps || (path === 'training.steps' && training.epochs !== null)) return null;
  const isFullBatch = path === 'training.batchSize' && value === null;
  return numberAt(TRAINING_FIELDS, path, isFullBatch ? TRAINING_FIELDS[path].default : value);
}

function listLeaves(node: unknown, path = ''): [string, unknown][] {
  if (typeof node !== 'object' || node === null) return [[path, node]];
  return Object.entries(node).flatMap(([key, part]) =>
    listLeaves(part, path === '' ? key : `${path}.${key}`),
  );
}

/** Tells the settings of a sweep that take whole numbers only, by their paths. */
export function wholeSettings(
  experiment: Experiment,
  { parameters }: Pick<SweepPlan, 'parameters'>,
): (path: string) => boolean {
  const swept = parameters.map(({ path }) => path);
  const whole = new Set(
    swept.filter((path) => {
      const field = sweptFieldAt(experiment, path, swept);
      return field?.kind === 'number' && field.field.integer;
    }),
  );
  return (path) => whole.has(path);
}

/** What is wrong with a value for a setting, as one sentence, or null. */
export function sweepValueProblem(field: SweepField, value: unknown): string | null {
  if (field.kind === 'number') {
    if (typeof value === 'number') return numberProblem(field.field, value);
    return say('{field} must be a number, not "{value}".', { field: field.label, value: String(value) });
  }
  if (typeof value === 'string' && field.choices.includes(value)) return null;
  return say('{field} must be one of {choices}, not "{value}".', {
    field: field.label,
    choices: field.choices.join(', '),
    value: String(value),
  });
}

/**
 * An experiment with some settings changed, as a run of a group has it.
 * @throws BenchtopError `invalid-experiment` where they do not go together
 */
export function changedExperiment(experiment: Experiment, changes: readonly Change[]): Experiment {
  const { sweep } = modelDefinition(experiment.model.kind);
  let document: unknown = experiment;
  for (const change of changes) document = withChanges(document, sweep.changes(change, document, changes));
  return parseExperiment(document);
}
