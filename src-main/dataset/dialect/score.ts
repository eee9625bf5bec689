import type { Dialect } from '../../../src-shared/experiment/schema';
import { at } from '../../../src-shared/present';
import { guessHeader } from './header';
import { dominantTypes, isTelling, CellTyper, type DominantType } from './cell-types';
import {
  isRagged,
  likelyRows,
  tableRows,
  tableWidth,
  usualWidth,
  widthBelow,
  type TableRows,
} from './rows/table-rows';
import { bestFormat, type NumberFormat } from '../scan/cells/numbers';
import { findComments, findStart, fits, type Start } from './preamble';
import { WHITESPACE, type Splitting } from '../scan/records';
import { splitSamples, type Sample, type SampledRecord } from './sampled';

/** A file of one column gets this share of the points of one whose rows all have equally many cells. */
const SINGLE_COLUMN = 0.75;
/** The same for a rare delimiter between texts, which may well be prose. */
const RARE_DELIMITER = 0.7;
/** Points off for apostrophes as quotes: they stand in words too. */
const APOSTROPHE = 0.01;
/** What a row with too few cells counts below a header that has the most. */
const SHORT_ROW = 0.6;
export const RARE_DELIMITERS: readonly string[] = [WHITESPACE, ' ', '::', ':', '^', '~'];
/** Points off for commas between digits where another delimiter stands between the cells. */
const SPLIT_NUMBERS = 0.3;
/** A word or two that name a column. */
const NAME = /^[\p{L}_][^,;|\t]{0,40}$/u;
/** Cells of wide rows that are looked at. */
const JUDGED_CELLS = 40_000;

/** How one way of splitting does on the samples. */
export interface ScoredSplitting {
  readonly splitting: Splitting;
  readonly format: NumberFormat;
  readonly judge: CellTyper;
  readonly width: number;
  readonly comment: string;
  readonly start: Start;
  /** Records of the first sample from the table's beginning. */
  readonly table: readonly SampledRecord[];
  /** How many of them name the columns. */
  readonly header: number;
  /** Rows of all samples below the header. */
  readonly rows: readonly (readonly string[])[];
  readonly kinds: readonly DominantType[];
  readonly score: number;
}

export interface ScoringOptions {
  readonly formats: readonly NumberFormat[];
  readonly na: readonly string[];
  readonly given: Dialect;
}

/** Splits the samples and says how well that fits them; the highest score is the best fit. */
export function scoreSplitting(
  samples: readonly Sample[],
  splitting: Splitting,
  { formats, na, given }: ScoringOptions,
): ScoredSplitting {
  const parsed = splitSamples(samples, splitting, given.omit ?? []);
  const firstWidth = usualWidth(parsed.flat());
  const lastWidth = firstWidth > 1 ? firstWidth : widthBelow(parsed[0] ?? []);
  const likelyFormat = chooseFormat(parsed.flat(), lastWidth, formats, splitting.delimiter);
  const likelyJudge = new CellTyper(likelyFormat, na);
  const { mark, parts } =
    given.comment === undefined
      ? findComments(samples, parsed, splitting.delimiter, usualWidth, likelyJudge)
      : { mark: given.comment, parts: parsed };
  const [head = [], ...others] = parts;
  const width = tableWidth(parts, given, likelyJudge);
  const isOther = width === 1 && lastWidth > 1;
  const format = isOther ? chooseFormat(parsed.flat(), 1, formats, splitting.delimiter) : likelyFormat;
  const judge = isOther ? new CellTyper(format, na) : likelyJudge;
  const start =
    given.skip === undefined
      ? findStart(head, width, judge)
      : { at: 0, isOddHeader: false, hasLoneName: false, oddity: 0, quarantined: [] };
  const table = head.slice(start.at);
  const records = [...table, ...others.flat()];
  const likely = likelyRows(records, width, judge);
  const named = given.header ?? (start.isOddHeader ? 1 : guessHeader(likely, width, judge));
  const likelyNamed = start.isOddHeader ? 0 : Math.min(named, likely.length - 1);
  const rows = likely.slice(Math.max(0, likelyNamed));
  const kinds = dominantTypes(someCells(rows, width), width, judge);
  const below = records.slice(Math.min(named, Math.max(0, records.length - 1)));
  const cellTypes = kinds.map((column) => (isTelling(column) ? column.kind : ('text' as const)));
  const names = records.length > named ? records.slice(0, named) : [];
  const shape = { ...format, width, na, cellTypes, head: names.map(({ cells }) => cells) };
  const body = tableRows(below, shape, given.keep, samples[samples.length - 1]?.isCut === false);
  const areShort =
    isRagged(records, width, judge) ||
    (named > 0 && areShortRows(table[0]?.cells ?? [], splitting, body, width));
  return {
    splitting,
    format,
    judge,
    width,
    comment: mark,
    start,
    table,
    header: named,
    rows,
    kinds,
    score: computeScore(splitting, body, width, kinds, start, given.quote, areShort),
  };
}

