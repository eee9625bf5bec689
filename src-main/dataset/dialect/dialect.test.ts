import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src-shared/experiment/schema';
import { at } from '../../../src-shared/present';
import { Rng } from '../../algorithms/numeric/rng';
import { detectDialect, type TextDialect } from './dialect';
import { byteOrderMark, decodeAll, guessUtf16, type Encoding } from '../source/encodings/encoding';
import { headerNames } from './header';
import { RecordScanner, WHITESPACE } from '../scan/records';

/** The table below the header, as the scanner reads it in the dialect that was found. */
function read(text: string, dialect: TextDialect): (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  const scanner = new RecordScanner(dialect, ({ cells, isBlank }) => {
    if (!isBlank) rows.push(cells);
  });
  scanner.push(text);
  scanner.end();
  return rows.slice(dialect.header);
}

const WORDS = [
  'amber',
  'birch',
  'cedar',
  'Ångström',
  "O'Neil",
  'x',
  'two words',
  'the end.',
  '東京',
  'semi-final',
];

interface Written {
  readonly delimiter: string;
  readonly quote: string;
  readonly decimal: '.' | ',';
  readonly hasHeader: boolean;
}

type Kind = 'number' | 'text' | 'quoted';

function cellText(kind: Kind, { delimiter, quote, decimal }: Written, rng: Rng): string {
  if (kind === 'number') {
    const value = rng.normal() * 100;
    return (rng.integer(4) === 0 ? value.toFixed(0) : value.toFixed(2)).replace('.', decimal);
  }
  const words = Array.from({ length: 1 + rng.integer(3) }, () => at(WORDS, rng.integer(WORDS.length)));
  const blank = delimiter === WHITESPACE ? '-' : ' ';
  const plain = words.join(blank).replace(/ /g, blank);
  if (kind === 'text') return plain;
  const inner = at([delimiter === WHITESPACE ? ' ' : delimiter, quote, '\n', ', '], rng.integer(4));
  return `${plain}${inner}${at(WORDS, rng.integer(3))}`;
}

function cellWritten(text: string, { delimiter, quote }: Written): string {
  const isPlain = delimiter === WHITESPACE ? !/\s/.test(text) : !text.includes(delimiter);
  // A blank at the edge of an unquoted cell is no different from none in some dialects.
  if (isPlain && !text.includes(quote) && !/[\r\n]/.test(text)) return text;
  return quote + text.split(quote).join(quote + quote) + quote;
}

/** A table with at least one column of numbers, for only that tells names from rows. */
function drawTable(rng: Rng): {
  written: Written;
  names: string[];
  rows: string[][];
  text: string;
  newline: string;
} {
  const delimiter = at([',', ';', '\t', '|', WHITESPACE, ':', '^', '~'], rng.integer(8));
  const written: Written = {
    delimiter,
    quote: rng.integer(4) === 0 ? "'" : '"',
    decimal: rng.integer(3) === 0 ? ',' : '.',
    hasHeader: rng.integer(3) > 0,
  };
  const width = 2 + rng.integer(7);
  const kinds = Array.from({ length: width }, (_, c): Kind =>
    c === 0 ? 'number' : at(['number', 'number', 'text', 'quoted'] as const, rng.integer(4)),
  );
  for (let c = kinds.length - 1; c > 0; c--) {
    const other = rng.integer(c + 1);
    [kinds[c], kinds[other]] = [at(kinds, other), at(kinds, c)];
  }
  const names = kinds.map((kind, c) => `${kind}${c + 1}`);
  const rows = Array.from({ length: 5 + rng.integer(40) }, () =>
    kinds.map((kind) => cellText(kind, written, rng)),
  );
  const newline = at(['\n', '\r\n', '\r'], rng.integer(3));
  const between = delimiter === WHITESPACE ? '  ' : delimiter;
  const lines = [...(written.hasHeader ? [names] : []), ...rows].map((row) =>
    row.map((cell) => cellWritten(cell, written)).join(between),
  );
  return { written, names, rows, newline, text: lines.join(newline) + (rng.integer(2) === 0 ? newline : '') };
}

/** Text as it comes out of a file in an encoding, with a mark or none. */
function throughBytes(text: string, rng: Rng): string {
  const encoding: Encoding = at(['utf-8', 'utf-16le', 'utf-16be'] as const, rng.integer(3));
  const marked = rng.integer(2) === 0 ? `\ufeff${text}` : text;
  const bytes = Buffer.from(marked, encoding === 'utf-8' ? 'utf8' : 'utf16le');
  if (encoding === 'utf-16be') bytes.swap16();
  const kind = guessUtf16(bytes);
  return decodeAll(
    bytes,
    byteOrderMark(bytes) ?? (kind === null || kind === 'single-bytes' ? 'utf-8' : kind),
  );
}

