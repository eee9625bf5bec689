import { at } from '../../../src-shared/present';
import { scanRows } from './scan-rows';
import type { TextTable } from './text-table';

/**
 * Lines in the file of rows.
 * @param rows 0-based numbers in the table, ascending
 */
export async function linesOfRows(
  table: TextTable,
  rows: readonly number[],
  signal?: AbortSignal,
): Promise<Map<number, number>> {
  if (table.isCopy && (table.copied?.lines ?? null) === null)
    return new Map(rows.map((row) => [row, row + 1]));
  const lines = new Map<number, number>();
  for (let next = 0; next < rows.length;) {
    const began = next;
    const from = table.isSeekable ? table.index.before(at(rows, next)) : null;
    await scanRows(
      table,
      ({ firstRow, rows: count, lines: found }) => {
        const end = firstRow + count;
        for (; next < rows.length && at(rows, next) < end; next++)
          lines.set(at(rows, next), at(found, at(rows, next) - firstRow));
        if (next >= rows.length) return false;
        // The next row may be far away.
        const place = table.isSeekable ? table.index.before(at(rows, next)) : null;
        return place === null || place.row <= end;
      },
      { signal, from },
    );
    if (next === began) break;
  }
  return lines;
}
