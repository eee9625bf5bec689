import { cellOf, type Cell, type Column } from './columns';
import type { RunRow } from './row';

export interface SortKey {
  readonly column: Column;
  readonly descending: boolean;
}

/**
 * Rows in the order of some keys, the first one weighing most; ties are newest first. Runs that have
 * no value, or NaN, come last in both directions. Numbers inside texts count as numbers: "run 2"
 * comes before "run 10".
 */
export function sortRows(rows: readonly RunRow[], keys: readonly SortKey[]): RunRow[] {
  const columns = keys.map(({ column, descending }) => ({
    descending,
    cells: rows.map((row) => sortable(cellOf(row, column))),
  }));
  const order = rows.map((_, place) => place);
  order.sort((a, b) => {
    for (const { cells, descending } of columns) {
      const compared = compare(cells[a] ?? null, cells[b] ?? null, descending);
      if (compared !== 0) return compared;
    }
    return (rows[a]?.id ?? '') < (rows[b]?.id ?? '') ? 1 : -1;
  });
  return order.map((place) => rows[place]!);
}

function sortable(cell: Cell): string | number | null {
  if (typeof cell === 'number') return Number.isNaN(cell) ? null : cell;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (cell === null || cell === '') return null;
  return cell.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(15, '0'));
}

function compare(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  // Of a setting that is a number in one run and a word in another.
  const less = typeof a === typeof b ? a < b : typeof a === 'number';
  return less === descending ? 1 : -1;
}
