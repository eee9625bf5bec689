import { describe, expect, it } from 'vitest';
import { newExperiment } from '../../state/form/proposed/form-guess';
import { withColumns } from '../../state/dataset/edit/dataset-edit';
import { fileDatasetSchema } from '../../../src-shared/experiment/schema';
import { fakeRun } from '../../testing/fake-api';
import { choicesByName, sharedChoice, VARIOUS } from './choices';
import { quotedName } from './table/filter-text';
import { findLastRun } from './last-run';

const dataset = fileDatasetSchema.parse({ kind: 'file', path: '/a.csv', features: ['a', 'b'] });

describe('settings of several columns', () => {
  it('are shown where all have the same, and said to differ where not', () => {
    const set = withColumns(dataset, ['a', 'b'], { missing: 'mean', na: ['-'] });
    const both = choicesByName(withColumns(set, ['b'], { missing: 'median' }));
    expect(sharedChoice(both, ['a', 'b'], 'na')).toEqual(['-']);
    expect(sharedChoice(both, ['a', 'b'], 'missing')).toBe(VARIOUS);
    expect(sharedChoice(both, ['b'], 'missing')).toBe('median');
    expect(sharedChoice(both, ['a', 'c'], 'missing')).toBe(VARIOUS);
    expect(sharedChoice(both, ['c', 'd'], 'missing')).toBeUndefined();
  });
});

it('quotes any name for a filter', () => {
  expect(quotedName('Höhe "links"')).toBe('"Höhe ""links"""');
});

describe('the last run of a file', () => {
  const experiment = { ...newExperiment(), dataset };
  const run = (id: string, sha256: string): ReturnType<typeof fakeRun> =>
    fakeRun(id, 'finished', { dataset: { sha256 } as never }, experiment);

  it('is told where the file was another then, and only the last one counts', () => {
    expect(findLastRun([run('new', 'bbb'), run('old', 'aaa')], '/a.csv', 'aaa')?.id).toBe('new');
    expect(findLastRun([run('new', 'aaa'), run('old', 'bbb')], '/a.csv', 'aaa')).toBeNull();
    expect(findLastRun([run('new', 'bbb')], '/other.csv', 'aaa')).toBeNull();
    expect(findLastRun([fakeRun('failed', 'failed', {}, experiment)], '/a.csv', 'aaa')).toBeNull();
  });
});
