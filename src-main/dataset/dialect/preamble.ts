import type { RejectedCell } from '../../../src-shared/dataset/report';
import { guessHeader, hasHeader, namesIn } from './header';
import { dominantTypes, isTelling, type CellTyper } from './cell-types';
import type { Sample, SampledRecord } from './sampled';
import { at as elementAt } from '../../../src-shared/present';

/** A mark alone in the first cell belongs to the names after it, as in NumPy's `# x y z`. */
const LONE_MARK = /^(#|%|\/\/)$/;
/** A table that stands above the one that is read is listed, row by row, if it has so many rows. */
const ROWS_OF_A_TABLE = 3;

/** Whether a record has `width` cells, empty ones at its end not counted. */
export function fits(cells: readonly string[], width: number): boolean {
  if (cells.length <= width) return cells.length === width;
  for (let c = width; c < cells.length; c++) if (cells[c]?.trim() !== '') return false;
  return true;
}

export interface Comments {
  /** Empty: there are none. */
  readonly mark: string;
  /** Records of the samples that remain. */
  readonly parts: readonly (readonly SampledRecord[])[];
}

/**
 * Finds the sign that begins comments. Lines that begin with one are comments only where they do not
 * read as rows of the table; `#id,name` over the rows names the columns.
 * @param parts the records of each sample
 */
export function findComments(
  samples: readonly Sample[],
  parts: readonly (readonly SampledRecord[])[],
  delimiter: string,
  usualWidth: (records: readonly SampledRecord[]) => number,
  judge: CellTyper,
): Comments {
  for (const mark of new Set(samples.flatMap(({ marks }) => marks))) {
    if (mark === delimiter) continue;
    const begins = parts.map((records, i) =>
      records.map(({ line }) => samples[i]?.lines[line - 1]?.startsWith(mark) === true),
    );
    const rest = parts.map((records, i) => records.filter((_, r) => begins[i]?.[r] !== true));
    const marked = parts.map((records, i) => records.filter((_, r) => begins[i]?.[r] === true));
    const found = judgeMark(mark, marked, rest, usualWidth(rest.flat()), judge);
    if (found !== null) return { mark: found, parts: rest };
  }
  return { mark: '', parts };
}

function judgeMark(
  mark: string,
  marked: readonly (readonly SampledRecord[])[],
  rest: readonly (readonly SampledRecord[])[],
  width: number,
  judge: CellTyper,
): string | null {
  const rows = rest.flat().filter(({ cells }) => fits(cells, width));
  const first = rest[0]?.[0];
  if (first === undefined || rows.length === 0) return null;
  const leading = (marked[0] ?? []).filter(({ line }) => line < first.line);
  const later = marked.flat().filter((record) => !leading.includes(record));
  const areRows = later.filter(({ cells }) => width > 1 && fits(cells, width));
  const mayBeRows = width === 1 || areRows.length > 0;
  if (leading.length === 0 && mayBeRows && later.length >= rows.length) return null;
  const rowCells = rows.map(({ cells }) => cells);
  const last = leading[leading.length - 1];
  const isName =
    last !== undefined &&
    !first.afterBlank &&
    hasHeader(rowCells, width, judge) !== 'surely' &&
    canName(last, width, leading.length === 1);
  if (isName) return null;
  const [firstColumn] = dominantTypes(rowCells, width, judge);
  // Full rows of a column of texts may well begin with a hash.
  if (areRows.length > 0 && (firstColumn === undefined || !isTelling(firstColumn))) return null;
  if (areRows.length > 0 && areRows.length === later.length && leading.length === 0) return null;
  return mark;
}

function canName({ cells }: SampledRecord, width: number, isOnly: boolean): boolean {
  if (width === 1) return isOnly && cells.length === 1 && !/\s/.test(cells[0]?.trim() ?? '');
  // A mark alone is no name: the words of a remark may be as many as a row's cells.
  return LONE_MARK.test(cells[0] ?? '') ? cells.length === width + 1 : fits(cells, width);
}

export interface Start {
  /** Index of the table's first record in the first sample. */
  readonly at: number;
  /** The record there names the columns though it has another number of cells. */
  readonly isOddHeader: boolean;
  /** 0 to 1: how unlikely it is that a table begins like this. */
  readonly oddity: number;
  /** That record has no more than one name. */
  readonly hasLoneName: boolean;
  /** Rows of another table above. */
  readonly quarantined: readonly RejectedCell[];
}

/** Finds where the table begins below titles, `key: value` lines or another, smaller table. */
export function findStart(records: readonly SampledRecord[], width: number, judge: CellTyper): Start {
  const usual: Start = { at: 0, isOddHeader: false, hasLoneName: false, oddity: 0, quarantined: [] };
  const at = firstRow(records, width);
  if (at < 0) return { ...usual, oddity: 1 };
  const later = laterTable(records, width, judge);
  if (later > 0) {
    const above = records.slice(0, later);
    return { ...usual, at: later, oddity: 0.2, quarantined: isTable(above, judge) ? above.map(listed) : [] };
  }
  if (at === 0) return { ...usual, at: paddedLines(records, width, judge) };
  const rows = records.slice(at).flatMap(({ cells }) => (fits(cells, width) ? [cells] : []));
  if (width === 1) return usual;
  const isNamed = hasHeader(rows, width, judge);
  const first = isNamed === 'surely' ? -1 : firstBeforeDamage(records, at, rows, width, judge);
  if (first >= 0) return { ...usual, at: first };
  const above = records[at - 1];
  if (
    isNamed !== 'surely' &&
    above !== undefined &&
    records[at]?.afterBlank !== true &&
    couldBeHeader(above.cells, width, isNamed === 'no', judge)
  ) {
    const hasLoneName = above.cells.length === 1 && namesIn(above.cells[0] ?? '', width) === null;
    return { ...usual, at: at - 1, isOddHeader: true, hasLoneName, oddity: at === 1 ? 1 : 0.5 };
  }
  const lines = records.slice(0, at);
  const aside = isTable(lines, judge) ? lines.map(listed) : [];
  if (isNamed === 'no' && aside.length === 0 && looksLikeRows(lines, judge)) return { ...usual, oddity: 1 };
  const hasLoneName = at === 1 && isNamed !== 'surely' && isLoneName(elementAt(lines, 0).cells);
  return { ...usual, at, hasLoneName, oddity: isNamed === 'no' ? 1 : 0.2, quarantined: aside };
}

/**
 * Settings of an instrument may have as many cells as the table below them: where a table with names
 * and columns of one kind begins after a blank line or a line of one cell, such as `[Data]`, and what
 * stands above is not of these kinds.
 */
function laterTable(records: readonly SampledRecord[], width: number, judge: CellTyper): number {
  const isLine = (i: number): boolean => width > 1 && records[i]?.cells.length === 1;
  const starts = records.flatMap(({ afterBlank }, i) =>
    i > 0 && !isLine(i) && (afterBlank || isLine(i - 1)) ? [i] : [],
  );
  const names = namesOfNumbers(records, width, judge);
  let found = 0;
  let purest = 0;
  for (const at of [...starts.slice(0, 5), ...(names > 1 && !starts.includes(names) ? [names] : [])]) {
    const below = records.slice(at).flatMap(({ cells }) => (fits(cells, width) ? [cells] : []));
    const named = guessHeader(below, width, judge);
    const rows = below.slice(named);
    if (named === 0 || rows.length < 0.8 * (records.length - at - named)) continue;
    const kinds = dominantTypes(rows, width, judge);
    const telling = kinds.flatMap((column, c) => (isTelling(column) ? [c] : []));
    if (telling.length * 2 < width) continue;
    // Fewer rows than lines above: settings, each under a key of its own.
    const areFew = rows.length < at || at === names;
    if (areFew && !(telling.length === width && areSettings(records.slice(0, at), rows.length))) continue;
    const cells = records
      .slice(0, at)
      .flatMap((record) => telling.map((c) => [record.cells[c] ?? '', c] as const));
    const alike = cells.filter(([cell, c]) => judge.of(cell) === kinds[c]?.kind);
    const most = areFew ? cells.length / 2 : (cells.length - 1) / 2;
    if (alike.length > most || !fits(elementAt(records, at).cells, width)) continue;
    const purity = kinds.reduce((sum, column) => sum + (isTelling(column) ? column.share : 0), 0);
    if (purity > purest) [found, purest] = [at, purity];
  }
  return found;
}

/**
 * The record that names nothing but numbers, to the end of the records, where those above it are of
 * another kind and no names themselves; -1 where there is none.
 */
function namesOfNumbers(records: readonly SampledRecord[], width: number, judge: CellTyper): number {
  const isAll = ({ cells }: SampledRecord, kind: 'number' | 'text'): boolean =>
    cells.length === width && cells.every((cell) => judge.of(cell) === kind);
  let at = records.length - 1;
  while (at >= 0 && isAll(elementAt(records, at), 'number')) at--;
  const record = records[at];
  if (width < 2 || record === undefined || !isAll(record, 'text')) return -1;
  const rows = records.map(({ cells }) => cells);
  return guessHeader(rows, width, judge) > 1 ? -1 : at;
}

/** Whether records are `key: value` lines, as they stand above a table of so many rows. */
function areSettings(records: readonly SampledRecord[], rows: number): boolean {
  const keys = records.map(({ cells }) => (cells[0] ?? '').trim());
  return rows > 2 && keys.every((key) => /^\W?\p{L}/u.test(key)) && new Set(keys).size === keys.length;
}

/** The first record of the usual width that is followed by another one. */
function firstRow(records: readonly SampledRecord[], width: number): number {
  const fitting = records.map(({ cells }) => fits(cells, width));
  const pair = fitting.findIndex((fit, i) => fit && fitting[i + 1] === true);
  return pair < 0 ? fitting.indexOf(true) : pair;
}

/**
 * A header, or a row, that damaged rows part from the others: the first record of the usual width that
 * names the columns below or has values of their kinds, no blank line after it. -1 where there is none.
 */
function firstBeforeDamage(
  records: readonly SampledRecord[],
  at: number,
  rows: readonly (readonly string[])[],
  width: number,
  judge: CellTyper,
): number {
  let from = at;
  while (from > 0 && records[from]?.afterBlank !== true) from--;
  const first = records.findIndex(({ cells }, i) => i >= from && i < at && fits(cells, width));
  if (first < 0 || at - first - 1 > rows.length) return -1;
  const { cells } = elementAt(records, first);
  if (
    width < 3 &&
    judge.of(cells[0] ?? '') !== 'number' &&
    hasHeader([cells, ...rows], width, judge) !== 'surely'
  )
    return -1;
  const isFull = cells.slice(0, width).every((cell) => cell.trim() !== '');
  const kinds = dominantTypes(rows, width, judge);
  const isRow = kinds.every((column, c) => !isTelling(column) || judge.of(cells[c] ?? '') === column.kind);
  return isRow || (isFull && hasHeader([cells, ...rows], width, judge) !== 'no') ? first : -1;
}

/** Lines above the table that a spreadsheet filled up with empty cells. */
function paddedLines(records: readonly SampledRecord[], width: number, judge: CellTyper): number {
  const filled = records.map(({ cells }) => cells.map((cell) => cell.trim() !== ''));
  // Every line may end with delimiters.
  const used = filled.reduce((most, cells) => Math.max(most, cells.lastIndexOf(true) + 1), 0);
  const isPadded = (cells: readonly boolean[] = []): boolean => {
    const count = cells.filter(Boolean).length;
    return count > 0 && count <= 2 && count * 2 <= width && cells.slice(0, count).every(Boolean);
  };
  let at = 0;
  while (isPadded(filled[at])) at++;
  if (at === 0 || at >= records.length - 1) return 0;
  const isFull = (filled[at] ?? []).filter(Boolean).length >= 0.8 * Math.min(width, used);
  const rows = records.slice(at).map(({ cells }) => cells);
  const named = isFull
    ? hasHeader(rows, width, judge)
    : guessHeader(rows, width, judge) > 1
      ? 'surely'
      : 'no';
  const isTitled = records[at]?.afterBlank === true || elementAt(filled, 0).filter(Boolean).length === 1;
  return named === 'surely' || (named === 'maybe' && width > 2 && isTitled) ? at : 0;
}

/** Names over rows with another number of cells: R's one fewer, or some too many. */
function couldBeHeader(
  cells: readonly string[],
  width: number,
  areDataBelow: boolean,
  judge: CellTyper,
): boolean {
  if (cells.some((cell) => judge.of(cell) === 'number' || judge.of(cell) === 'date')) return false;
  if (LONE_MARK.test(cells[0] ?? '')) return cells.length === width + 1;
  if (cells.length === 1 && namesIn(cells[0] ?? '', width) !== null) return true;
  const names = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  // R's may repeat: what stands over values with a name for each row is no row itself.
  const isOfR = areDataBelow && cells.length === width - 1 && width > 2;
  if (names.length < Math.max(1, width / 2)) return false;
  if (!isOfR && new Set(names).size < names.length) return false;
  if (cells.length === 1) return /^[\p{L}_.]\S*$/u.test(names[0] ?? '');
  return areDataBelow || cells.length === width - 1;
}

/** One word over rows without names is the name of a single column. */
function isLoneName(cells: readonly string[]): boolean {
  return cells.length === 1 && /^[\p{L}_.][^\s:]*$/u.test(elementAt(cells, 0).trim());
}

function looksLikeRows(records: readonly SampledRecord[], judge: CellTyper): boolean {
  return records.every(({ cells }) => {
    const numbers = cells.filter((cell) => judge.of(cell) === 'number').length;
    return cells.length > 1 && numbers * 2 >= cells.length;
  });
}

/** Whether records are a table of their own: names over rows with numbers. */
function isTable(records: readonly SampledRecord[], judge: CellTyper): boolean {
  const [first] = records;
  const width = first?.cells.length ?? 0;
  const rows = records.filter(({ cells }) => cells.length === width).map(({ cells }) => cells);
  if (width < 2 || rows.length < ROWS_OF_A_TABLE || rows.length * 2 < records.length) return false;
  const kinds = dominantTypes(rows.slice(1), width, judge);
  return kinds.some(isTelling) && hasHeader(rows, width, judge) === 'surely';
}

function listed({ line, cells }: SampledRecord): RejectedCell {
  return {
    line,
    column: null,
    text: cells.join(' ').slice(0, 1000),
    reason: 'a row of another table above this one',
  };
}
