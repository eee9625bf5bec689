import { afterAll, describe, expect, it } from 'vitest';
import { datasetSchema } from '../../../../src-shared/experiment/schema';
import { at, present } from '../../../../src-shared/present';
import { count, DataFolder, svm } from '../../../testing/files/data-folder';
import { loadDataset, type LoadedDataset } from '../../index';
import { computeQuotas } from './strata';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

const parts = ({ rowNumbers, data }: LoadedDataset): { train: number[]; validation: number[] } => ({
  train: [...rowNumbers.subarray(0, data.trainRows)].map((row) => row - 1),
  validation: [...rowNumbers.subarray(data.trainRows)].map((row) => row - 1),
});

/** 60 rows of x, 30 of y and 10 of z, mixed. */
const classes = count(100).map((i) => (i % 10 === 9 ? 'z' : i % 10 > 5 ? 'y' : 'x'));
const table = `a,t,part\n${classes.map((word, i) => `${i},${word},${at(['one', 'two', ''], i % 3)}`).join('\n')}\n`;
const load = (change: Record<string, unknown>, seed = 1): Promise<LoadedDataset> =>
  folder.load(table, { features: ['a'], target: 't', ...change }, undefined, seed);

describe('quotas', () => {
  it('go by the largest remainder', () => {
    expect(computeQuotas([60, 30, 10], 25)).toEqual([15, 8, 2]);
    expect(computeQuotas([1, 1, 1], 2)).toEqual([1, 1, 0]);
    expect(computeQuotas([5, 0, 5], 3)).toEqual([2, 0, 1]);
    expect(computeQuotas([7], 3)).toEqual([3]);
  });
});

describe('equal rows', () => {
  // 40 different rows, each three times, with a gap in some.
  const alike = `a,b,t\n${count(120)
    .map((i) => `${i % 40},${i % 5 === 0 ? '' : 'w' + String(i % 4)},${i % 2 === 0 ? 'x' : 'y'}`)
    .join('\n')}\n`;
  const of = async (
    split: Record<string, unknown>,
    share = 0.25,
  ): Promise<{ shared: number; validation: number; loaded: LoadedDataset }> => {
    const loaded = await folder.load(
      alike,
      { features: ['a', 'b'], target: 't', missing: 'mostFrequent', validationSplit: share, split },
      undefined,
      1,
    );
    const { train, validation } = parts(loaded);
    const own = new Set(train.map((row) => row % 40));
    return {
      shared: validation.filter((row) => own.has(row % 40)).length,
      validation: validation.length,
      loaded,
    };
  };

  it.each(['random', 'stratified'])(
    'go to both parts of a %s split, or to one where that is asked',
    async (method) => {
      const usual = await of({ method });
      expect([usual.shared > 0, usual.validation]).toEqual([true, 30]);
      const grouped = await of({ method, groupEqualRows: true });
      expect(grouped.shared).toBe(0);
      expect(grouped.validation % 3).toBe(0);
      expect(Math.abs(grouped.validation - 30)).toBeLessThanOrEqual(15);
      expect(grouped.loaded.facts.split).toEqual({ method, seed: 1, groupEqualRows: true });
      expect(grouped.loaded.facts.fingerprint).not.toBe(usual.loaded.facts.fingerprint);
      expect((await of({ method, groupEqualRows: false })).loaded.facts.fingerprint).toBe(
        usual.loaded.facts.fingerprint,
      );
    },
  );

  it('says where nothing is left to train on', async () => {
    const same = `a,t\n${count(10)
      .map(() => '1,x')
      .join('\n')}\n`;
    const load10 = (seed: number): Promise<LoadedDataset> =>
      folder.load(same, {
        features: ['a'],
        target: 't',
        validationSplit: 0.9,
        split: { method: 'random', seed, groupEqualRows: true },
      });
    const ends = await Promise.allSettled(count(12).map(load10));
    const failed = ends.filter(({ status }) => status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]).toMatchObject({ reason: { info: { field: 'dataset.split' } } });
    expect(ends.every((end) => end.status === 'rejected' || end.value.data.trainRows === 10)).toBe(true);
  });
});

