import { FIELDS, fieldProblem } from '../../src-shared/experiment/fields';
import { networkProblems } from '../../src-shared/experiment/network-problems';
import {
  parseExperiment,
  type Experiment,
  type FieldProblem,
  type FileDatasetSpec,
  type ModelSpec,
  type TrainingSpec,
} from '../../src-shared/experiment/schema';
import type { KnownTable } from './dataset-guess';
import { generatorProblem } from './draft-generator';

/** First guesses for a new experiment, and the checks that need more than one field. */

/** The XNOR experiment with every default: what "New experiment" opens. */
export function newExperiment(): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'New experiment',
    dataset: { kind: 'generated', generator: 'xnor' },
    model: defaultModel('network'),
  });
}

/** A model of a kind with its defaults. */
export function defaultModel(kind: ModelSpec['kind']): ModelSpec {
  const experiment = parseExperiment({
    schemaVersion: 1,
    name: 'x',
    dataset: { kind: 'generated', generator: 'xnor' },
    model:
      kind === 'network'
        ? {
            kind,
            layers: [
              { units: 2, activation: 'sigmoid' },
              { units: 1, activation: 'sigmoid' },
            ],
          }
        : { kind },
  });
  return experiment.model;
}

/** A number column with more values than this is not taken for classes. */
const MOST_GUESSED_CLASSES = 50;
/** Whole numbers are as often counts or ratings: fewer of those are taken for classes. */
const MOST_NUMBERED_CLASSES = 10;

/**
 * The classes that a target of a file seems to have; null where it seems to be numbers.
 * Words are classes up to 50; whole numbers are where they run from 0 or 1 without a gap, up to 10.
 */
function guessedClasses(target: KnownTable['columns'][number] | undefined): number | null {
  if (target?.distinct === undefined || target.distinct < 3) return null;
  const { type, distinct, min, max } = target;
  if (type === 'category') return distinct <= MOST_GUESSED_CLASSES ? distinct : null;
  if (type !== 'number' || distinct > MOST_NUMBERED_CLASSES) return null;
  const isCounted = (min === 0 || min === 1) && max === min + distinct - 1;
  return isCounted ? distinct : null;
}

/**
 * The model to offer for a file: k-means without a target, an SVM for two classes, a softmax
 * network for more of them, else a network of one output.
 */
export function guessModel(table: KnownTable, dataset: FileDatasetSpec): ModelSpec {
  if (dataset.target === null) return defaultModel('kmeans');
  const names = dataset.columns ?? table.columns.map((column) => column.name);
  const target = table.columns[names.indexOf(dataset.target)];
  const binary = target !== undefined && target.distinct !== undefined && target.distinct <= 2;
  if (binary && (target.type === 'category' || target.min === -1)) return defaultModel('svm');
  const network = defaultModel('network');
  if (network.kind !== 'network') return network;
  const units = Math.min(8, Math.max(2, dataset.features.length * 2));
  const classes = guessedClasses(target);
  if (classes !== null) {
    return {
      ...network,
      layers: [
        { units: Math.max(units, Math.min(64, classes)), activation: 'tanh', dropout: 0 },
        { units: classes, activation: 'softmax', dropout: 0 },
      ],
      loss: 'categoricalCrossentropy',
    };
  }
  return {
    ...network,
    layers: [
      { units, activation: 'tanh', dropout: 0 },
      { units: 1, activation: binary ? 'sigmoid' : 'linear', dropout: 0 },
    ],
  };
}

/**
 * The training settings for another kind of model: k-means and the SVM take few rounds, so each is
 * logged; what cannot be seen on the form of that kind must not stand in the way.
 */
export function trainingFor(kind: ModelSpec['kind'], training: TrainingSpec): TrainingSpec {
  const usual = FIELDS['training.logEvery'].default;
  if (kind === 'network')
    return { ...training, logEvery: training.logEvery === 1 ? usual : training.logEvery };
  const { steps, batchSize } = training;
  return {
    ...training,
    logEvery: training.logEvery === usual ? 1 : training.logEvery,
    steps: fieldProblem('training.steps', steps) === null ? steps : FIELDS['training.steps'].default,
    earlyStopping: null,
    batchSize:
      batchSize === null || fieldProblem('training.batchSize', batchSize) === null ? batchSize : null,
  };
}

/**
 * Problems between fields, which the schema cannot see.
 * @param classes of the target, where they are known
 */
export function crossProblems(experiment: Experiment, classes: number | null = null): FieldProblem[] {
  const { dataset, model } = experiment;
  const problems: FieldProblem[] = [];
  if (model.kind === 'network') problems.push(...networkProblems(model, classes));
  if (model.kind !== 'kmeans') {
    const what = model.kind === 'network' ? 'A network' : 'An SVM';
    if (dataset.kind === 'file' && dataset.target === null) {
      problems.push({
        field: 'dataset.target',
        message: `${what} needs a target column: choose one in the data.`,
      });
    }
    if (dataset.kind === 'generated') {
      const message = generatorProblem(dataset, model);
      if (message !== null) problems.push({ field: 'dataset.generator', message });
    }
  }
  if (dataset.kind === 'file') {
    const names = dataset.columns ?? [];
    names.forEach((name, position) => {
      if (names.indexOf(name) !== position) {
        problems.push({ field: `dataset.columns.${position}`, message: `Two columns are named “${name}”.` });
      }
    });
  }
  return problems;
}

/** Trainable numbers of a network: kernels and biases of its layers. */
export function parameterCount(inputs: number, units: readonly number[]): number {
  let count = 0;
  let width = inputs;
  for (const next of units) {
    count += (width + 1) * next;
    width = next;
  }
  return count;
}
