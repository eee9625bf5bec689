import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { datasetSchema, type DatasetSpec } from '../../../src-shared/experiment/schema';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import type { PointFileCheck } from '../../../src-shared/run/points/point-file';
import { DataFolder } from '../../testing/files/data-folder';
import { literal, withDatabase } from '../source/duckdb';
import { checkPointFile, readPointFile, type PointBlock } from './point-file';

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
    [0, 20],
    [0, 1],
    [0, 1],
    [0, 2],
    [0, 200],
  ],
};
const spec = datasetSchema.parse({ kind: 'file', path: 'x.csv', features: ['h', 'c', 'size', 'day'] });

interface Read {
  readonly check: Omit<PointFileCheck, 'answers'>;
  readonly inputs: (number[] | null)[];
  readonly blocks: PointBlock[];
}

async function read(
  path: string,
  {
    dataset = spec,
    of = model,
    matches = {},
    header = null,
    ...options
  }: {
    dataset?: DatasetSpec;
    of?: typeof model;
    matches?: Record<string, string | null>;
    header?: number | null;
    rows?: number;
    from?: number;
    count?: number;
    hasTexts?: boolean;
  } = {},
): Promise<Read> {
  const file = { path, header, matches };
  const check = await checkPointFile(of, dataset, file);
  const blocks: PointBlock[] = [];
  const inputs: (number[] | null)[] = [];
  if (check.absent.length === 0) {
    const wanted = { rows: 100, ...options };
    await readPointFile(of, dataset, { ...file, stamp: check.stamp }, wanted, (block) => {
      blocks.push(block);
      const width = of.features.length;
      for (const slot of block.slots)
        inputs.push(slot < 0 ? null : [...block.inputs.subarray(slot * width, (slot + 1) * width)]);
    });
  }
  return { check, inputs, blocks };
}

const listProblems = ({ blocks }: Read): (string | null)[] =>
  blocks.flatMap(({ details }) => details.map((detail) => detail?.problem ?? null));

