import { describe, expect, it } from 'vitest';
import { Rng } from '../algorithms/rng';
import { detectDialect, type TextDialect } from './dialect';
import { byteOrderMark, decodeAll, guessUtf16, type Encoding } from './encoding';
import { headerNames } from './header';
import { RecordScanner, WHITESPACE } from './records';

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
  const words = Array.from({ length: 1 + rng.integer(3) }, () => WORDS[rng.integer(WORDS.length)]!);
  const blank = delimiter === WHITESPACE ? '-' : ' ';
  const plain = words.join(blank).replace(/ /g, blank);
  if (kind === 'text') return plain;
  const inner = [delimiter === WHITESPACE ? ' ' : delimiter, quote, '\n', ', '][rng.integer(4)]!;
  return `${plain}${inner}${WORDS[rng.integer(3)]!}`;
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
  const delimiter = [',', ';', '\t', '|', WHITESPACE, ':', '^', '~'][rng.integer(8)]!;
  const written: Written = {
    delimiter,
    quote: rng.integer(4) === 0 ? "'" : '"',
    decimal: rng.integer(3) === 0 ? ',' : '.',
    hasHeader: rng.integer(3) > 0,
  };
  const width = 2 + rng.integer(7);
  const kinds = Array.from({ length: width }, (_, c): Kind =>
    c === 0 ? 'number' : (['number', 'number', 'text', 'quoted'] as const)[rng.integer(4)]!,
  );
  for (let c = kinds.length - 1; c > 0; c--) {
    const other = rng.integer(c + 1);
    [kinds[c], kinds[other]] = [kinds[other]!, kinds[c]!];
  }
  const names = kinds.map((kind, c) => `${kind}${c + 1}`);
  const rows = Array.from({ length: 5 + rng.integer(40) }, () =>
    kinds.map((kind) => cellText(kind, written, rng)),
  );
  const newline = ['\n', '\r\n', '\r'][rng.integer(3)]!;
  const between = delimiter === WHITESPACE ? '  ' : delimiter;
  const lines = [...(written.hasHeader ? [names] : []), ...rows].map((row) =>
    row.map((cell) => cellWritten(cell, written)).join(between),
  );
  return { written, names, rows, newline, text: lines.join(newline) + (rng.integer(2) === 0 ? newline : '') };
}

/** Text as it comes out of a file in an encoding, with a mark or none. */
function throughBytes(text: string, rng: Rng): string {
  const encoding: Encoding = (['utf-8', 'utf-16le', 'utf-16be'] as const)[rng.integer(3)]!;
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
      const got = JSON.stringify([headerOf(dialect), read(decoded, dialect)]);
      if (got !== JSON.stringify([written.hasHeader ? names : null, rows])) {
        failures.push(
          `${round} ${JSON.stringify(written)} ${JSON.stringify({ ...dialect, na: 0 })} ${text.slice(0, 300)}`,
        );
      }
    }
    expect(failures).toEqual([]);
  });

  function headerOf(dialect: TextDialect): string[] | null {
    return dialect.header === 0 ? null : headerNames(dialect.head, dialect.width).names;
  }
});
