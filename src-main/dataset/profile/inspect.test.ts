import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src-shared/experiment/schema';
import { hasSharedData, sharedData } from '../../testing/data';
import { convertFile, inspectFile } from '../index';

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-inspect-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(content: string | Buffer, extension = 'csv'): string {
  const path = join(folder, `file${files++}.${extension}`);
  writeFileSync(path, content);
  return path;
}

type Cells = (string | null)[][];

/** A table as text in any dialect; cells are quoted where they must be. */
function csv(rows: Cells, delimiter: string, newline: string, ends: boolean): string {
  const cell = (text: string | null): string =>
    text === null
      ? ''
      : text.includes(delimiter) || /["\r\n]/.test(text)
        ? `"${text.replace(/"/g, '""')}"`
        : text;
  return rows.map((row) => row.map(cell).join(delimiter)).join(newline) + (ends ? newline : '');
}

function utf16(text: string, isBig: boolean): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
}

const HEADER = ['label', 'size', 'weight'];
const BODY: Cells = [
  ['a "fine", one; really|so', '1.5', '-2'],
  ['two\nlines', '2.25', null],
  ['Zürich 🙂', '3e2', '7'],
  ['plain', '4', '8'],
];

describe('every dialect reads to the same table', () => {
  const cases = [',', ';', '\t', '|'].flatMap((delimiter) =>
    ['\n', '\r\n', '\r'].flatMap((newline) =>
      [true, false].flatMap((hasHeader) =>
        [true, false].map((ends) => ({ delimiter, newline, hasHeader, ends, mark: ends === hasHeader })),
      ),
    ),
  );
  it.each(cases)('%j', async ({ delimiter, newline, hasHeader, ends, mark }) => {
    const text = csv(hasHeader ? [HEADER, ...BODY] : BODY, delimiter, newline, ends);
    const report = await inspectFile(file((mark ? '\ufeff' : '') + text));
    expect(report.columns.map(({ name }) => name)).toEqual(
      hasHeader ? HEADER : ['column1', 'column2', 'column3'],
    );
    expect(report.preview).toEqual(BODY);
    expect(report).toMatchObject({ rows: BODY.length, rejectedCount: 0, notes: [] });
    expect(report.dialect).toMatchObject({
      delimiter,
      header: Number(hasHeader),
      byteOrderMark: mark,
      encoding: 'utf-8',
    });
    expect(report.columns.map(({ type }) => type)).toEqual(['text', 'number', 'number']);
  });
});

