import { describe, expect, it } from 'vitest';
import { byteOrderMark, createDecoder, guessUtf16, Utf8Judge } from './encoding';

function utf16(text: string, isBig: boolean): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
}

describe('guessUtf16', () => {
  const latin = 'a,b\n1,x\n';
  const chinese = '名前,都市,値\n山田太郎,東京都千代田区,いち\n鈴木花子,大阪府大阪市北区,にじゅうご\n';
  it.each([
    ['Latin letters', latin],
    ['few Latin letters', chinese],
    ['few Latin letters, CRLF', chinese.replace(/\n/g, '\r\n')],
  ])('knows both orders: %s', (_, text) => {
    expect(guessUtf16(utf16(text, false))).toBe('utf-16le');
    expect(guessUtf16(utf16(text, true))).toBe('utf-16be');
  });

  it('takes bytes without zeros for single bytes, whatever they are', () => {
    expect(guessUtf16(Buffer.from(chinese))).toBe('single-bytes');
    expect(guessUtf16(Buffer.from([0xff, 0x80, 0x0a]))).toBe('single-bytes');
    expect(guessUtf16(Buffer.alloc(0))).toBe('single-bytes');
  });

  it('takes other zeros for no UTF-16', () => {
    const spoilt = 'ab,1\0\n'.repeat(50);
    expect(guessUtf16(Buffer.from('a,b\n1,\0x\n2,y\n3,z\n'))).toBe(null);
    expect(guessUtf16(Buffer.from(spoilt))).toBe(null);
    expect(guessUtf16(Buffer.from(` ${spoilt}`))).toBe(null);
    expect(guessUtf16(Buffer.from([65, 66, 0, 1, 2, 44, 10, 9, 9]))).toBe(null);
    expect(guessUtf16(Buffer.alloc(64))).toBe(null);
  });
});

describe('Utf8Judge', () => {
  const cases: [string, (string | number[])[], boolean][] = [
    ['ASCII', ['a,b\n'], true],
    ['well-formed characters', ['é,東,🙂\n'], true],
    ['a character cut between chunks', [[0xe6, 0x9d], [0xb1]], true],
    ['one byte of Latin-1', ['M', [0xfc], 'ller\n'], false],
    ['mostly UTF-8, some damage', ['éééé', [0xff], 'é\n'], true],
    ['as much damage as UTF-8', ['é', [0xff]], false],
    ['an overlong form', [[0xc0, 0xaf]], false],
    ['quotes of Windows-1252', [[0x93], 'tea', [0x94]], false],
  ];
  it.each(cases)('%s', (_, chunks, expected) => {
    const judge = new Utf8Judge();
    for (const chunk of chunks)
      judge.write(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk));
    expect(judge.isUtf8).toBe(expected);
  });
});

describe('byte-order marks', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('%s: known, and no part of the text', (encoding) => {
    const bytes = encoding === 'utf-8' ? Buffer.from('\ufeffa') : utf16('\ufeffa', encoding === 'utf-16be');
    expect(byteOrderMark(bytes)).toBe(encoding);
    const decoder = createDecoder(encoding);
    expect(decoder.write(Buffer.from(bytes)) + decoder.end()).toBe('a');
  });

  it('none', () => {
    expect(byteOrderMark(Buffer.from('a'))).toBe(null);
    expect(byteOrderMark(Buffer.alloc(0))).toBe(null);
  });
});
