import { describe, expect, it } from 'vitest';
import { BenchtopError, type ErrorInfo } from '../../../src-shared/errors';
import { inspect } from '../commands/data/inspect';
import { splitList } from '../declare/option';
import { parseArguments } from '../testing/arguments';
import { readDialect } from './reading';

const dialect = (...args: string[]): ReturnType<typeof readDialect> =>
  readDialect(parseArguments(inspect, 'a.csv', ...args).options);

function refusal(work: () => unknown): ErrorInfo | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof BenchtopError) return error.info;
    throw error;
  }
}

describe('list', () => {
  it.each<[string, string[]]>([
    ['a,b', ['a', 'b']],
    [' a , b ', ['a', 'b']],
    ['"a, b",c', ['a, b', 'c']],
    ['"say ""hi""",x', ['say "hi"', 'x']],
    ['NA,,?', ['NA', '', '?']],
    ['', ['']],
  ])('reads %s', (text, parts) => {
    expect(splitList(text)).toEqual(parts);
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
    [['--quoted-lines', 'yes'], { quotedLines: true }],
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
    const refused = refusal(() => dialect(...args));
    expect(refused).toMatchObject({ kind: 'usage', field });
    expect(refused?.message).toMatch(/[^.]\.$|not ".*"\.$/);
  });
});
