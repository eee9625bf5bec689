import { expect, it } from 'vitest';
import type { ColumnProfile } from '../../../../src-shared/dataset/report';
import {
  fileDatasetSchema,
  parseExperiment,
  type ColumnType,
  type Experiment,
} from '../../../../src-shared/experiment/schema';
import { boundedCount, inputCount } from './input-count';

function column(name: string, type: ColumnType, distinct: number | null, distinctAtLeast = false) {
  const profile: ColumnProfile | null =
    distinct === null
      ? null
      : {
          name,
          type,
          missing: 0,
          min: null,
          max: null,
          mean: null,
          std: null,
          distinct,
          distinctAtLeast,
          bad: 0,
          histogram: null,
          top: [],
        };
  return { name, type, profile };
}

function of(features: string[], changes: object = {}): Pick<Experiment, 'dataset'> {
  return { dataset: fileDatasetSchema.parse({ kind: 'file', path: '/a.csv', features, ...changes }) };
}

const columns = [
  column('height', 'number', 40),
  column('born', 'date', 40),
  column('city', 'category', 4),
  column('note', 'category', 1000, true),
];

it('counts one input for each number and date, and one for each word of a one-hot category', () => {
  expect(inputCount(of(['height', 'born']), columns)).toEqual({ count: 2, bound: 'exact' });
  expect(inputCount(of(['height', 'city', 'born']), columns)).toEqual({ count: 6, bound: 'exact' });
});

it('counts one for an ordinal category, of the data set or of its own', () => {
  const ordinal = { encoding: 'ordinal' };
  expect(inputCount(of(['height', 'city'], ordinal), columns)).toEqual({ count: 2, bound: 'exact' });
  const own = { columnSettings: [{ name: 'city', encoding: 'ordinal' }] };
  expect(inputCount(of(['height', 'city'], own), columns)).toEqual({ count: 2, bound: 'exact' });
  const back = { ...ordinal, columnSettings: [{ name: 'city', encoding: 'oneHot' }] };
  expect(inputCount(of(['height', 'city'], back), columns)).toEqual({ count: 5, bound: 'exact' });
});

it('counts one for each part of a date', () => {
  const parts = { columnSettings: [{ name: 'born', dateParts: ['year', 'month', 'elapsed'] }] };
  expect(inputCount(of(['height', 'born'], parts), columns)).toEqual({ count: 4, bound: 'exact' });
  expect(inputCount(of(['born'], parts), [])).toEqual({ count: 3, bound: 'exact' });
});

it('says what it does not know', () => {
  // Counting stopped; not read to its end; not there.
  expect(inputCount(of(['height', 'note']), columns)).toEqual({ count: 1001, bound: 'atLeast' });
  expect(inputCount(of(['city']), [column('city', 'category', null)])).toEqual({
    count: 1,
    bound: 'atLeast',
  });
  expect(inputCount(of(['gone']), columns)).toEqual({ count: 1, bound: 'atLeast' });
  // A filter may leave the rows of three cities.
  expect(inputCount(of(['city'], { filter: '"height" > 3' }), columns)).toEqual({
    count: 4,
    bound: 'atMost',
  });
  expect(inputCount(of(['height'], { filter: '"height" > 3' }), columns)).toEqual({
    count: 1,
    bound: 'exact',
  });
  expect(boundedCount(1001, 'atLeast')).toBe('at least 1,001');
  expect(boundedCount(4, 'atMost')).toBe('at most 4');
  expect(boundedCount(2, 'exact')).toBe('2');
});

it('counts the features of generated data', () => {
  const generated = parseExperiment({
    schemaVersion: 1,
    name: 'x',
    dataset: { kind: 'generated', generator: 'xnor' },
    model: { kind: 'kmeans' },
  });
  expect(inputCount(generated, [])).toEqual({ count: 2, bound: 'exact' });
});
