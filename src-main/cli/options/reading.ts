import { fail } from '../../../src-shared/errors';
import { LEFT_OUT_KINDS, type LeftOutKind } from '../../../src-shared/dataset/left-out';
import { dialectSchema, type Dialect } from '../../../src-shared/experiment/schema';
import { list, readWhole, text, under, wholeNumber, type Values } from '../declare/option';

/** How a data file is read; what is not given is detected. */
export const READING_OPTIONS = under('How the file is read (detected where not given)', {
  columns: list('A,B', 'only these columns; names for a file without a header'),
  delimiter: text('CHARACTER', 'between cells: a character, or tab, comma, semicolon, pipe, space, spaces'),
  quote: text('CHARACTER', 'around cells; none switches it off'),
  escape: text('CHARACTER', 'before a quote inside a cell; none switches it off'),
  encoding: text(
    'NAME',
    'of the characters: any label of the Encoding Standard, such as utf-8, windows-1251, shift_jis, gb18030, euc-kr',
  ),
  header: text('ROWS', 'rows of names: 0 to 10, yes or no'),
  skip: wholeNumber('LINES', 'before the table', { min: 0 }),
  decimal: text('CHARACTER', 'of numbers: . or ,'),
  thousands: text('CHARACTER', 'between groups of digits; none switches it off'),
  na: list('A,B', 'cells that mean "missing"'),
  comment: text('CHARACTERS', 'that begin a line to leave out; none switches it off'),
  'inline-comments': text('yes|no', 'whether a comment may stand behind the cells of a row', {
    choices: ['yes', 'no'],
  }),
  'quoted-lines': text('yes|no', 'whether each line is quoted as a whole, and those quotes come off', {
    choices: ['yes', 'no'],
  }),
  keep: text('KINDS', 'read as rows though they look like something else', {
    choices: ['all', ...LEFT_OUT_KINDS.map(optionKey)],
  }),
});

/** What the options of {@link READING_OPTIONS} say. */
export type ReadingValues = Values<typeof READING_OPTIONS>;

const NAMED: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
  spaces: 'whitespace',
};

/** A character by its name or as it is; `none` switches it off. */
function character(text: string | undefined): string | undefined {
  return text === 'none' ? '' : text === undefined ? undefined : (NAMED[text] ?? text);
}

/**
 * How to read a file, from the options that say so; the rest is detected.
 * @throws BenchtopError `usage` for a value that cannot be used
 */
export function readDialect(options: ReadingValues): Dialect | undefined {
  const dialect = {
    delimiter: character(options.delimiter),
    quote: character(options.quote),
    escape: character(options.escape),
    comment: character(options.comment),
    encoding: options.encoding,
    header: options.header === undefined ? undefined : parseHeader(options.header),
    skip: options.skip,
    decimal: character(options.decimal),
    thousands: character(options.thousands),
    na: options.na,
    keep: options.keep === undefined ? undefined : parseKept(options.keep),
    inlineComments: yesOrNo(options['inline-comments'], 'inline-comments'),
    quotedLines: yesOrNo(options['quoted-lines'], 'quoted-lines'),
  };
  const given = Object.fromEntries(Object.entries(dialect).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return undefined;
  const parsed = dialectSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? 'option');
  throw fail('usage', `--${name} is not usable: ${(issue?.message ?? 'unknown value').replace(/\.$/, '')}.`, {
    field: name,
  });
}

/** What is read as rows though it looks like something else: `footers,empty-rows`, or `all`. */
function parseKept(given: string): LeftOutKind[] {
  if (given === 'all') return [...LEFT_OUT_KINDS];
  const kinds = new Map(LEFT_OUT_KINDS.map((kind) => [optionKey(kind), kind]));
  return given.split(',').map((part) => {
    const kind = kinds.get(part.trim().toLowerCase());
    if (kind !== undefined) return kind;
    throw fail(
      'usage',
      `--keep takes all, or some of ${[...kinds.keys()].join(', ')}; not "${part.trim()}".`,
      { field: 'keep' },
    );
  });
}

/** `emptyRows` as people type it: `empty-rows`. */
function optionKey(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function yesOrNo(given: string | undefined, name: string): boolean | undefined {
  if (given === undefined) return undefined;
  if (['yes', 'true'].includes(given)) return true;
  if (['no', 'false'].includes(given)) return false;
  throw fail('usage', `--${name} is yes or no, not "${given}".`, { field: name });
}

function parseHeader(text: string): number {
  if (['yes', 'true'].includes(text)) return 1;
  if (['no', 'none', 'false'].includes(text)) return 0;
  return readWhole(text, 'header', { min: 0 });
}
