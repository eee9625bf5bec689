import { describe, expect, it } from 'vitest';
import { fileDatasetSchema, type FileDatasetSpec } from '../../../../src-shared/experiment/schema';
import {
  onlyColumns,
  findRole,
  findSettings,
  withColumns,
  withDialect,
  withName,
  withRole,
} from './dataset-edit';
import { skipLine, startHere, useAsHeader } from './line-actions';

const ORDER = ['a', 'b', 'c', 'd'];
const dataset: FileDatasetSpec = fileDatasetSchema.parse({
  kind: 'file',
  path: '/a.csv',
  features: ['a', 'b'],
  target: 'c',
});

describe('roles', () => {
  it('are exclusive, and features keep the file’s order', () => {
    const more = withRole(dataset, ['d', 'c'], 'feature', ORDER);
    expect(more).toMatchObject({ features: ['a', 'b', 'c', 'd'], target: null });
    const weighed = withRole(more, ['b'], 'weight', ORDER);
    expect(weighed).toMatchObject({ features: ['a', 'c', 'd'], weight: 'b' });
    expect(withRole(weighed, ['b'], 'target', ORDER)).toMatchObject({ target: 'b', weight: null });
    expect(ORDER.map((name) => findRole(weighed, name))).toEqual(['feature', 'weight', 'feature', 'feature']);
  });

  it('have one target and one weight: the one before is ignored', () => {
    const moved = withRole(dataset, ['a'], 'target', ORDER);
    expect(moved).toMatchObject({ features: ['b'], target: 'a' });
    expect(findRole(moved, 'c')).toBe('ignore');
    expect(withRole(dataset, ['a', 'b'], 'target', ORDER)).toMatchObject({ features: ['b'], target: 'a' });
    expect(withRole(dataset, ORDER, 'ignore', ORDER)).toMatchObject({ features: [], target: null });
  });
});

it('keeps only what differs of a column’s settings', () => {
  const set = withColumns(dataset, ['b', 'c'], { type: 'category', missing: 'constant' });
  expect(findSettings(set, 'b')).toMatchObject({ type: 'category', missing: 'constant' });
  const back = withColumns(set, ['b'], { type: undefined, missing: undefined });
  expect(back.columnSettings).toEqual([{ name: 'c', type: 'category', missing: 'constant' }]);
  expect(findSettings(back, 'b')).toEqual({});
  expect(dataset.columnSettings).toEqual([]);
});

it('takes a dialect away with its last override', () => {
  const set = withDialect(dataset, { delimiter: ';', decimal: ',' });
  expect(set.dialect).toEqual({ delimiter: ';', decimal: ',' });
  expect('dialect' in withDialect(set, { delimiter: undefined, decimal: undefined })).toBe(false);
});

it('renames a column everywhere', () => {
  const split = { method: 'column', column: 'b', validation: ['x'] } as const;
  const before = {
    ...withColumns(dataset, ['b'], { scaling: 'robust' }),
    split: { ...split, validation: ['x'] },
  };
  const after = withName(before, ORDER, 1, 'B');
  expect(after).toMatchObject({
    columns: ['a', 'B', 'c', 'd'],
    features: ['a', 'B'],
    columnSettings: [{ name: 'B', scaling: 'robust' }],
    split: { column: 'B' },
  });
});

it('drops what is about columns that are not there', () => {
  const set = withColumns(withRole(dataset, ['d'], 'weight', ORDER), ['d', 'a'], { missing: 'mean' });
  expect(onlyColumns(set, ['a', 'c'])).toMatchObject({
    features: ['a'],
    target: 'c',
    weight: null,
    columnSettings: [{ name: 'a', missing: 'mean' }],
  });
});

describe('the menu of a row', () => {
  it('makes a line the header and leaves out what stands before', () => {
    expect(useAsHeader(4, { omit: [2, 9] })).toEqual({ skip: 3, header: 1, omit: [9] });
    expect(useAsHeader(1)).toEqual({ skip: 0, header: 1, omit: undefined });
  });

  it('leaves single lines out, in order, each once and not without end', () => {
    expect(skipLine(7, { omit: [9] })).toEqual({ omit: [7, 9] });
    expect(skipLine(9, { omit: [9] })).toEqual({});
    expect(skipLine(2000, { omit: Array.from({ length: 1000 }, (_, i) => i + 1) })).toBeNull();
  });

  it('starts the data at a line and keeps the header where it can', () => {
    expect(startHere(5, 2, { header: 1 })).toEqual({ omit: [2, 3, 4] });
    expect(startHere(5, 2, { header: 0 }, { omit: [3, 8] })).toEqual({ skip: 4, header: 0, omit: [8] });
    expect(startHere(5000, 2, { header: 1 })).toEqual({ skip: 4999, header: 0, omit: undefined });
    expect(startHere(2, 2, { header: 1 })).toEqual({ omit: undefined });
  });
});
