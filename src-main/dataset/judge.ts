import type { Dialect } from '../../src-shared/experiment/schema';
import { guessHeader } from './header';
import { columnKinds, KindJudge, type ColumnKind } from './kinds';
import { bestFormat, type NumberFormat } from './numbers';
import { findComments, findStart, fits, type Start } from './preamble';
import { WHITESPACE, type Splitting } from './records';
import { splitSamples, type Sample, type SampledRecord } from './sampled';

/** A file of one column gets this share of the points of one whose rows all have equally many cells. */
const SINGLE_COLUMN = 0.75;
/** The same for a rare delimiter between texts, which may well be prose. */
const RARE_DELIMITER = 0.7;
const RARE: readonly string[] = [WHITESPACE, ' ', '::', ':', '^', '~'];
/** Points off for commas between digits where another delimiter stands between the cells. */
const SPLIT_NUMBERS = 0.3;
/** Cells of wide rows that are looked at. */
const JUDGED_CELLS = 40_000;

/** How one way of splitting does on the samples. */
export interface Judged {
  readonly splitting: Splitting;
  readonly format: NumberFormat;
  readonly judge: KindJudge;
  readonly width: number;
  readonly comment: string;
  readonly start: Start;
  /** Records of the first sample from the table's beginning. */
  readonly table: readonly SampledRecord[];
  /** Rows of all samples below the header. */
  readonly rows: readonly (readonly string[])[];
  readonly kinds: readonly ColumnKind[];
  readonly score: number;
}

export interface Judging {
  readonly formats: readonly NumberFormat[];
  readonly na: readonly string[];
  readonly given: Dialect;
}

/** Splits the samples and says how well that fits them; the highest score is the best fit. */
export function judgeSplitting(
  samples: readonly Sample[],
  splitting: Splitting,
  { formats, na, given }: Judging,
): Judged {
  const parsed = splitSamples(samples, splitting, given.omit ?? []);
  const firstWidth = usualWidth(parsed.flat());
  const format = formatOf(parsed.flat(), firstWidth, formats, splitting.delimiter);
  const judge = new KindJudge(format, na);
  const { mark, parts } =
    given.comment === undefined
      ? findComments(samples, parsed, splitting.delimiter, usualWidth, judge)
      : { mark: given.comment, parts: parsed };
  const [head = [], ...others] = parts;
  const width = mark === '' ? firstWidth : usualWidth(parts.flat());
  const start =
    given.skip === undefined
      ? findStart(head, width, judge)
      : { at: 0, isOddHeader: false, oddity: 0, aside: [] };
  const table = head.slice(start.at);
  const records = [...table, ...others.flat()];
  const fitting = records.flatMap(({ cells }) => (fits(cells, width) ? [cells] : []));
  const named = given.header ?? (start.isOddHeader ? 1 : guessHeader(fitting, width, judge));
  const fittingNamed = start.isOddHeader ? 0 : Math.min(named, fitting.length - 1);
  const rows = fitting.slice(Math.max(0, fittingNamed));
  const kinds = columnKinds(someCells(rows, width), width, judge);
  const body = records.slice(Math.min(named, Math.max(0, records.length - 1)));
  return {
    splitting,
    format,
    judge,
    width,
    comment: mark,
    start,
    table,
    rows,
    kinds,
    score: scoreOf(splitting, body, width, kinds, start, given.quote),
  };
}

function scoreOf(
  { delimiter, quote }: Splitting,
  body: readonly SampledRecord[],
  width: number,
  kinds: readonly ColumnKind[],
  { oddity }: Start,
  givenQuote: string | undefined,
): number {
  const total = Math.max(1, body.length);
  const consistency = body.filter(({ cells }) => fits(cells, width)).length / total;
  const flaws = body.filter(({ flaw }) => flaw !== null).length / total;
  const telling = typeShare(kinds);
  const prose = RARE_DELIMITER + (1 - RARE_DELIMITER) * Math.min(1, telling / 0.2);
  const trust = width === 1 ? (telling >= 0.9 ? 1 : SINGLE_COLUMN) : RARE.includes(delimiter) ? prose : 1;
  // A blank only where runs of blanks do clearly worse; rare ones not where a single column does as well.
  const rare = delimiter === ' ' ? 0.05 : RARE.includes(delimiter) ? 0.01 : 0;
  // No quotes at all where most rows would have broken ones; otherwise those few are to be listed.
  const quoteless = quote === '' && givenQuote === undefined ? 0.25 : 0;
  return (
    trust * consistency +
    telling / 2 -
    0.3 * oddity -
    0.5 * flaws -
    uncleanShare(body, width, quote) -
    gluedShare(body, width, delimiter) -
    (delimiter === ',' && splitsNumbers(body, width) ? SPLIT_NUMBERS : 0) -
    rare -
    quoteless
  );
}

