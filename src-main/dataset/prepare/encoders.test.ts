import { afterAll, describe, expect, it } from 'vitest';
import { modelSchema } from '../../../src-shared/experiment/schema';
import { datasetFactsSchema } from '../../../src-shared/run/record/dataset-facts';
import { count, DataFolder, readRows } from '../../testing/files/data-folder';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

const colours = 'a,c\n1,red\n2,green\n3,red\n4,green\n';
const asFeature = { features: ['c'] };

describe('categories', () => {
  it('become an input of 0 and 1 each, ascending, none left out', async () => {
    const loaded = await folder.load(colours, { features: ['a', 'c'], scaling: 'standard' });
    expect(loaded.data.featureNames).toEqual(['a', 'c=green', 'c=red']);
    const scale = Math.sqrt(1.25);
    expect(readRows(loaded)).toEqual([
      [-1.5 / scale, 0, 1],
      [-0.5 / scale, 1, 0],
      [0.5 / scale, 0, 1],
      [1.5 / scale, 1, 0],
    ]);
    expect(loaded.facts.encoders).toEqual([
      { column: 'a', kind: 'number', categories: [], fill: null, median: 2.5 },
      { column: 'c', kind: 'oneHot', categories: ['green', 'red'], fill: null, mode: 'green' },
    ]);
    expect(loaded.facts.scaler).toEqual({
      kind: 'standard',
      kinds: ['standard', 'none', 'none'],
      offset: [2.5, 0, 0],
      scale: [scale, 1, 1],
    });
    expect(loaded.facts.featureRanges).toEqual([
      [1, 4],
      [0, 1],
      [0, 1],
    ]);
    expect([...loaded.sample.values]).toEqual([1, 0, 1, 2, 1, 0, 3, 0, 1, 4, 1, 0]);
    expect(datasetFactsSchema.parse(JSON.parse(JSON.stringify(loaded.facts)))).toEqual(loaded.facts);
  });

  it('become their places, of all of the data set or of one column, and are scaled then', async () => {
    const ordinal = await folder.load(colours, { ...asFeature, encoding: 'ordinal' });
    expect(readRows(ordinal)).toEqual([[1], [0], [1], [0]]);
    expect(ordinal.facts.features).toEqual(['c']);
    const own = await folder.load(colours, {
      features: ['c'],
      columnSettings: [{ name: 'c', encoding: 'ordinal', scaling: 'minmax' }],
    });
    expect(own.facts.encoders[0]?.kind).toBe('ordinal');
    expect(own.facts.scaler).toEqual({ kind: 'none', kinds: ['minmax'], offset: [0], scale: [1] });
  });

  it('are those of the used rows, in validation too', async () => {
    const content = `a,c\n${count(9)
      .map((i) => `${i},${i % 2 === 0 ? 'x' : 'y'}`)
      .join('\n')}\n9,z\n,w\n`;
    const { facts, data } = await folder.load(content, {
      features: ['a', 'c'],
      validationSplit: 0.1,
      split: { method: 'last' },
    });
    expect(facts.encoders[1]?.categories).toEqual(['x', 'y', 'z']);
    expect([...data.features.subarray(-4)]).toEqual([9, 0, 0, 1]);
  });

  it('may be numbers by choice, then in the order of numbers', async () => {
    const { facts } = await folder.load('a\n10\n9\n10\n2\n', {
      features: ['a'],
      columnSettings: [{ name: 'a', type: 'category' }],
    });
    expect(facts.features).toEqual(['a=2', 'a=9', 'a=10']);
  });

  it('are refused as texts where most of them differ, unless a person calls them categories', async () => {
    const content = `c\n${count(30)
      .map((i) => `word${i % 20}`)
      .join('\n')}\n`;
    await expect(folder.load(content, asFeature)).rejects.toMatchObject({
      info: { kind: 'invalid-data', line: 2, column: 'c', field: 'dataset.features.0' },
    });
    await expect(
      folder.load(content, { ...asFeature, columnSettings: [{ name: 'c', type: 'text' }] }),
    ).rejects.toThrow('20 different values in 30 rows (line 2: "word0")');
    const { facts } = await folder.load(content, {
      ...asFeature,
      columnSettings: [{ name: 'c', type: 'category' }],
    });
    expect(facts.features).toHaveLength(20);
  });

  it('above 1,000 are refused as inputs, and may be places', async () => {
    const content = `c\n${count(1001)
      .map((i) => `w${i}`)
      .join('\n')}\n`;
    const settings = { name: 'c', type: 'category' };
    await expect(folder.load(content, { ...asFeature, columnSettings: [settings] })).rejects.toMatchObject({
      info: { field: 'dataset.encoding', message: expect.stringContaining('1,001 categories') as string },
    });
    const { facts } = await folder.load(content, {
      ...asFeature,
      columnSettings: [{ ...settings, encoding: 'ordinal' }],
    });
    expect(facts.encoders[0]?.categories).toHaveLength(1001);
  });
});

describe('dates', () => {
  it('are days since 1970 UTC', async () => {
    const content = 'd\n1970-01-02\n2000-02-29\n1969-12-31T12:00:00\n';
    const { data, facts } = await folder.load(content, { features: ['d'] });
    expect([...data.features]).toEqual([1, 11016, -0.5]);
    expect(facts.encoders[0]?.kind).toBe('date');
    expect(facts.schema).toEqual([{ name: 'd', type: 'date', role: 'feature' }]);
  });

  it('are filled by a date', async () => {
    const settings = (missingValue: unknown) => ({
      features: ['d'],
      columnSettings: [{ name: 'd', missing: 'constant', missingValue }],
    });
    const content = 'd,x\n1970-01-02,1\n,2\n';
    expect([...(await folder.load(content, settings('1970-01-11'))).data.features]).toEqual([1, 10]);
    await expect(folder.load(content, settings('soon'))).rejects.toMatchObject({
      info: { field: 'dataset.columnSettings.0.missingValue' },
    });
  });
});

