import { describe, expect, it } from 'vitest';
import { readEncoders, findSideOutOfRange, toRawColumns } from './raw-columns';

const facts = {
  features: ['h', 'c=green', 'c=red', 'size', 'day'],
  encoders: [
    { column: 'h', kind: 'number' as const, categories: [], fill: 1.5, median: 12 },
    { column: 'c', kind: 'oneHot' as const, categories: ['green', 'red'], fill: null, mode: 'red' },
    { column: 'size', kind: 'ordinal' as const, categories: ['s', 'm'], fill: null },
    { column: 'day', kind: 'date' as const, categories: [], fill: null },
  ],
  featureRanges: [
    [10, 20],
    [0, 1],
    [0, 1],
    [0, 1],
    [100, 200],
  ] as [number, number][],
};

describe('toRawColumns', () => {
  it('has one column a raw column, with the range of its own input', () => {
    expect(toRawColumns(facts)).toEqual([
      { name: 'h', kind: 'number', range: [10, 20], median: 12, categories: [], mode: null, fill: 1.5 },
      {
        name: 'c',
        kind: 'category',
        range: null,
        median: null,
        categories: ['green', 'red'],
        mode: 'red',
        fill: null,
      },
      // An older run: the first word, and the middle of the range.
      {
        name: 'size',
        kind: 'category',
        range: null,
        median: null,
        categories: ['s', 'm'],
        mode: 's',
        fill: null,
      },
      { name: 'day', kind: 'date', range: [100, 200], median: 150, categories: [], mode: null, fill: null },
    ]);
  });

  it('takes the inputs of runs from before there were encoders for number columns', () => {
    const old = { features: ['a', 'b'], encoders: [], featureRanges: [[0, 4]] as [number, number][] };
    expect(readEncoders(old).map(({ column }) => column)).toEqual(['a', 'b']);
    expect(toRawColumns(old).map(({ range, median }) => [range, median])).toEqual([
      [[0, 4], 2],
      [null, null],
    ]);
  });
});

describe('findSideOutOfRange', () => {
  it('tells the side, and the ends of the range are within', () => {
    const range = [10, 20] as const;
    expect([9.99, 10, 20, 20.01].map((value) => findSideOutOfRange({ range }, value))).toEqual([
      'below',
      null,
      null,
      'above',
    ]);
    expect(findSideOutOfRange({ range: null }, 5)).toBeNull();
    expect(findSideOutOfRange({ range }, null)).toBeNull();
  });
});
