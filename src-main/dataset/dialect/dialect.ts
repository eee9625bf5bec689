import { NA_TOKENS } from '../../../src-shared/dataset/na';
import type { ReadingDoubt } from '../../../src-shared/dataset/doubt';
import type { LeftOutKind } from '../../../src-shared/dataset/left-out';
import type { DetectedDialect, RejectedCell } from '../../../src-shared/dataset/report';
import type { Dialect } from '../../../src-shared/experiment/schema';
import { candidates } from './candidates';
import { scoreSplitting, RARE_DELIMITERS, type ScoredSplitting, type ScoringOptions } from './score';
import { isTelling, type CellType, type DominantType } from './cell-types';
import { formatsGiven, type NumberFormat } from '../scan/cells/numbers';
import type { Splitting } from '../scan/records';
import { readingDoubts } from './reading-doubts';
import { cutSamples, screenSamples, type Sample } from './sampled';

export { NA_TOKENS };

/** How a text file is read, settled in every part. */
export interface TextDialect extends Splitting, NumberFormat {
  /** Rows that hold the names. */
  readonly header: number;
  readonly na: readonly string[];
  readonly newline: DetectedDialect['newline'];
  /** Cells that most rows have. */
  readonly width: number;
  /** The first record of the table, split. */
  readonly first: readonly string[];
  /** The header rows, split. */
  readonly head: readonly (readonly string[])[];
  /** What most cells of each column are: where a damaged row's cells belong. */
  readonly kinds: readonly ('number' | 'other')[];
  /** The same in detail; `text` where nothing tells. */
  readonly cellTypes: readonly CellType[];
  /** What is read as rows though it looks like something else. */
  readonly keep?: readonly LeftOutKind[] | undefined;
  /** What a person should know of how the table was found. */
  readonly notes: readonly string[];
  /** Decisions that could also be otherwise, the most doubtful first. */
  readonly doubts: readonly ReadingDoubt[];
  /** Rows of another table above this one, which are not read. */
  readonly quarantined: readonly RejectedCell[];
}

/** So few ways of splitting are judged in full at once. */
const FEW = 2;
/** A difference in score that more of the file hardly makes good. */
const FAR_WORSE = 0.4;

/** What Excel writes and reads above the table: `sep=;`. */
const NAMED_DELIMITER = /^"?sep=([^\r\n"])"?[\r\n]/i;
const NAMED_NOTE = 'Line 1 says which delimiter is used and is left out.';

/**
 * Settles how a text is to be read; given parts stay as given. Every way of splitting is judged by
 * how well the samples as a whole parse with it: rows of equally many cells, columns of one kind,
 * quotes that match. (The idea of judging by pattern and type together is that of van den Burg,
 * Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type patterns", 2019.)
 * @param samples parts of the file in whole lines, the first from its beginning
 */
export function detectDialect(samples: readonly string[], given: Dialect = {}): TextDialect {
  const named = given.skip === undefined ? NAMED_DELIMITER.exec(samples[0] ?? '') : null;
  if (named !== null) {
    const delimiter = given.delimiter ?? named[1] ?? ',';
    const found = detectDialect(samples, { ...given, delimiter, skip: 1 });
    return { ...found, notes: [NAMED_NOTE, ...found.notes] };
  }
  const cut = cutSamples(samples);
  const na = given.na ?? NA_TOKENS;
  const formats = formatsGiven(given);
  const judging = { formats, na, given };
  const judged = promising(cut, candidates(cut, given), judging).map((splitting) =>
    scoreSplitting(cut, splitting, judging),
  );
  const best = judged.reduce((a, b) => (isBetter(b, a) ? b : a));
  const settled = settle(withInlineComments(best, cut, judging), cut, samples[0] ?? '', na, given);
  return { ...settled, doubts: readingDoubts(best, judged, settled, given) };
}

/**
 * Of ways that fit alike the one that cuts more cells: what is left in them would be a delimiter too.
 * Commas do not yield to bars, which stand in lists and names as well.
 */
function isBetter(one: ScoredSplitting, other: ScoredSplitting): boolean {
  if (one.score > other.score + 1e-9) return true;
  const ways = [one.splitting, other.splitting];
  const isUsual = one.splitting.delimiter !== '|' || other.splitting.delimiter !== ',';
  const isPlain = isUsual && ways.every(({ delimiter }) => !RARE_DELIMITERS.includes(delimiter));
  const isSame = one.splitting.quote === other.splitting.quote;
  return isPlain && isSame && one.score > other.score - 1e-9 && one.width > other.width;
}

/** Reads what follows a comment mark within a line as a comment where the cells fit better without it. */
function withInlineComments(
  best: ScoredSplitting,
  samples: readonly Sample[],
  judging: ScoringOptions,
): ScoredSplitting {
  const { inlineComments, comment } = judging.given;
  const { delimiter, quote } = best.splitting;
  const mark = (comment ?? best.comment) || '#';
  if (inlineComments === false || comment === '' || mark === delimiter || mark === quote) return best;
  const isThere = samples.some(({ lines }) =>
    lines.some((line) => line.includes(` ${mark}`) || line.includes(`\t${mark}`)),
  );
  if (inlineComments !== true && !isThere) return best;
  const other = scoreSplitting(samples, { ...best.splitting, inlineComment: mark }, judging);
  return inlineComments === true || other.score > best.score + 1e-9 ? other : best;
}

