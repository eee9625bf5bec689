import { FIELDS, fieldProblem } from '../../src-shared/experiment/fields';
import type { ColumnProfile, InspectReport } from '../../src-shared/dataset/report';
import {
  fileDatasetSchema,
  parseExperiment,
  type Experiment,
  type FieldProblem,
  type FileDatasetSpec,
  type ModelSpec,
  type TrainingSpec,
} from '../../src-shared/experiment/schema';
import { generatorProblem } from './draft-generator';

/** First guesses for a new experiment, and the checks that need more than one field. */

const TARGET_NAMES = /^(y|target|label|labels|class|classes|output|outcome)$/i;
const NAMELESS = /^(column|col|c|v|f|field|x)?[ _]?\d+$/i;

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

/** Why a column cannot be a feature, or null where it can. */
export function featureProblem(column: ColumnProfile): string | null {
  if (column.type === 'number') return null;
  const words = { category: 'categories', text: 'text', date: 'dates' }[column.type];
  return `This column holds ${words}; only columns of numbers can be features.`;
}

/** Why a column cannot be the target, or null where it can. */
export function targetProblem(column: ColumnProfile): string | null {
  if (column.type === 'number' || column.type === 'category') return null;
  const words = column.type === 'date' ? 'dates' : 'free text';
  return `This column holds ${words}; a target is a number or a category.`;
}

/** Whether the first column only counts the rows: 1..n or 0..n-1, ascending. */
export function isRowIndex(report: InspectReport): boolean {
  const first = report.columns[0];
  if (first === undefined || report.columns.length < 2) return false;
  if (first.type !== 'number' || first.missing > 0 || first.distinct !== report.rows || report.rows < 2) {
    return false;
  }
  if (first.min !== 0 && first.min !== 1) return false;
  if (first.max !== first.min + report.rows - 1) return false;
  let last = -Infinity;
  for (const row of report.preview) {
    const value = Number(row[0]);
    if (!(value > last)) return false;
    last = value;
  }
  return true;
}

/** Names for the columns of a file without a header: what the reader made up reads poorly in a chart. */
export function guessNames(report: InspectReport): string[] {
  const indexed = isRowIndex(report);
  return report.columns.map((column, position) => {
    if (!NAMELESS.test(column.name)) return column.name;
    if (indexed && position === 0) return 'Index';
    return `x${indexed ? position : position + 1}`;
  });
}

const FILE_DEFAULTS = fileDatasetSchema.parse({ kind: 'file', path: 'x', features: ['x'] });

/** How to use a file that was just opened: which columns are features, which one is the target. */
export function guessDataset(report: InspectReport): FileDatasetSpec {
  const names = report.dialect.header > 0 ? report.columns.map((column) => column.name) : guessNames(report);
  const indexed = isRowIndex(report);
  const named = report.columns.map((column, position) => ({
    column,
    position,
    name: names[position] ?? column.name,
  }));
  const target = guessTarget(named.filter(({ position }) => !(indexed && position === 0)));
  const features = named.filter(
    ({ column, position, name }) =>
      featureProblem(column) === null && !(indexed && position === 0) && name !== target,
  );
  return {
    ...FILE_DEFAULTS,
    path: report.path,
    ...(report.format === 'csv' && report.dialect.header === 0 ? { columns: names } : {}),
    features: features.map(({ name }) => name),
    target,
  };
}

function guessTarget(
  columns: readonly { readonly column: ColumnProfile; readonly name: string }[],
): string | null {
  const named = columns.find(({ column, name }) => TARGET_NAMES.test(name) && targetProblem(column) === null);
  if (named !== undefined) return named.name;
  const last = columns[columns.length - 1];
  if (last === undefined || columns.length < 2) return null;
  const { column } = last;
  const binary =
    column.type === 'number' &&
    column.distinct === 2 &&
    (column.min === 0 || column.min === -1) &&
    column.max === 1;
  return binary || (column.type === 'category' && column.distinct === 2) ? last.name : null;
}

/** The model to offer for a file: k-means without a target, an SVM for two classes, else a network. */
export function guessModel(report: InspectReport, dataset: FileDatasetSpec): ModelSpec {
  if (dataset.target === null) return defaultModel('kmeans');
  const names = dataset.columns ?? report.columns.map((column) => column.name);
  const target = report.columns[names.indexOf(dataset.target)];
  const binary = target !== undefined && target.distinct <= 2;
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
        message: `${what} needs a target column: choose one in the list.`,
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
