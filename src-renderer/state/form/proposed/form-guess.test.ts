import { expect, it } from 'vitest';
import { parseExperiment, type Experiment } from '../../../../src-shared/experiment/schema';
import { proposeDataset } from '../../../../src-shared/experiment/proposal';
import { crossProblems, newExperiment, parameterCount } from './form-guess';
import { heights } from '../../../testing/fake-table';

it('finds problems between fields', () => {
  const file = { ...proposeDataset(heights).dataset, columns: ['a', 'b', 'a'] };
  const experiment: Experiment = { ...newExperiment(), dataset: file };
  expect(crossProblems(experiment).map((problem) => problem.field)).toEqual([
    'dataset.target',
    'dataset.columns.2',
  ]);
});

it('finds what the parts of a network make impossible, at the field to change', () => {
  const network = (changes: object): Experiment =>
    parseExperiment({
      ...newExperiment(),
      model: {
        kind: 'network',
        layers: [
          { units: 4, activation: 'tanh' },
          { units: 3, activation: 'softmax' },
        ],
        loss: 'categoricalCrossentropy',
        ...changes,
      },
    });
  const listFields = (changes: object, classes: number | null): string[] =>
    crossProblems(network(changes), classes).map(({ field }) => field);
  expect(listFields({}, null)).toEqual([]);
  expect(listFields({}, 3)).toEqual([]);
  expect(crossProblems(network({}), 4)).toEqual([
    {
      field: 'model.layers.1.units',
      message: 'The target has 4 classes, so a softmax layer needs 4 units, not 3.',
    },
  ]);
  expect(listFields({ loss: 'huber' }, 3)).toEqual(['model.loss']);
  const early = [
    { units: 3, activation: 'softmax' },
    { units: 1, activation: 'sigmoid' },
  ];
  expect(listFields({ layers: early, loss: 'hinge' }, 2)).toEqual([
    'model.layers.0.activation',
    'model.layers.1.activation',
  ]);
});

it('counts the parameters of a network', () => {
  expect(parameterCount(2, [2, 1])).toBe(9);
  expect(parameterCount(784, [128, 10])).toBe(101770);
});
