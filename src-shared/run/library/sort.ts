import { cellOf, type Cell, type Column } from './columns';
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
  if (keys.length === 0) return [...rows];
  const ranks = keys.map(({ column, descending }) =>
    ranksOf(
      rows.map((row) => sortable(cellOf(row, column))),
      descending,
    ),
  );
  const order = rows.map((_, place) => place);
  order.sort((a, b) => {
    for (const rank of ranks) {
      const [x, y] = [rank[a]!, rank[b]!];
      if (x < y) return -1;
      if (x > y) return 1;
      // NaN stands for no value.
      if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
    }
    return a - b;
  });
  return order.map((place) => rows[place]!);
}

/**
 * What cells are compared by: numbers by themselves, texts by their place among the distinct ones,
 * for comparing those is many times faster.
 */
function ranksOf(cells: readonly (string | number | null)[], descending: boolean): Float64Array {
  if (cells.every((cell): cell is number | null => typeof cell !== 'string')) {
    const sign = descending ? -1 : 1;
    return Float64Array.from(cells, (cell) => (cell === null ? NaN : sign * cell));
  }
  const distinct = [...new Set(cells)].sort((a, b) => compare(a, b, descending));
  const places = new Map(distinct.map((cell, place) => [cell, place]));
  return Float64Array.from(cells, (cell) => places.get(cell) ?? 0);
}

function sortable(cell: Cell): string | number | null {
  if (typeof cell === 'number') return Number.isNaN(cell) ? null : cell;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (cell === null || cell === '') return null;
  return cell.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(15, '0'));
}

function compare(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === null) return 1;
  if (b === null) return -1;
  // Of a setting that is a number in one run and a word in another.
  const less = typeof a === typeof b ? a < b : typeof a === 'number';
  return less === descending ? 1 : -1;
}
