import { describe, expect, it } from 'vitest';
import { withDistinctNames } from './distinct-names';

const names = (...groups: readonly (readonly [string, string])[]): string[] =>
  withDistinctNames(groups.map(([name, kind]) => ({ group: { name, experiment: { model: { kind } } } }))).map(
    ({ group }) => group.name,
  );

describe('groups beside one another', () => {
  it('keep names that tell them apart', () => {
    expect(names(['a', 'svm'], ['b', 'svm'])).toEqual(['a', 'b']);
  });

  it('of one name have the kinds of their models behind it, or their numbers', () => {
    expect(names(['cars', 'network'], ['cars', 'logistic-regression'])).toEqual([
      'cars (network)',
      'cars (logistic regression)',
    ]);
    expect(names(['cars', 'svm'], ['cars', 'svm'], ['b', 'svm'])).toEqual(['cars (1)', 'cars (2)', 'b']);
  });
});
