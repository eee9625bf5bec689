import { describe, expect, it } from 'vitest';
import { nextOrder, sortedSummaries } from './summary-rows';

describe('the summary', () => {
  const column = (name: string, mean: number | null): Parameters<typeof sortedSummaries>[0][number] => ({
    name,
    type: mean === null ? 'category' : 'number',
    count: 1,
    missing: 0,
    bad: 0,
    mean,
    std: null,
    min: null,
    q1: null,
    median: null,
    q3: null,
    max: null,
    distinct: 1,
    distinctAtLeast: false,
    mostFrequent: mean === null ? { value: 'x', count: 4 } : null,
  });
  const columns = [column('c10', 3), column('c9', null), column('c1', -5)];
  const names = (order: Parameters<typeof sortedSummaries>[1]): string[] =>
    sortedSummaries(columns, order).map(({ name }) => name);

  it('is sorted by any figure, what lacks it at the end', () => {
    expect(names({ key: 'mean', isDescending: false })).toEqual(['c1', 'c10', 'c9']);
    expect(names({ key: 'mean', isDescending: true })).toEqual(['c10', 'c1', 'c9']);
    expect(names({ key: 'name', isDescending: false })).toEqual(['c1', 'c9', 'c10']);
    expect(names({ key: 'mostFrequent', isDescending: false })[0]).toBe('c9');
    expect(names({ key: null, isDescending: false })).toEqual(['c10', 'c9', 'c1']);
  });

  it('goes from ascending to descending to the order of the file', () => {
    const once = nextOrder({ key: 'max', isDescending: true }, 'min');
    const twice = nextOrder(once, 'min');
    expect([once, twice, nextOrder(twice, 'min')]).toEqual([
      { key: 'min', isDescending: false },
      { key: 'min', isDescending: true },
      { key: null, isDescending: false },
    ]);
  });
});
