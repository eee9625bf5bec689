import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { useNewFiles } from '../../testing/files/scratch';
import type { Dialect } from '../../../src-shared/experiment/schema';
import { inspectFile } from './inspect';

const { file } = useNewFiles();

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

describe('a file of its kind', () => {
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
});
