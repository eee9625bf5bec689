import { describe, expect, it } from 'vitest';
import { matchFuzzy } from './fuzzy';

function best(query: string, texts: readonly string[]): string | undefined {
  return texts
    .flatMap((text) => {
      const match = matchFuzzy(query, text);
      return match === null ? [] : [{ text, score: match.score }];
    })
    .sort((a, b) => b.score - a.score)[0]?.text;
}

describe('matchFuzzy', () => {
  it.each([
    ['lr', 'Learning rate', [0, 9]],
    ['LEARN', 'Learning rate', [0, 1, 2, 3, 4]],
    ['rate', 'Learning rate', [9, 10, 11, 12]],
    ['bs', 'model.batchSize', [6, 11]],
    ['cars exp', 'Experiment cars', [0, 1, 2, 11, 12, 13, 14]],
    ['', 'anything', []],
    ['  ', 'anything', []],
  ])('finds %j in %j', (query, text, letters) => {
    expect(matchFuzzy(query, text)?.letters).toEqual(letters);
  });

  it.each([
    ['xy', 'Learning rate'],
    ['etar', 'rate'],
    ['cars zebra', 'Experiment cars'],
    ['a', ''],
  ])('does not find %j in %j', (query, text) => {
    expect(matchFuzzy(query, text)).toBeNull();
  });

  it('puts beginnings of words and letters in a row first, and shorter texts', () => {
    expect(best('set', ['Reset zoom', 'Settings', 'Open data set'])).toBe('Settings');
    expect(best('new', ['Runs of a new week', 'New experiment', 'Renew'])).toBe('New experiment');
    expect(best('seed', ['Sweep, each edited', 'Seed', 'Seed of the split'])).toBe('Seed');
    expect(best('ar', ['Charts', 'All runs'])).toBe('All runs');
  });
});
