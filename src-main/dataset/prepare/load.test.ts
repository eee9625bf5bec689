import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  datasetSchema,
  modelSchema,
  type DatasetSpec,
  type ModelSpec,
} from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import { datasetFactsSchema } from '../../../src-shared/run/record/dataset-facts';
import { allocateFeatures } from '../../algorithms/models/allocate-features';
import { rowVectors } from '../../algorithms/svm/solver/vectors';
import { hasSharedData, sharedData } from '../../testing/data';
import { count, DataFolder, kmeans, svm } from '../../testing/files/data-folder';
import { loadDataset, type LoadedDataset } from '../index';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});
const file = (content: string): string => folder.file(content);
const spec = (path: string, change: Record<string, unknown> = {}): DatasetSpec => folder.spec(path, change);
const load: DataFolder['load'] = (...options) => folder.load(...options);

describe('reading', () => {
  it('takes the chosen columns in their order, and numbers the rows', async () => {
    const { data, facts, sample, rowNumbers } = await load('b,x,a\n2,q,1\n4,r,3\n');
    expect(data).toMatchObject({
      rows: 2,
      trainRows: 2,
      width: 2,
      featureNames: ['a', 'b'],
      target: null,
      classes: [],
    });
    expect([...data.features]).toEqual([1, 2, 3, 4]);
    expect([...rowNumbers]).toEqual([1, 2]);
    expect(sample).toMatchObject({ features: ['a', 'b'], target: null, totalRows: 2, count: 2 });
    expect(datasetFactsSchema.parse(facts)).toEqual(facts);
    expect(facts.featureRanges).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it('reads names given to a file without any, and a relative path', async () => {
    const path = file('  1  2\n 3    4\n');
    const options = { seed: 1, model: kmeans, baseFolder: folder.path };
    const { data } = await loadDataset(spec(basename(path), { columns: ['b', 'a'] }), options);
    expect([...data.features]).toEqual([2, 1, 4, 3]);
  });

  it('reads a decimal comma', async () => {
    expect([...(await load('a;b\n1,5;2\n3,25;-4e2\n')).data.features]).toEqual([1.5, 2, 3.25, -400]);
  });

  it('names the first text of a feature, its line and what to do', async () => {
    await expect(load('a,b\n1,Anna\n2,Bob\n')).rejects.toMatchObject({
      info: {
        kind: 'invalid-data',
        line: 2,
        column: 'b',
        field: 'dataset.features.1',
        message: expect.stringMatching(
          /^Column "b" of file\d+\.csv holds text with 2 different values in 2 rows \(line 2: "Anna"\): choose a number column as a feature, or set this one's type to category\.$/,
        ) as string,
      },
    });
    const rows = count(30).map((i) => `${i},${i}`);
    const content = `a,b\n"1\n",5\n${rows.join('\n')}\n\n7,oops\n`;
    await expect(load(content, { features: ['b'], rejects: 'error' })).rejects.toThrow(
      'has "oops" in line 35, which is not a number: correct it',
    );
  });

  it('names the columns there are', async () => {
    await expect(load('x,Y\n1,2\n', { features: ['y'] })).rejects.toThrow(
      'has no column "y": its columns are "x", "Y".',
    );
    await expect(load('a,b\n1,2\n', { target: 'c' })).rejects.toMatchObject({
      info: { field: 'dataset.target' },
    });
  });

  it('leaves out rows that do not fit the table, and counts them', async () => {
    const { data, facts, rowNumbers } = await load('a,b\n1,2\n3,4,5\n6\n7,8\n');
    expect([...data.features]).toEqual([1, 2, 7, 8]);
    expect(facts).toMatchObject({ rows: 2, droppedRows: 2 });
    expect([...rowNumbers]).toEqual([1, 4]);
    await expect(load('a,b\n1,2\n3,4,5\n', { rejects: 'error' })).rejects.toMatchObject({
      info: { line: 3, field: 'dataset.rejects' },
    });
  });

  it('refuses a table without rows', async () => {
    await expect(load('a,b\n')).rejects.toThrow('has a header but no rows');
    await expect(load('a,b\n1,\n2,\n')).rejects.toThrow('column "b" has no values');
    await expect(load('a,b\n1,\n,2\n')).rejects.toThrow('all 2 have missing values');
    await expect(
      loadDataset(spec(join(folder.path, 'none.csv')), { seed: 1, model: kmeans }),
    ).rejects.toMatchObject({
      info: { kind: 'file-missing' },
    });
  });

  it('samples large tables evenly, in raw units', async () => {
    const { sample } = await load(
      `a,b\n${count(12_000)
        .map((i) => `${i},0`)
        .join('\n')}\n`,
      { scaling: 'minmax' },
    );
    expect(sample).toMatchObject({ totalRows: 12_000, count: 5000 });
    expect([sample.values[0], sample.values[2], sample.values[9998]]).toEqual([0, 2, 11997]);
  });

  it.skipIf(!hasSharedData)('reads the published file (skipped without it)', async () => {
    const path = join(sharedData, 'socr-height-weight-25000.csv');
    const { facts } = await loadDataset(
      spec(path, { features: ['Height(Inches)', 'Weight'], scaling: 'standard' }),
      {
        seed: 1,
        model: kmeans,
      },
    );
    expect(facts.rows).toBe(25000);
    expect(facts.scaler.offset).toEqual([expect.closeTo(67.993, 3), expect.closeTo(127.079, 3)]);
    expect(facts.scaler.scale).toEqual([expect.closeTo(1.902, 3), expect.closeTo(11.661, 3)]);
  });
});

describe('raw features', () => {
  it.each(['none', 'standard', 'minmax', 'robust'])(
    'are the numbers of the file to the last digit, scaled as %s',
    async (scaling) => {
      const rows = count(400).map((row) => [((row * 7919) % 5003) / 10_000, -1e9 - ((row * 31) % 977) / 100]);
      const text = `a,b\n${rows.map((row) => row.join()).join('\n')}\n`;
      const { rawRows, data } = await load(text, { scaling, validationSplit: 0.25 });
      const order = (await load(text, { scaling: 'none', validationSplit: 0.25 })).data.features;
      expect(present(rawRows)(0, 400)).toEqual(order);
      expect(present(rawRows)(290, 310)).toEqual(order.slice(2 * 290, 2 * 310));
      expect([...order].sort()).toEqual(rows.flat().sort());
      expect(data.features).not.toBe(order);
    },
  );

  it('are as they were filled, and categories stay as they are', async () => {
    const columnSettings = [{ name: 'b', type: 'category' }];
    const { rawRows, data } = await load('a,b\n0.1,x\n,y\n0.4,\n', {
      ...{ scaling: 'standard', missing: 'mostFrequent', columnSettings },
    });
    expect(data.width).toBe(3);
    expect([...present(rawRows)(0, 3)]).toEqual([0.1, 1, 0, 0.1, 0, 1, 0.4, 1, 0]);
    expect(data.features[0]).not.toBe(0.1);
  });
});

describe('features that a machine is trained on', () => {
  it('lie where its passes are made, and are the same', async () => {
    const columns = Array.from({ length: 10 }, (_, c) => `x${c}`);
    const path = file(
      `${[...columns, 'y'].join()}\n${count(21_000)
        .map((row) => [...columns.map((_, c) => (row * (c + 3)) % 17), row % 2].join())
        .join('\n')}\n`,
    );
    const shrinking = modelSchema.parse({ kind: 'svm', tol: 1e-3 });
    const at = (model: ModelSpec, trains?: true): Promise<LoadedDataset> =>
      loadDataset(spec(path, { features: columns, target: 'y' }), {
        seed: 1,
        model,
        trains,
        ...(trains === true && { allocate: (features) => allocateFeatures(model, features) }),
      });
    const trained = (await at(shrinking, true)).data;
    const looked = (await at(shrinking)).data;
    expect(trained.features).toEqual(looked.features);
    const passes = rowVectors(trained.features, { ...trained, classifiers: 1 })!;
    const weights = { coef: new Float64Array(10), intercept: 0 };
    expect(passes.decideFrom(0, 1, weights).buffer).toBe(trained.features.buffer);
    const clustered = (await at(kmeans, true)).data;
    expect(clustered.features).toEqual((await at(kmeans)).data.features);
    expect(clustered.features.buffer.byteLength).toBeGreaterThan(clustered.features.byteLength);
    // Nobody passes over these.
    for (const plain of [{ kind: 'svm', maxIter: 30 }, { kind: 'linear-regression' }]) {
      const { data } = await at(modelSchema.parse(plain), true);
      expect(data.features.byteLength).toBe(data.features.buffer.byteLength);
    }
  });
});

describe('scaling and split', () => {
  it('scales by mean and population deviation, or by range', async () => {
    const content = 'a,b\n1,10\n3,10\n';
    const standard = await load(content, { scaling: 'standard' });
    expect([...standard.data.features]).toEqual([-1, 0, 1, 0]);
    expect(standard.facts.scaler).toEqual({ kind: 'standard', offset: [2, 10], scale: [1, 1] });
    expect([...standard.sample.values]).toEqual([1, 10, 3, 10]);
    const minmax = await load('a,b\n1,10\n3,30\n2,15\n', { scaling: 'minmax' });
    expect([...minmax.data.features]).toEqual([0, 0, 1, 1, 0.5, 0.25]);
    expect(minmax.facts.scaler).toEqual({ kind: 'minmax', offset: [1, 10], scale: [2, 20] });
  });

  it('fits the scaler on training rows only', async () => {
    const rows = count(10).map((i) => `${i * i},0`);
    const { data, facts, rowNumbers } = await load(`a,b\n${rows.join('\n')}\n`, {
      scaling: 'minmax',
      validationSplit: 0.3,
    });
    const train = [...rowNumbers.subarray(0, data.trainRows)].map((row) => (row - 1) ** 2);
    expect(facts.scaler.offset[0]).toBe(Math.min(...train));
    expect(facts.scaler.scale[0]).toBe(Math.max(...train) - Math.min(...train));
  });

  it('splits by the seed; both parts keep the order of the file', async () => {
    const content = `a,b\n${count(50)
      .map((i) => `${i},${i}`)
      .join('\n')}\n`;
    const at = (seed: number): Promise<LoadedDataset> =>
      load(content, { validationSplit: 0.2 }, kmeans, seed);
    const [one, again, other] = [await at(1), await at(1), await at(2)];
    expect(one.facts).toMatchObject({ rows: 50, trainRows: 40, validationRows: 10 });
    const ascending = (part: Int32Array): boolean => part.every((row, i) => i === 0 || row > part[i - 1]!);
    expect(ascending(one.rowNumbers.subarray(0, 40)) && ascending(one.rowNumbers.subarray(40))).toBe(true);
    expect([...one.rowNumbers].sort((a, b) => a - b)).toEqual(count(50).map((i) => i + 1));
    expect([...one.data.features]).toEqual([...one.rowNumbers].flatMap((row) => [row - 1, row - 1]));
    expect(again.rowNumbers).toEqual(one.rowNumbers);
    expect(other.rowNumbers).not.toEqual(one.rowNumbers);
  });
});

describe('fingerprint', () => {
  it('changes with each choice, and only then', async () => {
    const path = file('a,b,c\n1,2,0\n3,4,1\n5,6,1\n7,8,0\n');
    const print = async (change: Record<string, unknown>, seed = 1, from = path): Promise<string> =>
      (await loadDataset(spec(from, change), { seed, model: kmeans })).facts.fingerprint;
    const base = await print({});
    expect(await print({})).toBe(base);
    expect(await print({}, 2)).toBe(base);
    expect(await print({ missingValue: 5 })).toBe(base);
    expect(await print({}, 1, file('a,b,c\n1,2,0\n3,4,1\n5,6,1\n7,8,0\n'))).toBe(base);
    const changes: [Record<string, unknown>, number][] = [
      [{ features: ['a'] }, 1],
      [{ features: ['b', 'a'] }, 1],
      [{ columns: ['b', 'a', 'c'] }, 1],
      [{ dialect: { decimal: '.' } }, 1],
      [{ target: 'c' }, 1],
      [{ scaling: 'standard' }, 1],
      [{ scaling: 'minmax' }, 1],
      [{ missing: 'mean' }, 1],
      [{ missing: 'constant' }, 1],
      [{ missing: 'constant', missingValue: 5 }, 1],
      [{ validationSplit: 0.5 }, 1],
      [{ validationSplit: 0.5 }, 2],
    ];
    const prints = [base, await print({}, 1, file('a,b,c\n1,2,0\n'))];
    for (const [change, seed] of changes) prints.push(await print(change, seed));
    expect(new Set(prints).size).toBe(changes.length + 2);
  });

  it('follows the values of generated data', async () => {
    const generated = (params: Record<string, number>): DatasetSpec =>
      datasetSchema.parse({ kind: 'generated', generator: 'linear-margin', params });
    const one = await loadDataset(generated({ n: 30 }), { seed: 1, model: svm });
    const same = await loadDataset(generated({ n: 30 }), { seed: 1, model: svm });
    const other = await loadDataset(generated({ n: 30 }), { seed: 2, model: svm });
    expect(one.data).toMatchObject({ rows: 30, classes: [0, 1], featureNames: ['x', 'y'] });
    expect(same.facts).toEqual(one.facts);
    expect(other.facts.fingerprint).not.toBe(one.facts.fingerprint);
  });
});
