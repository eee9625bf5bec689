import { describe, expect, it } from 'vitest';
import type { ModelSpec } from '../../src-shared/experiment/schema';
import { dataOf, networkSpec } from '../testing/data';
import { checkTrainingData } from './check-data';
import type { TrainingData } from './trainer';

const svm: ModelSpec = { kind: 'svm', l2: 1, maxIter: 30 };
const kmeans: ModelSpec = {
  kind: 'kmeans',
  nClusters: 3,
  init: 'k-means++',
  nInit: 1,
  maxIter: 300,
  tol: 0,
  initRows: null,
  tolOn: 'inertia',
  batchSize: null,
  reassignmentRatio: 0.01,
  maxNoImprovement: 10,
};
const good = dataOf([[1], [2], [3]], [0, 1, 0]);
const sigmoid = { units: 1, activation: 'sigmoid' as const };

const refused: [string, ModelSpec, TrainingData, string, string][] = [
  ['no rows', kmeans, { ...good, rows: 0, trainRows: 0 }, 'no rows to train on', 'dataset'],
  [
    'a network without a target',
    networkSpec(),
    { ...good, target: null },
    'needs a target',
    'dataset.target',
  ],
  ['an SVM without a target', svm, { ...good, target: null, classes: [] }, 'two classes', 'dataset.target'],
  [
    'an SVM with one class',
    svm,
    { ...good, classes: ['a'], target: Float64Array.of(0, 0, 0) },
    'the target has 1: a.',
    'dataset.target',
  ],
  [
    'an SVM with six classes',
    svm,
    { ...good, classes: ['a', 'b', 'c', 'd', 'e', 'f'] },
    'has 6: a, b, c, d, e, ….',
    'dataset.target',
  ],
  [
    'an SVM whose training rows are of one class',
    svm,
    { ...dataOf([[1], [2], [3]], [0, 0, 1], 2) },
    'All training rows are of one class',
    'dataset.validationSplit',
  ],
  [
    'more clusters than distinct rows',
    kmeans,
    dataOf([[1], [1], [2]]),
    'k = 3, but the data has only 2 distinct rows: choose at most 2 clusters.',
    'model.nClusters',
  ],
  [
    'more clusters than distinct training rows',
    kmeans,
    dataOf([[1], [2], [3]], null, 2),
    'only 2 distinct rows',
    'model.nClusters',
  ],
  [
    'a target that is no number',
    networkSpec(),
    { ...good, target: Float64Array.of(0, Infinity, 0) },
    'not a finite number in row 2',
    'dataset.target',
  ],
  [
    'two outputs',
    networkSpec({ layers: [{ units: 2, activation: 'sigmoid' }] }),
    good,
    'must have 1 unit for one target column, not 2.',
    'model.layers.0.units',
  ],
  [
    'cross-entropy on a linear output',
    networkSpec({ layers: [{ units: 1, activation: 'linear' }], loss: 'binaryCrossentropy' }),
    good,
    'needs a sigmoid in the last layer',
    'model.layers.0.activation',
  ],
  [
    'cross-entropy on other targets than 0 and 1',
    networkSpec({ layers: [sigmoid], loss: 'binaryCrossentropy' }),
    dataOf([[1], [2]], [0, 0.5]),
    'only 0 and 1',
    'model.loss',
  ],
  [
    'a hinge loss on other targets than two classes',
    networkSpec({ layers: [{ units: 1, activation: 'linear' }], loss: 'hinge' }),
    dataOf([[1], [2], [3]], [0, 1, 2]),
    'The hinge loss needs a target of only 0 and 1',
    'model.loss',
  ],
  [
    'a hinge loss on a sigmoid',
    networkSpec({ layers: [sigmoid], loss: 'hinge' }),
    good,
    'needs a linear or tanh output, which can be below 0, not sigmoid',
    'model.layers.0.activation',
  ],
  [
    'fewer units than classes',
    networkSpec({ layers: [{ units: 2, activation: 'softmax' }], loss: 'categoricalCrossentropy' }),
    dataOf([[1], [2], [3]], [0, 1, 2], 3, null, ['a', 'b', 'c']),
    'The target has 3 classes, so a softmax layer needs 3 units, not 2.',
    'model.layers.0.units',
  ],
  [
    'a softmax for one class',
    networkSpec({ layers: [{ units: 2, activation: 'softmax' }], loss: 'categoricalCrossentropy' }),
    dataOf([[1], [2]], [0, 0], 2, null, ['a']),
    'All rows are of one class',
    'dataset.target',
  ],
  [
    'a softmax before the last layer',
    networkSpec({ layers: [{ units: 2, activation: 'softmax' }, sigmoid] }),
    good,
    'Softmax belongs in the last layer: choose another activation for layer 1.',
    'model.layers.0.activation',
  ],
  [
    'a softmax under the mean squared error',
    networkSpec({ layers: [{ units: 2, activation: 'softmax' }] }),
    good,
    'needs categorical cross-entropy',
    'model.loss',
  ],
  [
    'categorical cross-entropy without a softmax',
    networkSpec({ layers: [sigmoid], loss: 'categoricalCrossentropy' }),
    good,
    'needs a softmax in the last layer',
    'model.layers.0.activation',
  ],
  [
    'dropout of the output',
    networkSpec({ layers: [{ ...sigmoid, dropout: 0.5 }] }),
    good,
    'set its dropout to 0',
    'model.layers.0.dropout',
  ],
  [
    'a network too large for memory',
    networkSpec({
      layers: [
        { units: 4096, activation: 'relu' },
        { units: 4096, activation: 'relu' },
        { units: 4096, activation: 'relu' },
        { units: 4096, activation: 'relu' },
        sigmoid,
      ],
    }),
    good,
    'would have 50,356,225 weights, more than the 50,000,000 that fit',
    'model.layers',
  ],
];

describe('checkTrainingData', () => {
  it.each(refused)('refuses %s', (_, model, data, message, field) => {
    let thrown: unknown;
    try {
      checkTrainingData(model, data);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      info: { kind: expect.stringMatching(/^invalid-(data|experiment)$/) as string, field },
    });
    expect((thrown as Error).message).toContain(message);
  });

  it('names the column and row of a value that is no number', () => {
    const data = dataOf([
      [1, 2],
      [3, NaN],
    ]);
    expect(() => {
      checkTrainingData(kmeans, data);
    }).toThrow('Column "x2" has a value that is not a finite number in row 2');
  });

  it('lets good data through', () => {
    for (const model of [svm, kmeans, networkSpec()]) {
      expect(() => {
        checkTrainingData(model, good);
      }).not.toThrow();
    }
  });
});
