import { afterAll, describe, expect, it } from 'vitest';
import { modelSchema } from '../../../src-shared/experiment/schema';
import { at, present } from '../../../src-shared/present';
import { count, DataFolder, kmeans, svm } from '../../testing/files/data-folder';
import { inspectFile } from '../profile/inspect';
import { previewFile } from '../preview/preview';
import { readColumns } from '../columns/column-reader';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

const softmax = (units: number): ReturnType<typeof modelSchema.parse> =>
  modelSchema.parse({
    kind: 'network',
    layers: [{ units, activation: 'softmax' }],
    loss: 'categoricalCrossentropy',
    optimizer: { kind: 'sgd' },
  });
const sigmoid = modelSchema.parse({
  kind: 'network',
  layers: [{ units: 1, activation: 'sigmoid' }],
  loss: 'binaryCrossentropy',
  optimizer: { kind: 'sgd' },
});
const target = { features: ['a'], target: 'y' };

/** Two features and as many rows as there are labels, three times over. */
const labelled = (labels: readonly string[]): string =>
  `a,y\n${[0, 1, 2].flatMap((round) => labels.map((label, i) => `${round + 1}.${i}5,${label}`)).join('\n')}\n`;

describe('classes keep the text of the cell', () => {
  // As Python's csv module and pandas with dtype=str have them.
  it.each([
    ['leading zeros', ['01', '1', '2'], ['01', '1', '2']],
    ['one code among numbers', ['1', '2', '3', '4', '007'], ['1', '2', '3', '4', '007']],
    ['all with zeros', ['007', '042'], ['007', '042']],
    ['a power beside its value', ['1E2', '100', '5'], ['5', '100', '1E2']],
    ['powers', ['1E2', '2e3'], ['1E2', '2e3']],
    [
      'twenty digits',
      ['12345678901234567891', '12345678901234567890', '12345678901234567892'],
      ['12345678901234567890', '12345678901234567891', '12345678901234567892'],
    ],
    ['beyond 2^53', ['9007199254740993', '9007199254740992'], ['9007199254740992', '9007199254740993']],
    ['signs', ['+1', '-1'], ['-1', '+1']],
    ['decimals', ['0.0', '1.0', '2.0'], ['0.0', '1.0', '2.0']],
    ['words among codes', ['01', '02', 'x'], ['01', '02', 'x']],
    ['plain whole numbers, as numbers', ['0', '1', '2'], [0, 1, 2]],
    ['plain numbers, as numbers', ['0.5', '-1', '10'], [-1, 0.5, 10]],
  ])('%s', async (_, labels, classes) => {
    for (const model of [svm, softmax(classes.length)]) {
      const { facts, data } = await folder.load(labelled(labels), target, model);
      expect(facts.classes).toEqual(classes);
      expect(data.classes).toEqual(classes);
      // Of every row the very label that stands there.
      const texts = [...present(data.target)].map((place) => String(classes[place]));
      expect(texts).toEqual([...labels, ...labels, ...labels]);
    }
  });

  it('is one class where a number is written in two ways, by the first of them, and says so', async () => {
    const { facts, data } = await folder.load(labelled(['1', '1.0', '2']), target, svm);
    expect(facts.classes).toEqual([1, 2]);
    expect([...present(data.target)].slice(0, 3)).toEqual([0, 0, 1]);
    expect(facts.notes).toEqual([
      'The target "y" writes one class in several ways ("1.0" beside "1"): it is called by the first.',
    ]);
    const other = await folder.load(labelled(['1.0', '1', '2']), target, svm);
    expect(other.facts.classes).toEqual(['1.0', '2']);
  });

  it('keeps 0 and 1 of a sigmoid as they are learned, and their texts as names', async () => {
    const { facts, data } = await folder.load(labelled(['0.0', '1.0']), target, sigmoid);
    expect(facts.classes).toEqual(['0.0', '1.0']);
    expect([...present(data.target)].slice(0, 2)).toEqual([0, 1]);
    expect((await folder.load(labelled(['0', '1']), target, sigmoid)).facts.classes).toEqual([0, 1]);
    expect((await folder.load(labelled(['01', '02']), target, sigmoid)).facts.classes).toEqual(['01', '02']);
  });

  it('names the classes of k-means too', async () => {
    const { facts } = await folder.load(labelled(['01', '1', '2']), target, kmeans);
    expect(facts.classes).toEqual(['01', '1', '2']);
  });

  it('holds behind the first rows, in a sample and behind a filter', async () => {
    const rows = count(4000).map((i) => `${i},${i === 3500 ? '01' : i % 3}`);
    const content = `a,y\n${rows.join('\n')}\n`;
    const { facts } = await folder.load(content, target, svm);
    expect(facts.classes).toEqual(['0', '01', '1', '2']);
    const sample = { method: 'every', rows: 40 };
    const sampled = await folder.load(
      labelled(count(40).map((i) => `0${i % 4}`)),
      { ...target, sample },
      svm,
    );
    expect(sampled.facts.classes).toEqual(['00', '01', '02', '03']);
  });

  it('is a quantity again where a person says so', async () => {
    const columnSettings = [{ name: 'y', type: 'number' }];
    const { facts } = await folder.load(labelled(['01', '1', '2']), { ...target, columnSettings }, svm);
    expect(facts.classes).toEqual([1, 2]);
    expect(facts.notes).toBeUndefined();
  });

  it('refuses codes as the target of a line, and says what to do', async () => {
    const line = modelSchema.parse({
      kind: 'network',
      layers: [{ units: 1, activation: 'linear' }],
      loss: 'meanSquaredError',
      optimizer: { kind: 'sgd' },
    });
    await expect(folder.load(labelled(['001', '002', '003']), target, line)).rejects.toThrow(
      'Column "y" of file',
    );
    await expect(folder.load(labelled(['001', '002', '003']), target, line)).rejects.toThrow(
      /written as codes \("001", line 2\).*set its type to number/,
    );
  });
});

