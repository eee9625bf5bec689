import { at } from '../../../src-shared/present';
import { mergeItems, spreadItems } from '../../algorithms/numeric/alignment';
import { isTelling, CellTyper, type CellType } from '../dialect/cell-types';
import { isNumberText, type NumberFormat } from '../scan/cells/numbers';
import { RecordScanner, WHITESPACE, type Splitting } from '../scan/records';

/** What a row should be like. */
export interface RowLayout extends Splitting, NumberFormat {
  /** Cells that a row has. */
  readonly width: number;
  /** What most cells of each column are. */
  readonly kinds: readonly ('number' | 'other')[];
  /** The same in detail, where it is known: dates, times, amounts and links have their places too. */
  readonly cellTypes?: readonly CellType[];
  readonly na: readonly string[];
}

/** A layout, and what its cells look like. */
interface Judged extends RowLayout {
  readonly judge: CellTyper;
}

/** A record that does not fit its table. */
export interface DamagedRow {
  /** As they were split; quotes that are wrong stand in them. */
  readonly cells: readonly string[];
  /** What is wrong with its quotes, or null. */
  readonly parseError: string | null;
  /** The record as it stands in the file, where it is known. */
  readonly text?: string;
}

export interface RecoveredRow {
  /** Exactly as many as the layout's width. */
  readonly cells: readonly string[];
  /** For people: what is wrong with the row. */
  readonly reason: string;
}

/** Delimiters that a row may have been written with instead. */
const OTHERS = [',', ';', '\t', '|'] as const;
/** So much better must cells fit elsewhere, where nothing else speaks against their places. */
const MARGIN = 0.5;
/** Rows for which more combinations would have to be tried stay as they are. */
const MAX_STATES = 200_000;

const COST = {
  /** A word among numbers, or a number with something wrong. */
  misfit: 4,
  /** A number among words is no surprise. */
  numberInText: 0.5,
  /** A word, or a value of another kind, among dates, times, amounts or links. */
  otherKind: 1.5,
  /** A date, a time, an amount or a link among words. */
  kindInText: 0.1,
  /** An empty cell that stands in the row. */
  empty: 0.2,
  /** A column that is left without a cell. */
  gap: 1,
  join: 1,
  joinMore: 0.5,
  /** A number is hardly a part of a text. */
  joinNumber: 5.2,
  /** A cell that has no place. */
  surplus: 7,
  /** The same at the end of the row, where it does not part other cells. */
  lastSurplus: 6,
  emptySurplus: 0.6,
};

/**
 * Puts the cells of a damaged row into their most likely places: split anew where another delimiter
 * gives just the right cells, two cells joined where the delimiter belonged to a text, a gap where
 * a cell is missing. Found by dynamic programming over (cells used, columns filled), like the
 * alignment of two sequences (Needleman and Wunsch, 1970), at the least cost; at most 200,000 steps,
 * beyond which the cells keep the places they have. Of equal costs the first cells stay where they are.
 * A cell that has no place at all is in no column: the row's text, which is listed, has it.
 */
export function recoverRow(row: DamagedRow, expected: RowLayout): RecoveredRow {
  const { cells, parseError } = row;
  const { width } = expected;
  const usual = trimmedEnd(cells, width);
  if (usual.length === width) {
    const placed = withoutGap(cells, expected) ?? usual;
    return { cells: placed, reason: parseError ?? countReason(cells.length, width) };
  }
  const layout = judged(expected);
  const placed = align(usual, layout);
  const other = splitAnew(row, layout, placed.cost);
  if (other !== null) return other;
  return { cells: placed.cells, reason: parseError ?? countReason(cells.length, width) };
}

/**
 * The cells of a row that seems to have only empty cells too many at its end, without an empty one that
 * parts them: `1,,Ann,2020-01-01,` over three columns. Null where they fit as they stand.
 */
