import { describe, expect, it } from 'vitest';
import { readingDoubt } from '../../../src-shared/dataset/doubt';
import { sentence } from '../../../src-shared/language/sentence';
import { doubtLines, leftOutLines, formatOptions } from './reading-doubts';

describe('what the command line says of a reading', () => {
  it('lists what is left out, and the option that keeps it', () => {
    const one = { from: 5, to: 5, count: 1, text: 'Source: lab, 3\nsecond line' };
    expect(leftOutLines([{ ...one, kind: 'footers', reason: 'a footer' }])).toEqual([
      '1 line is left out (--keep footers reads it as a row):',
      '  line 5: a footer: Source: lab, 3',
    ]);
    expect(
      leftOutLines([
        { ...one, kind: 'repeatedHeaders', reason: 'the header again' },
        { ...one, kind: 'emptyRows', reason: 'no values', from: 7, to: 9, count: 2, text: ',,' },
      ]),
    ).toEqual([
      '3 lines are left out (--keep repeated-headers,empty-rows reads them as rows):',
      '  line 5: the header again: Source: lab, 3',
      '  lines 7 to 9: no values: ,,',
    ]);
    expect(leftOutLines([])).toEqual([]);
  });

  it('counts the places that it does not list', () => {
    const ranges = Array.from({ length: 23 }, (_, i) => ({
      kind: 'emptyRows' as const,
      from: i + 1,
      to: i + 1,
      count: 1,
      reason: 'no values',
      text: ',',
    }));
    expect(leftOutLines(ranges)[21]).toBe('  and 3 more places');
    expect(leftOutLines(ranges)).toHaveLength(22);
  });

  it('writes the other reading as options that a shell takes', () => {
    expect(formatOptions({ delimiter: ';', header: 0, skip: 12 })).toBe(
      "--delimiter ';' --header 0 --skip 12",
    );
    expect(formatOptions({ delimiter: '\t', quote: '' })).toBe('--delimiter tab --quote none');
    expect(formatOptions({ quote: "'" })).toBe('--quote "\'"');
    expect(formatOptions({ inlineComments: false, keep: ['footers', 'otherTables'] })).toBe(
      '--inline-comments no --keep footers,other-tables',
    );
    expect(
      doubtLines([readingDoubt(sentence('It is unsure.'), sentence('Read so'), { decimal: ',' })]),
    ).toEqual(['not certain: It is unsure. Read so: --decimal ,']);
  });
});