/** Of many ways of splitting those that do not do far worse than the best on a small part of the samples. */
function promising(
  samples: readonly Sample[],
  all: readonly Splitting[],
  judging: ScoringOptions,
): readonly Splitting[] {
  if (all.length <= FEW) return all;
  const screen = screenSamples(samples);
  const scores = all.map((splitting) => scoreSplitting(screen, splitting, judging).score);
  const best = Math.max(...scores);
  return all.filter((_, i) => (scores[i] ?? 0) >= best - FAR_WORSE);
}

function settle(
  best: ScoredSplitting,
  samples: readonly Sample[],
  text: string,
  na: readonly string[],
  given: Dialect,
): TextDialect {
  const { table, format, start, comment, kinds } = best;
  const rows = table.map(({ cells }) => cells);
  const { header } = best;
  const width = usedWidth(best, header);
  const firstLine = table[0]?.line ?? 1;
  const isLed = given.skip === undefined && start.at > 0;
  const inlineComment = best.splitting.inlineComment ?? '';
  const notes = [
    ...(isLed ? [skipNote(firstLine - 1, start.quarantined.length)] : []),
    ...(comment !== '' && given.comment === undefined
      ? [`Lines that begin with ${comment} are comments and are left out.`]
      : []),
    ...(inlineComment !== '' && given.inlineComments === undefined
      ? [`A ${inlineComment} behind a blank begins a comment: the rest of its line is left out.`]
      : []),
    ...(width < best.width ? [emptyNote(best.width - width)] : []),
  ];
  return {
    ...best.splitting,
    delimiter: given.delimiter ?? withBlank(best, samples),
    ...format,
    comment: comment === '' ? inlineComment : comment,
    skip: given.skip ?? (isLed ? firstLine - 1 : 0),
    header,
    na,
    newline: detectNewline(text),
    width,
    first: rows[0] ?? [],
    head: rows.slice(0, header),
    kinds: kinds.slice(0, width).map(toValueKind),
    cellTypes: kinds.slice(0, width).map((column) => (isTelling(column) ? column.kind : 'text')),
    keep: given.keep,
    notes,
    doubts: [],
    quarantined: isLed ? start.quarantined : [],
  };
}

function toValueKind(column: DominantType): 'number' | 'other' {
  return column.kind === 'number' && isTelling(column) ? 'number' : 'other';
}

/**
 * Every row may end with a delimiter: last columns that have neither a name nor a value are none.
 * One with a name is kept, empty as it is.
 */
function usedWidth({ width, table, rows }: ScoredSplitting, header: number): number {
  const isBlank = (row: readonly string[], c: number): boolean => (row[c] ?? '').trim() === '';
  const all = [...table.slice(0, header).map(({ cells }) => cells), ...rows];
  let used = width;
  while (used > 1 && all.every((row) => isBlank(row, used - 1))) used--;
  return used;
}

/**
 * A comma with a blank after it, everywhere: the blank is part of the delimiter where it would
 * otherwise stay in the cells of texts. (Numbers are read with blanks around them.)
 */
function withBlank(
  { splitting, table, rows, kinds, width }: ScoredSplitting,
  samples: readonly Sample[],
): string {
  const { delimiter, quote } = splitting;
  if (delimiter.length !== 1 || delimiter === ' ' || delimiter === '\t' || width < 2) return delimiter;
  const isText = ({ kind }: DominantType): boolean => kind === 'text' || kind === 'missing';
  if (!kinds.slice(1).some(isText)) return delimiter;
  const isSpaced = [...table.map(({ cells }) => cells), ...rows].every((cells) => cells.length === width);
  const blankCounts = samples
    .flatMap(({ lines }) => lines)
    .flatMap((line) => blanksAfter(line, delimiter, quote));
  return isSpaced && blankCounts.length > 0 && blankCounts.every((blanks) => blanks === 1)
    ? `${delimiter} `
    : delimiter;
}

/** Blanks after each delimiter of a line that stands outside quotes. */
function blanksAfter(line: string, delimiter: string, quote: string): number[] {
  const found: number[] = [];
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === quote) isQuoted = !isQuoted;
    else if (!isQuoted && line[at] === delimiter) {
      let blanks = 0;
      while (line[at + 1 + blanks] === ' ') blanks++;
      found.push(blanks);
    }
  }
  return found;
}

function skipNote(lines: number, rows: number): string {
  const which = lines === 1 ? 'Line 1 comes' : `Lines 1 to ${lines} come`;
  const note = `${which} before the table and ${lines === 1 ? 'is' : 'are'} left out`;
  return rows === 0
    ? `${note}.`
    : `${note}: another table, with ${rows} rows, is listed among the doubtful rows.`;
}

function emptyNote(columns: number): string {
  return columns === 1
    ? 'The last column has neither a name nor a value and is left out.'
    : `The last ${columns} columns have neither names nor values and are left out.`;
}

function detectNewline(text: string): DetectedDialect['newline'] {
  const crlf = text.split('\r\n').length - 1;
  const lf = text.split('\n').length - 1 - crlf;
  const cr = text.split('\r').length - 1 - crlf;
  if ([crlf, lf, cr].filter((count) => count > 0).length > 1) return 'mixed';
  return crlf > 0 ? 'crlf' : cr > 0 ? 'cr' : 'lf';
}
