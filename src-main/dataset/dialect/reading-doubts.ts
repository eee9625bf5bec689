import { readingDoubt, type ReadingDoubt } from '../../../src-shared/dataset/doubt';
import { sentence, type Sentence, type SentenceValue } from '../../../src-shared/language/sentence';
import type { LeftOutRows } from '../../../src-shared/dataset/left-out';
import type { Dialect } from '../../../src-shared/experiment/schema';
import { hasHeader } from './header';
import type { ScoredSplitting } from './score';
import type { NumberFormat } from '../scan/cells/numbers';
import { WHITESPACE } from '../scan/records';

/** Another way of splitting is told of where its score is no more than this below the best. */
const CLOSE_SCORE = 0.12;
const CLOSE_QUOTES = 0.02;
/** Other tables that are offered. */
const MAX_TABLES = 5;
const COMPARED_ROWS = 50;
/** Numbers such as 1,234, of which the separator may mean either. */
const EITHER = /^[+-]?[1-9]\d{0,2}([.,])\d{3}$/;
const PLAIN = /^[+-]?\d+$/;

/** How the table was read in the end, as far as it can be doubted. */
interface Read extends NumberFormat {
  readonly delimiter: string;
  readonly header: number;
  readonly skip: number;
  readonly inlineComment?: string | undefined;
}

/**
 * What was decided about a text file and could also be otherwise, the most doubtful first. What a
 * person gave is not doubted.
 * @param all the ways of splitting that were judged in full, the best among them
 */
export function readingDoubts(
  best: ScoredSplitting,
  all: readonly ScoredSplitting[],
  read: Read,
  given: Dialect,
): ReadingDoubt[] {
  return [
    ...otherSplitting(best, all, given),
    ...otherHeader(best, read, given),
    ...otherNumbers(best, read, given),
    ...upperTable(best, given),
    ...plainMarks(read, given),
  ];
}

/** The next best delimiter or quote that gives other cells. */
function otherSplitting(
  best: ScoredSplitting,
  all: readonly ScoredSplitting[],
  given: Dialect,
): ReadingDoubt[] {
  const cells = serializeCells(best);
  const [other] = all
    .filter((judged) => judged !== best && best.score - judged.score <= closeness(judged, best))
    .filter((judged) => serializeCells(judged) !== cells)
    .sort((a, b) => b.score - a.score);
  if (other === undefined) return [];
  const { delimiter, quote } = other.splitting;
  if (delimiter !== best.splitting.delimiter && given.delimiter === undefined) {
    const isSingle = other.width === 1;
    const there = describeDelimiter(delimiter);
    return [
      readingDoubt(
        otherWidth(best, other.width, there),
        isSingle
          ? sentence('Read as a single column')
          : sentence('Split at {delimiter}', { delimiter: there }),
        { delimiter },
      ),
    ];
  }
  if (quote === best.splitting.quote || given.quote !== undefined) return [];
  const here = best.splitting.quote;
  return [
    readingDoubt(
      otherQuote(here, quote),
      quote === ''
        ? sentence('Read quotes as plain characters')
        : sentence('Read {quote} as the quote', { quote }),
      { quote },
    ),
  ];
}

/** @param there the other delimiter @param width columns that it gives */
function otherWidth(best: ScoredSplitting, width: number, there: SentenceValue): Sentence {
  if (best.width === 1)
    return sentence(
      'The file is read as a single column; split at {there} it has {width} columns and fits nearly as well.',
      { there, width },
    );
  const here = describeDelimiter(best.splitting.delimiter);
  return width === 1
    ? sentence('The cells are split at {here}; a single column fits nearly as well.', { here })
    : sentence('The cells are split at {here}; {there}, with {width} columns, fits nearly as well.', {
        here,
        there,
        width,
      });
}

function otherQuote(here: string, there: string): Sentence {
  if (here === '') return sentence('Cells are quoted with nothing; {there} fits nearly as well.', { there });
  return there === ''
    ? sentence('Cells are quoted with {here}; no quotes at all fit nearly as well.', { here })
    : sentence('Cells are quoted with {here}; {there} fits nearly as well.', { here, there });
}

/** How much lower a score may be. A header that the delimiter cuts as it cuts the rows leaves no doubt of it. */
function closeness(other: ScoredSplitting, best: ScoredSplitting): number {
  if (other.splitting.delimiter === best.splitting.delimiter) return CLOSE_QUOTES;
  const isNamed = best.header > 0 && !best.start.isOddHeader && best.width > 1;
  return other.width === 1 && isNamed ? -1 : CLOSE_SCORE;
}

