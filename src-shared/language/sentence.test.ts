import { afterEach, describe, expect, it } from 'vitest';
import { counted, inEnglish, saySentence, sentence } from './sentence';

const lost = sentence('{file} lost {rows} rows{where}.', {
  file: 'a {b}.csv',
  rows: counted(12_345),
  where: sentence(' in {line}', { line: sentence('line {line}', { line: 4096.5 }) }),
});

describe('a sentence', () => {
  afterEach(() => {
    globalThis.benchtopWords = undefined;
  });

  it('is English for logs, whatever the page speaks', () => {
    expect(inEnglish(lost)).toBe('a {b}.csv lost 12,345 rows in line 4096.5.');
    globalThis.benchtopWords = { locale: 'de', texts: { ' in {line}': ' bei {line}' } };
    expect(inEnglish(lost)).toBe('a {b}.csv lost 12,345 rows in line 4096.5.');
  });

  it('is said in the person’s language, its parts and numbers too', () => {
    globalThis.benchtopWords = {
      locale: 'de',
      texts: {
        '{file} lost {rows} rows{where}.': 'Von {file} fehlen {rows} Zeilen{where}.',
        ' in {line}': ' bei {line}',
        'line {line}': 'Zeile {line}',
      },
    };
    expect(saySentence(lost)).toBe('Von a {b}.csv fehlen 12.345 Zeilen bei Zeile 4096,5.');
  });

  it('is English where the language has none', () => {
    globalThis.benchtopWords = { locale: 'de', texts: { 'line {line}': 'Zeile {line}' } };
    expect(saySentence(sentence('There is none.'))).toBe('There is none.');
  });

  it('survives what threads, records and the bridge do to it', () => {
    expect(structuredClone(lost)).toEqual(lost);
    expect(JSON.parse(JSON.stringify(lost))).toEqual(lost);
  });
});