describe('a stratified split', () => {
  const stratified = { validationSplit: 0.25, split: { method: 'stratified' } };
  it('keeps each class its share', async () => {
    const { validation, train } = parts(await load(stratified));
    const share = (word: string): number => validation.filter((row) => classes[row] === word).length;
    expect([share('x'), share('y'), share('z')]).toEqual([15, 8, 2]);
    expect([...train, ...validation].sort((a, b) => a - b)).toEqual(count(100));
    expect([...validation].sort((a, b) => a - b)).toEqual(validation);
  });

  it('follows its own seed, or the experiment’s', async () => {
    const one = parts(await load(stratified)).validation;
    expect(parts(await load(stratified)).validation).toEqual(one);
    expect(parts(await load(stratified, 2)).validation).not.toEqual(one);
    const own = { ...stratified, split: { method: 'stratified', seed: 1 } };
    const loaded = await load(own, 2);
    expect(parts(loaded).validation).toEqual(one);
    expect(loaded.facts.split).toEqual({ method: 'stratified', seed: 1 });
  });

  it('needs a target of few values', async () => {
    await expect(load({ ...stratified, target: null })).rejects.toMatchObject({
      info: { field: 'dataset.split.method' },
    });
    const numbers = `a,t\n${count(200)
      .map((i) => `${i},${i}`)
      .join('\n')}\n`;
    await expect(folder.load(numbers, { features: ['a'], target: 't', ...stratified })).rejects.toMatchObject(
      {
        info: { field: 'dataset.split.method', message: expect.stringContaining('more than 100') as string },
      },
    );
  });

  it('splits generated data by the same code', async () => {
    const spec = datasetSchema.parse({
      kind: 'generated',
      generator: 'linear-margin',
      params: { n: 200 },
      ...stratified,
      scaling: 'standard',
    });
    const { data, facts } = await loadDataset(spec, { seed: 1, model: svm });
    const ones = (from: number, to: number): number =>
      present(data.target)
        .subarray(from, to)
        .reduce((sum, value) => sum + value, 0);
    expect(facts).toMatchObject({ trainRows: 150, validationRows: 50, split: { method: 'stratified' } });
    expect(Math.abs(ones(150, 200) - ones(0, 200) / 4)).toBeLessThan(1);
    expect(facts.scaler.kind).toBe('standard');
  });
});

describe('the last rows', () => {
  it('are kept for validation whatever the seed', async () => {
    const last = { validationSplit: 0.3, split: { method: 'last' } };
    for (const seed of [1, 2]) {
      const loaded = await load(last, seed);
      expect(parts(loaded).validation).toEqual(count(30).map((i) => i + 70));
      expect(loaded.facts.split).toEqual({ method: 'last', seed: null });
    }
  });
});

describe('a split by a column', () => {
  const by = (validation: string[], column = 'part') => ({ split: { method: 'column', column, validation } });
  it('takes the rows with one of the values; rows without any train', async () => {
    const loaded = await load(by(['two']));
    expect(parts(loaded).validation).toEqual(count(100).filter((i) => i % 3 === 1));
    expect(loaded.facts).toMatchObject({ trainRows: 67, validationRows: 33, split: { method: 'column' } });
    expect(loaded.facts.schema[2]).toEqual({ name: 'part', type: 'category', role: 'split' });
    expect(parts(await load(by(['two', 'one']))).train).toEqual(count(100).filter((i) => i % 3 === 2));
  });

  it('may be a column of numbers, or one with another role', async () => {
    expect(parts(await load(by(['3', '5'], 'a'))).validation).toEqual([3, 5]);
    expect(parts(await load(by(['z'], 't'))).validation).toEqual(
      count(100).filter((i) => classes[i] === 'z'),
    );
  });

  it('needs rows on both sides', async () => {
    await expect(load(by(['three']))).rejects.toMatchObject({
      info: {
        field: 'dataset.split.column',
        message: expect.stringContaining('No row has "three" in column "part"') as string,
      },
    });
    await expect(load(by(['x', 'y', 'z'], 't'))).rejects.toThrow('nothing is left to train on');
    await expect(load(by(['x'], 'nope'))).rejects.toMatchObject({ info: { field: 'dataset.split.column' } });
  });
});