describe('inspectFile', () => {
  const cases: [string, string | Buffer, Partial<Dialect> & { columns?: string[] }, Cells, string[]][] = [
    ['UTF-16 with a mark, little endian', utf16('\ufeffa,b\n1,ü\n', false), {}, [['1', 'ü']], ['a', 'b']],
    ['UTF-16 with a mark, big endian', utf16('\ufeffa,b\n1,ü\n', true), {}, [['1', 'ü']], ['a', 'b']],
    ['UTF-16 without a mark', utf16('a,b\n1,x\n', true), {}, [['1', 'x']], ['a', 'b']],
    ['Latin-1', Buffer.from('a,b\n1,M\xfcller\n', 'latin1'), {}, [['1', 'Müller']], ['a', 'b']],
    ['Windows-1252', Buffer.from('a,b\n1,\x80 5\n', 'latin1'), {}, [['1', '€ 5']], ['a', 'b']],
    [
      'a decimal comma',
      'a;b\n1,5;2,25\n3,5;4\n',
      {},
      [
        ['1,5', '2,25'],
        ['3,5', '4'],
      ],
      ['a', 'b'],
    ],
    [
      'an empty last column',
      'a\tb\n1\t\n3\t4\n',
      {},
      [
        ['1', null],
        ['3', '4'],
      ],
      ['a', 'b'],
    ],
    [
      'runs of white space, leading and trailing too',
      '  1  65.78\t112.99\n  2  71.5   136.4  \n 10 "71 5"   136.4\n',
      {},
      [
        ['1', '65.78', '112.99'],
        ['2', '71.5', '136.4'],
        ['10', '71 5', '136.4'],
      ],
      ['column1', 'column2', 'column3'],
    ],
    [
      'given names',
      '1 2\n3 4\n',
      { columns: ['a', 'b'] },
      [
        ['1', '2'],
        ['3', '4'],
      ],
      ['a', 'b'],
    ],
    ['one column', 'a\n1\n2\n', {}, [['1'], ['2']], ['a']],
    ['one column with a gap', 'a\n1\n\n2\n\n', {}, [['1'], [null], ['2']], ['a']],
    ['one column of names', 'name\nAnna Smith\nBob Jones\n', {}, [['Anna Smith'], ['Bob Jones']], ['name']],
    ['gzip', gzipSync('a,b\n1,2\n'), {}, [['1', '2']], ['a', 'b']],
    [
      'skipped lines and comments',
      'made by us\na,b\n1,2\n#no\n3,4#5\n',
      { skip: 1, comment: '#' },
      [
        ['1', '2'],
        ['3', '4#5'],
      ],
      ['a', 'b'],
    ],
    [
      'blank lines',
      '\n\na,b\n1,2\n   \n\n3,4\n\n',
      {},
      [
        ['1', '2'],
        ['3', '4'],
      ],
      ['a', 'b'],
    ],
    [
      'line ends mixed',
      'a,b\n1,2\r\n3,4\n5,6\r7,8',
      {},
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
        ['7', '8'],
      ],
      ['a', 'b'],
    ],
    ['comma and space before quotes', 'a, b\n1, "x, y"\n', {}, [['1', 'x, y']], ['a', 'b']],
    [
      'apostrophes as quotes',
      "a,b\n'x, y',1\n'it''s',2\n",
      {},
      [
        ['x, y', '1'],
        ["it's", '2'],
      ],
      ['a', 'b'],
    ],
    [
      'apostrophes in words',
      "a,b\nit's,1\nO'Neil,2\n",
      {},
      [
        ["it's", '1'],
        ["O'Neil", '2'],
      ],
      ['a', 'b'],
    ],
    [
      'backslash escapes',
      'a,b\n"x \\"y\\", z",1\n"w",2\n',
      {},
      [
        ['x "y", z', '1'],
        ['w', '2'],
      ],
      ['a', 'b'],
    ],
    ['another delimiter, given', 'a:b\n1:2\n', { delimiter: ':' }, [['1', '2']], ['a', 'b']],
    [
      'no header, given',
      'x,y\nz,w\n',
      { header: 0 },
      [
        ['x', 'y'],
        ['z', 'w'],
      ],
      ['column1', 'column2'],
    ],
    ['emoji and right-to-left names', '🙂,שלום\n1,2\n', {}, [['1', '2']], ['🙂', 'שלום']],
    ['dangerous names', '__proto__,constructor\n1,2\n', {}, [['1', '2']], ['__proto__', 'constructor']],
    ['names that differ in case', 'x,X,rn\n1,2,3\n', {}, [['1', '2', '3']], ['x', 'X', 'rn']],
    ['a long cell', `a,b\n${'x'.repeat(3_000_000)},1\n`, {}, [['x'.repeat(3_000_000), '1']], ['a', 'b']],
    [
      'JSON lines',
      '{"a":1.5,"b":"x"}\n{"a":2,"b":null}\n',
      {},
      [
        ['1.5', 'x'],
        ['2.0', null],
      ],
      ['a', 'b'],
    ],
  ];
  it.each(cases)('reads %s', async (_, content, { columns, ...dialect }, rows, names) => {
    const report = await inspectFile(file(content), { columns, dialect });
    expect(report.columns.map(({ name }) => name)).toEqual(names);
    expect(report.preview).toEqual(rows);
    expect(report.rows).toBe(rows.length);
    expect(report.rejected).toEqual([]);
  });

  it('reads hundreds of columns', async () => {
    const row = Array.from({ length: 400 }, (_, i) => i);
    const report = await inspectFile(file(`${row.map((i) => `c${i}`).join(',')}\n${row.join(',')}\n`));
    expect(report.columns).toHaveLength(400);
    expect(report.columns[399]).toMatchObject({ name: 'c399', min: 399, max: 399, distinct: 1 });
  });

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

  it.each(["it's [1].csv", 'star*.csv', 'what?.csv', 'a {b}.csv'])(
    'reads the file that is called %s',
    async (name) => {
      const path = join(folder, name);
      writeFileSync(path, 'a,b\n1,2\n');
      // What a pattern would match as well or instead.
      for (const other of ["it's 1.csv", 'star2.csv', 'whats.csv'])
        writeFileSync(join(folder, other), 'c,d\n5,6\n7,8\n');
      expect((await inspectFile(path)).preview).toEqual([['1', '2']]);
    },
  );

  it.each([
    ['a missing file', () => join(folder, 'none.csv'), 'file-missing', /^No file at /],
    ['a dangling link', () => link(), 'file-missing', /^No file at /],
    ['a folder', () => folder, 'file-unreadable', /is a folder/],
    ['a device', () => '/dev/null', 'file-unreadable', /not a regular file/],
    ['an empty file', () => file(''), 'invalid-data', /is empty: it has no rows\.$/],
    ['blank lines', () => file('\n\n  \n'), 'invalid-data', /blank lines/],
    ['a picture', () => file(Buffer.from('89504e470d0a1a0a0000', 'hex')), 'file-unreadable', /PNG/],
    [
      'a torn workbook',
      () => file(Buffer.from('504b030414000600', 'hex'), 'xlsx'),
      'file-unreadable',
      /damaged/,
    ],
    [
      'an old workbook',
      () => file(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xls'),
      'file-unreadable',
      /Excel/,
    ],
    [
      'NUL bytes',
      () => file(Buffer.from([65, 66, 0, 1, 2, 44, 10, 9, 9])),
      'file-unreadable',
      /NUL bytes.* byte 3/,
    ],
    ['text named .parquet', () => file('a,b\n', 'parquet'), 'file-unreadable', /parquet/],
    ['a damaged gzip', () => file(Buffer.from('1f8b0800ffffffffffff', 'hex')), 'file-unreadable', /gzip/],
    ['names that do not fit', () => file('1,2\n'), 'invalid-experiment', /2 columns, but 1 names/],
  ])('refuses %s in one sentence', async (what, path, kind, message) => {
    const options = what.startsWith('names') ? { columns: ['a'] } : {};
    await expect(inspectFile(path(), options)).rejects.toMatchObject({
      info: { kind, message: expect.stringMatching(message) as string },
    });
  });

  function link(): string {
    const path = join(folder, 'link.csv');
    symlinkSync(join(folder, 'nowhere'), path);
    return path;
  }

  const isRoot = process.getuid?.() === 0;
  it.skipIf(isRoot)(`refuses a file it may not read${isRoot ? ' (skipped: root may)' : ''}`, async () => {
    const path = file('a,b\n1,2\n');
    chmodSync(path, 0);
    await expect(inspectFile(path)).rejects.toMatchObject({ info: { kind: 'file-unreadable' } });
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

describe('convertFile', () => {
  it('writes every cell as read, doubtful rows too', async () => {
    const to = join(folder, 'clean.csv');
    const done = await convertFile(file('x;X\n 1,50;"x;""y"""\n2\n-0;1e400\n'), to);
    expect(done).toMatchObject({ rows: 3, columns: ['x', 'X'], rejectedCount: 1, rejected: [{ line: 3 }] });
    expect(readFileSync(to, 'utf8')).toBe('x,X\n" 1,50","x;""y"""\n2,\n-0,1e400\n');
  });

  it('keeps blank cells of a single column', async () => {
    const to = join(folder, 'single.csv');
    await convertFile(file('a\n1\n\n2\n'), to);
    expect((await inspectFile(to)).preview).toEqual([['1'], [null], ['2']]);
  });

  it('writes Parquet and reads it again', async () => {
    const to = join(folder, 'clean.parquet');
    await convertFile(file('x,X,t\n1.50,2,"a\nb"\n'), to);
    const report = await inspectFile(to);
    expect(report).toMatchObject({ format: 'parquet', preview: [['1.50', '2', 'a\nb']] });
    expect(report.columns.map(({ name }) => name)).toEqual(['x', 'X_2', 't']);
  });

  it('leaves nothing behind where it cannot write', async () => {
    const source = file('a,b\n1,2\n');
    await expect(convertFile(source, join(folder, 'out.xls'))).rejects.toMatchObject({
      info: { kind: 'usage' },
    });
    await expect(convertFile(source, join(folder, 'no', 'out.csv'))).rejects.toMatchObject({
      info: { kind: 'storage' },
    });
    const to = join(folder, 'taken.csv');
    mkdirSync(to);
    await expect(convertFile(source, to)).rejects.toMatchObject({ info: { kind: 'storage' } });
  });
});
