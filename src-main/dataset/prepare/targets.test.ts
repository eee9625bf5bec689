import { afterAll, describe, expect, it } from 'vitest';
import { modelSchema, type DatasetSpec } from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import { networkSpec } from '../../testing/data';
import { count, DataFolder, kmeans, svm } from '../../testing/files/data-folder';
import { loadDataset, type LoadedDataset } from '../index';

const network = modelSchema.parse({ kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }] });
const linear = modelSchema.parse({ kind: 'network', layers: [{ units: 1, activation: 'linear' }] });

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});
const file = (content: string): string => folder.file(content);
const spec = (path: string, change: Record<string, unknown> = {}): DatasetSpec => folder.spec(path, change);
const load: DataFolder['load'] = (...options) => folder.load(...options);

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
      expect([...present(data.target)]).toEqual([1, 0, 1]);
      expect([...sample.targets]).toEqual([1, 0, 1]);
      expect(facts).toMatchObject({ classes: ['no', 'yes'], target: 't' });
    }
  });

  it('gives a network two texts as 0 and 1, and refuses more', async () => {
    const { data } = await load('a,b,t\n1,2,yes\n3,4,no\n', { target: 't' }, network);
    expect(data.classes).toEqual(['no', 'yes']);
    expect([...present(data.target)]).toEqual([1, 0]);
    await expect(load(words, { target: 't' }, network)).rejects.toMatchObject({
      info: { line: 2, column: 't', field: 'dataset.target' },
    });
  });

  it('orders the numbers of an SVM, and leaves those of a network', async () => {
    const content = 'a,b,t\n1,2,7\n3,4,-1\n5,6,7\n';
    const classes = await load(content, { target: 't' }, svm);
    expect(classes.data.classes).toEqual([-1, 7]);
    expect([...present(classes.data.target)]).toEqual([1, 0, 1]);
    const values = await load(content, { target: 't' }, linear);
    expect(values.data.classes).toEqual([]);
    expect([...present(values.data.target)]).toEqual([7, -1, 7]);
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
    expect([...present(words.data.target)]).toEqual([2, 0, 1, 0]);
    expect(words.facts.classes).toEqual(['iris', 'lily', 'rose']);
    const numbers = await load('a,b,t\n1,2,30\n3,4,-1\n5,6,7\n7,8,7\n', { target: 't' }, ofMany);
    expect(numbers.data.classes).toEqual([-1, 7, 30]);
    expect([...present(numbers.data.target)]).toEqual([2, 0, 1, 1]);
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
      expect([...present(data.target)]).toEqual([1, 0, 1]);
    }
    // Without such a loss they are numbers, as ever.
    const { data } = await load(content, { target: 't' }, network);
    expect([data.classes, [...present(data.target)]]).toEqual([[], [2, 1, 2]]);
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