describe('detectDialect', () => {
  it('finds any dialect that random tables are written in, and reads them back exactly', () => {
    const rng = new Rng(20_241);
    const failures: string[] = [];
    for (let round = 0; round < 500; round++) {
      const { written, names, rows, text } = drawTable(rng);
      const decoded = throughBytes(text, rng);
      const dialect = detectDialect([decoded]);
      const got = JSON.stringify([readHeader(dialect), read(decoded, dialect)]);
      if (got !== JSON.stringify([written.hasHeader ? names : null, rows])) {
        failures.push(
          `${round} ${JSON.stringify(written)} ${JSON.stringify({ ...dialect, na: 0 })} ${text.slice(0, 300)}`,
        );
      }
    }
    expect(failures).toEqual([]);
  });

  const given: [string, string, Dialect, Partial<TextDialect>][] = [
    [
      'a delimiter of several characters',
      'a||b\n1||2\n',
      { delimiter: '||' },
      { delimiter: '||', width: 2, header: 1 },
    ],
    [
      'a delimiter that fits worse',
      'a;b,c\n1;2,3\n4;5,6\n',
      { delimiter: ',' },
      { delimiter: ',', width: 2 },
    ],
    ['a quote', "a,b\n'1,2',3\n'4,5',6\n", { quote: '"' }, { quote: '"', width: 3 }],
    ['no quote', 'a,b\n"1,2"\n"4,5"\n', { quote: '' }, { quote: '', width: 2 }],
    ['an escape', 'a,b\n"x\\"",1\n"y",2\n', { escape: '"' }, { escape: '"' }],
    ['lines to skip', 'title\nmore\na,b\n1,2\n3,4\n', { skip: 1 }, { skip: 1 }],
    [
      'no lines to skip',
      'title\na,b,c\n1,2,3\n4,5,6\n',
      { skip: 0 },
      { skip: 0, width: 3, first: ['title'] },
    ],
    [
      'rows of names',
      'a,b\nc,d\n1,2\n3,4\n',
      { header: 2 },
      {
        header: 2,
        head: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
    ],
    ['no names', 'a,b\n1,2\n3,4\n', { header: 0 }, { header: 0, head: [] }],
    ['a comment sign', 'a,b\n!x\n1,2\n', { comment: '!' }, { comment: '!', width: 2, notes: [] }],
    ['no comment sign', '# x\n# y\na,b\n1,2\n', { comment: '' }, { comment: '' }],
    [
      'a decimal point',
      'a;b\n1,5;2\n2,5;3\n',
      { decimal: '.' },
      { decimal: '.', kinds: ['other', 'number'] },
    ],
    [
      'a thousands separator',
      'a;b\n1_500;2\n',
      { thousands: '_' },
      { thousands: '_', kinds: ['number', 'number'] },
    ],
    [
      'lines left out',
      'junk;x\na,b\n1,2\n3,4\n',
      { omit: [1] },
      { delimiter: ',', skip: 0, first: ['a', 'b'] },
    ],
    ['missing markers', 'a,b\n-,1\n-,2\n3,4\n', { na: ['-'] }, { na: ['-'], kinds: ['number', 'number'] }],
    [
      'another delimiter than sep= says',
      'sep=;\na,b\n1,2\n',
      { delimiter: ',' },
      { delimiter: ',', skip: 1, header: 1 },
    ],
  ];
  it.each(given)('leaves as given: %s', (_, text, dialect, expected) => {
    expect(detectDialect([text], dialect)).toMatchObject(expected);
  });

  it('judges by the middle and the end of a file too', () => {
    // Either delimiter gives even rows at first.
    const lines = (cells: (i: number) => string): string =>
      Array.from({ length: 400 }, (_, i) => `${cells(i)}\n`).join('');
    const head = lines((i) => `red${i % 7},blue;green`);
    const later = lines((i) => `red${i % 7};green`);
    expect(detectDialect([head])).toMatchObject({ delimiter: ',', width: 2 });
    expect(detectDialect([head, later, later])).toMatchObject({ delimiter: ';', width: 2 });
  });

  it('knows that a part of a file may begin and end inside a quoted cell', () => {
    const row = (i: number): string => `${i},"a text, with\nseveral, lines ""${i}"", of it",${i / 2}\n`;
    const rows = Array.from({ length: 300 }, (_, i) => row(i)).join('');
    // As the reader cuts: at ends of lines.
    const head = `id,text,n\n${rows}8,"cut, here\n`;
    const middle = `several, lines ""7"", of it",3.5\n${rows}9,"cut, again\n`;
    const tail = `of it",4.5\n${rows}`;
    const dialect = detectDialect([head, middle, tail]);
    expect(dialect).toMatchObject({ delimiter: ',', quote: '"', escape: '"', width: 3, header: 1 });
    expect(dialect.kinds).toEqual(['number', 'other', 'number']);
  });

  function readHeader(dialect: TextDialect): string[] | null {
    return dialect.header === 0 ? null : headerNames(dialect.head, dialect.width).names;
  }
});