describe('whole numbers with leading zeros or beyond 2^53', () => {
  const zips = count(60).map((i) => String(i * 317).padStart(5, '0'));
  const read = async (cells: readonly string[]): Promise<string> => {
    const path = folder.file(`n,c\n${cells.map((cell, i) => `${i},${cell}`).join('\n')}\n`);
    const raw = await readColumns(path, [{ name: 'c', type: 'auto', field: 'dataset.features.0' }]);
    const report = await inspectFile(path);
    const first = await previewFile(path);
    expect(report.columns[1]?.type === 'number').toBe(raw.columns[0]?.type === 'number');
    expect(first.columns[1]?.type === 'number').toBe(raw.columns[0]?.type === 'number');
    return at(raw.columns, 0).type;
  };

  it.each([
    ['postal codes', zips, 'category'],
    ['ids of 20 digits', count(30).map((i) => `${10_000_000_000_000_000_000n + BigInt(i)}`), 'category'],
    ['times of four digits', ['0930', '1015', '1245', '0700'], 'category'],
    ['quantities', count(60).map(String), 'number'],
    ['a slip among many', [...count(300).map(String), '05'], 'number'],
    ['measures filled up with zeros', ['007.5', '012', '003.25'], 'number'],
    ['negative ones', ['-05', '-07', '-12'], 'number'],
    ['zero', ['0', '0', '1'], 'number'],
    ['large ones in powers', ['1e20', '2e21', '3e19'], 'number'],
    ['2^53 itself', ['9007199254740991', '9007199254740990'], 'number'],
  ])('%s are read as %s', async (_, cells, type) => {
    expect(await read(cells)).toBe(type);
  });

  it('are told where they come behind all rows that were looked at first, in a large file too', async () => {
    const rows = count(120_000).map(
      (i) => `${i},${i < 100_000 ? (i % 5000) + 10_000 : String(i % 1000).padStart(5, '0')}`,
    );
    const path = folder.file(`n,c\n${rows.join('\n')}\n`);
    const raw = await readColumns(path, [
      { name: 'n', type: 'auto', field: 'dataset.features.0' },
      { name: 'c', type: 'auto', field: 'dataset.features.1' },
    ]);
    expect(raw.columns.map(({ type }) => type)).toEqual(['number', 'category']);
    expect(present(at(raw.columns, 1).categories)[at(at(raw.columns, 1).values, 119_999)]).toBe('00999');
    expect((await inspectFile(path)).columns.map(({ type }) => type)).toEqual(['number', 'category']);
  });

  it('are said in looks and reports, with the reason', async () => {
    const path = folder.file(
      `n,zip,id\n${zips.map((zip, i) => `${i},${zip},1234567890123456789${i}`).join('\n')}\n`,
    );
    const note =
      'Columns "zip" ("00000") and "id" ("12345678901234567890") hold whole numbers with leading zeros or beyond 2^53: they are read as codes, with the text of their cells. Set the type to number where they are quantities.';
    expect((await inspectFile(path)).notes).toContain(note);
    expect((await previewFile(path)).notes).toContain(note);
    const { facts } = await folder.load(
      `a,zip\n${zips.map((zip, i) => `${i},${zip.slice(0, 2)}`).join('\n')}\n`,
      { features: ['a', 'zip'] },
    );
    expect(facts.encoders[1]?.kind).toBe('oneHot');
    expect(facts.notes).toEqual([
      'Column "zip" ("00") holds whole numbers with leading zeros or beyond 2^53: they are read as codes, with the text of their cells. Set the type to number where they are quantities.',
    ]);
  });
});