export function withoutGap(cells: readonly string[], expected: RowLayout): readonly string[] | null {
  const { width } = expected;
  const usual = cells.slice(0, width);
  if (cells.length <= width || !usual.some((cell) => cell.trim() === '')) return null;
  const layout = judged(expected);
  const placed = align(cells, layout);
  const cost = usual.reduce((sum, cell, c) => sum + computeCost(cell, c, layout), 0);
  return placed.cost + MARGIN < cost ? placed.cells : null;
}

/** One for all rows of a table: a file may be damaged in each of its lines. */
const known = new WeakMap<RowLayout, Judged>();

function judged(layout: RowLayout): Judged {
  const before = known.get(layout);
  if (before !== undefined) return before;
  const made = { ...layout, judge: new CellTyper(layout, layout.na) };
  known.set(layout, made);
  return made;
}

function countReason(count: number, width: number): string {
  return `${count} ${count === 1 ? 'cell' : 'cells'} instead of ${width}`;
}

/** Without empty cells past the last column. */
function trimmedEnd(cells: readonly string[], width: number): readonly string[] {
  let length = cells.length;
  while (length > width && cells[length - 1]?.trim() === '') length--;
  return cells.slice(0, length);
}

function computeCost(cell: string, column: number, { kinds, cellTypes, judge }: Judged): number {
  const kind = judge.of(cell);
  if (kind === 'missing') return COST.empty;
  if (kinds[column] === 'number') return kind === 'number' ? 0 : COST.misfit;
  const usual = cellTypes?.[column] ?? 'text';
  if (isTelling({ kind: usual, share: 1, filled: 1 })) return kind === usual ? 0 : COST.otherKind;
  return kind === 'text' ? 0 : kind === 'number' ? COST.numberInText : COST.kindInText;
}

/** The row as another delimiter, alone or beside the usual one, splits it, if that fits better. */
function splitAnew(
  { cells, parseError, text }: DamagedRow,
  layout: Judged,
  limit: number,
): RecoveredRow | null {
  const { delimiter, width } = layout;
  if (width < 2 || parseError !== null) return null;
  const whole = text ?? cells.join(delimiter === WHITESPACE ? ' ' : delimiter);
  let best: RecoveredRow | null = null;
  let least = limit;
  for (const other of [...OTHERS, WHITESPACE]) {
    // A decimal comma stands inside of numbers, so it cannot tell cells apart.
    if (other === delimiter || delimiter.startsWith(other) || other === layout.decimal) continue;
    // One that does not stand there would leave the cells as they are.
    if (other === WHITESPACE ? !/[ \t]/.test(whole) : !whole.includes(other)) continue;
    // A blank after it makes it punctuation of a text, where the rest of the row was split without it.
    if (cells.length > 1 && cells.some((cell) => cell.includes(`${other} `))) continue;
    for (const found of [splitBy(whole, other, layout), splitByBoth(cells, other)]) {
      if (found.length !== width) continue;
      const costs = found.map((cell, c) => computeCost(cell, c, layout));
      const cost = costs.reduce((sum, each) => sum + each, 0);
      const numeric = layout.kinds.flatMap((kind, c) => (kind === 'number' ? [costs[c]] : []));
      const numbers = numeric.filter((each) => each === 0).length;
      // Blanks separate words too: only numbers in their places tell that they separate cells.
      if (numbers * 2 < numeric.length + 1 && (numeric.length > 0 || other === WHITESPACE)) continue;
      if (cost >= least) continue;
      least = cost;
      best = {
        cells: found,
        reason: `separated by ${describeDelimiter(other)} instead of ${describeDelimiter(delimiter)}`,
      };
    }
  }
  return best;
}

function splitBy(text: string, delimiter: string, layout: RowLayout): string[] {
  let found: string[] = [];
  const scanner = new RecordScanner({ ...layout, delimiter, comment: '', skip: 0 }, ({ cells }) => {
    found = found.length === 0 ? [...cells] : [...found, ...cells];
  });
  scanner.push(text);
  scanner.end();
  return delimiter === WHITESPACE ? found : found.map((cell) => cell.replace(/^ /, ''));
}

