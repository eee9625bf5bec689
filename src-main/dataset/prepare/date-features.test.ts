import { afterAll, describe, expect, it } from 'vitest';
import { at, present } from '../../../src-shared/present';
import { datasetFactsSchema } from '../../../src-shared/run/record/dataset-facts';
import { toRawColumns } from '../../../src-shared/run/points/raw-columns';
import { DataFolder, readRows } from '../../testing/files/data-folder';
import { randomPoints, typedQueryPoints } from '../predict/query-points';
import { computedColumns } from '../predict/computed-steps';
import { decodeInputs, rowOfInputs, rowOfTexts } from '../predict/point-cells';
import { checkPointFile, readPointFile, type PointBlock } from '../predict/point-file';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

// 2024-05-31 is a Friday, 2024-06-02 a Sunday, 2023-12-25 a Monday: Python's weekday() says 4, 6, 0.
const content = 'a,when\n1,2024-05-31\n2,2024-06-02\n3,2023-12-25\n4,2024-05-31\n';
const parts = ['year', 'month', 'weekday', 'elapsed'] as const;
const asParts = {
  features: ['a', 'when'],
  columnSettings: [{ name: 'when', dateParts: parts }],
};

describe('a date as parts', () => {
  it('is an input for each, named by column and part', async () => {
    const loaded = await folder.load(content, asParts);
    expect(loaded.data.featureNames).toEqual([
      'a',
      'when.year',
      'when.month',
      'when.weekday',
      'when.elapsed',
    ]);
    expect(readRows(loaded)).toEqual([
      [1, 2024, 5, 4, 19_874],
      [2, 2024, 6, 6, 19_876],
      [3, 2023, 12, 0, 19_716],
      [4, 2024, 5, 4, 19_874],
    ]);
    expect(loaded.facts.featureRanges[4]).toEqual([19_716, 19_876]);
    expect(loaded.facts.encoders[1]).toEqual({
      column: 'when',
      kind: 'dateParts',
      parts,
      categories: [],
      fill: null,
      range: [19_716, 19_876],
      median: 19_874,
    });
    expect(datasetFactsSchema.parse(JSON.parse(JSON.stringify(loaded.facts)))).toEqual(loaded.facts);
  });

  it('is scaled part by part, on the training rows, and raw again', async () => {
    const loaded = await folder.load(content, { ...asParts, scaling: 'minmax' });
    expect(readRows(loaded)[1]).toEqual([1 / 3, 1, 1 / 7, 1, 1]);
    expect([...present(loaded.rawRows)(1, 2)]).toEqual([2, 2024, 6, 6, 19_876]);
    const own = await folder.load(content, {
      ...asParts,
      columnSettings: [{ name: 'when', dateParts: ['month', 'year'], scaling: 'minmax' }],
    });
    expect(readRows(own)[2]).toEqual([3, 1, 0]);
  });

  it('fills what is missing before it is taken apart', async () => {
    const { data, facts } = await folder.load('a,when\n1,2024-05-31\n2,\n3,2024-06-02\n', {
      ...asParts,
      missing: 'mean',
    });
    expect([...data.features.subarray(5, 10)]).toEqual([2, 2024, 6, 5, 19_875]);
    expect(facts.encoders[1]?.fill).toBe(19_875);
  });

  it('has the hour of times with a zone in UTC', async () => {
    const loaded = await folder.load('a,when\n1,2024-05-31 23:30-02:00\n2,2024-06-02 07:15\n', {
      ...asParts,
      columnSettings: [{ name: 'when', dateParts: ['day', 'hour'] }],
    });
    expect(readRows(loaded)).toEqual([
      [1, 1, 1],
      [2, 2, 7],
    ]);
  });

  it('changes the fingerprint, and only where it is asked for', async () => {
    const prints = await Promise.all(
      [[], [{ name: 'when', dateParts: ['year'] }], [{ name: 'when', dateParts: ['month'] }]].map(
        async (columnSettings) =>
          (await folder.load(content, { features: ['a', 'when'], columnSettings })).facts.fingerprint,
      ),
    );
    expect(new Set(prints).size).toBe(3);
    // Of a data set without parts it is what it was before there were any.
    const plain = await folder.load(content, { features: ['a', 'when'] });
    expect(plain.facts.encoders[1]?.kind).toBe('date');
  });

  it('is refused of numbers and of categories', async () => {
    const field = 'dataset.columnSettings.0.dateParts';
    const of = (name: string, type: string): Promise<unknown> =>
      folder.load(content, {
        features: ['a', 'when'],
        columnSettings: [{ name, type, dateParts: ['year'] }],
      });
    await expect(of('a', 'number')).rejects.toMatchObject({ info: { kind: 'invalid-experiment', field } });
    await expect(of('when', 'category')).rejects.toMatchObject({
      info: { kind: 'invalid-experiment', field },
    });
  });

  it('answers typed points, files and draws as it was trained', async () => {
    const { facts } = await folder.load(content, asParts);
    expect(rowOfTexts(facts, ['2', '2024-06-02'])).toMatchObject({
      inputs: [2, 2024, 6, 6, 19_876],
      given: { a: 2, when: '2024-06-02' },
      outside: [],
    });
    expect(rowOfTexts(facts, ['2', 'soon']).problem).toBe('"soon" for "when" is no date.');
    expect(rowOfTexts(facts, ['2', '2025-01-01']).outside).toEqual([
      { column: 'when', side: 'above', limit: '2024-06-02' },
    ]);
    expect(() => typedQueryPoints([['2', 'soon']], facts)).toThrow(/not a date such as 2024-05-31/);
    expect(decodeInputs(facts.encoders, [2, 2024, 6, 6, 19_876])).toEqual([2, 19_876]);
    expect(rowOfInputs(facts, [2, 2024, 6, 1, 19_876]).cells).toBeNull();
    let turn = 0;
    const [drawn] = randomPoints(facts, 1, () => at([0.5, 1], turn++ % 2));
    expect(drawn).toEqual([2.5, 2024, 6, 6, 19_876]);
    expect(toRawColumns(facts)[1]).toEqual({
      name: 'when',
      kind: 'date',
      range: [19_716, 19_876],
      median: 19_874,
      categories: [],
      mode: null,
      fill: null,
    });
    const steps = computedColumns(facts, rowOfTexts(facts, ['2', '2024-06-02']));
    expect(steps[1]?.inputs.map(({ name, encoded }) => [name, encoded])).toEqual([
      ['when.year', 2024],
      ['when.month', 6],
      ['when.weekday', 6],
      ['when.elapsed', 19_876],
    ]);
    const blocks: PointBlock[] = [];
    const path = folder.file('when,a\n2024-06-02,7\n2023-12-25,8\n');
    const spec = folder.spec(path, asParts);
    const file = { path, header: null, matches: {} };
    const { stamp, rows } = await checkPointFile(facts, spec, file);
    expect(rows).toMatchObject({ usable: 2, outside: 2 });
    await readPointFile(facts, spec, { ...file, stamp }, { rows: 10 }, (block) => {
      blocks.push(block);
    });
    expect([...at(blocks, 0).inputs]).toEqual([7, 2024, 6, 6, 19_876, 8, 2023, 12, 0, 19_716]);
  });
});
