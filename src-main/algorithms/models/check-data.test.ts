import { describe, expect, it } from 'vitest';
import type { ModelSpec } from '../../../src-shared/experiment/schema';
import { toTrainingData, networkSpec, svmSpec } from '../../testing/data';
import { checkTrainingData } from './check-data';
import type { TrainingData } from '../contract/trainer';

const svm: ModelSpec = svmSpec({ l2: 1, maxIter: 30 });
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
const good = toTrainingData([[1], [2], [3]], [0, 1, 0]);
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
    'an SVM with a number column for classes',
    svm,
    { ...good, classes: Array.from({ length: 101 }, (_, i) => i) },
    'has 101: 0, 1, 2, 3, 4, ….',
    'dataset.target',
  ],
  [
    'an SVM with a class that only validation rows have',
    svm,
    { ...toTrainingData([[1], [2], [3]], [0, 1, 2], 2), classes: ['a', 'b', 'c'] },
    'No training row is of class c: use a stratified split',
    'dataset.split.method',
  ],
  [
    'a class weight for no class',
    svmSpec({ classWeight: { '0': 2, maybe: 3 } }),
    good,
    'There is a class weight for "maybe", but the target has the classes 0, 1.',
    'model.classWeight',
  ],
  [
    'more folds than rows of a class',
    svmSpec({ folds: 3 }),
    toTrainingData([[1], [2], [3], [4], [5]], [0, 0, 0, 1, 1]),
    'Class 1 has only 2 training rows, too few for 3 folds: use at most 2 folds.',
    'model.folds',
  ],
  [
    'calibration on validation rows of one class',
    svmSpec({ calibration: 'validation' }),
    toTrainingData([[1], [2], [3], [4]], [0, 1, 0, 0], 2),
    'Calibration needs validation rows of every class, but there are none of class 1:',
    'model.calibration',
  ],
  [
    'an SVM whose training rows are of one class',
    svm,
    { ...toTrainingData([[1], [2], [3]], [0, 0, 1], 2) },
    'All training rows are of one class',
    'dataset.validationSplit',
  ],
  [
    'more clusters than distinct rows',
    kmeans,
    toTrainingData([[1], [1], [2]]),
    'k = 3, but the data has only 2 distinct rows: choose at most 2 clusters.',
    'model.nClusters',
  ],
  [
    'more clusters than distinct training rows',
    kmeans,
    toTrainingData([[1], [2], [3]], null, 2),
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
    toTrainingData([[1], [2]], [0, 0.5]),
    'only 0 and 1',
    'model.loss',
  ],
  [
    'a hinge loss on other targets than two classes',
    networkSpec({ layers: [{ units: 1, activation: 'linear' }], loss: 'hinge' }),
    toTrainingData([[1], [2], [3]], [0, 1, 2]),
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
    toTrainingData([[1], [2], [3]], [0, 1, 2], 3, null, ['a', 'b', 'c']),
    'The target has 3 classes, so a softmax layer needs 3 units, not 2.',
    'model.layers.0.units',
  ],
  [
    'a softmax for one class',
    networkSpec({ layers: [{ units: 2, activation: 'softmax' }], loss: 'categoricalCrossentropy' }),
    toTrainingData([[1], [2]], [0, 0], 2, null, ['a']),
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
    const data = toTrainingData([
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

  it.each([0, 1, 4094, 4095, 4096, 4097, 8199, 8200])('finds value %i of 8,201, whatever it is', (index) => {
    for (const value of [NaN, Infinity, -Infinity]) {
      const features = Float64Array.from(
        { length: 8201 },
        (_, i) => (i % 2 === 0 ? 1e308 : -1e308) / (1 + i),
      );
      const data = { ...toTrainingData([[0]]), rows: 8201, trainRows: 8201, features };
      expect(() => {
        checkTrainingData(kmeans, data);
      }).not.toThrow();
      features[index] = value;
      expect(() => {
        checkTrainingData(kmeans, data);
      }).toThrow(`not a finite number in row ${index + 1} of`);
    }
  });
});