function otherHeader(
  { table, rows, width, judge, start }: ScoredSplitting,
  read: Read,
  given: Dialect,
): ReadingDoubt[] {
  const [first] = table;
  if (first === undefined || given.header !== undefined || rows.length === 0) return [];
  const line = first.line;
  if (start.isOddHeader) {
    return [
      readingDoubt(
        sentence('Line {line} is read as names although it has another number of cells than the rows.', {
          line,
        }),
        sentence('Leave line {line} out', { line }),
        { skip: line, header: 0 },
      ),
    ];
  }
  if (read.header > 1) return [];
  const cells = [first.cells, ...rows.slice(read.header === 1 ? 0 : 1)];
  if (hasHeader(cells, width, judge) === 'surely') return [];
  const isText = first.cells.every((cell) => ['text', 'boolean'].includes(judge.of(cell)));
  if (!isText) return [];
  return [
    read.header === 1
      ? readingDoubt(
          sentence('Nothing tells whether line {line} holds names or values; it is read as names.', { line }),
          sentence('Read line {line} as values', { line }),
          { header: 0 },
        )
      : readingDoubt(
          sentence('Nothing tells whether line {line} holds names or values; it is read as values.', {
            line,
          }),
          sentence('Read line {line} as names', { line }),
          { header: 1 },
        ),
  ];
}

/** A separator that may be the decimal sign or stand between thousands: every number with it fits both. */
function otherNumbers({ rows, kinds }: ScoredSplitting, read: Read, given: Dialect): ReadingDoubt[] {
  if (given.decimal !== undefined || given.thousands !== undefined) return [];
  let example = '';
  for (const row of rows) {
    for (let c = 0; c < kinds.length; c++) {
      if (kinds[c]?.kind !== 'number') continue;
      const text = (row[c] ?? '').trim();
      const separator = EITHER.exec(text)?.[1];
      if (separator === undefined && !PLAIN.test(text) && text !== '') return [];
      if (separator === undefined) continue;
      if (example !== '' && !example.includes(separator)) return [];
      example = text;
    }
  }
  if (example === '') return [];
  const separator = example.includes(',') ? ',' : '.';
  const isDecimal = read.decimal === separator;
  const other = separator === ',' ? '.' : ',';
  const number = example.replace(separator, isDecimal ? '.' : '');
  return [
    readingDoubt(
      sentence(
        '{example} is read as {number}: nothing tells whether "{separator}" is the decimal sign or stands between thousands.',
        { example, number, separator },
      ),
      isDecimal
        ? sentence('Read "{separator}" as thousands', { separator })
        : sentence('Read "{separator}" as the decimal sign', { separator }),
      isDecimal ? { decimal: other, thousands: separator } : { decimal: separator, thousands: '' },
    ),
  ];
}

function upperTable({ start, table }: ScoredSplitting, given: Dialect): ReadingDoubt[] {
  const [first] = start.quarantined;
  const line = table[0]?.line;
  if (first === undefined || line === undefined || given.skip !== undefined) return [];
  return [
    readingDoubt(
      sentence('The file holds two tables; the larger one, from line {line} on, is read.', { line }),
      sentence('Read the upper table'),
      { skip: first.line - 1 },
    ),
  ];
}

function plainMarks({ inlineComment = '' }: Read, given: Dialect): ReadingDoubt[] {
  if (inlineComment === '' || given.inlineComments !== undefined) return [];
  return [
    readingDoubt(
      sentence('A {mark} behind a blank is taken for the beginning of a comment.', { mark: inlineComment }),
      sentence('Read {mark} as text', { mark: inlineComment }),
      { inlineComments: false },
    ),
  ];
}

function serializeCells({ rows, width }: ScoredSplitting): string {
  return JSON.stringify([width, rows.slice(0, COMPARED_ROWS)]);
}

function describeDelimiter(delimiter: string): SentenceValue {
  if (delimiter === WHITESPACE) return sentence('blanks');
  if (delimiter === '\t') return sentence('tabs');
  return delimiter === ' ' ? sentence('single blanks') : `"${delimiter}"`;
}

/** Doubts that only reading on tells: other tables below this one. */
export function lowerTables(leftOut: readonly LeftOutRows[]): ReadingDoubt[] {
  return leftOut
    .filter(({ kind, count }) => kind === 'otherTables' && count > 1)
    .slice(0, MAX_TABLES)
    .map(({ from, to, count }) =>
      readingDoubt(
        sentence('Another table, of {count} lines, stands below this one, in lines {from} to {to}.', {
          count,
          from,
          to,
        }),
        sentence('Read the table from line {from} on', { from }),
        { skip: from - 1 },
      ),
    );
}
