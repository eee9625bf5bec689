import { fail } from '../../../src-shared/errors';
import { networkProblems } from '../../../src-shared/models/network/problems';
import { networkTask, type ModelSpec } from '../../../src-shared/experiment/schema';
import { checkSvm } from '../svm/check-svm';
import { distinctRows, trainingPoints } from '../kmeans/math';
import { weightOf } from '../numeric/weights';
import type { TrainingData } from '../contract/trainer';

/** Weights, gradients and two optimizer slots of 8 bytes each: about 1.6 GB. */
const MOST_WEIGHTS = 50_000_000;

/**
 * Refuses data that the model cannot be trained on, before anything starts. Both engines ask here.
 * @throws BenchtopError `invalid-data` or `invalid-experiment`, naming the field
 */
export function checkTrainingData(model: ModelSpec, data: TrainingData): void {
  if (data.trainRows < 1) {
    throw fail(
      'invalid-data',
      'There are no rows to train on: every row was dropped or kept for validation.',
      { field: 'dataset' },
    );
  }
  const bad = firstNotFinite(data.features);
  if (bad >= 0) {
    const name = data.featureNames[bad % data.width] ?? '';
    throw fail(
      'invalid-data',
      `Column "${name}" has a value that is not a finite number in row ${Math.floor(bad / data.width) + 1} of the rows used.`,
      { column: name },
    );
  }
  const badTarget = data.target === null ? -1 : firstNotFinite(data.target);
  if (badTarget >= 0) {
    throw fail(
      'invalid-data',
      `The target has a value that is not a finite number in row ${badTarget + 1} of the rows used.`,
      { field: 'dataset.target' },
    );
  }
  if (data.weights !== null) checkWeights(data, data.weights);
  if (model.kind === 'kmeans') checkClusters(model.nClusters, data);
  if (model.kind === 'svm') checkSvm(model, data);
  if (model.kind === 'network') checkNetwork(model, data);
}

/** Its place; -1: all are. A plain loop: there may be many millions of them. */
function firstNotFinite(values: Float64Array): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return i;
  return -1;
}

/** All of them equal is fine: that is no weighting. */
function checkWeights({ rows, trainRows }: TrainingData, weights: Float64Array): void {
  const bad = weights.findIndex((weight) => !Number.isFinite(weight) || weight < 0);
  if (bad >= 0) {
    throw fail(
      'invalid-data',
      `The weight of row ${bad + 1} of the rows used is ${weights[bad] ?? NaN}: a weight must be a number from 0 on.`,
      { field: 'dataset.weight' },
    );
  }
  for (const [part, from, to] of [
    ['training', 0, trainRows],
    ['validation', trainRows, rows],
  ] as const) {
    if (from === to || weightOf(weights, from, to) > 0) continue;
    const instead = rows === trainRows ? 'another weight column' : 'another weight column or split';
    throw fail('invalid-data', `All ${part} rows have weight 0, so none of them counts: choose ${instead}.`, {
      field: 'dataset.weight',
    });
  }
}

function checkClusters(k: number, data: TrainingData): void {
  const distinct = distinctRows(trainingPoints(data), k);
  if (k > distinct) {
    const training = data.rows > data.trainRows ? ['to train on'] : [];
    const weighted = data.weights === null ? [] : ['with a weight above 0'];
    const which = [...training, ...weighted].map((words) => ` ${words}`).join('');
    throw fail(
      'invalid-data',
      `k = ${k}, but the data has only ${distinct} distinct ${distinct === 1 ? 'row' : 'rows'}${which}: choose at most ${distinct} ${distinct === 1 ? 'cluster' : 'clusters'}.`,
      { field: 'model.nClusters' },
    );
  }
}

function checkNetwork(model: Extract<ModelSpec, { kind: 'network' }>, data: TrainingData): void {
  if (data.target === null) {
    throw fail('invalid-data', 'A network needs a target column to learn: choose one.', {
      field: 'dataset.target',
    });
  }
  const task = networkTask(model);
  if (task.kind === 'classes' && data.classes.length < 2) {
    throw fail('invalid-data', 'All rows are of one class: choose another target, or more rows.', {
      field: 'dataset.target',
    });
  }
  checkModel(model, task.kind === 'classes' ? data.classes.length : null);
  let weights = 0;
  model.layers.forEach(({ units }, l) => {
    weights += ((l === 0 ? data.width : (model.layers[l - 1]?.units ?? 0)) + 1) * units;
  });
  if (weights > MOST_WEIGHTS) {
    throw fail(
      'invalid-experiment',
      `The network would have ${weights.toLocaleString('en')} weights, more than the ${MOST_WEIGHTS.toLocaleString('en')} that fit: use fewer units or layers.`,
      { field: 'model.layers' },
    );
  }
  if (task.kind === 'classes') return;
  const isOfTwo = data.target.every((value) => value === 0 || value === 1);
  if (isOfTwo || (model.loss !== 'binaryCrossentropy' && model.loss !== 'hinge')) return;
  const loss = model.loss === 'hinge' ? 'The hinge loss' : 'Binary cross-entropy';
  throw fail(
    'invalid-data',
    `${loss} needs a target of only 0 and 1, or of two other values: choose another target or loss.`,
    { field: 'model.loss' },
  );
}

/**
 * Refuses a model whose parts do not fit together, which can be told without any data.
 * @param classes of the target; null: not known
 * @throws BenchtopError `invalid-experiment`, naming the field
 */
export function checkModel(model: ModelSpec, classes: number | null = null): void {
  const [problem] = model.kind === 'network' ? networkProblems(model, classes) : [];
  if (problem !== undefined) throw fail('invalid-experiment', problem.message, { field: problem.field });
}
