import { expect, it } from 'vitest';
import { BenchtopError } from '../errors';
import { checkExperiment, parseExperiment } from './schema';

const file = { kind: 'file', path: 'a.csv', features: ['a'], target: 'y' };
const whole = { schemaVersion: 1, name: 'x', dataset: file, model: { kind: 'kmeans' } };

function problems(document: unknown): string[] {
  const checked = checkExperiment(document);
  return checked.ok ? [] : checked.problems.map(({ field, message }) => `${field}: ${message}`);
}

it.each<[object, string[]]>([
  [{ ...whole, dataset: { kind: 'file', path: 'a.csv' } }, ['dataset.features: Name at least one column.']],
  [
    { ...whole, dataset: { ...file, features: 'a,b' } },
    ['dataset.features: Give a list, not the text “a,b”.'],
  ],
  [{ ...whole, dataset: { ...file, target: 5 } }, ['dataset.target: Give text, not 5.']],
  [
    { ...whole, dataset: { ...file, scaling: 'standart' } },
    ['dataset.scaling: Choose one of none, standard, minmax, robust, not the text “standart”.'],
  ],
  [
    { ...whole, dataset: { ...file, feature: ['a'] } },
    ['dataset.feature: There is no setting “feature” here; did you mean “features”?'],
  ],
  [{ ...whole, zzzzzz: 1 }, ['zzzzzz: There is no setting “zzzzzz” here.']],
  [
    { ...whole, model: { kind: 'forest' } },
    [
      'model.kind: Choose one of network, kmeans, svm, linear-regression, logistic-regression, not the text “forest”.',
    ],
  ],
  [
    { ...whole, model: {} },
    ['model.kind: Choose one of network, kmeans, svm, linear-regression, logistic-regression.'],
  ],
  [
    { ...whole, model: { kind: 'network', layers: [] } },
    ['model.layers: A network needs at least one layer.'],
  ],
  [
    { ...whole, model: { kind: 'kmeans', nClusters: '3' } },
    ['model.nClusters: Clusters (k) must be a number.'],
  ],
  [
    { ...whole, dataset: { ...file, dialect: { header: 'two' } } },
    ['dataset.dialect.header: Give true or false or a number, not the text “two”.'],
  ],
  [
    { ...whole, dataset: { ...file, dialect: { quote: '""' } } },
    ['dataset.dialect.quote: Give at most 1 character.'],
  ],
  [
    { ...whole, dataset: { ...file, dialect: { skip: 1.5 } } },
    ['dataset.dialect.skip: Give a whole number, not 1.5.'],
  ],
  [
    { schemaVersion: 1, name: 'x' },
    [
      'dataset: Say which data to train on, such as { "kind": "file", "path": "data.csv", "features": ["a"] }.',
      'model: Say which model to train, such as { "kind": "kmeans" }.',
    ],
  ],
])('says what is wrong with %j', (document, expected) => {
  expect(problems(document)).toEqual(expected);
});

it('has nothing of zod in what is thrown, and all problems where there are several', () => {
  const document = { schemaVersion: 2, name: 7, dataset: { ...file, path: null, copy: 'yes' }, model: 3 };
  let thrown: unknown;
  try {
    parseExperiment(document, 'mine.json');
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof BenchtopError)) throw new Error('not refused');
  const { message, field, file: named, problems: all = [] } = thrown.info;
  expect([field, named]).toEqual(['schemaVersion', 'mine.json']);
  expect(message).toBe(
    'schemaVersion: This file was made for another version of Benchtop: schemaVersion must be 1.',
  );
  expect(all.map((problem) => problem.field)).toEqual([
    'schemaVersion',
    'name',
    'dataset.path',
    'dataset.copy',
    'model',
  ]);
  for (const problem of all) {
    expect(problem.message).not.toMatch(/Invalid|expected|received|>=|Unrecognized/);
    expect(problem.message).toMatch(/^[A-Z].*[.?]$/);
  }
});
