import { expect, it } from 'vitest';
import { learnsFrom, likelyTargets, targetOptions } from './target-options';

const roles = { features: ['a', 'b'], target: 'y', weight: null };

it('offers the columns that can be predicted, and none of them', () => {
  const columns = [
    { name: 'when', type: 'date' },
    { name: 'note', type: 'text' },
    { name: 'y', type: 'number' },
    { name: 'kind', type: 'category' },
  ] as const;
  expect(targetOptions(columns, null).map(({ value }) => value)).toEqual(['y', 'kind', '']);
  // What an experiment has chosen stands there, whatever it is.
  expect(targetOptions(columns, 'note').map(({ value }) => value)).toEqual(['note', 'y', 'kind', '']);
});

it('has the last columns that tell something one click away', () => {
  const columns = ['id', 'a', 'b', 'note', 'c', 'd'].map(
    (name) => ({ name, type: name === 'note' ? 'text' : 'number' }) as const,
  );
  expect(likelyTargets(columns, ['a', 'b', 'note', 'c', 'd'])).toEqual(['d', 'c', 'b']);
  expect(likelyTargets(columns, ['note'])).toEqual([]);
});

it('says from how many columns is learned, and why not from the others', () => {
  expect(learnsFrom(roles, 3, null)).toBe('from all 2 other columns');
  expect(learnsFrom(roles, 5, 'without id (only tells rows apart)')).toBe(
    'from 2 of 4 other columns, without id (only tells rows apart)',
  );
  expect(learnsFrom({ ...roles, features: ['a'] }, 2, null)).toBe('from the other column');
  expect(learnsFrom({ ...roles, target: null }, 2, null)).toBe('from all 2 columns');
});
