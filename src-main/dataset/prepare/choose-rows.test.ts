import { afterAll, describe, expect, it } from 'vitest';
import { at } from '../../../src-shared/present';
import { count, DataFolder, readRows, svm } from '../../testing/files/data-folder';
import { Rng } from '../../algorithms/numeric/rng';
import { loadDataset } from '../index';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

/** Line 4 has a cell too many, line 6 a text among numbers, line 9 nothing in b. */
const damaged = `a,b,t\n0,0,x\n1,1,y\n2,2,2,x\n3,3,y\nfour,4,x\n5,5,y\n6,6,x\n7,,y\n${count(20)
  .map((i) => `${i + 8},${i + 8},${i % 2 === 0 ? 'x' : 'y'}`)
  .join('\n')}\n`;

describe('rejects', () => {
  it('leaves such rows out, counted by reason', async () => {
    const { facts, rowNumbers } = await folder.load(damaged, { target: 't' });
    expect(facts).toMatchObject({
      rows: 25,
      droppedRows: 3,
      droppedByReason: { doubtful: 1, badCell: 1, missing: 1 },
    });
    expect([...rowNumbers].slice(0, 5)).toEqual([1, 2, 4, 6, 7]);
  });

  it('takes bad cells for missing ones and keeps doubtful rows as they are placed', async () => {
    const loaded = await folder.load(damaged, { rejects: 'missing', missing: 'constant', missingValue: -1 });
    expect(loaded.facts).toMatchObject({ rows: 28, droppedRows: 0, droppedByReason: {} });
    expect(readRows(loaded)[2]).toEqual([2, 2]);
    expect(readRows(loaded)[4]).toEqual([-1, 4]);
    expect(readRows(loaded)[7]).toEqual([7, -1]);
    const dropping = await folder.load(damaged, { rejects: 'missing' });
    expect(dropping.facts.droppedByReason).toEqual({ missing: 2 });
  });

  it('refuses at the first of them, naming line, column and text', async () => {
    await expect(folder.load(damaged, { rejects: 'error' })).rejects.toMatchObject({
      info: { line: 4, field: 'dataset.rejects' },
    });
    const content = damaged.replace('2,2,2,x', '2,2,x');
    await expect(folder.load(content, { rejects: 'error' })).rejects.toMatchObject({
      info: {
        line: 6,
        column: 'a',
        field: 'dataset.rejects',
        message: expect.stringContaining('has "four" in line 6, which is not a number') as string,
      },
    });
  });

  it('asks nothing of columns that are not in use', async () => {
    const content = damaged.replace('2,2,2,x', '2,2,x');
    const { facts } = await folder.load(content, { features: ['b'], rejects: 'error' });
    expect(facts.droppedByReason).toEqual({ missing: 1 });
  });
});

describe('a file without a row that can be used', () => {
  it.each([
    [
      'a,b,t\n1,1,\n2,2,\n',
      { features: ['a', 'b'], target: 't' },
      'the target column "t" has no values',
      'dataset.target',
    ],
    [
      'a,b,w\n1,1,-1\n2,2,-2\n',
      { features: ['a', 'b'], weight: 'w' },
      'no cell of the weight column "w" is a number from 0 on',
      'dataset.weight',
    ],
  ])('blames what left the rows out: %j', async (content, dataset, message, field) => {
    await expect(folder.load(content, dataset)).rejects.toMatchObject({
      info: { field, message: expect.stringContaining(message) as string },
    });
  });
});

describe('weights', () => {
  const content = 'a,b,w\n1,1,2\n2,2,0\n3,3,-1\n4,4,\n5,5,0.5\n6,6,1\n7,7,2\n';
  it('come along as given; rows without one are left out', async () => {
    const { data, facts } = await folder.load(content, { weight: 'w' });
    expect([...(data.weights ?? [])]).toEqual([2, 0, 0.5, 1, 2]);
    expect(facts).toMatchObject({ weight: 'w', droppedByReason: { weight: 2 } });
    expect(facts.schema[2]).toEqual({ name: 'w', type: 'number', role: 'weight' });
  });

  it('stop the run where such rows are to be refused', async () => {
    await expect(folder.load(content, { weight: 'w', rejects: 'error' })).rejects.toMatchObject({
      info: {
        line: 4,
        column: 'w',
        field: 'dataset.weight',
        message: expect.stringContaining('has the weight -1 in line 4') as string,
      },
    });
    const missing = content.replace('3,3,-1', '3,3,1');
    await expect(folder.load(missing, { weight: 'w', rejects: 'error' })).rejects.toThrow(
      'no weight in line 5',
    );
  });

  it('follow their rows through a split', async () => {
    const rows = count(30).map((i) => `${i},0,${i}`);
    const { data } = await folder.load(`a,b,w\n${rows.join('\n')}\n`, { weight: 'w', validationSplit: 0.3 });
    expect([...(data.weights ?? [])]).toEqual(count(30).map((i) => data.features[2 * i]));
  });
});

