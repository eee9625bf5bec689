import { describe, expect, it } from 'vitest';
import { BenchtopError, type ErrorInfo } from '../../src-shared/errors';
import { dialectOf, list, parseArguments, wholeNumber } from './arguments';

const dialect = (...args: string[]): ReturnType<typeof dialectOf> =>
  dialectOf(parseArguments(['inspect', 'a.csv', ...args]));

function refusal(work: () => unknown): ErrorInfo | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof BenchtopError) return error.info;
    throw error;
  }
}

describe('arguments', () => {
  it('take the value that begins with a dash', () => {
    expect(parseArguments(['predict', 'r', '--points', '-1,2']).options.points).toBe('-1,2');
    const twice = ['predict', 'r', 'f.csv', '--match', 'a=b', '--match', '-c=d'];
    expect(parseArguments(twice).options.match).toEqual(['a=b', '-c=d']);
  });

  it('refuse an option that is none, and point to the help', () => {
    expect(refusal(() => parseArguments(['inspect', '--delimeter', ';']))).toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(/--help/) as string,
    });
  });
});

describe('list', () => {
  it.each<[string, string[]]>([
    ['a,b', ['a', 'b']],
    [' a , b ', ['a', 'b']],
    ['"a, b",c', ['a, b', 'c']],
    ['"say ""hi""",x', ['say "hi"', 'x']],
    ['NA,,?', ['NA', '', '?']],
    ['', ['']],
  ])('reads %s', (text, parts) => {
    expect(list(text)).toEqual(parts);
  });

  it('is nothing where nothing is given', () => {
    expect(list(undefined)).toBeUndefined();
  });
});

describe('dialect', () => {
  it('is left to detection where nothing is given', () => {
    expect(dialect()).toBeUndefined();
  });

  it.each<[string[], object]>([
    [['--delimiter', 'tab'], { delimiter: '\t' }],
    [['--delimiter', '\\t'], { delimiter: '\t' }],
    [['--delimiter', 'semicolon'], { delimiter: ';' }],
    [['--delimiter', 'spaces'], { delimiter: 'whitespace' }],
    [['--delimiter', 'whitespace'], { delimiter: 'whitespace' }],
    [['--delimiter', '||'], { delimiter: '||' }],
    [['--quote', 'none'], { quote: '' }],
    [['--quote', "'"], { quote: "'" }],
    [['--escape', '\\'], { escape: '\\' }],
    [['--comment', '//'], { comment: '//' }],
    [['--encoding', 'UTF8'], { encoding: 'utf-8' }],
    [['--encoding', 'ISO-8859-1'], { encoding: 'latin-1' }],
    [['--encoding', 'cp1252'], { encoding: 'windows-1252' }],
    [['--header', '0'], { header: 0 }],
    [['--header', 'no'], { header: 0 }],
    [['--header', '3'], { header: 3 }],
    [['--skip', '12'], { skip: 12 }],
    [['--decimal', ','], { decimal: ',' }],
    [['--decimal', 'comma'], { decimal: ',' }],
    [['--thousands', 'space'], { thousands: ' ' }],
    [['--thousands', 'none'], { thousands: '' }],
    [['--keep', 'footers,empty-rows'], { keep: ['footers', 'emptyRows'] }],
    [['--keep', 'all'], { keep: ['footers', 'repeatedHeaders', 'otherTables', 'emptyRows'] }],
    [['--inline-comments', 'no'], { inlineComments: false }],
    [['--na', 'NA,-999,'], { na: ['NA', '-999', ''] }],
  ])('%j', (args, expected) => {
    expect(dialect(...args)).toEqual(expected);
  });

  it.each<[string[], string]>([
    [['--delimiter', ''], 'delimiter'],
    [['--quote', 'ab'], 'quote'],
    [['--encoding', 'ebcdic'], 'encoding'],
    [['--header', 'some'], 'header'],
    [['--header', '11'], 'header'],
    [['--header', '-1'], 'header'],
    [['--skip', '1.5'], 'skip'],
    [['--decimal', ';'], 'decimal'],
    [['--thousands', '..'], 'thousands'],
  ])('%j is refused by its name', (args, field) => {
    expect(refusal(() => dialect(...args))).toMatchObject({ kind: 'usage', field });
  });
});

describe('wholeNumber', () => {
  it('falls back, and refuses what is none', () => {
    expect(wholeNumber(undefined, 'grid', 100)).toBe(100);
    expect(wholeNumber('7', 'grid', 100)).toBe(7);
    for (const text of ['', ' ', '1.5', 'x', '1e400'])
      expect(refusal(() => wholeNumber(text, 'grid', 100))).toMatchObject({ field: 'grid' });
  });
});
