import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { useNewFiles } from '../../testing/files/scratch';
import type { ReadProgress } from '../../../src-shared/dataset/look';
import { at, present } from '../../../src-shared/present';
import { convertFile, readColumns, type ColumnOptions, type RawTable } from '../index';
import { slowness } from '../../testing/slowness';

const { file, folder } = useNewFiles();

const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

function read(
  path: string,
  names: string,
  options: ColumnOptions = {},
  type: 'auto' | 'date' | 'category' | 'number' = 'auto',
): Promise<RawTable> {
  return readColumns(
    path,
    [...names].map((name) => ({ name, type, field: `dataset.features.${name}` })),
    options,
  );
}

describe('readColumns', () => {
  it('reads numbers, dates and categories, missing and bad cells', async () => {
    const rows = ['1,x,2024-01-02,p', 'NA,y,1970-01-02,', 'oops,x,1969-12-31 12:00,q'];
    for (let i = 0; i < 30; i++) rows.push(`${i}.5,x,2000-01-01,p`);
    const bytes = Buffer.from(`n,c,d,e\n${rows.join('\n')}\n`);
    const table = await read(file(bytes), 'nced');
    const [n, c, e, d] = table.columns;
    expect([present(n).type, [...present(n).values.subarray(0, 4)]]).toEqual([
      'number',
      [1, NaN, Infinity, 0.5],
    ]);
    expect([present(c).categories, [...present(c).values.subarray(0, 3)]]).toEqual([
      ['x', 'y'],
      [0, 1, 0],
    ]);
    expect([present(e).categories, [...present(e).values.subarray(0, 3)]]).toEqual([
      ['p', 'q'],
      [0, NaN, 1],
    ]);
    expect([present(d).type, [...present(d).values.subarray(0, 3)]]).toEqual(['date', [19724, 1, -0.5]]);
    expect(table).toMatchObject({
      rows: 33,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      suspect: null,
      rowNumbers: null,
      rejected: [{ line: 4, column: 'n', text: 'oops', reason: 'not a number' }],
      rejectedCount: 1,
    });
  });

  it('reads a column again where the file is other than its parts', async () => {
    // Numbers wherever the file is sampled, words in between.
    const rows = count(200_000).map((i) => `${i > 40_000 && i < 70_000 ? `w${i % 3}` : i % 1000},${i}`);
    const table = await read(file(`a,b\n${rows.join('\n')}\n`), 'ab');
    expect(table.columns.map(({ type }) => type)).toEqual(['category', 'number']);
    const [a] = table.columns;
    expect(present(present(a).categories)[at(present(a).values, 41_000)]).toBe('w2');
    expect(present(present(a).categories)[at(present(a).values, 150_000)]).toBe('0');
    expect(table.rejectedCount).toBe(0);
  });

  it('takes the order of day and month from all of the column', async () => {
    const dayFirst = await read(file('d\n1/2/2024\n31/1/2024\n'), 'd');
    expect([...at(dayFirst.columns, 0).values]).toEqual([19754, 19753]);
    const monthFirst = await read(file('d\n1/2/2024\n1/31/2024\n'), 'd');
    expect([...at(monthFirst.columns, 0).values]).toEqual([19724, 19753]);
    const open = file('d,e\n1/2/2024,1\n3/4/2024,2\n');
    expect(at((await read(open, 'd')).columns, 0).type).toBe('category');
    await expect(read(open, 'd', {}, 'date')).rejects.toThrow('nothing tells the day from the month');
  });

  it('lists what does not fit a type that was asked for', async () => {
    const table = await read(file('d,e\n2024-01-01,1\nsoon,2\n'), 'd', {}, 'date');
    expect([...at(table.columns, 0).values]).toEqual([19723, Infinity]);
    expect(table.rejected).toEqual([{ line: 3, column: 'd', text: 'soon', reason: 'not a date' }]);
  });

  it('marks doubtful rows and tells lines past quoted line ends', async () => {
    const table = await read(file('a,b\n"1\n",2\n3,4\n5,6,7\n8,9\n'), 'b');
    expect([...present(table.suspect).subarray(0, 4)]).toEqual([0, 0, 1, 0]);
    expect([0, 2, 3].map((row) => present(table.lines).at(row))).toEqual([2, 5, 6]);
  });

  it('takes markers for one column only', async () => {
    const path = file('a,b\n-1,-1\n2,2\n');
    const table = await read(path, 'ab', { columnNa: [{ name: 'a', na: ['-1'] }] });
    expect(table.columns.map(({ values }) => values[0])).toEqual([NaN, -1]);
  });

  it('leaves out lines that are named', async () => {
    const table = await read(file('a,b\n1,2\n"broken,9\n3,4\n5,6\n'), 'a', { dialect: { omit: [3, 5] } });
    expect([...at(table.columns, 0).values]).toEqual([1, 3]);
    expect(table.rejectedCount).toBe(0);
  });

  it('lists NUL bytes of a text', async () => {
    const rows = count(200).map((i) => `${i},x`);
    const table = await read(file(`a,b\n1,p\0q\n${rows.join('\n')}\n`), 'ab');
    expect(table.rejected).toMatchObject([{ line: 2, column: null, reason: 'a NUL byte' }]);
    expect(table.rows).toBe(201);
  });

  it('changes to another encoding where only the middle of a long file tells', async () => {
    const rows = count(150_000).map((i) => (i === 60_000 ? 'M\xfcller,1' : `name,${i}`));
    const table = await read(file(Buffer.from(`a,b\n${rows.join('\n')}\n`, 'latin1')), 'a');
    expect(at(table.columns, 0).categories).toEqual(['Müller', 'name']);
  });

  it.each([
    ['first', [0, 1, 2, 3, 4]],
    ['every', [0, 10_000, 20_000, 30_000, 40_000]],
  ] as const)('keeps a sample of rows: %s', async (method, numbers) => {
    const path = file(
      `a,b\n${count(50_000)
        .map((i) => `${i},${i}`)
        .join('\n')}\n`,
    );
    const table = await read(path, 'a', { sample: { method, rows: 5, seed: null } });
    expect([...at(table.columns, 0).values]).toEqual(numbers);
    expect([...present(table.rowNumbers)]).toEqual(numbers);
    expect(table.rows).toBe(5);
    expect([4, 40_000].map((row) => present(table.lines).at(row))).toEqual([6, 40_002]);
  });

  it('draws rows by the seed, and takes all where there are no more', async () => {
    const path = file(
      `a,b\n${count(5000)
        .map((i) => `${i},${i}`)
        .join('\n')}\n`,
    );
    const draw = async (seed: number): Promise<number[]> => [
      ...at((await read(path, 'a', { sample: { method: 'random', rows: 500, seed } })).columns, 0).values,
    ];
    const one = await draw(1);
    expect(one).toHaveLength(500);
    expect(one.every((value, i) => i === 0 || value > at(one, i - 1))).toBe(true);
    expect(await draw(1)).toEqual(one);
    expect(await draw(2)).not.toEqual(one);
    const all = await read(path, 'a', { sample: { method: 'random', rows: 5000, seed: 1 } });
    expect([all.rows, all.rowNumbers]).toEqual([5000, null]);
    const short = await read(path, 'a', { sample: { method: 'first', rows: 9000, seed: null } });
    expect(short.rows).toBe(5000);
  });

  it('reads JSON lines, gzip and Parquet to the same columns', async () => {
    const rows = count(300).map((i) => ({
      a: i / 4,
      b: i % 2 === 0 ? 'x' : 'y',
      d: '2024-01-0' + String(1 + (i % 9)),
    }));
    const csv = `a,b,d\n${rows.map(({ a, b, d }) => `${a},${b},${d}`).join('\n')}\n`;
    const plain = file(csv);
    const parquet = join(folder, 'columns.parquet');
    await convertFile(plain, parquet);
    const paths = [
      plain,
      file(gzipSync(csv)),
      parquet,
      file(rows.map((row) => JSON.stringify(row)).join('\n'), 'jsonl'),
    ];
    const tables = await Promise.all(paths.map((path) => read(path, 'abd')));
    for (const [i, { columns, sha256, lines }] of tables.entries()) {
      expect(columns).toEqual(at(tables, 0).columns);
      expect(sha256).toBe(
        createHash('sha256')
          .update(readFileSync(at(paths, i)))
          .digest('hex'),
      );
      expect(present(lines).at(7)).toBe(i < 2 ? 9 : 8);
    }
  });

  it('refuses a category of too many words, at its field', async () => {
    const path = file(
      `a,b\n${count(100_001)
        .map((i) => `w${i},1`)
        .join('\n')}\n`,
    );
    await expect(read(path, 'a')).rejects.toMatchObject({
      info: {
        kind: 'invalid-data',
        column: 'a',
        field: 'dataset.features.a',
        message: expect.stringContaining('100,000') as string,
      },
    });
  });

  it('tells its progress and can be cancelled in the middle', async () => {
    const path = file(`a,b\n${'1234567.25,2\n'.repeat(1_500_000)}`);
    const told: ReadProgress[] = [];
    await read(path, 'ab', { onProgress: (progress) => told.push(progress) });
    const last = at(told, told.length - 1);
    expect(last).toEqual({ bytes: last.totalBytes, totalBytes: 19_500_004, rows: 1_500_000 });
    const control = new AbortController();
    const reading = read(path, 'ab', { signal: control.signal });
    await new Promise((done) => setTimeout(done, 20));
    const began = performance.now();
    control.abort();
    await expect(reading).rejects.toMatchObject({ info: { kind: 'conflict' } });
    expect(performance.now() - began).toBeLessThan(1000 * slowness());
  });
});
