import { describe, expect, it } from 'vitest';
import { at } from '../../../src-shared/present';
import { Rng } from '../../algorithms/numeric/rng';
import { createDecoder, Utf8Judge, type Encoding } from '../source/encodings/encoding';
import { isNumberText } from './cells/numbers';
import { RecordScanner, WHITESPACE, type Splitting, type TextRecord } from './records';

const COMMA: Splitting = { delimiter: ',', quote: '"', escape: '"', comment: '', skip: 0 };

function scan(chunks: readonly string[], change: Partial<Splitting> = {}): TextRecord[] {
  const records: TextRecord[] = [];
  const scanner = new RecordScanner({ ...COMMA, ...change }, (record) => records.push(record));
  for (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  return records;
}

const scanCells = (text: string, change: Partial<Splitting> = {}): (readonly string[])[] =>
  scan([text], change).map(({ cells }) => cells);

describe('RecordScanner', () => {
  const texts = [
    'a,b\r\n"x\r\ny",2\r3,"q""r"\n\n"open,4\n5,6\r\n7,"8" 9\n',
    'a,b\n"1\n2\n3,4\n"5,6',
    '"a"\r\n\r"b',
    '\r\n\r\r\n,\n"",""\r',
  ];
  it.each(texts)('reads %j alike in chunks of any size', (text) => {
    const whole = scan([text]);
    for (let size = 1; size < text.length; size++) {
      const chunks: string[] = [];
      for (let at = 0; at < text.length; at += size) chunks.push(text.slice(at, at + size));
      expect(scan(chunks)).toEqual(whole);
    }
  });

  it('keeps every character of any text somewhere', () => {
    const rng = new Rng(5);
    const alphabet = ['a', 'b', ',', '"', '\n', '\r', ' '];
    for (let round = 0; round < 2000; round++) {
      const text = Array.from({ length: rng.integer(24) }, () => at(alphabet, rng.integer(7))).join('');
      const letters = (part: string): string => part.replace(/[^ab]/g, '');
      const records = scan([text]);
      expect(letters(records.flatMap(({ cells }) => cells).join(''))).toBe(letters(text));
      expect(records.every(({ line }, i) => line > (records[i - 1]?.line ?? 0))).toBe(true);
    }
  });

  it('cuts each record as if there were none before it', () => {
    const rng = new Rng(11);
    const parts = ['a', ',', '"', '""', '"\n', '\n', 'x",', '["', '"]', '\\', '\r\n', ' '];
    for (let round = 0; round < 500; round++) {
      const text = Array.from({ length: rng.integer(60) }, () => at(parts, rng.integer(parts.length))).join(
        '',
      );
      const change = round % 3 === 0 ? { escape: '\\' } : {};
      const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
      for (const record of scan([text], change)) {
        const [alone] = scan([lines.slice(record.line - 1).join('')], change);
        expect({ ...alone, line: record.line }, JSON.stringify(text)).toEqual(record);
      }
    }
  });

  // Each of these took time with the square of its length: hours for these lengths.
  it.each([
    ['lines that each open a quote which none closes', 'x",y,"z\n', 100_000],
    ['the same, longer than a quoted cell may be', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",y,"z\n', 500_000],
    ['cells with a quote in them on one line', '"a"b,', 500_000],
    ['cells that are empty quotes and more', '""a,', 500_000],
    ['cells that open a bracket', '"[,', 500_000],
  ])('goes once through %s', (_, part, count) => {
    let cells = 0;
    let records = 0;
    const scanner = new RecordScanner(COMMA, (record) => {
      records++;
      cells += record.cells.length;
    });
    scanner.push(part.repeat(count));
    scanner.end();
    const isLines = part.endsWith('\n');
    expect(records).toBe(isLines ? count : 1);
    expect(cells).toBe(isLines ? 3 * count : count + 1);
  });

  it('numbers records by the line they begin in', () => {
    const records = scan(['a\n"b\nc\nd"\n\ne\n']);
    expect(records.map(({ line, isBlank }) => [line, isBlank])).toEqual([
      [1, false],
      [2, false],
      [5, true],
      [6, false],
    ]);
  });

  it('splits at runs of white space', () => {
    expect(scanCells('  a \t b\n"c d"  e\n', { delimiter: WHITESPACE })).toEqual([
      ['a', 'b'],
      ['c d', 'e'],
    ]);
  });

  it('leaves out skipped lines and comments', () => {
    expect(scanCells('"open\n#x\na,b\n#y\nc,#d\n', { skip: 1, comment: '#' })).toEqual([
      ['a', 'b'],
      ['c', '#d'],
    ]);
  });

  it('knows other escapes and no quotes at all', () => {
    expect(scanCells('"a\\"b",c\n', { escape: '\\' })).toEqual([['a"b', 'c']]);
    expect(scanCells('"a,b"\n', { quote: '', escape: '' })).toEqual([['"a', 'b"']]);
    expect(scanCells('a::b::c\n', { delimiter: '::' })).toEqual([['a', 'b', 'c']]);
  });
});

describe('createDecoder', () => {
  const text = '\ufeffa,€,Zürich,🙂\n';
  const bytes = (encoding: Encoding): Buffer => {
    if (encoding === 'utf-8') return Buffer.from(text);
    const wide = Buffer.from(text, 'utf16le');
    return encoding === 'utf-16be' ? wide.swap16() : wide;
  };
  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)(
    'reads %s byte by byte, without its mark',
    (encoding) => {
      const decoder = createDecoder(encoding);
      let read = '';
      for (const byte of bytes(encoding)) read += decoder.write(Buffer.of(byte));
      expect(read + decoder.end()).toBe(text.slice(1));
    },
  );

  it('tells Windows-1252 from Latin-1', () => {
    expect(createDecoder('windows-1252').write(Buffer.of(0x80, 0xfc, 0x96))).toBe('€ü–');
    expect(createDecoder('latin-1').write(Buffer.of(0x80, 0xfc))).toBe('\x80ü');
  });
});

it('judges UTF-8 across chunks', () => {
  const judge = new Utf8Judge();
  for (const byte of Buffer.from('aü🙂')) judge.write(Buffer.of(byte));
  expect([judge.wide, judge.broken, judge.isUtf8]).toEqual([2, 0, true]);
  judge.write(Buffer.from('M\xfcller M\xfcller M\xfcller', 'latin1'));
  expect(judge.isUtf8).toBe(false);
});

it.each([
  ['1.5', '.', '', true],
  [' 12 ', '.', '', true],
  ['1e-7', '.', '', true],
  ['1,5', '.', '', false],
  ['1,5', ',', '', true],
  ['1.5', ',', '.', false],
  ['1.500', ',', '.', true],
  ['12.345.678,9', ',', '.', true],
  ['1 000', '.', ' ', true],
  ["1'000.5", '.', "'", true],
  ['1^000', '.', '^', true],
  ['1_000', '.', '', false],
  ['0x10', '.', '', false],
  ['Infinity', '.', '', false],
  ['-', '.', '', false],
  ['', '.', '', false],
] as const)('takes %j with decimal %j and thousands %j for a number: %s', (text, decimal, thousands, is) => {
  expect(isNumberText(text, { decimal, thousands })).toBe(is);
});
