import type { DetectedDialect } from '../../src-shared/dataset/report';
import type { Dialect } from '../../src-shared/experiment/schema';
import type { TextHead } from './text-head';

/** Cells that mean "no value" unless the dialect says otherwise. */
export const NA_TOKENS = [
  '',
  'NA',
  'N/A',
  'n/a',
  'na',
  'null',
  'NULL',
  'Null',
  'NaN',
  'nan',
  '?',
  '.',
  '-',
  '#N/A',
] as const;

/** The name for runs of blanks and tabs. */
export const WHITESPACE = 'whitespace';

export interface HeadDialect extends DetectedDialect {
  readonly na: readonly string[];
  /** The first lines, split. */
  readonly lines: readonly (readonly string[])[];
}

const CANDIDATES = [',', '\t', ';', '|', WHITESPACE] as const;
const JUDGED_LINES = 300;

/**
 * Settles how a text is to be split, given parts staying as given. A delimiter is judged by the
 * share of lines that have the usual number of fields, and by the share of fields past the first
 * line that are numbers with it.
 */
export function detectDialect(head: TextHead, given: Dialect = {}): HeadDialect {
  const quote = given.quote ?? '"';
  const skip = given.skip ?? 0;
  const na = given.na ?? NA_TOKENS;
  const judged = CANDIDATES.map((delimiter) =>
    judge(head.text, { delimiter, quote, skip, comment: given.comment ?? '', na }),
  );
  const best =
    given.delimiter === undefined
      ? judged.reduce((a, b) => (b.score > a.score + 1e-9 ? b : a))
      : judge(head.text, { delimiter: given.delimiter, quote, skip, comment: given.comment ?? '', na });
  const decimal = given.decimal ?? (best.commaShare > best.dotShare && best.delimiter !== ',' ? ',' : '.');
  return {
    delimiter: best.delimiter,
    quote,
    escape: given.escape ?? quote,
    comment: given.comment ?? '',
    header: given.header ?? guessHeader(best.lines, decimal, na),
    encoding: head.encoding,
    newline: head.newline,
    decimal,
    thousands: given.thousands ?? '',
    skip,
    byteOrderMark: head.byteOrderMark,
    na,
    lines: best.lines,
  };
}

interface Splitting {
  readonly delimiter: string;
  readonly quote: string;
  readonly skip: number;
  readonly comment: string;
  readonly na: readonly string[];
}

interface Judged {
  readonly delimiter: string;
  readonly lines: string[][];
  readonly score: number;
  readonly dotShare: number;
  readonly commaShare: number;
}

function judge(text: string, splitting: Splitting): Judged {
  const lines = splitLines(text, splitting).slice(0, JUDGED_LINES);
  const counts = new Map<number, number>();
  for (const { length } of lines) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [usual, lineCount] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0]);
  const consistency = lineCount / Math.max(1, lines.length);
  const cells = lines
    .slice(1)
    .flat()
    .filter((cell) => !splitting.na.includes(cell.trim()));
  const share = (decimal: '.' | ','): number =>
    cells.length === 0 ? 0 : cells.filter((cell) => isNumber(cell, decimal)).length / cells.length;
  const dotShare = share('.');
  const commaShare = share(',');
  const score = usual < 2 ? 0 : consistency + Math.max(dotShare, commaShare) / 2;
  return { delimiter: splitting.delimiter, lines, score, dotShare, commaShare };
}

/** Splits text into rows of cells as RFC 4180 says, or by runs of white space. Blank lines are left out. */
export function splitLines(
  text: string,
  { delimiter, quote, skip, comment }: Omit<Splitting, 'na'>,
): string[][] {
  const all = text.split(/\r\n|\n|\r/);
  const wanted = all
    .slice(skip)
    .filter((line) => line.trim() !== '' && (comment === '' || !line.startsWith(comment)));
  if (delimiter === WHITESPACE) return wanted.map((line) => line.trim().split(/[ \t]+/));
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (const line of wanted) {
    for (let i = 0; i < line.length; i++) {
      const character = line[i]!;
      if (quoted) {
        if (character === quote && line[i + 1] === quote) {
          cell += quote;
          i++;
        } else if (character === quote) quoted = false;
        else cell += character;
      } else if (character === quote && quote !== '' && cell === '') quoted = true;
      else if (character === delimiter) {
        row.push(cell);
        cell = '';
      } else cell += character;
    }
    if (quoted) {
      cell += '\n';
      continue;
    }
    rows.push([...row, cell]);
    row = [];
    cell = '';
  }
  return rows;
}

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

export function isNumber(cell: string, decimal: '.' | ','): boolean {
  return NUMBER.test(decimal === ',' ? cell.replace(',', '.') : cell);
}

/** A first line of words over a column with numbers is a header; so is one of distinct words over words. */
function guessHeader(
  lines: readonly (readonly string[])[],
  decimal: '.' | ',',
  na: readonly string[],
): boolean {
  const [first, ...rest] = lines;
  if (first === undefined) return false;
  if (first.some((cell) => isNumber(cell, decimal) || na.includes(cell.trim()))) {
    // An unnamed column may stand among names; a number may not.
    if (first.some((cell) => isNumber(cell, decimal))) return false;
  }
  if (rest.length === 0) return true;
  if (rest.some((row) => row.some((cell) => isNumber(cell, decimal)))) return true;
  const unique = new Set(first).size === first.length;
  const repeated = first.some((cell, c) => rest.some((row) => row[c] === cell));
  return unique && !repeated;
}

/** Names made usable: an empty one becomes column<n>, a repeated one gets _2, _3, ... */
export function uniqueNames(names: readonly string[]): { names: string[]; notes: string[] } {
  const taken = new Set<string>();
  const notes: string[] = [];
  const unique = names.map((given, index) => {
    const base = given.trim() === '' ? `column${index + 1}` : given.trim();
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base}_${n}`;
    taken.add(name);
    if (given.trim() === '') notes.push(`Column ${index + 1} has no name and is called "${name}".`);
    else if (name !== base)
      notes.push(`The column name "${base}" stands more than once; column ${index + 1} is called "${name}".`);
    return name;
  });
  return { names: unique, notes };
}
