import { describe, expect, it } from 'vitest';
import { fakeRow } from './fake-row';
import { collectNames } from '../columns';
import { parseFilter } from '.';

const ROWS = [
  fakeRow('net', {
    dataset: 'cars.csv',
    params: { 'model.loss': 'meanSquaredError', 'model.optimizer.learningRate': 0.03 },
    metrics: { loss: [0.5, 0.5, 1, 0.5, 1], valLoss: [0.05, 0.05, 1, 0.05, 1], r2: [0.9, 0.9, 1, 0.9, 1] },
  }),
  fakeRow('clusters', {
    name: 'Validation',
    kind: 'kmeans',
    dataset: 'penguins',
    params: { 'model.nClusters': 3 },
    metrics: { inertia: [10, 10, 1, 20, 2] },
  }),
  fakeRow('slow', {
    dataset: 'cars',
    params: { 'model.optimizer.learningRate': 1, 'model.loss': 'binaryCrossentropy' },
    metrics: { loss: [0.2, 0.1, 1, 0.9, 2], valLoss: [0.3, 0.02, 1, 0.3, 2] },
  }),
];
const NAMES = collectNames(ROWS);

function found(text: string): string[] | string {
  const parsed = parseFilter(text, NAMES);
  return parsed.ok ? ROWS.filter(parsed.matches).map(({ id }) => id) : parsed.problem.message;
}

describe('labels in the filter of runs', () => {
  it.each([
    ['Validation loss < 0.1', ['net']],
    ['validation LOSS<0.1', ['net']],
    ['val loss < 0.1', ['net']],
    ['Training loss > 0.3', ['net']],
    ['R² > 0.5', ['net']],
    ['Clusters = 3', ['clusters']],
    ['Learning rate in (0.03, 2)', ['net']],
    ['Learning rate not in (0.03)', ['clusters', 'slow']],
    ['best(Validation loss) < 0.1', ['net', 'slow']],
    ['"Validation loss" < 0.1', ['net']],
    ['not Validation loss < 0.1 and Learning rate > 0', ['slow']],
    // Words before a label are looked for as ever.
    ['cars Validation loss > 0.1', ['slow']],
    ['validation', ['clusters']],
    ['data = cars', ['net', 'slow']],
    ['Data set = cars.csv', ['net']],
    ['data != Cars', ['clusters']],
    ['Model = k-means', ['clusters']],
    ['model.loss = "Mean squared error"', ['net']],
    ['model.loss != "mean squared error"', ['slow']],
  ])('%s', (text, ids) => {
    expect(found(text)).toEqual(ids);
  });

  it('are refused like names where nothing is called so', () => {
    expect(found('Validation losses < 0.1')).toBe(
      'No run has a setting or metric “losses”; the nearest is “loss”.',
    );
    expect(found('best(Clusters) < 3')).toBe('No run has a metric “Clusters”.');
    expect(found('best(no such) < 3')).toBe('Write a metric in brackets, e.g. best(loss).');
  });
});
