import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  datasetSchema,
  modelSchema,
  type DatasetSpec,
  type ModelSpec,
} from '../../../src-shared/experiment/schema';
import { datasetFactsSchema } from '../../../src-shared/run/record/dataset-facts';
import { allocateFeatures } from '../../algorithms/models/allocate-features';
import { rowVectors } from '../../algorithms/svm/solver/vectors';
import { hasSharedData, networkSpec, sharedData } from '../../testing/data';
import { loadDataset, type LoadedDataset } from '../index';

const kmeans = modelSchema.parse({ kind: 'kmeans', nClusters: 2 });
const svm = modelSchema.parse({ kind: 'svm' });
const network = modelSchema.parse({ kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }] });
const linear = modelSchema.parse({ kind: 'network', layers: [{ units: 1, activation: 'linear' }] });

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-load-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(content: string): string {
  const path = join(folder, `file${files++}.csv`);
  writeFileSync(path, content);
  return path;
}

function spec(path: string, change: Record<string, unknown> = {}): DatasetSpec {
  return datasetSchema.parse({ kind: 'file', path, features: ['a', 'b'], ...change });
}

function load(
  content: string,
  change: Record<string, unknown> = {},
  model: ModelSpec = kmeans,
  seed = 1,
): Promise<LoadedDataset> {
  return loadDataset(spec(file(content), change), { seed, model });
}

const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

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
    const options = { seed: 1, model: kmeans, baseFolder: folder };
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
      loadDataset(spec(join(folder, 'none.csv')), { seed: 1, model: kmeans }),
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
      const { rawFeatures, data } = await load(text, { scaling, validationSplit: 0.25 });
      const order = (await load(text, { scaling: 'none', validationSplit: 0.25 })).data.features;
      expect(rawFeatures()).toEqual(order);
      expect([...order].sort()).toEqual(rows.flat().sort());
      expect(data.features).not.toBe(order);
    },
  );

  it('are as they were filled, and categories stay as they are', async () => {
    const columnSettings = [{ name: 'b', type: 'category' }];
    const { rawFeatures, data } = await load('a,b\n0.1,x\n,y\n0.4,\n', {
      ...{ scaling: 'standard', missing: 'mostFrequent', columnSettings },
    });
    expect(data.width).toBe(3);
    expect([...rawFeatures()]).toEqual([0.1, 1, 0, 0.1, 0, 1, 0.4, 1, 0]);
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
    const passes = rowVectors(trained.features, { ...trained, machines: 1 })!;
    const weights = { coef: new Float64Array(10), intercept: 0 };
    expect(passes.decideFrom(0, 1, weights).buffer).toBe(trained.features.buffer);
    // Nobody passes over these.
    for (const { data } of [await at(svm, true), await at(kmeans, true)])
      expect(data.features.byteLength).toBe(data.features.buffer.byteLength);
  });
});

describe('missing values', () => {
  const content = 'a,b\n1,2\nNA,3\n4,5\n9,\n';
  it.each([
    ['drop', [1, 2, 4, 5], [1, 3], 2],
    ['mean', [1, 2, 14 / 3, 3, 4, 5, 9, 10 / 3], [1, 2, 3, 4], 0],
    ['median', [1, 2, 4, 3, 4, 5, 9, 3], [1, 2, 3, 4], 0],
    ['constant', [1, 2, -1, 3, 4, 5, 9, -1], [1, 2, 3, 4], 0],
  ])('%s', async (missing, features, rows, droppedRows) => {
    const { data, facts, rowNumbers } = await load(content, { missing, missingValue: -1 });
    expect([...data.features]).toEqual(features);
    expect([...rowNumbers]).toEqual(rows);
    expect(facts.droppedRows).toBe(droppedRows);
  });

  it('error names line and column', async () => {
    await expect(load(content, { missing: 'error' })).rejects.toMatchObject({
      info: { line: 3, column: 'a', field: 'dataset.missing' },
    });
    await expect(load('a,b,t\n1,2,3\n4,5,\n', { missing: 'error', target: 't' })).rejects.toMatchObject({
      info: { line: 3, column: 't' },
    });
  });

  it('drops rows without a target whatever is asked', async () => {
    const { data } = await load('a,b,t\n1,2,\n3,4,5\n', { missing: 'mean', target: 't' }, linear);
    expect([...data.features]).toEqual([3, 4]);
  });

  it('knows the mean of the training rows only', async () => {
    const rows = count(40).map((i) => `${i === 7 || i === 31 ? '' : i},${i}`);
    const { data, rowNumbers } = await load(`a,b\n${rows.join('\n')}\n`, {
      missing: 'mean',
      validationSplit: 0.25,
    });
    const known = [...rowNumbers.subarray(0, data.trainRows)]
      .map((row) => row - 1)
      .filter((i) => i !== 7 && i !== 31);
    const mean = known.reduce((sum, i) => sum + i, 0) / known.length;
    for (const i of [7, 31]) expect(data.features[2 * rowNumbers.indexOf(i + 1)]).toBeCloseTo(mean, 12);
  });
});