/** The mean over the columns with values of the share of cells that are of the column's telling kind. */
function typeShare(kinds: readonly ColumnKind[]): number {
  const filled = kinds.filter(({ filled: count }) => count > 0);
  const sum = filled.reduce((total, { kind, share }) => total + (kind === 'text' ? 0 : share), 0);
  return sum / Math.max(1, filled.length);
}

/**
 * Up to 0.2: quotes of the other make around cells, which this splitting leaves there. A few may be
 * part of the texts, unless quotes are doubled between them.
 */
function uncleanShare(body: readonly SampledRecord[], width: number, quote: string): number {
  const others = ['"', "'"].filter((other) => other !== quote);
  let worst = 0;
  for (let c = 0; c < Math.min(width, 200); c++) {
    let filled = 0;
    let wrapped = 0;
    for (const { cells } of body) {
      const cell = (cells[c] ?? '').trim();
      if (cell === '') continue;
      filled++;
      const other =
        cell.length > 1 ? others.find((mark) => cell.startsWith(mark) && cell.endsWith(mark)) : undefined;
      if (other === undefined) continue;
      wrapped++;
      if (cell.slice(1, -1).includes(other + other)) worst = Math.max(worst, 0.5);
    }
    if (wrapped * 2 >= filled && filled > 0) worst = Math.max(worst, wrapped / filled);
  }
  return 0.2 * worst;
}

/** Up to 0.2: punctuation at the ends of cells is a delimiter that was not taken for one, or prose. */
function gluedShare(body: readonly SampledRecord[], width: number, delimiter: string): number {
  if (width === 1) return 0;
  let glued = 0;
  let all = 0;
  for (const { cells } of body.slice(0, 200)) {
    for (let c = 0; c < Math.min(cells.length, 50); c++) {
      const cell = cells[c] ?? '';
      all++;
      const isBlankLed = c > 0 && delimiter !== WHITESPACE && delimiter !== ' ' && /^ \S/.test(cell);
      if (isBlankLed) glued += 0.25;
      else if (delimiter !== ',' && /[,;|]$/.test(cell)) glued++;
    }
  }
  return all === 0 ? 0 : (0.2 * glued) / all;
}

/**
 * Whether the commas are decimal ones: all of them between digits, and a column of texts holds
 * another delimiter in nearly every row.
 */
function splitsNumbers(body: readonly SampledRecord[], width: number): boolean {
  const rows = body.slice(0, 200).flatMap(({ cells }) => (cells.length === width ? [cells] : []));
  if (width === 1 || rows.length === 0) return false;
  const most = 0.9 * rows.length;
  const between = rows.filter((cells) =>
    cells.every((cell, c) => (c === 0 || /^\d/.test(cell)) && (c === width - 1 || /\d$/.test(cell))),
  );
  if (between.length < most) return false;
  return rows[0]!.some(
    (_, c) => rows.filter((cells) => /[;|\t^~]|\D:|:\D| {2}/.test(cells[c]!)).length >= most,
  );
}

/** The width of most rows; more than one cell counts double, for titles and notes have one. */
function usualWidth(records: readonly SampledRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records) {
    const weight = cells.length === 1 ? 0.5 : 1;
    counts.set(cells.length, (counts.get(cells.length) ?? 0) + weight);
  }
  const firstWidth = records[0]?.cells.length ?? 1;
  let width = 1;
  let most = 0;
  for (const [length, count] of counts) {
    // Of equals the first row's, else the larger one.
    const isBetter = width !== firstWidth && (length === firstWidth || length > width);
    if (count > most || (count === most && isBetter)) [width, most] = [length, count];
  }
  return width;
}

function formatOf(
  records: readonly SampledRecord[],
  width: number,
  formats: readonly NumberFormat[],
  delimiter: string,
): NumberFormat {
  const rows = someCells(
    records.map(({ cells }) => cells).filter((cells) => fits(cells, width)),
    width,
  );
  // Commas in the first row of a single column are delimiters that were not taken for ones.
  const isUnsplit = width === 1 && (rows[0]?.[0] ?? '').includes(',');
  const usable = isUnsplit && formats.length > 1 ? formats.filter(({ decimal }) => decimal !== ',') : formats;
  const columns = Array.from({ length: width }, (_, c) => rows.map((row) => row[c] ?? ''));
  return bestFormat(columns, usable.length > 0 ? usable : formats, delimiter);
}

function someCells(rows: readonly (readonly string[])[], width: number): readonly (readonly string[])[] {
  return rows.slice(0, Math.max(20, Math.ceil(JUDGED_CELLS / width)));
}
