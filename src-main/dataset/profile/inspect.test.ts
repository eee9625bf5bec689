import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { useNewFiles } from '../../testing/files/scratch';
import { present } from '../../../src-shared/present';
import { hasSharedData, sharedData } from '../../testing/data';
import { inspectFile } from './inspect';

const { file } = useNewFiles();

describe('inspectFile', () => {
  it('has exact figures, histogram and words over the whole of a long column', async () => {
    const n = 120_000;
    const rows = Array.from(
      { length: n },
      (_, i) =>
        `${i},${i % 3 === 0 ? 'a' : i % 3 === 1 ? 'b' : `r${i % 50}`},${i % 500 === 7 ? 'bad' : 1e9 + (i % 2)}`,
    );
    const report = await inspectFile(file(`i,w,k\n${rows.join('\n')}\n`));
    const [i, w, k] = report.columns;
    expect(i).toMatchObject({
      type: 'number',
      min: 0,
      max: n - 1,
      mean: (n - 1) / 2,
      distinct: 100_000,
      distinctAtLeast: true,
    });
    expect(present(i).std).toBeCloseTo(Math.sqrt((n * (n + 1)) / 12), 6);
    expect(present(present(i).histogram).counts.reduce((a, b) => a + b, 0)).toBe(n);
    expect(w).toMatchObject({ type: 'category', distinct: 52, distinctAtLeast: false });
    expect(present(w).top.slice(0, 2)).toEqual([
      { word: 'a', count: n / 3 },
      { word: 'b', count: n / 3 },
    ]);
    expect(present(w).top).toHaveLength(20);
    expect(k).toMatchObject({ bad: 240, distinct: 3 });
    // A sum of squares would have lost all digits.
    expect(present(k).std).toBeCloseTo(0.5, 3);
    expect(report.reasons).toEqual([{ reason: 'not a number', count: 240 }]);
  });

  it('reads hundreds of columns', async () => {
    const row = Array.from({ length: 400 }, (_, i) => i);
    const report = await inspectFile(file(`${row.map((i) => `c${i}`).join(',')}\n${row.join(',')}\n`));
    expect(report.columns).toHaveLength(400);
    expect(report.columns[399]).toMatchObject({ name: 'c399', min: 399, max: 399, distinct: 1 });
  });

  it.each(['csv', 'csv.gz'])(
    'reads a line of names that is longer than its samples: %s',
    async (extension) => {
      // 3,000 names of 200 characters: 600 KB, of which a sample has 256.
      const names = Array.from({ length: 3000 }, (_, i) => `gene ${i} ${'x'.repeat(190)}`);
      const rows = Array.from({ length: 100 }, (_, row) => names.map((_, i) => row + i).join(','));
      const text = Buffer.from(`${names.join(',')}\n${rows.join('\n')}\n`);
      const report = await inspectFile(file(extension === 'csv' ? text : gzipSync(text), extension));
      expect(report).toMatchObject({ rows: 100, rejectedCount: 0 });
      expect(report.columns).toHaveLength(3000);
      expect(report.columns[2999]).toMatchObject({ name: names[2999], min: 2999, max: 3098, distinct: 100 });
    },
  );

  it('finds encoding and dialect where only the end of a long file shows them', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i};name ${i}`).join('\n');
    const report = await inspectFile(file(Buffer.from(`n;t\n${rows}\n60000;M\xfcller\n`, 'latin1')));
    expect(report.dialect).toMatchObject({ delimiter: ';', encoding: 'windows-1252' });
    expect(report).toMatchObject({ rows: 60_001, rejectedCount: 0 });
  });

  it('tells decimal commas from thousands', async () => {
    const german = await inspectFile(file('a;b\n1.234,56;1\n2.345.678,9;2\n'));
    expect(german.dialect).toMatchObject({ decimal: ',', thousands: '.' });
    expect(german.columns[0]).toMatchObject({ type: 'number', min: 1234.56, max: 2345678.9 });
    const english = await inspectFile(file('a,b\n"1,234.5",1\n"12,000",2\n'));
    expect(english.columns[0]).toMatchObject({ type: 'number', min: 1234.5, max: 12000 });
  });

  it('takes one column of decimal commas for one column', async () => {
    const report = await inspectFile(file('size\n1,5\n2,25\n3,5\n'));
    expect(report.columns).toMatchObject([{ name: 'size', type: 'number', min: 1.5, max: 3.5 }]);
  });

  it('makes names unique and says so', async () => {
    const report = await inspectFile(file('x,x,,x_2\n1,2,3,4\n'));
    expect(report.columns.map(({ name }) => name)).toEqual(['x', 'x_3', 'column3', 'x_2']);
    expect(report.notes).toHaveLength(2);
  });

  it("names the first column of R's headers", async () => {
    const report = await inspectFile(file('"a","b"\n"1",1.5,2\n"2",3,4\n'));
    expect(report.columns.map(({ name }) => name)).toEqual(['row', 'a', 'b']);
    expect(report.notes).toHaveLength(1);
  });

  it('keeps and lists every row that does not fit, by its line', async () => {
    const body = Array.from({ length: 20 }, (_, i) => `${i},${i}`);
    const lines = ['a,b', '"two\nlines",1', ...body, '5,6,7', '9', '8,oops', '3,4,', ''];
    const report = await inspectFile(file(lines.join('\n')));
    expect(report.rows).toBe(25);
    expect(report.rejectedCount).toBe(4);
    expect(report.rejected).toEqual([
      { line: 2, column: 'a', text: 'two\nlines', reason: 'not a number' },
      { line: 24, column: null, text: '5,6,7', reason: '3 cells instead of 2' },
      { line: 25, column: null, text: '9', reason: '1 cell instead of 2' },
      { line: 26, column: 'b', text: 'oops', reason: 'not a number' },
    ]);
    expect(report.preview.slice(-4)).toEqual([
      ['5', '6'],
      ['9', null],
      ['8', 'oops'],
      ['3', '4'],
    ]);
  });

  it('loses no row to a stray quote', async () => {
    const report = await inspectFile(file('a,b\n1,x\n"2,y\n3,z\n4,"q" r\n5,v\n'));
    expect(report.preview.map(([a]) => a)).toEqual(['1', '"2', '3', '4', '5']);
    expect(report.rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'a quote is opened and never closed'],
      [5, 'a quote inside a cell'],
    ]);
  });

  it('lists bytes that are not UTF-8 where most of the file is', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\nü,1\né,2\n'), Buffer.from([0xff, 0x2c, 0x33, 0x0a])]);
    const report = await inspectFile(file(bytes));
    expect(report.dialect.encoding).toBe('utf-8');
    expect(report.preview).toEqual([
      ['ü', '1'],
      ['é', '2'],
      ['\ufffd', '3'],
    ]);
    expect(report.rejected).toMatchObject([{ line: 4, reason: 'bytes that are not UTF-8' }]);
  });

  it('takes only plain finite numbers for numbers', async () => {
    const good = [
      '1',
      '-2.5',
      '+3',
      '.5',
      '5.',
      '1e-3',
      ' 7 ',
      '-0',
      '1E5',
      '12',
      '0.1',
      '9',
      '8',
      '10',
      '11',
    ];
    const more = Array.from({ length: 60 }, (_, i) => String(i));
    const bad = ['0x10', '1_000', 'Infinity', '1e400', '+-3', '1 000'];
    const report = await inspectFile(
      file(['a,b', ...[...good, ...more, ...bad].map((text) => `${text},z`)].join('\n')),
    );
    expect(report.columns[0]).toMatchObject({ type: 'number', min: -2.5, max: 100000, missing: 0 });
    expect(report.rejected.map(({ text, line }) => [text, line])).toEqual(
      bad.map((text, i) => [text, 77 + i]),
    );
  });

  it('profiles columns', async () => {
    const report = await inspectFile(
      file('n,c,t,d\n1,x,aa,2024-01-02\n2,y,bb,2024-01-03\nNA,x,cc,2024-01-04\n4,x,dd,2024-01-05\n'),
    );
    const text = { missing: 0, min: null, max: null, mean: null, std: null };
    expect(report.columns).toMatchObject([
      {
        name: 'n',
        type: 'number',
        missing: 1,
        min: 1,
        max: 4,
        mean: 7 / 3,
        std: expect.closeTo(1.5275252, 6),
        distinct: 3,
      },
      { name: 'c', type: 'category', ...text, distinct: 2 },
      { name: 't', type: 'text', ...text, distinct: 4 },
      { name: 'd', type: 'date', ...text, distinct: 4 },
    ]);
    expect(report.preview[2]).toEqual([null, 'x', 'cc', '2024-01-04']);
  });

  it('takes other missing markers, numbers too', async () => {
    const report = await inspectFile(file('a,b\n-999,1\n5,none\n7,3\n'), {
      dialect: { na: ['-999', 'none'] },
    });
    expect(report.columns.map(({ missing, min }) => [missing, min])).toEqual([
      [1, 5],
      [1, 1],
    ]);
  });

  it('profiles numbers whose squares do not fit', async () => {
    const report = await inspectFile(file('a,b\n1e300,1\n-1e300,2\n'));
    expect(report.columns[0]).toMatchObject({ type: 'number', max: 1e300, std: null });
    expect(report.notes).toHaveLength(1);
  });

  it('reports a header without rows', async () => {
    const report = await inspectFile(file('a,b\n'));
    expect(report).toMatchObject({ rows: 0, preview: [], rejectedCount: 0 });
    expect(report.columns.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(report.notes).toHaveLength(1);
  });

  it('can be cancelled', async () => {
    const control = new AbortController();
    control.abort();
    await expect(inspectFile(file('a,b\n1,2\n'), { signal: control.signal })).rejects.toThrow('cancelled');
  });

  it.skipIf(!hasSharedData)('reads the published files with no settings (skipped without them)', async () => {
    const small = await inspectFile(join(sharedData, 'hw-data.txt'));
    expect(small).toMatchObject({
      rows: 200,
      rejectedCount: 0,
      dialect: { delimiter: 'whitespace', header: 0 },
    });
    expect(small.columns).toHaveLength(3);
    const large = await inspectFile(join(sharedData, 'socr-height-weight-25000.csv'));
    expect(large).toMatchObject({
      rows: 25000,
      rejectedCount: 0,
      dialect: { byteOrderMark: true, header: 1 },
    });
    const [, height, weight] = large.columns;
    expect(height).toMatchObject({ mean: expect.closeTo(67.993, 3), std: expect.closeTo(1.902, 3) });
    expect(weight).toMatchObject({ mean: expect.closeTo(127.079, 3), std: expect.closeTo(11.661, 3) });
  });
});