describe('targets', () => {
  const words = 'a,b,t\n1,2,yes\n3,4,no\n5,6,yes\n7,,other\n';
  it('turns texts into places among the classes of the used rows', async () => {
    for (const model of [svm, kmeans]) {
      const { data, sample, facts } = await load(words, { target: 't' }, model);
      expect(data.classes).toEqual(['no', 'yes']);
      expect([...data.target!]).toEqual([1, 0, 1]);
      expect([...sample.targets]).toEqual([1, 0, 1]);
      expect(facts).toMatchObject({ classes: ['no', 'yes'], target: 't' });
    }
  });

  it('gives a network two texts as 0 and 1, and refuses more', async () => {
    const { data } = await load('a,b,t\n1,2,yes\n3,4,no\n', { target: 't' }, network);
    expect(data.classes).toEqual(['no', 'yes']);
    expect([...data.target!]).toEqual([1, 0]);
    await expect(load(words, { target: 't' }, network)).rejects.toMatchObject({
      info: { line: 2, column: 't', field: 'dataset.target' },
    });
  });

  it('orders the numbers of an SVM, and leaves those of a network', async () => {
    const content = 'a,b,t\n1,2,7\n3,4,-1\n5,6,7\n';
    const classes = await load(content, { target: 't' }, svm);
    expect(classes.data.classes).toEqual([-1, 7]);
    expect([...classes.data.target!]).toEqual([1, 0, 1]);
    const values = await load(content, { target: 't' }, linear);
    expect(values.data.classes).toEqual([]);
    expect([...values.data.target!]).toEqual([7, -1, 7]);
    expect((await load('a,b,t\n1,2,1\n3,4,0\n', { target: 't' }, network)).data.classes).toEqual([0, 1]);
  });
});

describe('targets of many classes', () => {
  const ofMany = networkSpec({
    layers: [{ units: 3, activation: 'softmax' }],
    loss: 'categoricalCrossentropy',
  });
  const hinge = networkSpec({ layers: [{ units: 1, activation: 'linear' }], loss: 'hinge' });

  it('are places among the values, ascending, of words, numbers and both', async () => {
    const words = await load('a,b,t\n1,2,rose\n3,4,iris\n5,6,lily\n7,8,iris\n', { target: 't' }, ofMany);
    expect(words.data.classes).toEqual(['iris', 'lily', 'rose']);
    expect([...words.data.target!]).toEqual([2, 0, 1, 0]);
    expect(words.facts.classes).toEqual(['iris', 'lily', 'rose']);
    const numbers = await load('a,b,t\n1,2,30\n3,4,-1\n5,6,7\n7,8,7\n', { target: 't' }, ofMany);
    expect(numbers.data.classes).toEqual([-1, 7, 30]);
    expect([...numbers.data.target!]).toEqual([2, 0, 1, 1]);
  });

  it('are refused where there are too many to be classes', async () => {
    const rows = Array.from({ length: 1100 }, (_, i) => `${i},0,${i * 0.37}`);
    await expect(load(`a,b,t\n${rows.join('\n')}\n`, { target: 't' }, ofMany)).rejects.toMatchObject({
      info: { kind: 'invalid-data', field: 'dataset.target' },
    });
  });

  it('may be any two numbers where the loss is of two classes', async () => {
    const content = 'a,b,t\n1,2,2\n3,4,1\n5,6,2\n';
    const cross = networkSpec({ layers: [{ units: 1, activation: 'sigmoid' }], loss: 'binaryCrossentropy' });
    for (const model of [hinge, cross]) {
      const { data } = await load(content, { target: 't' }, model);
      expect(data.classes).toEqual([1, 2]);
      expect([...data.target!]).toEqual([1, 0, 1]);
    }
    // Without such a loss they are numbers, as ever.
    const { data } = await load(content, { target: 't' }, network);
    expect([data.classes, [...data.target!]]).toEqual([[], [2, 1, 2]]);
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

describe('weights', () => {
  const weighted = (content: string, change: Record<string, unknown> = {}): Promise<LoadedDataset> =>
    loadDataset(spec(file(content), { weight: 'w', ...change }), { seed: 1, model: kmeans });

  it('go with their rows; a row without one is left out', async () => {
    const { data, facts } = await weighted('a,b,w\n1,2,0.5\n3,4,\n5,6,2\n');
    expect([...(data.weights ?? [])]).toEqual([0.5, 2]);
    expect([...data.features]).toEqual([1, 2, 5, 6]);
    expect(facts.droppedRows).toBe(1);
  });

  it('change the fingerprint', async () => {
    const path = file('a,b,w\n1,2,1\n3,4,1\n');
    const options = { seed: 1, model: kmeans };
    const [with_, without] = await Promise.all([
      loadDataset(spec(path, { weight: 'w' }), options),
      loadDataset(spec(path), options),
    ]);
    expect(with_.facts.fingerprint).not.toBe(without.facts.fingerprint);
    expect(without.data.weights).toBeNull();
  });

  it.each([
    ['all zero', 'a,b,w\n1,2,0\n3,4,0\n', /no weight above 0/],
    ['words', 'a,b,w\n1,2,x\n3,4,y\n', /"w" .*text/],
    ['no column', 'a,b\n1,2\n', /no column "w"/],
  ])('that are %s are refused at their field', async (_, content, message) => {
    const error: unknown = await weighted(content).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      info: {
        kind: 'invalid-data',
        field: 'dataset.weight',
        message: expect.stringMatching(message) as string,
      },
    });
  });

  it('must all be there where missing values are refused', async () => {
    await expect(weighted('a,b,w\n1,2,1\n3,4,\n', { missing: 'error' })).rejects.toThrow('Column "w" of');
  });
});
