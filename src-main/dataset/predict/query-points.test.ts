import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import { Rng } from '../../algorithms/numeric/rng';
import { inputQueryPoint, randomPoints, typedQueryPoints } from './query-points';
import { rowOfTexts } from './point-cells';

const model: Pick<DatasetFacts, 'features' | 'encoders' | 'featureRanges'> = {
  features: ['h', 'c=green', 'c=red', 'size', 'day'],
  encoders: [
    { column: 'h', kind: 'number', categories: [], fill: 1.5 },
    { column: 'c', kind: 'oneHot', categories: ['green', 'red'], fill: 'red' },
    { column: 'size', kind: 'ordinal', categories: ['s', 'm', 'l'], fill: null },
    { column: 'day', kind: 'date', categories: [], fill: null },
  ],
  featureRanges: [
    [10, 20],
    [0, 1],
    [0, 1],
    [0, 2],
    [100, 200],
  ],
};

describe('typed points', () => {
  it('are words, dates and numbers; an empty cell is filled', () => {
    const [row] = typedQueryPoints([['', ' red', 'l', '1970-01-03']], model);
    expect([row?.inputs, row?.filled]).toEqual([[1.5, 0, 1, 2, 2], ['h']]);
    expect(row?.given).toEqual({ h: null, c: 'red', size: 'l', day: '1970-01-03' });
    // Day 2 lies below the training data's 100 to 200; the filled cell is not outside.
    expect(row?.outside).toEqual([{ column: 'day', side: 'below', limit: '1970-04-11' }]);
  });

  it.each([
    [['1', 'red', 'm'], 'Point 1 has 3 values, but the model takes 4: h, c, size, day.'],
    [['x', 'red', 'm', '1970-01-03'], 'Point 1 has "x" for "h", which is not a number.'],
    [['1', 'red', 'm', 'soon'], 'which is not a date such as 2024-05-31.'],
    [['1', 'red', 'xl', '1970-01-03'], 'Column "size" has "xl" in point 1, which the model has never seen'],
    [['1', 'red', '', '1970-01-03'], 'Column "size" has no category in point 1'],
  ])('that cannot be used are refused: %j', (cells, message) => {
    expect(() => typedQueryPoints([cells], model)).toThrow(message);
  });
});

describe('points of a form', () => {
  it('that cannot be used keep their problem beside what was typed', () => {
    const problems = [
      ['x', 'red', 'm', '1970-01-03'],
      ['1', 'red', 'm', 'soon'],
      ['1', 'pink', 'm', '1970-01-03'],
      ['1', 'red', '', '1970-01-03'],
    ].map((texts) => rowOfTexts(model, texts));
    expect(problems.map(({ problem }) => problem)).toEqual([
      '"x" for "h" is no number.',
      '"soon" for "day" is no date.',
      'Column "c" has "pink", which the model has never seen: it knows "green", "red".',
      'Column "size" has no category: enter a category.',
    ]);
    expect(problems.every(({ inputs }) => inputs === null)).toBe(true);
    expect(problems[0]?.given['h']).toBe('x');
  });

  it('come back from model inputs, and can be asked again', () => {
    const row = inputQueryPoint([12.5, 0, 1, 2, 150], model, 0);
    expect(row.cells).toEqual(['12.5', 'red', 'l', '1970-05-31']);
    expect(rowOfTexts(model, row.cells ?? []).inputs).toEqual([12.5, 0, 1, 2, 150]);
    // Between two categories there are no words to write.
    const between = inputQueryPoint([12.5, 0.5, 0.5, 2, 150], model, 0);
    expect([between.cells, between.problem]).toEqual([null, null]);
    expect(between.given['c=green']).toBe(0.5);
    expect(() => inputQueryPoint([1], model, 0)).toThrow(
      'Point 1 has 1 values, but the model takes 5: h, c=green',
    );
  });
});

describe('random points', () => {
  it('are ones that training could have had', () => {
    const rng = new Rng(3);
    const points = randomPoints(model, 200, () => rng.uniform());
    for (const [h, green, red, size, day] of points) {
      expect(h).toBeGreaterThanOrEqual(10);
      expect(h).toBeLessThan(20);
      expect(present(green) + present(red)).toBe(1);
      expect([0, 1, 2]).toContain(size);
      expect(day).toBeGreaterThanOrEqual(100);
    }
    expect(points.filter(([, green]) => green === 1).length).toBeGreaterThan(60);
    expect(points.filter(([, green]) => green === 0).length).toBeGreaterThan(60);
  });
});
