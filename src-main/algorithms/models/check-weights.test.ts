import { describe, expect, it } from 'vitest';
import { type KMeansSpec, type ModelSpec, type SvmSpec } from '../../../src-shared/experiment/schema';
import { toTrainingData, svmSpec } from '../../testing/data';
import { checkTrainingData } from './check-data';

const kmeans: KMeansSpec = {
  kind: 'kmeans',
  nClusters: 3,
  init: 'k-means++',
  nInit: 2,
  maxIter: 50,
  tol: 0,
  initRows: null,
  tolOn: 'inertia',
  batchSize: null,
  reassignmentRatio: 0.01,
  maxNoImprovement: 10,
};
const svm: SvmSpec = svmSpec({ l2: 1, maxIter: 300 });

describe('weights before training', () => {
  const check = (w: readonly number[], model: ModelSpec = kmeans, trainRows = 3): void => {
    checkTrainingData(model, toTrainingData([[1], [2], [3], [4]], [0, 1, 0, 1], trainRows, w));
  };
  it('may all be equal, and some of them 0', () => {
    expect(() => {
      check([2, 2, 2, 2]);
      check([1, 0, 1, 1], { ...kmeans, nClusters: 2 });
    }).not.toThrow();
  });
  it.each([
    ['negative', [1, -1, 1, 1], 'The weight of row 2 of the rows used is -1'],
    ['no number', [1, 1, NaN, 1], 'The weight of row 3 of the rows used is NaN'],
    ['all 0 in training', [0, 0, 0, 1], 'All training rows have weight 0'],
    ['all 0 in validation', [1, 1, 1, 0], 'All validation rows have weight 0'],
  ])('are refused where they are %s', (_, w, message) => {
    expect(() => {
      check(w);
    }).toThrow(message);
  });
  it('leave rows of weight 0 out of what there must be enough of', () => {
    expect(() => {
      check([1, 0, 1, 1]);
    }).toThrow('only 2 distinct rows');
    expect(() => {
      check([1, 0, 1, 1], svm);
    }).toThrow('All training rows are of one class');
  });
  it.each([
    // No validation rows: no split can be blamed.
    [
      'one class of two',
      [0, 1, 0, 1],
      [1, 0, 1, 0],
      4,
      'All training rows are of one class, for those of class b have weight 0',
    ],
    ['one class of three', [0, 1, 2, 1], [1, 0, 1, 0], 4, 'All training rows of class b have weight 0'],
    [
      'a class in the training rows alone',
      [0, 1, 2, 1],
      [1, 0, 1, 1],
      3,
      'All training rows of class b have weight 0',
    ],
  ])('are blamed where they leave out %s', (_, target, w, trainRows, message) => {
    const data = {
      ...toTrainingData([[1], [2], [3], [4]], target, trainRows, w),
      classes: ['a', 'b', 'c'].slice(0, Math.max(...target) + 1),
    };
    expect(() => {
      checkTrainingData(svm, data);
    }).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(message) as string,
        info: expect.objectContaining({ field: 'dataset.weight' }) as object,
      }) as Error,
    );
  });
  it('are blamed for missing calibration rows, and folds count rows with a weight', () => {
    const rows = Array.from({ length: 8 }, (_, i) => [i]);
    const target = [0, 1, 0, 1, 0, 1, 0, 1];
    const calibrated = { ...svm, calibration: 'validation' } as ModelSpec;
    expect(() => {
      checkTrainingData(calibrated, toTrainingData(rows, target, 4, [1, 1, 1, 1, 1, 0, 1, 0]));
    }).toThrow('but all of class 1 have weight 0');
    const folded = { ...svm, folds: 3 } as ModelSpec;
    expect(() => {
      checkTrainingData(folded, toTrainingData(rows, target, 8, [1, 1, 1, 0, 1, 0, 1, 0]));
    }).toThrow('Class 1 has only 1 training row with a weight above 0, too few for 3 folds: leave');
  });
});
