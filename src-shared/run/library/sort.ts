import { readCell, type Cell, type Column } from './columns';
import type { RunRow } from './row';

export interface SortKey {
  readonly column: Column;
  readonly descending: boolean;
}

/**
 * Rows in the order of some keys, the first one weighing most; rows that tie stay as they were. Runs
 * that have no value, or NaN, come last in both directions. Numbers inside texts count as numbers:
 * "run 2" comes before "run 10".
 */
export function sortRows(rows: readonly RunRow[], keys: readonly SortKey[]): RunRow[] {
  let sorted = [...rows];
  // The last key first, each pass leaving what ties as it was.
  for (const { column, descending } of [...keys].reverse()) {
    const ranks = computeRanks(sorted.map((row) => sortable(readCell(row, column))));
    sorted = byRank(sorted, ranks, descending);
  }
  return sorted;
}

/** Sorts rank and index in one number: an engine sorts plain numbers many times faster than by a callback. */
function byRank(rows: readonly RunRow[], ranks: Float64Array, descending: boolean): RunRow[] {
  const count = rows.length;
  const order = ranks.map((rank, index) => {
    const turned = Number.isNaN(rank) ? count : descending ? count - 1 - rank : rank;
    return turned * count + index;
  });
  return Array.from(order.sort(), (packed) => rows[packed % count]!);
}

/** How many cells are less than each one, at most all but one of them; NaN for no value. */
function computeRanks(cells: readonly (string | number | null)[]): Float64Array {
  if (cells.every((cell): cell is number | null => typeof cell !== 'string')) {
    const values = Float64Array.from(cells, (cell) => cell ?? NaN);
    const sorted = Float64Array.from(values).sort();
    return values.map((value) => (Number.isNaN(value) ? NaN : firstNotLess(sorted, value)));
  }
  const distinct = [...new Set(cells)].filter((cell) => cell !== null);
  const isText = distinct.every((cell) => typeof cell === 'string');
  const positions = new Map(
    (isText ? distinct.sort() : distinct.sort(compare)).map((cell, index) => [cell, index]),
  );
  return Float64Array.from(cells, (cell) => (cell === null ? NaN : positions.get(cell)!));
}

/** Where a value, or the first one that equals it, stands in an ascending list. */
function firstNotLess(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sortable(cell: Cell): string | number | null {
  if (typeof cell === 'number') return Number.isNaN(cell) ? null : cell;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (cell === null || cell === '') return null;
  return cell.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(15, '0'));
}

/** Order of the cells of a setting that is a number in one run and a text in another: numbers come first. */
function compare(a: string | number, b: string | number): number {
  const less = typeof a === typeof b ? a < b : typeof a === 'number';
  return less ? -1 : 1;
}