describe('points of a file', () => {
  it('are raw columns by name, in any order, beside others', async () => {
    const found = await read(folder.file('day,x,size,c,h\n1970-01-11,?,m,green,3\n1970-01-02,q,s,,\n'));
    expect(found.inputs).toEqual([
      [3, 1, 0, 1, 10],
      [1.5, 0, 1, 0, 1],
    ]);
    expect(found.check.matched.map(({ source, how }) => [source, how])).toEqual([
      ['h', 'name'],
      ['c', 'name'],
      ['size', 'name'],
      ['day', 'name'],
    ]);
    expect([found.check.extra, found.check.absent]).toEqual([['x'], []]);
    expect(found.check.rows).toEqual({ total: 2, usable: 2, doubtful: 0, outside: 0 });
    expect(found.check.matched.map(({ cells }) => cells?.missing)).toEqual([1, 1, 0, 0]);
    const [block] = found.blocks;
    expect(block?.details[0]).toBeNull();
    expect(block?.details[1]).toMatchObject({
      filled: ['h', 'c'],
      given: { h: null, c: null, size: 's', day: '1970-01-02' },
    });
  });

  it('name every column that is not there before anything is read', async () => {
    const { check } = await read(folder.file('h,colour,day\n1,red,1970-01-02\n'));
    expect([check.absent, check.extra, check.rows]).toEqual([['c', 'size'], ['colour'], null]);
    expect(check.matched.map(({ how }) => how)).toEqual(['name', null, null, 'name']);
  });

  it('are matched by hand where a name differs, or filled where nothing stands for a column', async () => {
    const path = folder.file('h,colour,Size,day\n1,red,m,1970-01-02\n');
    const named = await read(path, { matches: { c: 'colour' } });
    expect(named.check.matched.map(({ source, how }) => [source, how])).toEqual([
      ['h', 'name'],
      ['colour', 'hand'],
      // Only the case differs.
      ['Size', 'similar'],
      ['day', 'name'],
    ]);
    expect(named.inputs).toEqual([[1, 0, 1, 1, 1]]);
    const filled = await read(path, { matches: { c: null } });
    expect(filled.inputs).toEqual([[1, 0, 1, 1, 1]]);
    expect(filled.blocks[0]?.details[0]?.filled).toEqual(['c']);
    // Nothing can stand in for a size.
    const none = await read(path, { matches: { c: 'colour', size: null } });
    expect(none.check.matched[2]).toMatchObject({ source: 'Size', how: 'similar' });
    expect((await read(path, { matches: { c: 'gone' } })).check.absent).toEqual(['c']);
  });

  it.each([
    [
      'h,c,size,day\n1,red,m,1970-01-02\n1,blue,m,1970-01-02\n',
      [null, 'Column "c" has "blue" in line 3, which the model has never seen: it knows "green", "red".'],
    ],
    ['h,c,size,day\n1,red,,1970-01-02\n', ['Column "size" has no category in line 2: enter a category.']],
    ['h,c,size,day\n1,red,m,\n', ['Column "day" has no date in line 2: enter a date.']],
    ['h,c,size,day\nx,red,m,1970-01-02\n', ['Column "h" has no number in line 2: enter a number.']],
    [
      'h,c,size,day\n1,red,m,1970-01-02\n1,red,m\n1,red,m,1970-01-02\n1,red,l,1970-01-02\n',
      [null, expect.stringMatching(/^Line 3 does not fit the table/), null, null],
    ],
  ])('keep the problem of a row that cannot be used: %j', async (content, problems) => {
    const found = await read(folder.file(content));
    expect(
      found.blocks.every(({ details }) => details.every((detail) => (detail?.outside ?? []).length === 0)),
    ).toBe(true);
    expect(listProblems(found)).toEqual(problems);
    expect(found.inputs.map((inputs) => inputs === null)).toEqual(
      problems.map((problem) => problem !== null),
    );
    expect(found.check.rows?.usable).toBe(problems.filter((problem) => problem === null).length);
  });

  it('count what is of another type, unknown or outside, before anything is predicted', async () => {
    const rows = ['tall', '25', '-1', '3', 'short'].map(
      (h, i) => `${h},${['red', 'pink', 'pink', 'blue', ''][i]},s,1970-08-01`,
    );
    const { check } = await read(folder.file(`h,c,size,day\n${rows.join('\n')}\n`));
    const [h, c, , day] = check.matched.map(({ cells }) => cells);
    expect(h).toMatchObject({ bad: 2, firstBad: { line: 2, text: 'tall' }, above: 1, below: 1, unknown: 0 });
    expect(c).toMatchObject({
      unknown: 3,
      unknownCategories: [
        { word: 'pink', count: 2 },
        { word: 'blue', count: 1 },
      ],
      missing: 1,
    });
    // Day 212 of 0 to 200.
    expect(day).toMatchObject({ above: 5, below: 0 });
    expect(check.rows).toEqual({ total: 5, usable: 0, doubtful: 0, outside: 5 });
    const { blocks } = await read(check.path, { rows: 2 });
    expect(blocks[0]?.details[0]).toMatchObject({
      given: { h: 'tall', c: 'red' },
      outside: [{ column: 'day', side: 'above', limit: '1970-07-20' }],
    });
  });

  it('are in the order of the model, or of the training file, where there is no header', async () => {
    const numbers = {
      features: ['a', 'b'],
      encoders: [],
      featureRanges: [
        [0, 9],
        [0, 9],
      ] as [number, number][],
    };
    const plain = datasetSchema.parse({ kind: 'file', path: 'x', features: ['a', 'b'] });
    const two = await read(folder.file('1 2\n3 4\n'), { of: numbers, dataset: plain });
    expect(two.inputs).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(two.check.matched.map(({ how }) => how)).toEqual(['order', 'order']);
    expect(two.blocks[0]?.columns).toEqual(['a', 'b']);
    const three = folder.file('9 1 2\n9 3 4\n');
    const trained = datasetSchema.parse({
      kind: 'file',
      path: 'x',
      columns: ['i', 'b', 'a'],
      features: ['a', 'b'],
    });
    expect((await read(three, { of: numbers, dataset: trained })).inputs).toEqual([
      [2, 1],
      [4, 3],
    ]);
    expect((await read(three, { of: numbers, dataset: plain })).check.absent).toEqual(['a', 'b']);
  });

  it('may be told whether the first row is of names', async () => {
    const words = {
      features: ['c=green', 'c=red'],
      encoders: [{ column: 'c', kind: 'oneHot' as const, categories: ['green', 'red'], fill: null }],
      featureRanges: [
        [0, 1],
        [0, 1],
      ] as [number, number][],
    };
    const path = folder.file('red\ngreen\n');
    const without = await read(path, { of: words, header: 0 });
    expect(without.inputs).toEqual([
      [0, 1],
      [1, 0],
    ]);
    const named = await read(path, { of: words, header: 1, matches: { c: 'red' } });
    expect(named.inputs).toEqual([[1, 0]]);
  });

  it('have the markers of the training data', async () => {
    const marked = datasetSchema.parse({
      kind: 'file',
      path: 'x.csv',
      features: ['h', 'c', 'size', 'day'],
      dialect: { na: ['none'] },
      columnSettings: [{ name: 'h', na: ['-9'] }],
    });
    const found = await read(folder.file('h,c,size,day\n-9,none,l,1970-01-01\n'), { dataset: marked });
    expect(found.inputs).toEqual([[1.5, 0, 1, 2, 0]]);
    expect(found.blocks[0]?.details[0]?.filled).toEqual(['h', 'c']);
  });

  it('have the order of day and month that the whole file tells', async () => {
    const rows = (days: string[]): string =>
      `h,c,size,day\n${days.map((day) => `1,red,s,${day}`).join('\n')}\n`;
    // The last row alone tells that the month comes first.
    const found = await read(folder.file(rows(['1/2/1970', '1/3/1970', '1/31/1970'])));
    expect(found.inputs.map((inputs) => inputs?.[4])).toEqual([1, 2, 30]);
    const dayFirst = await read(folder.file(rows(['1/2/1970', '31/1/1970'])));
    expect(dayFirst.inputs.map((inputs) => inputs?.[4])).toEqual([31, 30]);
    await expect(read(folder.file(rows(['1/2/1970'])))).rejects.toThrow(
      'nothing tells the day from the month',
    );
  });
});