describe('filter and sample', () => {
  const content = `a,b,c\n${count(100)
    .map((i) => `${i},${i % 7},${i % 2 === 0 ? 'even' : 'odd'}`)
    .join('\n')}\n`;
  const used = async (change: Record<string, unknown>, seed = 1): Promise<number[]> =>
    [...(await folder.load(content, change, undefined, seed)).rowNumbers].map((row) => row - 1);

  it('uses the rows for which the filter is true, over any column', async () => {
    expect(await used({ filter: '"a" < 10 AND c = \'odd\'' })).toEqual([1, 3, 5, 7, 9]);
    await expect(used({ filter: 'a > 1000' })).rejects.toMatchObject({ info: { field: 'dataset.filter' } });
    await expect(used({ filter: 'a >' })).rejects.toMatchObject({
      info: { kind: 'invalid-experiment', field: 'dataset.filter' },
    });
    await expect(used({ filter: '1); SELECT (2' })).rejects.toMatchObject({
      info: { field: 'dataset.filter' },
    });
  });

  it('takes the first rows, an even spread of them, or a random part', async () => {
    expect(await used({ sample: { method: 'first', rows: 4 } })).toEqual([0, 1, 2, 3]);
    expect(await used({ sample: { method: 'every', rows: 4 } })).toEqual([0, 25, 50, 75]);
    expect(await used({ sample: { method: 'first', rows: 1000 } })).toHaveLength(100);
    const random = { sample: { method: 'random', rows: 10 } };
    const one = await used(random);
    expect(one).toHaveLength(10);
    expect([...one].sort((a, b) => a - b)).toEqual(one);
    expect(await used(random)).toEqual(one);
    expect(await used(random, 2)).not.toEqual(one);
    expect(await used({ sample: { ...random.sample, seed: 1 } }, 2)).toEqual(one);
  });

  it('samples what the filter left', async () => {
    expect(await used({ filter: "c = 'odd'", sample: { method: 'every', rows: 5 } })).toEqual([
      1, 21, 41, 61, 81,
    ]);
  });

  it('counts as left out only what filter and sample had chosen, and names lines of the whole file', async () => {
    const rows = count(40).map((i) => `${i},${i === 30 ? '' : i}`);
    const text = `a,b\n${rows.join('\n')}\n`;
    const { facts, lineOf } = await folder.load(text, { filter: 'a >= 25' });
    expect(facts).toMatchObject({ rows: 14, droppedRows: 1, filter: 'a >= 25' });
    expect(facts.rows + facts.droppedRows + (facts.filteredRows ?? NaN)).toBe(
      text.trim().split('\n').length - 1,
    );
    expect(facts).not.toHaveProperty('unsampledRows');
    const sample = { method: 'first', rows: 5 };
    const sampled = await folder.load(text, { filter: 'a >= 25', sample });
    expect(sampled.facts).toMatchObject({ filteredRows: facts.filteredRows, unsampledRows: 10 });
    expect([26, 40].map(lineOf)).toEqual([27, 41]);
    await expect(folder.load(text, { filter: 'a >= 25', missing: 'error' })).rejects.toMatchObject({
      info: { line: 32 },
    });
    await expect(
      folder.load(text, { sample: { method: 'every', rows: 20 }, missing: 'error' }),
    ).rejects.toMatchObject({ info: { line: 32 } });
  });

  it('lets two classes of three train an SVM', async () => {
    const three = `a,t\n${count(30)
      .map((i) => `${i},${at(['x', 'y', 'z'], i % 3)}`)
      .join('\n')}\n`;
    const { data } = await folder.load(three, { features: ['a'], target: 't', filter: "t <> 'z'" }, svm);
    expect(data.classes).toEqual(['x', 'y']);
  });
});

describe('cancelling', () => {
  it('ends loading with a conflict', async () => {
    const rng = new Rng(1);
    const path = folder.file(
      `a,b\n${count(2000)
        .map(() => `${rng.uniform()},1\n`)
        .join('')}`,
    );
    const controller = new AbortController();
    const loading = loadDataset(folder.spec(path), {
      seed: 1,
      model: svm,
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    await expect(loading).rejects.toMatchObject({ info: { kind: 'conflict' } });
  });
});
