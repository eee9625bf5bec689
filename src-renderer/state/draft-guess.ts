import { FIELDS, fieldProblem } from '../../src-shared/experiment/fields';
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

/** The model to offer for a file: k-means without a target, an SVM for two classes, else a network. */
export function guessModel(table: KnownTable, dataset: FileDatasetSpec): ModelSpec {
  if (dataset.target === null) return defaultModel('kmeans');
  const names = dataset.columns ?? table.columns.map((column) => column.name);
  const target = table.columns[names.indexOf(dataset.target)];
  const binary = target !== undefined && target.distinct !== undefined && target.distinct <= 2;
  if (binary && (target.type === 'category' || target.min === -1)) return defaultModel('svm');
  const network = defaultModel('network');
  if (network.kind !== 'network') return network;
  const units = Math.min(8, Math.max(2, dataset.features.length * 2));
  return {
    ...network,
    layers: [
      { units, activation: 'tanh' },
      { units: 1, activation: binary ? 'sigmoid' : 'linear' },
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
    batchSize:
      batchSize === null || fieldProblem('training.batchSize', batchSize) === null ? batchSize : null,
  };
}

/** Problems between fields, which the schema cannot see. */
export function crossProblems(experiment: Experiment): FieldProblem[] {
  const { dataset, model } = experiment;
  const problems: FieldProblem[] = [];
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
