import { describe, expect, it } from 'vitest';
import {
  measureLabel,
  toTrainingMetric,
  measuredOn,
  metricLabel,
  metricPhrase,
  railLabel,
  rowsPhrase,
  tileLabel,
  validationFirst,
} from './metric-labels';

describe('the name of a metric', () => {
  it.each([
    ['loss', 'training', 'Training loss'],
    ['valLoss', 'validation', 'Validation loss'],
    ['accuracy', 'training', 'Training accuracy'],
    ['valAccuracy', 'validation', 'Validation accuracy'],
    ['r2', 'training', 'Training R²'],
    ['valR2', 'validation', 'Validation R²'],
    ['valMae', 'validation', 'Validation mean absolute error'],
    ['valHingeLoss', 'validation', 'Validation hinge loss'],
    ['meanSquaredDistance', 'training', 'Training J, mean squared distance'],
    ['learningRate', null, 'Learning rate'],
    ['dualityGap', null, 'Duality gap'],
    ['silhouette', 'training', 'Training silhouette'],
    ['daviesBouldin', 'training', 'Training Davies-Bouldin'],
    ['valBrier', 'validation', 'Validation brier'],
    ['brier', null, 'Brier'],
    ['valuation', null, 'Valuation'],
  ])('%s is of %s rows: %s', (name, rows, label) => {
    expect(measuredOn(name)).toBe(rows);
    expect(metricLabel(name)).toBe(label);
  });

  it('stands within a sentence, and without its rows where they are said', () => {
    expect(metricPhrase('valR2')).toBe('validation R²');
    expect(metricPhrase('loss')).toBe('training loss');
    expect(measureLabel('valLoss')).toBe('Loss');
    expect(toTrainingMetric('valR2')).toBe('r2');
    expect(toTrainingMetric('inertia')).toBe('inertia');
    expect([tileLabel('valRmse'), tileLabel('meanSquaredDistance')]).toEqual([
      'Validation RMSE',
      'Training J',
    ]);
    expect([railLabel('valLoss'), railLabel('r2'), railLabel('nIter')]).toEqual([
      'val loss',
      'train R²',
      'iterations',
    ]);
  });
});

it('rows are said with what they are', () => {
  expect(rowsPhrase(1, 'validation')).toBe('1 validation row');
  expect(rowsPhrase(1200, 'training')).toBe('1,200 training rows');
});

it('validation comes first, and each part keeps its order', () => {
  const names = ['loss', 'learningRate', 'valLoss', 'accuracy', 'valAccuracy'];
  expect(validationFirst(names)).toEqual(['valLoss', 'valAccuracy', 'loss', 'accuracy', 'learningRate']);
});