function splitByBoth(cells: readonly string[], other: string): string[] {
  return cells.flatMap((cell) => (other === WHITESPACE ? cell.trim().split(/[ \t]+/) : cell.split(other)));
}

function describeDelimiter(delimiter: string): string {
  if (delimiter === WHITESPACE || delimiter === ' ') return 'blanks';
  return delimiter === '\t' ? 'tabs' : delimiter;
}

/** Least-cost places for cells of which there are too few or too many. */
function align(cells: readonly string[], layout: Judged): { cells: string[]; cost: number } {
  const { width } = layout;
  const spare = Math.abs(cells.length - width) + 1;
  const steps = Math.min(cells.length, width) * spare * (cells.length > width ? spare : 1);
  if (steps > MAX_STATES) {
    return { cells: Array.from({ length: width }, (_, c) => cells[c] ?? ''), cost: Infinity };
  }
  return cells.length < width ? spread(cells, layout) : squeeze(cells, layout);
}

/** Too few: every cell keeps its order, columns between may stay empty. */
function spread(cells: readonly string[], layout: Judged): { cells: string[]; cost: number } {
  const { width } = layout;
  const costAt = (i: number, column: number): number => computeCost(cells[i]!, column, layout);
  const { slots, cost } = spreadItems(cells.length, width, costAt, COST.gap);
  const placed = new Array<string>(width).fill('');
  for (const [i, cell] of cells.entries()) placed[at(slots, i)] = cell;
  return { cells: placed, cost };
}

/** Too many: neighbours are joined, or a cell is left over. */
function squeeze(cells: readonly string[], layout: Judged): { cells: string[]; cost: number } {
  const { width } = layout;
  const leaveCost = (i: number, column: number): number => {
    if (cells[i]!.trim() === '') return COST.emptySurplus;
    return column === width ? COST.lastSurplus : COST.surplus;
  };
  const { merged, cost } = mergeItems(
    cells.length,
    width,
    (from, count, column) => joinCost(cells, from, count, column, layout),
    leaveCost,
  );
  return { cells: merged.map(({ from, count }) => joinedCells(cells, from, count, layout)), cost };
}

function joinCost(
  cells: readonly string[],
  from: number,
  count: number,
  column: number,
  layout: Judged,
): number {
  if (count === 1) return computeCost(cells[from]!, column, layout);
  if (layout.kinds[column] === 'number') {
    const text = joinedCells(cells, from, count, layout).trim();
    return isNumberText(text, layout) ? COST.joinMore : Infinity;
  }
  const pieces = cells.slice(from, from + count);
  // A quote that opens in the first piece and closes in the last holds them together, and so does
  // a backslash before the delimiter. After a comma inside a text there is mostly a blank.
  const { quote } = layout;
  const isQuoted = quote !== '' && at(pieces, 0).includes(quote) && at(pieces, -1).includes(quote);
  if (isQuoted || pieces.slice(0, -1).every((piece) => piece.endsWith('\\'))) return 0;
  if (pieces.slice(1).every((piece) => /^ \S/.test(piece))) return COST.joinMore * (count - 1);
  const numbers = pieces.filter((piece) => isNumberText(piece, layout)).length;
  return COST.join + COST.joinMore * (count - 2) + COST.joinNumber * numbers;
}

function joinedCells(
  cells: readonly string[],
  from: number,
  count: number,
  { delimiter }: RowLayout,
): string {
  return cells
    .slice(from, from + count)
    .reduce((text, cell) =>
      text.endsWith('\\')
        ? text.slice(0, -1) + delimiter + cell
        : text + (delimiter === WHITESPACE ? ' ' : delimiter) + cell,
    );
}
