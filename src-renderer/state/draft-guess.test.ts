import { describe, expect, it } from 'vitest';
import { parseExperiment, type Experiment } from '../../src-shared/experiment/schema';
import { guessDataset, isRowIndex } from './dataset-guess';
import { crossProblems, guessModel, newExperiment, parameterCount } from './draft-guess';
import { column, heights, index, report } from './fake-table';

describe('guesses for a new file', () => {
  it('leaves the row index of a headerless file out and names the columns', () => {
    const dataset = guessDataset(heights);
    expect(dataset.columns).toEqual(['Index', 'x1', 'x2']);
    expect(dataset.features).toEqual(['x1', 'x2']);
    expect(dataset.target).toBeNull();
    expect(guessModel(heights, dataset).kind).toBe('kmeans');
  });

  it('takes no column for an index that has gaps, repeats or no order', () => {
    expect(isRowIndex(heights)).toBe(true);
    expect(isRowIndex(report([index('a')], 1))).toBe(false);
    expect(isRowIndex(report([column('a', { min: 1, max: 200, distinct: 199 }), column('b')], 1))).toBe(
      false,
    );
    expect(isRowIndex(report([column('a', { min: 1, max: 300, distinct: 200 }), column('b')], 1))).toBe(
      false,
    );
    const shuffled = { ...heights, preview: [['2'], ['1']] };
    expect(isRowIndex(shuffled)).toBe(false);
  });

  it('finds the target by name or by two values, and a model that fits it', () => {
    const named = report([column('a'), column('y', { min: 0, max: 1, distinct: 2 }), column('b')], 1);
    expect(guessDataset(named)).toMatchObject({ features: ['a', 'b'], target: 'y' });
    expect(guessModel(named, guessDataset(named))).toMatchObject({
      kind: 'network',
      layers: [{ units: 4 }, { units: 1, activation: 'sigmoid' }],
    });
    const classes = report([column('a'), column('kind', { type: 'category', distinct: 2 })], 1);
    expect(guessDataset(classes)).toMatchObject({ features: ['a'], target: 'kind' });
    expect(guessModel(classes, guessDataset(classes)).kind).toBe('svm');
  });

  it('takes more than two classes for a softmax with a unit for each', () => {
    const iris = report([column('a'), column('b'), column('species', { type: 'category', distinct: 3 })], 1);
    expect(guessDataset(iris)).toMatchObject({ features: ['a', 'b'], target: 'species' });
    const ofThree = {
      kind: 'network',
      layers: [
        { units: 4, activation: 'tanh' },
        { units: 3, activation: 'softmax' },
      ],
      loss: 'categoricalCrossentropy',
    };
    expect(guessModel(iris, guessDataset(iris))).toMatchObject(ofThree);
    const counted = report([column('a'), column('b'), column('y', { min: 0, max: 2, distinct: 3 })], 1);
    expect(guessModel(counted, guessDataset(counted))).toMatchObject(ofThree);
    // Numbers with gaps, or many of them, are predicted as numbers.
    for (const y of [
      { min: 0, max: 9, distinct: 3 },
      { min: 1, max: 11, distinct: 11 },
    ]) {
      const numbers = report([column('a'), column('b'), column('y', y)], 1);
      expect(guessModel(numbers, guessDataset(numbers))).toMatchObject({
        layers: [{}, { units: 1, activation: 'linear' }],
        loss: 'meanSquaredError',
      });
    }
  });

  it('takes a last column of words for the target only among numbers, and where there are few', () => {
    const kind = (distinct: number) => column('kind', { type: 'category', distinct });
    expect(guessDataset(report([column('a'), kind(20)], 1)).target).toBe('kind');
    expect(guessDataset(report([column('a'), kind(21)], 1)).target).toBeNull();
    const colour = column('colour', { type: 'category', distinct: 4 });
    expect(guessDataset(report([column('a'), colour, kind(3)], 1)).target).toBeNull();
  });

  it('offers no text or date column as a feature', () => {
    const mixed = report([column('a'), column('note', { type: 'text' }), column('day', { type: 'date' })], 1);
    expect(guessDataset(mixed).features).toEqual(['a']);
  });
});

it('finds problems between fields', () => {
  const file = { ...guessDataset(heights), columns: ['a', 'b', 'a'] };
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
  const fieldsOf = (changes: object, classes: number | null): string[] =>
    crossProblems(network(changes), classes).map(({ field }) => field);
  expect(fieldsOf({}, null)).toEqual([]);
  expect(fieldsOf({}, 3)).toEqual([]);
  expect(crossProblems(network({}), 4)).toEqual([
    {
      field: 'model.layers.1.units',
      message: 'The target has 4 classes, so a softmax layer needs 4 units, not 3.',
    },
  ]);
  expect(fieldsOf({ loss: 'huber' }, 3)).toEqual(['model.loss']);
  const early = [
    { units: 3, activation: 'softmax' },
    { units: 1, activation: 'sigmoid' },
  ];
  expect(fieldsOf({ layers: early, loss: 'hinge' }, 2)).toEqual([
    'model.layers.0.activation',
    'model.layers.1.activation',
  ]);
});

it('counts the parameters of a network', () => {
  expect(parameterCount(2, [2, 1])).toBe(9);
  expect(parameterCount(784, [128, 10])).toBe(101770);
});