describe('missing values by column', () => {
  const content = 'a,b,c\n1,,x\n,5,y\n3,7,\n3,9,x\n8,,x\n';
  const load = (settings: unknown[], change: Record<string, unknown> = {}) =>
    folder.load(content, { features: ['a', 'b', 'c'], columnSettings: settings, ...change });

  it('are dealt with as each column asks', async () => {
    const loaded = await load([
      { name: 'a', missing: 'mostFrequent' },
      { name: 'b', missing: 'median' },
      { name: 'c', missing: 'mostFrequent' },
    ]);
    expect(readRows(loaded)).toEqual([
      [1, 7, 1, 0],
      [3, 5, 0, 1],
      [3, 7, 1, 0],
      [3, 9, 1, 0],
      [8, 7, 1, 0],
    ]);
    expect(loaded.facts.encoders.map(({ fill }) => fill)).toEqual([3, 7, 'x']);
  });

  it('keep what is typical of the training rows beside, for a form of a new point', async () => {
    const content =
      'a,day,c\n9,2024-01-05,x\n1,2024-01-01,y\n,2024-01-03,y\n4,2024-01-01,z\n100,2030-01-01,z\n';
    const { facts } = await folder.load(content, {
      features: ['a', 'day', 'c'],
      missing: 'mean',
      columnSettings: [{ name: 'c', missing: 'drop', type: 'category' }],
      validationSplit: 0.2,
      split: { method: 'last' },
    });
    expect(facts.trainRows).toBe(4);
    // 9, 1 and 4 without the gap; the 1st, 1st, 3rd and 5th of January; the mean fills, the median starts.
    expect(facts.encoders[0]).toMatchObject({ median: 4, fill: 14 / 3 });
    expect(facts.encoders[1]?.median).toBe(Date.UTC(2024, 0, 2) / 86_400_000);
    expect(facts.encoders[2]).toMatchObject({ mode: 'y', categories: ['x', 'y', 'z'] });
  });

  it('may be a word of their own', async () => {
    const { facts, data } = await load([{ name: 'c', missing: 'constant', missingValue: 'none' }], {
      missing: 'constant',
      missingValue: -1,
    });
    expect(facts.features).toEqual(['a', 'b', 'c=none', 'c=x', 'c=y']);
    expect([...data.features.subarray(10, 15)]).toEqual([3, 7, 1, 0, 0]);
    expect([...data.features.subarray(0, 2)]).toEqual([1, -1]);
  });

  it.each([
    [[{ name: 'c', missing: 'mean' }], {}, 'dataset.columnSettings.0.missing', 'has no mean'],
    [[], { missing: 'median' }, 'dataset.missing', 'has no median'],
    [[], { missing: 'constant' }, 'dataset.missing', 'which word stands in'],
    [[{ name: 'c', missing: 'constant' }], {}, 'dataset.columnSettings.0.missingValue', 'which word'],
    [
      [{ name: 'a', missing: 'constant', missingValue: 'x' }],
      {},
      'dataset.columnSettings.0.missingValue',
      'needs a number',
    ],
    [[{ name: 'b', missing: 'error' }], {}, 'dataset.columnSettings.0.missing', 'no value in line 2'],
  ])('are refused where the choice does not fit: %j %j', async (settings, change, field, message) => {
    await expect(load(settings, change)).rejects.toMatchObject({
      info: { field, message: expect.stringContaining(message) as string },
    });
  });

  it('have markers of their own by column', async () => {
    const { data } = await folder.load('a,b\n-9,-9\n1,2\n', {
      missing: 'constant',
      columnSettings: [{ name: 'a', na: ['-9'] }],
    });
    expect([...data.features]).toEqual([0, -9, 1, 2]);
  });
});

describe('scaling by column', () => {
  it('is the data set’s unless a column has its own', async () => {
    const { facts, data } = await folder.load('a,b\n0,1\n4,2\n8,3\n', {
      scaling: 'minmax',
      columnSettings: [{ name: 'b', scaling: 'robust' }],
    });
    expect(facts.scaler).toEqual({
      kind: 'minmax',
      kinds: ['minmax', 'robust'],
      offset: [0, 2],
      scale: [8, 1],
    });
    expect([...data.features]).toEqual([0, -1, 0.5, 0, 1, 1]);
  });
});

describe('types by choice', () => {
  it('make numbers of a column that is mostly words, the rest bad cells', async () => {
    const { data, facts } = await folder.load('a\n1\nx\ny\n4\n', {
      features: ['a'],
      columnSettings: [{ name: 'a', type: 'number' }],
    });
    expect([...data.features]).toEqual([1, 4]);
    expect(facts.droppedByReason).toEqual({ badCell: 2 });
  });

  it('keep a classifier’s few words among numbers as classes', async () => {
    const rows = count(40).map((i) => `${i},${i === 7 ? 'other' : 1}`);
    const { data, facts } = await folder.load(
      `a,t\n${rows.join('\n')}\n`,
      { features: ['a'], target: 't' },
      modelSchema.parse({ kind: 'svm' }),
    );
    expect(facts.classes).toEqual(['1', 'other']);
    expect(data.target?.indexOf(1)).toBe(7);
  });

  it('refuse a target that is a feature too', async () => {
    await expect(folder.load('a,b\n1,2\n', { target: 'b' })).rejects.toMatchObject({
      info: { kind: 'invalid-experiment', field: 'dataset.target', column: 'b' },
    });
  });
});
