import { afterAll, describe, expect, it } from 'vitest';
import { datasetSchema } from '../../src-shared/experiment/schema';
import type { DatasetFacts } from '../../src-shared/run/record';
import { Rng } from '../algorithms/rng';
import { DataFolder } from '../testing/data-folder';
import { randomPoints, readAskedPoints, typedAskedPoints } from './asked-points';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

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
const spec = datasetSchema.parse({ kind: 'file', path: 'x.csv', features: ['h', 'c', 'size', 'day'] });
const read = (content: string, dataset = spec) => readAskedPoints(folder.file(content), model, dataset);

describe('points of a file', () => {
  it('are raw columns by name, in any order, beside others', async () => {
    const { points, given, filled } = await read(
      'day,x,size,c,h\n1970-01-11,?,m,green,3\n1970-01-02,q,s,,\n',
    );
    expect(points).toEqual([
      [3, 1, 0, 1, 10],
      [1.5, 0, 1, 0, 1],
    ]);
    expect(given[0]).toEqual({ h: 3, c: 'green', size: 'm', day: '1970-01-11' });
    expect(given[1]).toEqual({ h: null, c: null, size: 's', day: '1970-01-02' });
    expect(filled).toEqual([[], ['h', 'c']]);
  });

  it('name every column that is not there before anything is read', async () => {
    await expect(read('h,colour,day\n1,red,1970-01-02\n')).rejects.toMatchObject({
      info: {
        kind: 'invalid-data',
        field: 'points',
        message: expect.stringMatching(
          /has no columns "c", "size": its columns are "h", "colour", "day"\.$/,
        ) as string,
      },
    });
  });

  it.each([
    [
      'h,c,size,day\n1,red,m,1970-01-02\n1,blue,m,1970-01-02\n',
      3,
      'c',
      'has "blue" in line 3, which the model has never seen: it knows "green", "red"',
    ],
    ['h,c,size,day\n1,red,,1970-01-02\n', 2, 'size', 'has no word in line 2'],
    ['h,c,size,day\n1,red,m,\n', 2, 'day', 'has no date in line 2'],
    ['h,c,size,day\nx,red,m,1970-01-02\n', 2, 'h', 'has no number in line 2'],
  ])('refuse a cell that cannot be used: %j', async (content, line, column, message) => {
    await expect(read(content)).rejects.toMatchObject({
      info: { line, column, field: 'points', message: expect.stringContaining(message) as string },
    });
  });

  it('refuse a row that does not fit the table', async () => {
    await expect(
      read('h,c,size,day\n1,red,m,1970-01-02\n1,red,m\n1,red,m,1970-01-02\n1,red,l,1970-01-02\n'),
    ).rejects.toMatchObject({
      info: { line: 3, message: expect.stringContaining('does not fit') as string },
    });
  });

  it('are in the order of the model, or of the training file, where there is no header', async () => {
    const numbers = { features: ['a', 'b'], encoders: [] };
    const path = folder.file('1 2\n3 4\n');
    const plain = datasetSchema.parse({ kind: 'file', path: 'x', features: ['a', 'b'] });
    expect((await readAskedPoints(path, numbers, plain)).points).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const three = folder.file('9 1 2\n9 3 4\n');
    const trained = datasetSchema.parse({
      kind: 'file',
      path: 'x',
      columns: ['i', 'b', 'a'],
      features: ['a', 'b'],
    });
    expect((await readAskedPoints(three, numbers, trained)).points).toEqual([
      [2, 1],
      [4, 3],
    ]);
    await expect(readAskedPoints(three, numbers, plain)).rejects.toThrow('has no columns "a", "b"');
  });

  it('have the markers of the training data', async () => {
    const marked = datasetSchema.parse({
      kind: 'file',
      path: 'x.csv',
      features: ['h', 'c', 'size', 'day'],
      columnSettings: [{ name: 'h', na: ['-9'] }],
    });
    const { points, filled } = await read('h,c,size,day\n-9,red,l,1970-01-01\n', marked);
    expect([points[0], filled[0]]).toEqual([[1.5, 0, 1, 2, 0], ['h']]);
  });
});

describe('typed points', () => {
  it('are words, dates and numbers; an empty cell is filled', () => {
    const { points, filled } = typedAskedPoints([['', ' red', 'l', '1970-01-03']], model);
    expect([points, filled]).toEqual([[[1.5, 0, 1, 2, 2]], [['h']]]);
  });

  it.each([
    [['1', 'red', 'm'], 'Point 1 has 3 values, but the model takes 4: h, c, size, day.'],
    [['x', 'red', 'm', '1970-01-03'], 'Point 1 has "x" for "h", which is not a number.'],
    [['1', 'red', 'm', 'soon'], 'which is not a date such as 2024-05-31.'],
    [['1', 'red', 'xl', '1970-01-03'], 'Column "size" has "xl" in point 1, which the model has never seen'],
    [['1', 'red', '', '1970-01-03'], 'Column "size" has no word in point 1'],
  ])('that cannot be used are refused: %j', (cells, message) => {
    expect(() => typedAskedPoints([cells], model)).toThrow(message);
  });
});

describe('random points', () => {
  it('are ones that training could have had', () => {
    const rng = new Rng(3);
    const points = randomPoints(model, 200, () => rng.uniform());
    for (const [h, green, red, size, day] of points) {
      expect(h).toBeGreaterThanOrEqual(10);
      expect(h).toBeLessThan(20);
      expect(green! + red!).toBe(1);
      expect([0, 1, 2]).toContain(size);
      expect(day).toBeGreaterThanOrEqual(100);
    }
    expect(points.filter(([, green]) => green === 1).length).toBeGreaterThan(60);
    expect(points.filter(([, green]) => green === 0).length).toBeGreaterThan(60);
  });
});