/**
 * Whether records with too few cells are rows that end too soon: below as many names as most rows have
 * cells, with a usual delimiter and no blanks behind it, as prose has.
 */
function areShortRows(
  names: readonly string[],
  { delimiter }: Splitting,
  { rows }: TableRows,
  width: number,
): boolean {
  if (width < 3 || names.length !== width || RARE_DELIMITERS.includes(delimiter)) return false;
  if (new Set(names).size < width || !names.every((name) => NAME.test(name))) return false;
  const others = rows.filter(({ cells }) => cells.length !== width);
  return others.length * 2 <= rows.length && others.every(({ cells }) => cells.length < width);
}

function computeScore(
  { delimiter, quote }: Splitting,
  { rows: body, footers, others }: TableRows,
  width: number,
  kinds: readonly DominantType[],
  { oddity, hasLoneName }: Start,
  givenQuote: string | undefined,
  areShortRows: boolean,
): number {
  // What is left out counts half, so that little is left out where there is a choice.
  const total = Math.max(1, body.length + footers / 4 + others / 2);
  const fitting = body.filter(({ cells }) => fits(cells, width)).length;
  const consistency = (fitting + (areShortRows ? SHORT_ROW * (body.length - fitting) : 0)) / total;
  const flaws = body.filter(({ parseError }) => parseError !== null).length / total;
  const telling = typeShare(kinds);
  const prose = RARE_DELIMITER + (1 - RARE_DELIMITER) * Math.min(1, telling / 0.2);
  const trust =
    width === 1 ? (telling >= 0.9 ? 1 : SINGLE_COLUMN) : RARE_DELIMITERS.includes(delimiter) ? prose : 1;
  // A blank only where runs of blanks do clearly worse; rare ones not where a single column does as well.
  const rare = delimiter === ' ' ? 0.05 : RARE_DELIMITERS.includes(delimiter) ? 0.01 : 0;
  // No quotes at all where most rows would have broken ones; otherwise those few are to be listed.
  const quoteless = quote === '' && givenQuote === undefined ? 0.25 : 0;
  // A name without the delimiter over cells that have it: it is hardly one.
  const lone = hasLoneName && (RARE_DELIMITERS.includes(delimiter) || telling === 0) ? 0.3 : 0;
  return (
    trust * consistency +
    telling / 2 -
    0.3 * oddity -
    0.5 * flaws -
    uncleanShare(body, width, quote) -
    (quote === '' && givenQuote === undefined ? 0.5 * cutQuotes(body) : 0) -
    gluedShare(body, width, delimiter) -
    (delimiter === ',' && splitsNumbers(body, width) ? SPLIT_NUMBERS : 0) -
    rare -
    lone -
    (quote === "'" && givenQuote === undefined ? APOSTROPHE : 0) -
    quoteless
  );
}

/**
 * The mean over the columns with values of the share of cells that are of the column's telling kind; one
 * that is filled in few rows counts less.
 */
function typeShare(kinds: readonly DominantType[]): number {
  const most = kinds.reduce((count, { filled }) => Math.max(count, filled), 0);
  let sum = 0;
  let weights = 0;
  for (const { kind, share, filled } of kinds) {
    if (filled === 0) continue;
    const weight = Math.min(1, (2 * filled) / most);
    weights += weight;
    sum += kind === 'text' ? 0 : weight * share;
  }
  return sum / Math.max(1e-9, weights);
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

/** Share of the rows in which a cell opens with a quote that a later one closes: what they part was quoted. */
function cutQuotes(body: readonly SampledRecord[]): number {
  const rows = body.slice(0, 200);
  const isCut = ({ cells }: SampledRecord): boolean =>
    ['"', "'"].some((mark) => {
      const from = cells.findIndex((cell) => cell.startsWith(mark) && !cell.endsWith(mark));
      return from >= 0 && cells.slice(from + 1).some((cell) => cell.endsWith(mark) && !cell.startsWith(mark));
    });
  return rows.filter(isCut).length / Math.max(1, rows.length);
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
  return at(rows, 0).some(
    (_, c) => rows.filter((cells) => /[;|\t^~]|\D:|:\D| {2}/.test(at(cells, c))).length >= most,
  );
}

function chooseFormat(
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
