import type { LeftOutKind } from '../../../../src-shared/dataset/left-out';
import type { Dialect } from '../../../../src-shared/experiment/schema';
import { at } from '../../../../src-shared/present';
import { hasHeader } from '../header';
import { dominantTypes, isTelling, type CellTyper } from '../cell-types';
import { fits } from '../preamble';
import type { SampledRecord } from '../sampled';
import { RowSorter } from './row-sorter';
import { lowerCase, ShapeReader, type TableShape } from './row-shape';

/** Places where another table may begin that are looked at. */
const MAX_BORDERS = 5;
/** Rows below the first that may name the columns too. */
const MAX_HEADER = 3;
/** With fewer rows above a border nothing can be said of them. */
const MIN_ROWS_ABOVE = 2;

/** The width of most rows; more than one cell counts double, for titles and notes have one. */
export function usualWidth(records: readonly SampledRecord[]): number {
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

/**
 * The number of cells that the table's rows have: that of most, or of the header where rows often lack
 * some. Where the beginning is given, of the table that stands there, whatever comes below a blank line.
 * @param parts the records of each sample
 */
export function tableWidth(
  parts: readonly (readonly SampledRecord[])[],
  given: Dialect,
  judge: CellTyper,
): number {
  const all = parts.flat();
  const width = usualWidth(all);
  const [head = []] = parts;
  if (given.skip !== undefined) {
    const border = head.findIndex(({ afterBlank }, i) => i > 1 && afterBlank);
    const block = border < 0 ? [] : head.slice(0, border);
    const own = usualWidth(block);
    const isTable = own > 1 && block.every(({ cells }) => fits(cells, own));
    if (isTable && !fits(at(head, border).cells, own)) return own;
  }
  if (width === 1 && given.skip === undefined) return lastBlock(head, judge);
  const named = head[0]?.cells.length ?? 0;
  return named > width && isRagged(all, named, judge) ? named : width;
}

/** Rows that a table below a longer preamble has at least. */
const ROWS_BELOW = 3;

/**
 * The number of cells that the records at the end have, where they are a table with names and values
 * below lines of one cell; else 1.
 */
function lastBlock(records: readonly SampledRecord[], judge: CellTyper): number {
  const width = widthBelow(records);
  const from = records.findIndex(({ cells }) => cells.length > 1);
  if (width === 1 || from === 0) return 1;
  const rows = records.slice(from).flatMap(({ cells }) => (cells.length === width ? [cells] : []));
  if (rows.length < ROWS_BELOW || hasHeader(rows, width, judge) !== 'surely') return 1;
  return dominantTypes(rows.slice(1), width, judge).filter(isTelling).length * 2 > width ? width : 1;
}

/** Cells of the records below lines of one cell, where all of them, to the last with more than one, have as many; else 1. */
export function widthBelow(records: readonly SampledRecord[]): number {
  const counts = records.map(({ cells }) => cells.length);
  const from = counts.findIndex((count) => count > 1);
  if (from < 0) return 1;
  const last = counts.length - [...counts].reverse().findIndex((count) => count > 1);
  const width = at(counts, from);
  return counts.slice(from, last).every((count) => count === width) ? width : 1;
}

/**
 * Whether rows often lack cells at their ends: the first record has the most and names the columns,
 * and the others have various numbers of cells.
 */
export function isRagged(records: readonly SampledRecord[], width: number, judge: CellTyper): boolean {
  const [first, ...others] = records;
  if (first?.cells.length !== width || width < 3 || others.length < 2) return false;
  const names = first.cells.map((cell) => cell.trim());
  if (new Set(names).size < width) return false;
  if (names.some((name) => judge.of(name) !== 'text')) return false;
  const widths = new Set(others.map(({ cells }) => cells.length));
  if (widths.size < 2 || others.some(({ cells, afterBlank }) => cells.length > width || afterBlank))
    return false;
  const padded = others.map(({ cells }) => names.map((_, c) => cells[c] ?? ''));
  return hasHeader([first.cells, ...padded], width, judge) === 'surely';
}

/** Records that are rows of the table as far as can be told before its columns are known: header first. */
export function likelyRows(
  records: readonly SampledRecord[],
  width: number,
  judge: CellTyper,
): (readonly string[])[] {
  const own = beforeNotes(beforeOtherTable(records, width, judge), width, judge).filter(({ cells }) =>
    fits(cells, width),
  );
  const [first, ...others] = own.map(({ cells }) => cells);
  if (first === undefined) return [];
  const rows = width > 1 ? withoutRepeats(first, others) : others;
  // A note below the table that a spreadsheet filled up with empty cells.
  const isNote = (cells: readonly string[] = []): boolean =>
    width > 1 && judge.of(cells[0] ?? '') === 'text' && cells.slice(1).every((cell) => cell.trim() === '');
  let count = rows.length;
  while (count > MIN_ROWS_ABOVE && isNote(rows[count - 1])) count--;
  return [first, ...rows.slice(0, count)];
}

/** Records up to where notes begin below a blank line: with one text alone, and no row begins with a value after it. */
function beforeNotes(
  records: readonly SampledRecord[],
  width: number,
  judge: CellTyper,
): readonly SampledRecord[] {
  if (width < 2) return records;
  const isText = ({ cells }: SampledRecord): boolean => judge.of(cells[0] ?? '') === 'text';
  const isAlone = ({ cells }: SampledRecord): boolean => cells.slice(1).every((cell) => cell.trim() === '');
  const border = records.findIndex(
    (record, i) => record.afterBlank && i > MIN_ROWS_ABOVE && isAlone(record) && isText(record),
  );
  const notes = border < 0 ? [] : records.slice(border);
  return notes.length > 0 && notes.length <= border && notes.every(isText)
    ? records.slice(0, border)
    : records;
}

/** Rows without those that are the first one again, and the ones below it again below them. */
function withoutRepeats(
  first: readonly string[],
  others: readonly (readonly string[])[],
): (readonly string[])[] {
  const top = [first, ...others.slice(0, MAX_HEADER)];
  const isAlike = (one: readonly string[] = [], other: readonly string[] = []): boolean =>
    one.every((cell, c) => lowerCase(cell) === lowerCase(other[c] ?? ''));
  let matched = 0;
  return others.filter((cells, i) => {
    const isBelow = matched > 0 && matched < Math.min(i, top.length) && isAlike(top[matched], cells);
    matched = isAlike(first, cells) ? 1 : isBelow ? matched + 1 : 0;
    return matched === 0;
  });
}

/** Records up to where names of another table of the same width stand below a blank line. */
function beforeOtherTable(
  records: readonly SampledRecord[],
  width: number,
  judge: CellTyper,
): readonly SampledRecord[] {
  if (width < 2) return records;
  const borders = records.flatMap(({ afterBlank }, i) => (afterBlank && i > MIN_ROWS_ABOVE ? [i] : []));
  for (const border of borders.slice(0, MAX_BORDERS)) {
    const names = at(records, border).cells;
    const rows = records.slice(1, border).flatMap(({ cells }) => (fits(cells, width) ? [cells] : []));
    const cellTypes = dominantTypes(rows, width, judge).map((column) =>
      isTelling(column) ? column.kind : ('text' as const),
    );
    const shape = { decimal: '.', thousands: '', na: [], width, cellTypes, head: [] } as const;
    const isHeader = at(records, 0).cells.every((cell, c) => cell === names[c]);
    if (!isHeader && rows.length >= MIN_ROWS_ABOVE && new ShapeReader(shape).areNames(names)) {
      return records.slice(0, border);
    }
  }
  return records;
}

/** What a {@link RowSorter} makes of the records below the header. */
export interface TableRows {
  readonly rows: readonly SampledRecord[];
  /** Records below the table that are left out. */
  readonly footers: number;
  /** Records of other tables. */
  readonly others: number;
}

/** @param isWhole the last of the records ends the file */
export function tableRows(
  records: readonly SampledRecord[],
  shape: TableShape,
  keep: readonly LeftOutKind[] | undefined,
  isWhole: boolean,
): TableRows {
  if (shape.width < 2) return { rows: records, footers: 0, others: 0 };
  const sorter = new RowSorter(shape, keep);
  const rows: SampledRecord[] = [];
  let waiting: SampledRecord[] = [];
  let footers = 0;
  let others = 0;
  const settle = (verdict: 'rows' | LeftOutKind | null): void => {
    if (verdict === null) return;
    if (verdict === 'rows') rows.push(...waiting);
    else if (verdict === 'footers') footers += waiting.length;
    else others += waiting.length;
    waiting = [];
  };
  for (const record of records) {
    if (record.afterBlank) sorter.blank();
    const verdict = sorter.take(record.cells, record.parseError === null && fits(record.cells, shape.width));
    settle(verdict.waiting);
    if (verdict.record === 'row') rows.push(record);
    else if (verdict.record === 'wait') waiting.push(record);
    else if (verdict.record === 'otherTables') others++;
  }
  settle(isWhole ? sorter.end() : 'rows');
  return { rows, footers, others };
}