describe('blocks of a file', () => {
  const count = 5000;
  const content = (end = '\n'): string =>
    `h,c,size,day,note${end}${Array.from({ length: count }, (_, i) => `${i % 25},${i % 2 === 0 ? 'red' : 'green'},m,1970-01-02,"n, ${i}"`).join(end)}${end}`;

  it('hold all rows in order, from anywhere, with their own cells', async () => {
    const path = folder.file(content());
    const all = await read(path, { rows: 512, hasTexts: true });
    expect(all.blocks.map(({ rows }) => rows)).toEqual([...Array<number>(9).fill(512), 392]);
    expect(all.inputs.map((inputs) => inputs?.[0])).toEqual(Array.from({ length: count }, (_, i) => i % 25));
    expect(all.blocks[9]?.texts[391]).toEqual(['24', 'green', 'm', '1970-01-02', 'n, 4999']);
    expect(all.check.rows).toEqual({ total: count, usable: count, doubtful: 0, outside: 800 });
    const part = await read(path, { from: 4321, count: 3 });
    expect(part.blocks.map(({ lines }) => lines)).toEqual([[4323, 4324, 4325]]);
    expect(part.inputs).toEqual(all.inputs.slice(4321, 4324));
  });

  it('are found in packed files too', async () => {
    const path = join(folder.path, 'packed.csv.gz');
    writeFileSync(path, gzipSync(content()));
    const part = await read(path, { from: 4000, count: 2 });
    expect(part.inputs.map((inputs) => inputs?.[0])).toEqual([0, 1]);
  });

  it('are of all files of a folder of tables, in their order', async () => {
    const tables = join(folder.path, 'tables');
    mkdirSync(tables);
    const select = "CAST(i AS DOUBLE) AS h, 'green' AS c, 'm' AS size, DATE '1970-01-02' AS day";
    for (const [name, from, to] of [
      ['b', 3, 5],
      ['a', 0, 3],
    ] as const)
      await withDatabase((database) =>
        database.run(
          `COPY (SELECT ${select} FROM range(${from}, ${to}) AS t(i)) TO ${literal(join(tables, `${name}.parquet`))} (FORMAT parquet)`,
        ),
      );
    const found = await read(tables);
    expect(found.check.rows).toMatchObject({ total: 5, usable: 5 });
    expect(found.inputs.map((row) => row?.[0])).toEqual([0, 1, 2, 3, 4]);
  });

  it('are refused once the file is another, and once cancelled', async () => {
    const path = folder.file(content());
    const file = { path, header: null, matches: {} };
    const { stamp } = await checkPointFile(model, spec, file);
    appendFileSync(path, '1,red,m,1970-01-02,x\n');
    await expect(
      readPointFile(model, spec, { ...file, stamp }, { rows: 10 }, () => undefined),
    ).rejects.toThrow('was changed since its columns were matched');
    const cancelled = new AbortController();
    cancelled.abort();
    await expect(checkPointFile(model, spec, file, { signal: cancelled.signal })).rejects.toMatchObject({
      info: { kind: 'conflict' },
    });
  });
});
